"""What any place that keeps the directory, applications, decisions and reviewers promises.

Pages and the command line reach what is kept through ``Store`` alone. Another store implements these protocols, is
chosen in ``affiliates/storage/settings.py``, and joins the contract test ``tests/affiliates/storage/contract/``.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from affiliates.applications.batches import Batch
from affiliates.applications.decisions import Decision
from affiliates.applications.model import Application
from affiliates.storage.contract.directory import DirectoryStore, SupportStore
from affiliates.storage.contract.drafts import DraftStore
from affiliates.storage.contract.letters import LetterStore
from affiliates.storage.contract.links import LinkStore
from affiliates.storage.contract.people import PeopleStore
from affiliates.storage.contract.reviewers import ReviewerStore

Precondition = Callable[[list[Application], list[Decision]], None]


@dataclass(frozen=True)
class Announced:
    """Up to which application the reviewers were told what came, by its reference (empty: of none yet), and when (UTC).

    ``claimed_until`` is set while one of several processes is telling more: until then no other one does.
    """

    reference: str
    at: datetime
    claimed_until: datetime | None = None


class Store(Protocol):
    """Keeps applications and decisions, and publishes to the directory and to the list of organizations.

    Whatever a method returned from survives the end of the process and a power failure. A method that raises
    ``StoreError`` kept nothing. Rows come back in the order in which they were kept, exactly as they were given,
    never twice and never in part. Any number of processes and threads may use it at once.

    A precondition sees every row, before a row is kept, at a moment when nobody else can keep one; it refuses by
    raising. It may be asked again, like every function that a store is given, where the store has to begin anew.
    ``StoreUnsureError`` alone leaves open whether something was kept: to do the same again keeps it once.
    """

    @property
    def directory(self) -> DirectoryStore:
        """The directory, to read."""
        ...

    @property
    def support(self) -> SupportStore:
        """The organizations that help families, to read."""
        ...

    @property
    def reviewers(self) -> ReviewerStore:
        """Reviewers' credentials and sign-ins."""
        ...

    @property
    def drafts(self) -> DraftStore:
        """The lists that reviewers are bringing in."""
        ...

    @property
    def links(self) -> LinkStore:
        """What was found at public links over time."""
        ...

    @property
    def letters(self) -> LetterStore:
        """The letters that ask groups whether their entry is still right."""
        ...

    @property
    def people(self) -> PeopleStore:
        """The people who want a group where they live."""
        ...

    def applications(self) -> list[Application]:
        """Every application, in the order of arrival; erased ones without their contents."""
        ...

    def decisions(self) -> list[Decision]:
        """Every decision, in the order in which they were made."""
        ...

    def log_version(self) -> str:
        """A text that changes whenever an application or a decision is kept, or one erased; cheap to ask for often."""
        ...

    def add(
        self, application: Application, precondition: Precondition | None = None, *, to_overflow: bool = False
    ) -> Application:
        """Keeps an application and returns it; where its form was sent before, returns the earlier one instead.

        What is kept with ``to_overflow`` is not among ``applications`` until it is taken from there.
        """
        ...

    def overflow_size(self) -> int:
        """About how many applications are in the overflow; cheap to ask for often."""
        ...

    def overflow(self) -> list[Application]:
        """Every application in the overflow, in the order of arrival; never one that is among ``applications``."""
        ...

    def take_from_overflow(self, references: Collection[str]) -> None:
        """Puts these applications of the overflow among the others, at their end; unknown ones are passed over."""
        ...

    def announced(self) -> Announced | None:
        """How far the reviewers have heard of what came, None where nothing was announced yet."""
        ...

    def update_announced(self, change: Callable[[Announced | None], Announced | None]) -> Announced | None:
        """Keeps what ``change`` makes of how far they heard while nobody else can change it; returns that object."""
        ...

    def record_decision(self, decision: Decision, precondition: Precondition | None = None) -> None:
        """Keeps a decision together with what it changes: the entry of its group or of its organization, where
        ``after`` differs from ``before``.

        Both or nothing. Raises ``DecisionConflictError`` where the entry is no longer ``before``, and
        ``StorePendingError`` where the decision is kept and its effect will follow.
        """
        ...

    def record_decisions(self, decisions: Sequence[Decision], precondition: Precondition | None = None) -> None:
        """Keeps decisions that do not change the directory; where the process is killed, the first of them."""
        ...

    def record_batch(self, decision: Decision, batch: Batch, precondition: Precondition | None = None) -> None:
        """Keeps a decision together with what it changes in many entries, as one version of the directory.

        All or nothing. Raises ``DecisionConflictError`` where an entry is no longer what it was before, and
        ``StorePendingError`` as above.
        """
        ...

    def batch(self, decision_id: str) -> Batch | None:
        """What a decision changed in many entries, None where it is no such decision."""
        ...

    def erase(self, decisions: Sequence[Decision], precondition: Precondition | None = None) -> None:
        """Keeps decisions to erase, and erases the contents of their applications, and letters that wait to be sent to
        their contacts: for each of them both or nothing.

        Raises ``StorePendingError`` where the decisions are kept and the contents will be erased.
        """
        ...
