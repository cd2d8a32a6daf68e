"""The queue: what is searched for, in which order, which one is next, and what each looks like."""

from datetime import UTC, datetime

import pytest

from affiliates.applications.model import Kind
from affiliates.applications.states import State
from affiliates.directory.parsing import groups_to_frame
from affiliates.directory.schema import Group
from affiliates.review.desk.lookalikes import Lookalike, lookalikes
from affiliates.review.desk.queue import QueueChoices, QueueSort, find, in_state, next_reference
from affiliates.review.views import QueuedApplication
from tests.made_up import application, row


def queued(number: int, name: str, regions: str, **values: object) -> QueuedApplication:
    proposal = application(number).proposal | {"name": name, "regions": regions}
    return QueuedApplication(application(number, proposal=proposal, **values), State.WAITING)


QUEUE = [
    queued(2, "Élan of Québec", "CA-QC"),
    queued(1, "Made-up Parents", "US-OH"),
    queued(3, "A Made-up Circle", "US-IA US-OH", kind=Kind.UPDATE),
    QueuedApplication(application(4, kind=Kind.CORRECTION, proposal={}), State.SPAM, "Listed Before"),
]


def numbers(rows: list[QueuedApplication]) -> str:
    return "".join(each.application.reference[-1] for each in rows)


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        (QueueChoices(), "1234"),
        (QueueChoices(sort=QueueSort.NEWEST), "4321"),
        (QueueChoices(sort=QueueSort.NAME), "3241"),
        (QueueChoices(sort=QueueSort.REGION), "3124"),
        (QueueChoices(kind=Kind.UPDATE), "3"),
        (QueueChoices(words="elan quebec"), "2"),
        (QueueChoices(words="OHIO made"), "13"),
        (QueueChoices(words="listed"), "4"),
        (QueueChoices(words="am-0000-0003"), "3"),
        (QueueChoices(words="contact-1@made-up.example"), "1"),
        (QueueChoices(words="nowhere"), ""),
    ],
)
def test_queue_is_searched_narrowed_and_sorted(choices: QueueChoices, expected: str) -> None:
    assert numbers(find(QUEUE, choices)) == expected


def test_states_are_told_apart() -> None:
    assert numbers(in_state(QUEUE, State.SPAM)) == "4"


@pytest.mark.parametrize(
    ("order", "decided", "remaining", "expected"),
    [
        ("abc", "a", "bc", "b"),
        ("abc", "b", "ac", "c"),
        ("abc", "c", "ab", "a"),  # what was skipped before
        ("abc", "a", "abc", "b"),  # skipped: it remains
        ("abc", "a", "c", "c"),  # another reviewer took b
        ("abc", "c", "", None),
        ("a", "a", "a", None),
        ("", "x", "ab", "a"),
    ],
)
def test_next_one_is_the_next_in_the_order_that_was_seen(
    order: str, decided: str, remaining: str, expected: str | None
) -> None:
    assert next_reference([*order], decided, [*remaining]) == expected


def test_new_group_looks_like_a_listed_one_or_else_like_one_that_waits() -> None:
    groups = groups_to_frame([Group.model_validate(row(900, name="Made-up Parents of Ohio"))])
    names = {1: "The Made-up Parents of Ohio", 2: "Friends of Idaho", 3: "Friends of Idaho!", 4: "Nobody Else"}
    applications = [
        application(number, proposal=application(number).proposal | {"name": name}) for number, name in names.items()
    ]
    applications.append(application(5, kind=Kind.UPDATE, proposal=applications[0].proposal))

    found = lookalikes([each.reference for each in applications], applications, [], groups)

    assert found == {
        "AM-0000-0001": Lookalike("Made-up Parents of Ohio", is_listed=True),
        "AM-0000-0002": Lookalike("Friends of Idaho!", is_listed=False),
        "AM-0000-0003": Lookalike("Friends of Idaho", is_listed=False),
    }


def test_age_decides_between_equal_names() -> None:
    older = queued(9, "Same", "US-OH", sent_at=datetime(2026, 1, 1, tzinfo=UTC))

    assert numbers(find([queued(8, "Same", "US-OH"), older], QueueChoices(sort=QueueSort.NAME))) == "98"
