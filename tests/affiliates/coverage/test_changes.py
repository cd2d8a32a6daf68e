"""What changed between two days, in a directory whose history is set up here."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from affiliates.coverage.changes import changes_between, compare_groups, share_over_time
from affiliates.directory.snapshots import first_known_day, snapshot_at_end_of, snapshot_at_start_of
from affiliates.errors import DayUnknownError, DirectoryUnreadableError
from tests.crash import former_files
from tests.made_up import groups_as_of, groups_of, list_snapshots, publish, row, write_directory

TODAY = datetime.now(UTC).date()
STAYS = row(1, regions="US-OH")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Before March 10: Ohio and Texas. March 10: Michigan joins, Texas pauses; later that day Michigan is verified.
    June 1: Utah joins, Michigan leaves, Texas is active again. June 20: Utah's row is removed."""
    write_directory(tmp_path, STAYS, row(2, regions="US-TX"))
    paused = row(2, regions="US-TX", status="paused")
    publish(tmp_path, at(3, 10, 9), STAYS, paused, row(3, regions="US-MI"))
    publish(tmp_path, at(3, 10, 18), STAYS, paused, row(3, regions="US-MI", last_verified_on="2026-03-10"))
    left = row(3, regions="US-MI", last_verified_on="2026-03-10", status="inactive")
    back = row(2, regions="US-TX", last_verified_on="2026-06-01")
    publish(tmp_path, at(6, 1, 0), STAYS, back, left, row(4, regions="US-UT", last_verified_on="2026-06-01"))
    publish(tmp_path, at(6, 20, 23), STAYS, back, left)
    return tmp_path


def at(month: int, day: int, hour: int) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def ids(groups: pd.DataFrame) -> list[int]:
    return sorted(int(each.removeprefix("group-")) for each in groups["id"])


@pytest.mark.parametrize(
    ("first", "last", "gained", "lost", "added", "resumed", "paused", "closed", "verified"),
    [
        # The entire history: Utah came and went within it.
        (date(2026, 3, 10), TODAY, [], [], [], [], [], [], [2]),
        (date(2026, 3, 10), date(2026, 3, 10), ["US-MI"], ["US-TX"], [3], [], [2], [], [3]),
        (date(2026, 3, 11), date(2026, 5, 31), [], [], [], [], [], [], []),
        # A change at midnight belongs to the day that begins.
        (date(2026, 3, 11), date(2026, 6, 1), ["US-TX", "US-UT"], ["US-MI"], [4], [2], [], [3], [2, 4]),
        (date(2026, 6, 1), date(2026, 6, 1), ["US-TX", "US-UT"], ["US-MI"], [4], [2], [], [3], [2, 4]),
        (date(2026, 6, 2), date(2026, 6, 20), [], ["US-UT"], [], [], [], [4], []),
        (TODAY, TODAY, [], [], [], [], [], [], []),
    ],
)
def test_changes_between_two_days(
    folder: Path,
    first: date,
    last: date,
    gained: list[str],
    lost: list[str],
    added: list[int],
    resumed: list[int],
    paused: list[int],
    closed: list[int],
    verified: list[int],
) -> None:
    found = changes_between(list_snapshots(folder), first, last)

    assert (list(found.gained), list(found.lost)) == (gained, lost)
    assert ids(found.added) == added
    assert ids(found.resumed) == resumed
    assert ids(found.paused) == paused
    assert ids(found.closed) == closed
    assert ids(found.verified) == verified
    balance = found.after["US"].covered - found.before["US"].covered
    assert balance == len(gained) - len(lost)


def test_day_of_verification_counts_only_among_the_days_compared(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1), row(2))
    publish(tmp_path, at(4, 1, 0), row(1, last_verified_on="2025-01-15"), row(2, last_verified_on="2026-04-02"))

    assert ids(changes_between(list_snapshots(tmp_path), date(2026, 4, 1), TODAY).verified) == [2]


@pytest.mark.parametrize("day", [date(2026, 3, 9), date(1999, 1, 1), TODAY + timedelta(days=1)])
def test_day_before_the_first_known_one_or_after_today_is_unknown(folder: Path, day: date) -> None:
    known = list_snapshots(folder)

    assert first_known_day(known) == date(2026, 3, 10)
    for snapshot_at in (snapshot_at_start_of, snapshot_at_end_of):
        with pytest.raises(DayUnknownError, match="from 2026-03-10 on" if day < TODAY else "in the future"):
            snapshot_at(known, day)


def test_days_in_the_wrong_order_are_refused(folder: Path) -> None:
    with pytest.raises(ValueError, match="comes before"):
        changes_between(list_snapshots(folder), date(2026, 6, 1), date(2026, 5, 1))


def test_only_today_is_known_without_earlier_versions(tmp_path: Path) -> None:
    known = list_snapshots(write_directory(tmp_path, STAYS))

    assert first_known_day(known) is None
    assert changes_between(known, TODAY, TODAY).gained == ()
    with pytest.raises(DayUnknownError, match="no former version is kept"):
        snapshot_at_end_of(known, TODAY - timedelta(days=1))


def test_share_over_time_has_a_row_for_each_version(folder: Path) -> None:
    """By the Census Bureau: Ohio 2,562,550, Texas 7,456,069, Michigan 2,109,695, Utah 931,608 of 72,448,895."""
    history = share_over_time(list_snapshots(folder))

    us = history[history["country"] == "US"]
    assert list(us["moment"]) == [at(3, 10, 9), at(3, 10, 9), at(3, 10, 18), at(6, 1, 0), at(6, 20, 23)]
    assert us["statewide"].to_list() == [2, 2, 2, 3, 2]
    children = [10_018_619, 4_672_245, 4_672_245, 10_950_227, 10_018_619]
    assert us["share"].to_list() == pytest.approx([each / 72_448_895 for each in children])
    assert (history.loc[history["country"] == "CA", "share"] == 0).all()


def test_damaged_earlier_version_is_a_gap_rather_than_a_guess(folder: Path) -> None:
    former_files(folder)[2].write_bytes(b"")

    us = share_over_time(list_snapshots(folder)).query("country == 'US'")

    assert us["share"].isna().to_list() == [False, False, True, False, False]
    assert us["statewide"].isna().to_list() == [False, False, True, False, False]
    with pytest.raises(DirectoryUnreadableError):
        changes_between(list_snapshots(folder), date(2026, 3, 12), TODAY)


def test_groups_as_of_a_day_are_those_listed_when_it_ended(folder: Path) -> None:
    assert [ids(groups_as_of(folder, day)) for day in (date(2026, 3, 10), date(2026, 6, 19), TODAY)] == [
        [1, 2, 3],
        [1, 2, 3, 4],
        [1, 2, 3],
    ]


def test_groups_as_of_a_past_day_are_unknown_without_history(tmp_path: Path) -> None:
    write_directory(tmp_path, STAYS)

    with pytest.raises(DayUnknownError, match="no former version is kept"):
        groups_as_of(tmp_path, date(2026, 1, 1))
    assert ids(groups_as_of(tmp_path, TODAY)) == [1]


def test_edited_group_says_something_else_and_is_active_in_both_versions(tmp_path: Path) -> None:
    old = groups_of(tmp_path / "old", *(row(number, city="Old") for number in range(1, 6)))
    new = groups_of(
        tmp_path / "new",
        row(5, city="New"),
        row(4, city="Old", last_verified_on="2026-01-01"),
        row(3, city="New", status="paused"),
        row(2, city="Old", regions="US-OH US-KY"),
        row(6, city="New"),
    )

    assert ids(compare_groups(old, new).edited) == [2, 5]
    assert ids(compare_groups(old.iloc[:0], new).edited) == []
    assert ids(compare_groups(new, new).edited) == []
