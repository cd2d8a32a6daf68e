"""The states of an application, and which decision leads from which state to which: one table, read by everyone."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from affiliates.applications.decisions import Decision, Verdict, effective_decisions
from affiliates.applications.model import Application, Kind


class State(StrEnum):
    """Where an application stands; it follows from the application and the decisions on it."""

    WAITING = "waiting"
    NEEDS_INFORMATION = "needs_information"
    APPROVED = "approved"
    DECLINED = "declined"
    HELD = "held"
    SPAM = "spam"
    ERASED = "erased"


@dataclass(frozen=True)
class Transition:
    """From which states a decision is allowed, to which it leads, and on which kinds of application."""

    sources: frozenset[State]
    target: State
    kinds: frozenset[Kind] = frozenset(Kind)


OPEN_STATES = frozenset({State.WAITING, State.NEEDS_INFORMATION, State.HELD, State.SPAM})
# States in which a reviewer may be expected to act. Spam waits apart; so does what is held because others came with it.
PENDING_STATES = frozenset({State.WAITING, State.NEEDS_INFORMATION})
TRANSITIONS = {
    Verdict.APPROVE: Transition(OPEN_STATES, State.APPROVED),
    Verdict.MERGE: Transition(OPEN_STATES, State.APPROVED),
    Verdict.RESOLVE: Transition(OPEN_STATES, State.APPROVED, frozenset({Kind.CORRECTION})),
    Verdict.ASK: Transition(OPEN_STATES, State.NEEDS_INFORMATION),
    Verdict.DECLINE: Transition(OPEN_STATES, State.DECLINED),
    Verdict.MARK_AS_SPAM: Transition(PENDING_STATES | {State.HELD}, State.SPAM),
    Verdict.RELEASE: Transition(frozenset({State.HELD, State.SPAM}), State.WAITING),
    Verdict.ERASE: Transition(frozenset(State), State.ERASED),
}


def application_states(applications: Iterable[Application], decisions: Iterable[Decision]) -> dict[str, State]:
    """The state of each application by its reference, in the order of ``applications``."""
    by_reference: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_reference.setdefault(decision.application, []).append(decision)
    return {each.reference: application_state(each, by_reference.get(each.reference, [])) for each in applications}


def application_state(application: Application, decisions: list[Decision]) -> State:
    """The state of one application after the decisions on it; erasing cannot be undone."""
    if any(each.verdict is Verdict.ERASE for each in decisions):
        return State.ERASED
    targets = [
        TRANSITIONS[each.verdict].target for each in effective_decisions(decisions) if each.verdict in TRANSITIONS
    ]
    if targets:
        return targets[-1]
    return arrival_state(application)


def arrival_state(application: Application) -> State:
    """The state of an application on which nobody has decided yet."""
    if application.spam_reason is None:
        return State.WAITING
    return State.SPAM if application.spam_reason.is_suspicion else State.HELD


def allowed_verdicts(application: Application, state: State) -> frozenset[Verdict]:
    """What a reviewer may decide on an application in a state."""
    return frozenset(
        verdict
        for verdict, transition in TRANSITIONS.items()
        if state in transition.sources and application.kind in transition.kinds
    )
