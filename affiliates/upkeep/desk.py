"""What reviewers see of groups that our letters do not reach, and do about those that groups have ended."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd

from affiliates.applications.decisions import Decision, Verdict
from affiliates.errors import Conflict, DecisionConflictError
from affiliates.review.retention import new_decision_id
from affiliates.review.service import ReviewService
from affiliates.storage.contract.letters import LetterEvent, LetterStep
from affiliates.storage.contract.store import Store
from affiliates.upkeep.contacts import group_contacts
from affiliates.upkeep.wishes import BEGIN_AGAIN, EndedLetters, LetterKind, ended_letters, takes

# What the log says of the letters that were begun again; reviewers read it.
_NOTES = {LetterKind.QUESTION: "the yearly letter", LetterKind.MESSAGE: "messages from families"}


@dataclass(frozen=True)
class GroupWithoutLetters:
    """A listed group, the kinds of letter that it wants no more, and since when nobody gets mail at the address of its
    contact (UTC, None where somebody may)."""

    group_id: str
    name: str
    ended: tuple[EndedLetters, ...]
    returned_since: datetime | None


class LetterReview:
    """What reviewers may do about letters; asks, refuses and raises as ``ReviewService`` does."""

    def __init__(self, store: Store, groups: ReviewService, listed_groups: Callable[[], pd.DataFrame]) -> None:
        """Asks ``groups`` who is signed in; ``listed_groups`` gives the groups of now."""
        self._store = store
        self._groups = groups
        self._listed_groups = listed_groups

    def without_letters(self, token: str | None, group_ids: Collection[str] | None = None) -> list[GroupWithoutLetters]:
        """The listed groups that want no letters of some kind, or get none, by name; only some of them, where these are
        named."""
        self._groups.reviewer(token)
        events = self._store.letters.events()
        ended, returned = ended_letters(events), self._returned(events)
        listed = self._listed_groups()
        names = dict(zip(listed["id"], listed["name"], strict=True))
        without = {each.group_id for each in ended} | returned.keys()
        found = [
            GroupWithoutLetters(
                group_id,
                names[group_id],
                tuple(each for each in ended if each.group_id == group_id),
                returned.get(group_id),
            )
            for group_id in without & names.keys()
            if group_ids is None or group_id in group_ids
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

    def _returned(self, events: Sequence[LetterEvent]) -> dict[str, datetime]:
        """Since when nobody gets mail at the address of a group's present contact, by the id of the group."""
        since = {each.application: each.at for each in reversed(events) if each.step is LetterStep.RETURNED}
        contacts = group_contacts(self._store.applications(), self._store.decisions()) if since else {}
        found = {group_id: contact.application.reference for group_id, contact in contacts.items()}
        return {group_id: since[reference] for group_id, reference in found.items() if reference in since}
