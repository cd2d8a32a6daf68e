"""What is published: as which entry, under which id, and what never is."""

import pytest

from affiliates.applications.decisions import Verdict
from affiliates.applications.states import State
from affiliates.errors import (
    Conflict,
    DecisionConflictError,
    InvalidEntryError,
)
from tests.affiliates.review.conftest import FIRST, TODAY, Desk
from tests.made_up import application, read_directory, row, write_directory


def test_approved_group_is_listed_active_and_verified_today(desk: Desk) -> None:
    made = desk.publish()

    groups = read_directory(desk.folder).groups.set_index("id")
    assert list(groups.index) == ["group-900", "made-up-group-1"]
    assert groups.at["made-up-group-1", "name"] == "Made-up Group 1"
    assert groups.at["made-up-group-1", "status"] == "active"
    assert [str(day.date()) for day in groups["last_verified_on"][1:]] == [str(TODAY)]
    assert [str(day.date()) for day in groups["affiliate_since"][1:]] == [str(TODAY)]
    assert desk.state() is State.APPROVED
    assert (made.reviewer, made.verdict, made.application) == ("Robin", Verdict.APPROVE, FIRST)


def test_nothing_private_is_published(desk: Desk) -> None:
    desk.publish()

    public = [path for path in desk.folder.rglob("*") if path.is_file() and "review" not in path.parts]
    assert public
    assert not [path for path in public if b"Contact 1" in path.read_bytes() or b"contact-1@" in path.read_bytes()]


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("name", "", "is missing"),
        ("regions", "US-ZZ", "US-ZZ"),
        ("website", "javascript:alert(1)", "web address"),
        ("facebook", "instagram.com/x", "Facebook"),
        ("email", "x", "email address"),
    ],
)
def test_invalid_value_is_named_and_nothing_is_published(desk: Desk, column: str, value: str, words: str) -> None:
    with pytest.raises(InvalidEntryError) as refused:
        desk.publish(1, **{column: value})

    assert list(refused.value.mistakes) == [column]
    assert words in str(refused.value.mistakes[column])
    assert desk.state() is State.WAITING
    assert len(read_directory(desk.folder).groups) == 1


def test_day_of_verification_in_the_future_is_refused(desk: Desk) -> None:
    before = desk.entry("group-900") or {}
    with pytest.raises(InvalidEntryError) as refused:
        desk.service.change(
            desk.robin, before | {"last_verified_on": "2999-01-01"}, before=before, expected_decision_id=""
        )

    assert list(refused.value.mistakes) == ["last_verified_on"]


def test_reviewers_links_are_completed_and_old_ones_left_alone(desk: Desk) -> None:
    write_directory(desk.folder, row(900, other_link="HTTP://made-up.example/A"))
    before = desk.entry("group-900") or {}
    desk.service.change(desk.robin, before | {"twitter": "@made_up"}, before=before, expected_decision_id="")

    entry = desk.entry("group-900") or {}
    assert entry["twitter"] == "https://www.twitter.com/made_up"
    assert entry["other_link"] == "HTTP://made-up.example/A"


def test_application_merges_into_a_listed_group(desk: Desk) -> None:
    before = desk.entry("group-900")
    made = desk.service.publish(desk.robin, FIRST, application(1).proposal, before=before, expected_decision_id="")

    assert made.verdict is Verdict.MERGE
    entry = desk.entry("group-900") or {}
    assert (entry["id"], entry["name"], entry["website"], entry["last_verified_on"]) == (
        "group-900",
        "Made-up Group 1",
        "https://made-up-1.example",
        "",
    )
    assert desk.state() is State.APPROVED


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({"status": "paused"}, Verdict.PAUSE),
        ({"status": "inactive"}, Verdict.CLOSE),
        ({"last_verified_on": str(TODAY)}, Verdict.VERIFY),
        ({"city": "Elsewhere"}, Verdict.EDIT),
        ({"status": "paused", "city": "Elsewhere"}, Verdict.EDIT),
    ],
)
def test_change_of_a_listed_group_is_logged_with_who_and_what(
    desk: Desk, change: dict[str, str], verdict: Verdict
) -> None:
    before = desk.entry("group-900") or {}
    made = desk.service.change(desk.sam, before | change, before=before, expected_decision_id="")

    assert (made.reviewer, made.verdict, made.group_id) == ("Sam", verdict, "group-900")
    assert made.before == before
    assert made.after == before | change
    assert desk.entry("group-900") == before | change
    with pytest.raises(DecisionConflictError) as refused:
        desk.service.change(desk.robin, before | {"city": "Z"}, before=before, expected_decision_id="")
    assert refused.value.reviewer == "Sam"


def test_id_of_a_group_never_changes(desk: Desk) -> None:
    before = desk.entry("group-900") or {}
    with pytest.raises(InvalidEntryError, match="cannot be changed"):
        desk.service.change(desk.robin, before | {"id": "other"}, before=before, expected_decision_id="")


def test_id_that_a_group_has_or_once_had_is_not_used_again(desk: Desk) -> None:
    write_directory(desk.folder, row(900), {**row(7), "id": "made-up-group-2"})
    made = desk.publish()
    desk.service.undo(desk.robin, made, expected_decision_id=made.decision_id)
    desk.publish(2, name="Made-up Group 1")
    desk.publish(3, name="Made-up Group 2")

    ids = [each.group_id for each in desk.store.decisions()]
    assert ids == ["made-up-group-1", "made-up-group-1", "made-up-group-1-2", "made-up-group-2-2"]


def test_id_taken_at_the_last_moment_is_a_conflict(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = desk.publish()
    desk.service.undo(desk.robin, made, expected_decision_id=made.decision_id)
    monkeypatch.setattr(desk.service, "_new_group_id", lambda name: made.group_id)  # as if chosen a moment before
    with pytest.raises(DecisionConflictError) as refused:
        desk.publish(2)

    assert refused.value.reason is Conflict.ID_TAKEN
