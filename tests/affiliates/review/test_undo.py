"""Decisions taken back: which can be, in which order, and what never comes back."""

import pytest

from affiliates.applications.states import State
from affiliates.errors import (
    Conflict,
    DecisionConflictError,
    TransitionError,
)
from tests.affiliates.review.conftest import FIRST, Desk


def test_decision_can_be_undone_and_the_directory_with_it(desk: Desk) -> None:
    made = desk.publish()
    undone = desk.service.undo(desk.sam, made, expected_decision_id=made.decision_id)

    assert desk.state() is State.WAITING
    assert desk.entry("made-up-group-1") is None
    with pytest.raises(DecisionConflictError):
        desk.service.undo(desk.robin, made, expected_decision_id=made.decision_id)
    desk.service.undo(desk.robin, undone, expected_decision_id=undone.decision_id)
    assert desk.state() is State.APPROVED
    assert desk.entry("made-up-group-1") == made.after


def test_only_the_last_decision_in_effect_can_be_undone(desk: Desk) -> None:
    asked = desk.service.ask(desk.robin, FIRST, expected_decision_id="")
    declined = desk.service.decline(desk.robin, FIRST, expected_decision_id=asked.decision_id)
    with pytest.raises(TransitionError):
        desk.service.undo(desk.robin, asked, expected_decision_id=declined.decision_id)
    desk.service.undo(desk.robin, declined, expected_decision_id=declined.decision_id)

    assert desk.state() is State.NEEDS_INFORMATION


def test_what_is_erased_cannot_be_undone(desk: Desk) -> None:
    declined = desk.service.decline(desk.robin, FIRST, expected_decision_id="")
    desk.service.erase(desk.robin, FIRST)
    erased = desk.store.decisions()[-1]
    for decided in (declined, erased):
        with pytest.raises(TransitionError):
            desk.service.undo(desk.robin, decided, expected_decision_id=erased.decision_id)

    assert desk.state() is State.ERASED


def test_approval_can_be_undone_after_later_changes_were(desk: Desk) -> None:
    made = desk.publish()
    entry = made.after or {}
    paused = desk.service.change(
        desk.sam, entry | {"status": "paused"}, before=entry, expected_decision_id=made.decision_id
    )
    back = desk.service.undo(desk.sam, paused, expected_decision_id=paused.decision_id)
    assert back.after == entry
    desk.service.undo(desk.robin, made, expected_decision_id=made.decision_id)

    assert desk.entry("made-up-group-1") is None


def test_undo_does_not_overwrite_what_changed_since(desk: Desk) -> None:
    made = desk.publish()
    desk.service.change(
        desk.robin,
        (made.after or {}) | {"city": "Later"},
        before=made.after or {},
        expected_decision_id=made.decision_id,
    )
    with pytest.raises(DecisionConflictError) as refused:
        desk.service.undo(desk.sam, made, expected_decision_id=made.decision_id)

    assert refused.value.reason is Conflict.ENTRY_CHANGED
    assert (desk.entry("made-up-group-1") or {})["city"] == "Later"
