"""The reviewers' actions on the directory's file: take it home, publish again what it lost, or leave it as it is."""

from collections.abc import Callable
from datetime import UTC, datetime

import pandas as pd

from affiliates.applications.decisions import Decision, Verdict, last_decision_id
from affiliates.review.deciding import record
from affiliates.review.entries import validate_entry
from affiliates.review.file.lost_decisions import LostDecision, lost_decisions
from affiliates.review.sign_in import SignInRegistry
from affiliates.storage.contract.store import Store


class FileReview:
    """What reviewers may do to the file; asks, refuses and raises as ``ReviewService`` does."""

    def __init__(
        self, store: Store, sign_ins: SignInRegistry, groups: Callable[[], pd.DataFrame], *, is_active: bool = True
    ) -> None:
        """Works on a store, for those who are signed in, as ``ReviewService`` does."""
        self._store = store
        self._sign_ins = sign_ins
        self._groups = groups
        self._is_active = is_active

    def content(self, token: str | None) -> bytes:
        """The directory as the file that people edit: every row and column of it, those that are not shown included."""
        self._reviewer(token)
        return self._store.directory.as_file()

    def lost(self, token: str | None, *, limit: int | None = None) -> list[LostDecision]:
        """Published decisions that are no longer in the file, at most ``limit`` of them."""
        self._reviewer(token)
        store = self._store
        return lost_decisions(store.decisions(), self._groups(), store.directory, batch_of=store.batch, limit=limit)

    def last_decision_id(self, token: str | None) -> str:
        """The id of the last decision of all, empty where there is none: another one means that somebody decided."""
        self._reviewer(token)
        return last_decision_id(self._store.decisions())

    def publish_again(self, token: str | None, lost: LostDecision) -> Decision:
        """Puts into the directory once more what was decided on a group."""
        reviewer = self._reviewer(token)
        after = validate_entry(lost.after, lost.entry) if lost.after else None
        return record(
            self._store,
            reviewer,
            Verdict.PUBLISH_AGAIN,
            lost.last_decision_id,
            group_id=lost.group_id,
            before=lost.entry,
            after=after,
        )

    def accept(self, token: str | None, lost: LostDecision) -> Decision:
        """Notes that the file is right and that what was decided on a group before no longer counts."""
        reviewer = self._reviewer(token)
        return record(self._store, reviewer, Verdict.ACCEPT_FILE, lost.last_decision_id, group_id=lost.group_id)

    def _reviewer(self, token: str | None) -> str:
        return self._sign_ins.reviewer(token, datetime.now(UTC), is_active=self._is_active)
