"""Erasing what applicants sent: on request, as spam, or after a while."""

import secrets
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from functools import partial

from affiliates.applications.decisions import Decision, Verdict
from affiliates.applications.model import Application
from affiliates.applications.states import State, application_states
from affiliates.review.preconditions import require_states
from affiliates.storage.contract.store import Store

PRUNED_STATES = frozenset({State.DECLINED, State.SPAM})


def erase_applications(
    store: Store,
    references: Sequence[str],
    *,
    reviewer: str,
    note: str = "",
    states: Collection[State] = tuple(State),
) -> None:
    """Erases the contents of applications, in the name of whoever runs the command or is signed in.

    Raises ``DecisionConflictError``, and erases none, where one is not in one of ``states`` any more.
    """
    if unknown := set(references) - {each.reference for each in store.applications()}:
        store.take_from_overflow(unknown)
    decisions = [
        Decision(
            decision_id=new_decision_id(),
            decided_at=datetime.now(UTC),
            reviewer=reviewer,
            verdict=Verdict.ERASE,
            application=reference,
            note=note.strip(),
        )
        for reference in references
    ]
    store.erase(decisions, partial(require_states, states, references))


def applications_to_prune(applications: list[Application], decisions: list[Decision], before: datetime) -> list[str]:
    """References of the applications that were declined, or became spam, before a moment and are not erased yet."""
    decided_at = {
        each.application: each.decided_at
        for each in decisions
        if each.verdict in {Verdict.DECLINE, Verdict.MARK_AS_SPAM}
    }
    since = {each.reference: decided_at.get(each.reference, each.sent_at) for each in applications}
    return [
        reference
        for reference, state in application_states(applications, decisions).items()
        if state in PRUNED_STATES and since[reference] < before
    ]


def new_decision_id() -> str:
    """An id that no decision had before."""
    return secrets.token_hex(16)
