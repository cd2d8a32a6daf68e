"""What has to hold at the moment a decision is saved, when nobody else can save one."""

from collections.abc import Collection

from affiliates.applications.decisions import (
    Decision,
    Verdict,
    decisions_beside,
    decisions_on,
    last_decision_id,
    last_undoable,
)
from affiliates.applications.follow_ups import published_group
from affiliates.applications.model import Application
from affiliates.applications.states import State, allowed_verdicts, application_state, application_states
from affiliates.errors import Conflict, DecisionConflictError, TransitionError, UnknownApplicationError


def require_unchanged(
    decision: Decision, expected_decision_id: str, applications: list[Application], decisions: list[Decision]
) -> None:
    """Nobody decided on the same thing since, and the states and transitions allow the decision."""
    if decision.application:
        _require_known([decision.application], applications)
    beside = decisions_beside(decision, decisions)
    if last_decision_id(beside) != expected_decision_id:
        last = beside[-1] if beside else decision
        raise DecisionConflictError(Conflict.DECIDED, reviewer=last.reviewer, verdict=last.verdict, at=last.decided_at)
    if decision.verdict is Verdict.UNDO:
        _require_last_in_effect(decision, beside)
    elif decision.application:
        _require_allowed(decision, applications, decisions)
    used_ids = {each.entry_id for each in decisions}
    is_new = bool(decision.after) and not decision.before and not decision.undoes
    if is_new and decision.verdict is not Verdict.PUBLISH_AGAIN and decision.entry_id in used_ids:
        raise DecisionConflictError(Conflict.ID_TAKEN)
    if is_new and decision.application:
        _require_unlisted(decision, applications, decisions)


def require_states(
    allowed: Collection[State],
    references: Collection[str],
    applications: list[Application],
    decisions: list[Decision],
) -> None:
    """Every one of these applications is still in one of these states."""
    _require_known(references, applications)
    states = application_states(applications, decisions)
    if any(states[reference] not in allowed for reference in references):
        raise DecisionConflictError(Conflict.STATE_CHANGED)


def _require_known(references: Collection[str], applications: list[Application]) -> None:
    known = {each.reference for each in applications}
    for reference in references:
        if reference not in known:
            raise UnknownApplicationError(reference)


def _require_allowed(decision: Decision, applications: list[Application], decisions: list[Decision]) -> None:
    application = next(each for each in applications if each.reference == decision.application)
    state = application_state(application, decisions_on(decisions, application=decision.application))
    if decision.verdict not in allowed_verdicts(application, state):
        raise TransitionError(decision.verdict, state)


def _require_unlisted(decision: Decision, applications: list[Application], decisions: list[Decision]) -> None:
    """No application that belongs to this one was published: a group is listed once."""
    application = next(each for each in applications if each.reference == decision.application)
    if published_group(application, applications, decisions):
        raise DecisionConflictError(Conflict.LISTED_MEANWHILE)


def _require_last_in_effect(undo: Decision, beside: list[Decision]) -> None:
    """Only the last decision in effect can be undone, or the last undo; what was erased is gone."""
    erased = any(each.verdict is Verdict.ERASE for each in beside)
    last = last_undoable(beside)
    candidates = {last.decision_id} if last else set()
    if beside and beside[-1].verdict is Verdict.UNDO:
        candidates.add(beside[-1].decision_id)
    if erased or undo.undoes not in candidates:
        raise TransitionError(undo.verdict, State.ERASED if erased else "not_in_effect")
