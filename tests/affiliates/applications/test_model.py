"""The state of an application follows from what was sent and what was decided."""

import pytest

from affiliates.applications.model import (
    State,
    Verdict,
    application_states,
    changed_columns,
    effective_decisions,
    last_decision_id,
)
from tests.made_up import application, approval, decision, row

REFERENCE = application(1).reference
A, D, M, H, R, E = (
    Verdict.APPROVE,
    Verdict.DECLINE,
    Verdict.ASK,
    Verdict.HOLD,
    Verdict.RELEASE,
    Verdict.ERASE,
)


@pytest.mark.parametrize(
    ("verdicts", "state"),
    [
        ([], State.WAITING),
        ([A], State.APPROVED),
        ([Verdict.MERGE], State.APPROVED),
        ([M], State.MORE),
        ([M, D], State.DECLINED),
        ([H], State.HELD),
        ([H, R], State.WAITING),
        ([D, E], State.ERASED),
        ([E, A], State.ERASED),
    ],
)
def test_state_is_what_the_last_decision_leads_to(verdicts: list[Verdict], state: State) -> None:
    decisions = [
        decision(number, application=REFERENCE, verdict=verdict) for number, verdict in enumerate(verdicts, start=1)
    ]

    assert application_states([application(1)], decisions) == {REFERENCE: state}


def test_what_looks_like_junk_is_held_until_a_reviewer_releases_it() -> None:
    held = application(1, spam_reason="too fast")

    assert application_states([held], []) == {REFERENCE: State.HELD}
    assert application_states([held], [decision(1, verdict=R)]) == {REFERENCE: State.WAITING}


def test_undone_decision_leads_back_and_an_undone_undo_forward_again() -> None:
    first, second = decision(1, verdict=M), decision(2, application=REFERENCE, verdict=D)
    undo = decision(3, application=REFERENCE, verdict=Verdict.UNDO, undoes=second.decision_id)
    again = decision(4, application=REFERENCE, verdict=Verdict.UNDO, undoes=undo.decision_id)

    assert application_states([application(1)], [first, second, undo]) == {REFERENCE: State.MORE}
    assert application_states([application(1)], [first, second, undo, again]) == {REFERENCE: State.DECLINED}
    assert effective_decisions([first, second, undo]) == [first]
    assert effective_decisions([first, second, undo, again]) == [first, second]


def test_decisions_on_others_change_nothing() -> None:
    assert application_states([application(1), application(2)], [decision(2)]) == {
        "AM-0000-0001": State.WAITING,
        "AM-0000-0002": State.DECLINED,
    }


def test_latest_decision_is_found_by_application_or_group() -> None:
    decisions = [approval(1), decision(2), decision(3, application="", group_id="group-1")]

    assert last_decision_id(decisions, application=REFERENCE) == decisions[0].decision_id
    assert last_decision_id(decisions, group_id="group-1") == decisions[2].decision_id
    assert last_decision_id(decisions, application="AM-NOBODY") == ""


def test_changed_columns_are_those_that_differ() -> None:
    assert changed_columns(decision(before=row(1), after=row(1, city="X", status="paused"))) == ["city", "status"]
    assert changed_columns(decision()) == []


def test_erased_application_holds_nothing_that_was_typed() -> None:
    left = application(1, message="private", problem="closed").without_personal_data()

    assert (left.reference, left.sent_at, left.kind) == (REFERENCE, application(1).sent_at, application(1).kind)
    assert not any(
        [left.proposal, left.contact_name, left.contact_email, left.contact_phone, left.message, left.agreed]
    )
