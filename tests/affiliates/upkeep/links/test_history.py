"""When what was found at a link is sure enough to be said."""

from datetime import UTC, date, datetime, timedelta

import pytest

from affiliates.storage.contract.links import LinkFinding, LinkPeriod
from affiliates.upkeep.links.history import (
    LinkFault,
    LinkResult,
    gone_links,
    link_faults,
    with_results,
    with_seen_working,
)

LINK = "https://made-up.example/"
NEW = "https://new.example/"
FIRST = datetime(2026, 5, 1, 6, 0, 9, tzinfo=UTC)
F, M, G, N, U, R, P, C = (
    LinkFinding.FINE,
    LinkFinding.MOVED,
    LinkFinding.GONE,
    LinkFinding.NAME_LOST,
    LinkFinding.UNREACHABLE,
    LinkFinding.REFUSED,
    LinkFinding.PARKED,
    LinkFinding.CERTIFICATE_ENDED,
)


def looked(*findings: tuple[int, LinkFinding]) -> list[LinkPeriod]:
    """What is kept after looks on these days, counted from the first of May; never quite at the same second."""
    periods: list[LinkPeriod] = []
    for day, finding in findings:
        result = LinkResult(LINK, finding, NEW if finding is M else "")
        periods = with_results(periods, [result], FIRST + timedelta(days=day, seconds=-day))
    return periods


@pytest.mark.parametrize(
    ("findings", "fault", "is_gone"),
    [
        ([(0, G)], None, False),
        ([(0, G), (6, G)], None, False),
        ([(0, G), (7, G)], G, True),
        ([(0, G), (7, N)], N, True),
        ([(0, U), (7, G)], G, False),
        ([(0, U), (7, G), (14, G)], G, True),
        ([(0, G), (7, G), (14, U)], U, False),
        ([(0, G), (7, G), (14, F)], None, False),
        ([(0, G), (7, G), (14, R)], None, False),
        ([(0, G), (7, F), (14, G)], None, False),
        ([(0, P), (7, P)], P, False),
        ([(0, C), (7, C), (14, C)], C, False),
        ([(0, R), (7, R)], None, False),
        ([(0, F), (7, F)], None, False),
        ([(0, M), (7, M)], M, False),
        ([(0, M), (7, G)], None, False),
        ([(0, U), (7, M)], None, False),
    ],
)
def test_fault_is_said_after_two_looks_a_week_apart_and_nothing_between(
    findings: list[tuple[int, LinkFinding]], fault: LinkFinding | None, is_gone: bool
) -> None:
    day = (FIRST + timedelta(days=findings[-1][0])).date()

    assert [each.finding for each in link_faults(looked(*findings), day)] == [fault] * (fault is not None)
    assert gone_links(looked(*findings), day) == ({LINK} if is_gone else set())


def test_fault_says_since_when_and_what_nobody_looks_at_any_more_is_unknown() -> None:
    periods = looked((0, F), (7, U), (14, G), (21, G))

    assert link_faults(periods, date(2026, 6, 25)) == [LinkFault(LINK, G, date(2026, 5, 8))]
    assert gone_links(periods, date(2026, 6, 25)) == {LINK}
    assert (link_faults(periods, date(2026, 6, 27)), gone_links(periods, date(2026, 6, 27))) == ([], frozenset())


def test_looks_that_find_the_same_are_one_period_and_links_that_are_not_listed_leave_nothing() -> None:
    periods = looked((0, F), (7, F), (14, M), (21, M))
    days = [(each.finding, each.moved_to, str(each.first_at.date()), str(each.last_at.date())) for each in periods]
    assert days == [(F, "", "2026-05-01", "2026-05-08"), (M, NEW, "2026-05-15", "2026-05-22")]

    moved_on = with_results(periods, [LinkResult(LINK, M, "https://newer.example/")], FIRST + timedelta(days=28))
    assert [each.moved_to for each in moved_on] == ["", NEW, "https://newer.example/"]
    other = with_results(moved_on, [LinkResult("https://other.example/", F)], FIRST)
    assert [each.address for each in other] == ["https://other.example/"]


def test_what_a_reviewer_saw_stands_against_what_programs_find_for_a_while() -> None:
    seen = with_seen_working(looked((0, G), (7, G)), LINK, "Robin", FIRST + timedelta(days=8))
    for week in range(2, 16):
        seen = with_results(seen, [LinkResult(LINK, G)], FIRST + timedelta(days=week * 7))
        day = (FIRST + timedelta(days=week * 7)).date()
        expected = week == 15  # two looks after 90 days
        assert (bool(link_faults(seen, day)), bool(gone_links(seen, day))) == (expected, expected), week
    assert [each.finding for each in seen] == [G, LinkFinding.SEEN_WORKING, G]


def test_link_that_comes_and_goes_does_not_fill_the_table() -> None:
    assert len(looked(*((week * 7, (F, U)[week % 2]) for week in range(60)))) == 20
