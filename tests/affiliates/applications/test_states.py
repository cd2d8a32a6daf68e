"""The states of an application: what each decision leads to, and what is allowed in each."""

import pytest

from affiliates.applications.decisions import (
    Verdict,
    decisions_on,
    effective_decisions,
    last_decision_id,
)
from affiliates.applications.model import Kind, SpamReason
from affiliates.applications.states import TRANSITIONS, State, allowed_verdicts, application_states
from tests.made_up import application, approval, decision, row

REFERENCE = "AM-0000-0001"
A, D, U, R = Verdict.APPROVE, Verdict.DECLINE, Verdict.UNDO, Verdict.RELEASE

# What a reviewer may do to a new application or an update, by its state; a correction can be resolved as well.
ALLOWED = {
    State.WAITING: {"approve", "merge", "ask", "decline", "mark_as_spam", "erase"},
    State.NEEDS_INFORMATION: {"approve", "merge", "ask", "decline", "mark_as_spam", "erase"},
    State.HELD: {"approve", "merge", "ask", "decline", "mark_as_spam", "release", "erase"},
    State.SPAM: {"approve", "merge", "ask", "decline", "release", "erase"},
    State.APPROVED: {"erase"},
    State.DECLINED: {"erase"},
    State.ERASED: {"erase"},
}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("kind", list(Kind))
def test_each_state_allows_just_these_decisions(state: State, kind: Kind) -> None:
    resolve = {"resolve"} if kind is Kind.CORRECTION and "decline" in ALLOWED[state] else set()

    assert allowed_verdicts(application(1, kind=kind), state) == ALLOWED[state] | resolve


@pytest.mark.parametrize(
    ("verdicts", "state"),
    [
        ([], State.WAITING),
        ([A], State.APPROVED),
        ([Verdict.MERGE], State.APPROVED),
        ([Verdict.RESOLVE], State.APPROVED),
        ([D], State.DECLINED),
        ([Verdict.ASK], State.NEEDS_INFORMATION),
        ([Verdict.MARK_AS_SPAM], State.SPAM),
        ([Verdict.MARK_AS_SPAM, R], State.WAITING),
        ([Verdict.ASK, A], State.APPROVED),
        ([Verdict.ERASE], State.ERASED),
        ([A, Verdict.ERASE], State.ERASED),
        ([Verdict.ERASE, A], State.ERASED),
    ],
)
def test_state_follows_from_the_last_decision(verdicts: list[Verdict], state: State) -> None:
    decisions = [
        decision(number, application=REFERENCE, verdict=verdict) for number, verdict in enumerate(verdicts, start=1)
    ]

    assert application_states([application(1)], decisions) == {REFERENCE: state}


def test_every_verdict_on_an_application_has_a_transition() -> None:
    on_entries_only = {Verdict.UNDO, Verdict.EDIT, Verdict.PAUSE, Verdict.CLOSE, Verdict.REOPEN, Verdict.VERIFY}
    on_entries_only |= {Verdict.ADD, Verdict.REMOVE, Verdict.PUBLISH_AGAIN, Verdict.ACCEPT_FILE, Verdict.IMPORT}
    on_entries_only |= {Verdict.WRITE_AGAIN}

    assert set(TRANSITIONS) | on_entries_only == set(Verdict)


@pytest.mark.parametrize("reason", list(SpamReason))
def test_application_waits_apart_for_its_reason_until_it_is_released(reason: SpamReason) -> None:
    apart = application(1, spam_reason=reason)
    state = State.SPAM if reason in {SpamReason.HONEYPOT, SpamReason.TOO_FAST} else State.HELD

    assert application_states([apart], []) == {REFERENCE: state}
    assert application_states([apart], [decision(1, verdict=R)]) == {REFERENCE: State.WAITING}
    assert application_states([apart], [decision(1, verdict=Verdict.MARK_AS_SPAM)]) == {REFERENCE: State.SPAM}


def test_undo_restores_the_state_before_and_undoing_it_again_the_one_after() -> None:
    asked, declined = decision(1, verdict=Verdict.ASK), decision(2, application=REFERENCE, verdict=D)
    undo = decision(3, application=REFERENCE, verdict=U, undoes=declined.decision_id)
    redo = decision(4, application=REFERENCE, verdict=U, undoes=undo.decision_id)

    assert application_states([application(1)], [asked, declined, undo]) == {REFERENCE: State.NEEDS_INFORMATION}
    assert application_states([application(1)], [asked, declined, undo, redo]) == {REFERENCE: State.DECLINED}
    assert effective_decisions([asked, declined, undo]) == [asked]
    assert effective_decisions([asked, declined, undo, redo]) == [asked, declined]


def test_decisions_on_others_change_nothing() -> None:
    assert application_states([application(1), application(2)], [decision(2)]) == {
        "AM-0000-0001": State.WAITING,
        "AM-0000-0002": State.DECLINED,
    }


def test_erasing_cannot_be_undone() -> None:
    erased = decision(1, verdict=Verdict.ERASE)
    undo = decision(2, application=REFERENCE, verdict=U, undoes=erased.decision_id)

    assert application_states([application(1)], [erased, undo]) == {REFERENCE: State.ERASED}


def test_last_decision_is_looked_up_by_application_or_group() -> None:
    decisions = [approval(1), decision(2), decision(3, application="", group_id="group-1", verdict=Verdict.PAUSE)]

    assert last_decision_id(decisions_on(decisions, application=REFERENCE)) == decisions[0].decision_id
    assert last_decision_id(decisions_on(decisions, group_id="group-1")) == decisions[2].decision_id
    assert last_decision_id(decisions_on(decisions, application="AM-NOBODY")) == ""
    assert last_decision_id(decisions_on(decisions)) == ""


def test_changed_columns_are_named_in_order() -> None:
    changed = decision(1, before=row(1), after=row(1, status="paused", city="Made-up City"))

    assert changed.changed_columns == ["city", "status"]
    assert changed.changes_entry
    assert not decision(1).changes_entry
