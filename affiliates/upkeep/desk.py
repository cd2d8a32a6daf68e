"""What reviewers do about letters that groups have ended."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd

from affiliates.applications.decisions import Decision, Verdict
from affiliates.errors import Conflict, DecisionConflictError
from affiliates.review.retention import new_decision_id
from affiliates.review.service import ReviewService
from affiliates.storage.contract.letters import LetterEvent
from affiliates.storage.contract.store import Store
from affiliates.upkeep.wishes import BEGIN_AGAIN, EndedLetters, LetterKind, ended_letters, takes

# What the log says of the letters that were begun again; reviewers read it.
_NOTES = {LetterKind.QUESTION: "the yearly letter", LetterKind.MESSAGE: "messages from families"}


@dataclass(frozen=True)
class GroupWithoutLetters:
    """A listed group and the kinds of letter that it wants no more."""

    group_id: str
    name: str
    ended: tuple[EndedLetters, ...]


class LetterReview:
    """What reviewers may do about letters; asks, refuses and raises as ``ReviewService`` does."""

    def __init__(self, store: Store, groups: ReviewService, listed_groups: Callable[[], pd.DataFrame]) -> None:
        """Asks ``groups`` who is signed in; ``listed_groups`` gives the groups of now."""
        self._store = store
        self._groups = groups
        self._listed_groups = listed_groups

    def without_letters(self, token: str | None, group_ids: Collection[str] | None = None) -> list[GroupWithoutLetters]:
        """The listed groups that want no letters of some kind, by name; only some of them, where these are named."""
        self._groups.reviewer(token)
        ended = ended_letters(self._store.letters.events())
        listed = self._listed_groups()
        names = dict(zip(listed["id"], listed["name"], strict=True))
        wanted = {each.group_id for each in ended} & names.keys()
        if group_ids is not None:
            wanted &= set(group_ids)
        found = [
            GroupWithoutLetters(group_id, names[group_id], tuple(each for each in ended if each.group_id == group_id))
            for group_id in wanted
        ]
        return sorted(found, key=lambda each: (each.name.casefold(), each.group_id))

    def begin_again(self, token: str | None, ended: EndedLetters) -> Decision:
        """Begins letters again that a group has asked the reviewer for, and notes that in the log first.

        Raises ``DecisionConflictError`` where they have begun already.
        """
        decision = Decision(
            decision_id=new_decision_id(),
            decided_at=datetime.now(UTC),
            reviewer=self._groups.reviewer(token),
            verdict=Verdict.WRITE_AGAIN,
            group_id=ended.group_id,
            note=_NOTES[ended.kind],
        )

        def require_ended(events: list[LetterEvent]) -> None:
            if takes(events, ended.group_id, ended.kind):
                raise DecisionConflictError(Conflict.STATE_CHANGED)

        require_ended(self._store.letters.events())
        self._store.record_decisions([decision])
        step = BEGIN_AGAIN[ended.kind]
        event = LetterEvent(decision.decision_id, ended.group_id, ended.application, 0, step, decision.decided_at)
        self._store.letters.record(event, require_ended)
        return decision
