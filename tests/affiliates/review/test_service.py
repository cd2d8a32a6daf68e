"""The reviewers' actions: who may, who was faster, and what each state allows."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from affiliates.applications.decisions import Verdict
from affiliates.applications.states import OPEN_STATES, State, allowed_verdicts
from affiliates.errors import (
    Conflict,
    DecisionConflictError,
    NotAllowedError,
    TransitionError,
    UnknownApplicationError,
)
from affiliates.review.service import ReviewService
from tests.affiliates.review.conftest import FIRST, Desk, correction
from tests.made_up import application, decision, row

ACTIONS: dict[str, Callable[[ReviewService, str | None], object]] = {
    "queue": lambda service, token: service.queue(token),
    "open": lambda service, token: service.open(token, FIRST),
    "lookalikes": lambda service, token: service.lookalikes(token, [FIRST]),
    "open_group": lambda service, token: service.open_group(token, "group-900"),
    "publish": lambda service, token: service.publish(token, FIRST, row(1), before=None, expected_decision_id=""),
    "ask": lambda service, token: service.ask(token, FIRST, expected_decision_id=""),
    "decline": lambda service, token: service.decline(token, FIRST, expected_decision_id=""),
    "resolve": lambda service, token: service.resolve(token, FIRST, expected_decision_id=""),
    "mark_as_spam": lambda service, token: service.mark_as_spam(token, FIRST, expected_decision_id=""),
    "release": lambda service, token: service.release(token, FIRST, expected_decision_id=""),
    "change": lambda service, token: service.change(
        token, row(900, city="X"), before=row(900, name="Listed Before"), expected_decision_id=""
    ),
    "undo": lambda service, token: service.undo(token, decision(1), expected_decision_id=""),
    "erase": lambda service, token: service.erase(token, FIRST),
    "erase_spam": lambda service, token: service.erase_spam(token, [FIRST]),
    "release_held": lambda service, token: service.release_held(token, [FIRST]),
    "mark_held_as_spam": lambda service, token: service.mark_held_as_spam(token, [FIRST]),
}


@pytest.mark.parametrize("token", [None, "", "Robin", "forged"])
@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
def test_no_action_works_without_a_sign_in(
    desk: Desk, action: Callable[[ReviewService, str | None], object], token: str | None
) -> None:
    before = desk.everything()
    with pytest.raises(NotAllowedError):
        action(desk.service, token)

    assert desk.everything() == before


def test_every_public_method_is_an_action_that_asks_who_does_it() -> None:
    public = {name for name in vars(ReviewService) if not name.startswith("_")}

    assert public - {"reviewer"} == set(ACTIONS)


VERBS: dict[Verdict, Callable[[ReviewService, str, str], object]] = {
    Verdict.APPROVE: lambda service, token, seen: service.publish(
        token, FIRST, row(1), before=None, expected_decision_id=seen
    ),
    Verdict.ASK: lambda service, token, seen: service.ask(token, FIRST, expected_decision_id=seen),
    Verdict.DECLINE: lambda service, token, seen: service.decline(token, FIRST, expected_decision_id=seen),
    Verdict.RESOLVE: lambda service, token, seen: service.resolve(token, FIRST, expected_decision_id=seen),
    Verdict.MARK_AS_SPAM: lambda service, token, seen: service.mark_as_spam(token, FIRST, expected_decision_id=seen),
    Verdict.RELEASE: lambda service, token, seen: service.release(token, FIRST, expected_decision_id=seen),
    Verdict.ERASE: lambda service, token, seen: service.erase(token, FIRST),
}

BY_STATE = {
    State.WAITING: None,
    State.NEEDS_INFORMATION: Verdict.ASK,
    State.APPROVED: Verdict.APPROVE,
    State.DECLINED: Verdict.DECLINE,
    State.SPAM: Verdict.MARK_AS_SPAM,
    State.ERASED: Verdict.ERASE,
}


@pytest.mark.parametrize("state", list(BY_STATE))
@pytest.mark.parametrize("verdict", list(VERBS))
def test_each_verb_is_allowed_in_its_states_and_refused_in_all_others(
    tmp_path: Path, verdict: Verdict, state: State
) -> None:
    desk = Desk(tmp_path)
    if led_here := BY_STATE[state]:
        VERBS[led_here](desk.service, desk.sam, "")
    assert desk.state() is state
    seen = desk.service.open(desk.robin, FIRST).expected_decision_id
    before = desk.everything()

    if verdict in allowed_verdicts(application(1), state):
        VERBS[verdict](desk.service, desk.robin, seen)
        assert desk.store.decisions()[-1].verdict is verdict
    else:
        with pytest.raises(TransitionError):
            VERBS[verdict](desk.service, desk.robin, seen)
        assert desk.everything() == before


def test_correction_that_needs_no_change_is_resolved(desk: Desk) -> None:
    reference = desk.store.add(correction(4)).reference
    desk.service.resolve(desk.robin, reference, expected_decision_id="", note="The link works.")

    assert desk.state(4) is State.APPROVED
    assert desk.store.decisions()[-1].note == "The link works."


def test_second_reviewer_is_told_what_the_first_decided(desk: Desk) -> None:
    desk.service.decline(desk.sam, FIRST, expected_decision_id="")
    with pytest.raises(DecisionConflictError) as refused:
        desk.publish(1)

    error = refused.value
    assert (error.reason, error.reviewer, error.verdict) == (Conflict.DECIDED, "Sam", Verdict.DECLINE)
    assert desk.state() is State.DECLINED
    assert desk.entry("made-up-group-1") is None


def test_unknown_application_is_an_error(desk: Desk) -> None:
    for act in (
        lambda: desk.service.open(desk.robin, "AM-NOBODY"),
        lambda: desk.service.decline(desk.robin, "AM-NOBODY", expected_decision_id=""),
        lambda: desk.service.publish(desk.robin, "AM-NOBODY", row(1), before=None, expected_decision_id=""),
        lambda: desk.service.erase(desk.robin, "AM-NOBODY"),
    ):
        with pytest.raises(UnknownApplicationError, match="AM-NOBODY"):
            act()


@pytest.mark.parametrize("state", [State.APPROVED, State.DECLINED, State.ERASED])
def test_decided_application_is_not_compared_with_others(tmp_path: Path, state: State) -> None:
    desk = Desk(tmp_path)
    desk.store.add(application(4, proposal=application(1).proposal))
    VERBS[BY_STATE[state] or Verdict.DECLINE](desk.service, desk.robin, "")
    opened = desk.service.open(desk.robin, FIRST)

    assert state not in OPEN_STATES
    assert (opened.listed_duplicates, opened.pending_duplicates) == ((), ())


def test_decision_is_dated_in_utc(desk: Desk) -> None:
    made = desk.service.decline(desk.robin, FIRST, expected_decision_id="")

    assert abs(datetime.now(UTC) - made.decided_at) < timedelta(minutes=1)
