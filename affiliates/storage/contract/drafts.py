"""What any place that keeps lists which reviewers are bringing in promises; a part of ``store.Store``."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class ListDraft:
    """A list that a reviewer is bringing in and has not published yet.

    ``id`` is another one for each file. ``mapping`` says how the list is read, with every answer so far, as text that
    ``affiliates.imports`` understands. It began when it was uploaded, or read anew from the start. Moments are UTC.
    """

    id: str
    reviewer: str
    file_name: str
    mapping: str
    began_at: datetime
    changed_at: datetime


class DraftStore(Protocol):
    """The lists that reviewers are bringing in, one of each reviewer at most. They are private: nobody chose yet what
    of them everybody may see."""

    def draft(self, reviewer: str) -> ListDraft | None:
        """A reviewer's list, None where there is none."""
        ...

    def content(self, draft: ListDraft) -> bytes:
        """The file of a list as it was uploaded, empty where the list is gone."""
        ...

    def begin(self, draft: ListDraft, content: bytes) -> None:
        """Keeps a list with its file, in place of the reviewer's earlier one."""
        ...

    def save(self, draft: ListDraft) -> None:
        """Keeps a later state of a list. Raises ``DecisionConflictError`` where the reviewer has another one by now."""
        ...

    def remove(self, reviewer: str) -> None:
        """Removes a reviewer's list with its file, if there is one."""
        ...

    def prune(self, before: datetime) -> int:
        """Removes the lists that nobody has changed since a moment; returns how many."""
        ...
