"""What the reviewers' page shows of one application or one listed entry, worked out by the services."""

from dataclasses import dataclass

from affiliates.applications.decisions import (
    Decision,
    Verdict,
    decisions_beside,
    last_decision_id,
    last_undoable,
)
from affiliates.applications.duplicates import DuplicateCandidate
from affiliates.applications.model import Application
from affiliates.applications.states import State


@dataclass(frozen=True)
class QueuedApplication:
    """An application and its state; ``entry_name`` is that of the listed entry it is about, empty where unknown."""

    application: Application
    state: State
    entry_name: str = ""


@dataclass(frozen=True)
class HistoryEntry:
    """A decision; ``can_undo`` says whether it can be taken back now, expecting ``expected_decision_id``."""

    decision: Decision
    can_undo: bool
    expected_decision_id: str


@dataclass(frozen=True)
class PendingDuplicate:
    """Another pending application that may be for the same group, and what it proposes."""

    candidate: DuplicateCandidate
    proposal: dict[str, str]


@dataclass(frozen=True)
class OpenApplication:
    """Everything about one application.

    ``target`` is the id of the listed group that would be changed, empty for a new group, None where the application
    is about a group that is not listed any more and none is chosen. ``can_be_new`` says whether it may become a group
    of its own: not a correction, nor what adds to an application that was published. ``before`` is what the target's
    entry says now, ``proposal`` what it would say. ``listed_duplicates`` and ``pending_duplicates`` may be the same
    group, the likeliest first. ``history`` begins with the latest decision. ``allowed`` is what may be decided, with
    ``expected_decision_id`` as what the reviewer has seen.
    """

    application: Application
    state: State
    entry_name: str
    target: str | None
    can_be_new: bool
    before: dict[str, str] | None
    proposal: dict[str, str]
    listed_duplicates: tuple[DuplicateCandidate, ...]
    pending_duplicates: tuple[PendingDuplicate, ...]
    history: tuple[HistoryEntry, ...]
    expected_decision_id: str
    allowed: frozenset[Verdict]


@dataclass(frozen=True)
class OpenEntry:
    """A listed group or organization: its entry as text by column, and the decisions on it, the latest first."""

    entry: dict[str, str]
    history: tuple[HistoryEntry, ...]
    expected_decision_id: str


def history_of(own: list[Decision], decisions: list[Decision]) -> tuple[HistoryEntry, ...]:
    """The decisions on one thing among all of them, the latest first.

    The last one in effect can be undone, unless something was erased.
    """
    last = last_undoable(own)
    undoable = last.decision_id if last and last.verdict is not Verdict.ERASE else ""
    return tuple(
        HistoryEntry(each, each.decision_id == undoable, last_decision_id(decisions_beside(each, decisions)))
        for each in reversed(own)
    )
