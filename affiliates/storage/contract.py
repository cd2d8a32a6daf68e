"""What any place that keeps the directory, applications, decisions and reviewers promises.

Pages and the command line reach what is kept through ``Store`` alone. Another store (a database) implements these
protocols, is chosen in ``affiliates/storage/settings.py``, and joins the contract test
``tests/affiliates/storage/contract/``.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from affiliates.applications.batches import Batch
from affiliates.applications.decisions import Decision
from affiliates.applications.model import Application
from affiliates.directory.mistakes import Problem
from affiliates.directory.parsing import Directory
from affiliates.directory.snapshots import Snapshot
from affiliates.storage.draft_contract import DraftStore
from affiliates.storage.letter_contract import LetterStore
from affiliates.storage.link_contract import LinkStore
from affiliates.support.parsing import SupportDirectory

Precondition = Callable[[list[Application], list[Decision]], None]


class DirectoryStore(Protocol):
    """The directory as everyone may see it: now, and as it was on former days."""

    def version(self) -> str:
        """A text that changes whenever the directory does, empty where there is none; cheap to ask for often."""
        ...

    def read(self) -> Directory:
        """The directory as it stands. Raises ``DirectoryUnreadableError`` where it cannot be read as a whole."""
        ...

    def as_file(self) -> bytes:
        """The directory as a CSV file to edit, which loses nothing: rows that cannot be shown, and columns of others.

        Raises ``DirectoryUnreadableError``.
        """
        ...

    def entry(self, group_id: str) -> dict[str, str] | None:
        """One group's values as text by column, None where no group has this id.

        Also of a group that cannot be shown because a value of it is invalid.
        """
        ...

    def entries(self) -> dict[str, dict[str, str]]:
        """Every group's values as ``entry`` gives them, by id."""
        ...

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Every version of the directory that is kept, the earliest first, the present one last; reads none."""
        ...

    def problems(self) -> list[Problem]:
        """What a person should look at beside the rows: known gaps, and former versions that cannot be read."""
        ...


class SupportStore(Protocol):
    """The organizations that help families in each region."""

    def version(self) -> str:
        """A text that changes whenever the list does; cheap to ask for often."""
        ...

    def read(self) -> SupportDirectory:
        """The list as it stands, with no organization where there is none.

        Raises ``DirectoryUnreadableError`` where it cannot be read as a whole.
        """
        ...

    def entry(self, organization_id: str) -> dict[str, str] | None:
        """One organization's values as text by column, None where no organization has this id."""
        ...


@dataclass(frozen=True)
class SignInAttempt:
    """One attempt to sign in: under which key, and when (UTC)."""

    key: str
    at: datetime


@dataclass(frozen=True)
class SignIn:
    """One sign-in of a reviewer.

    ``token_hash`` stands for the token, which is kept nowhere. ``login_hash`` stands for the login at an OpenID
    provider that it rests on, empty for a passphrase; ``credential_hash`` for what the reviewer signs in with.
    ``browser`` says what kind of browser it was, for the reviewer's eyes. Moments are UTC.
    """

    token_hash: str
    reviewer: str
    login_hash: str
    credential_hash: str
    opened_at: datetime
    used_at: datetime
    is_ended: bool = False
    browser: str = ""


@dataclass(frozen=True)
class KnownBrowser:
    """A browser in which a reviewer signed in before: a hash of its token, whose it is, and when it was used (UTC)."""

    token_hash: str
    reviewer: str
    used_at: datetime


@dataclass(frozen=True)
class Announced:
    """Up to which application the reviewers were told what came, by its reference, and when (UTC)."""

    reference: str
    at: datetime


class ReviewerStore(Protocol):
    """The reviewers who sign in by passphrase, who tried lately, who is signed in, and with which browsers."""

    def passphrase_hashes(self) -> dict[str, str]:
        """The argon2 hash of each reviewer's passphrase, by name."""
        ...

    def set_passphrase_hash(self, name: str, passphrase_hash: str | None) -> None:
        """Keeps a reviewer's hash in place of an earlier one; with None, the reviewer is removed."""
        ...

    def record_attempt(self, key: str, at: datetime, wait: Callable[[list[SignInAttempt]], float]) -> float:
        """Records an attempt, unless ``wait`` says from those of the last hour that it comes too early.

        ``wait`` returns by how many seconds. Returns these seconds, 0 where the attempt was recorded. No two attempts
        are judged at the same moment.
        """
        ...

    def clear_attempts(self, key: str) -> None:
        """Removes the attempts under a key, because one of them was right."""
        ...

    def sign_ins(self) -> list[SignIn]:
        """Every sign-in that is kept, in the order in which they began; ended ones for a day at least."""
        ...

    def save_sign_in(self, sign_in: SignIn) -> None:
        """Keeps a sign-in, in place of an earlier state of it. One that was ended stays ended."""
        ...

    def end_sign_ins(self, token_hashes: Collection[str]) -> None:
        """Ends sign-ins for good; unknown ones are passed over."""
        ...

    def known_browsers(self) -> list[KnownBrowser]:
        """The browsers in which reviewers signed in, the 20 last ones of each at least, in the order of being used."""
        ...

    def save_known_browser(self, browser: KnownBrowser) -> None:
        """Keeps a browser, in place of an earlier state of it."""
        ...


class Store(Protocol):
    """Keeps applications and decisions, and publishes to the directory and to the list of organizations.

    Whatever a method returned from survives the end of the process and a power failure. A method that raises
    ``StoreError`` kept nothing. Rows come back in the order in which they were kept, exactly as they were given,
    never twice and never in part. Any number of processes and threads may use it at once.

    A precondition sees every row, before a row is kept, at a moment when nobody else can keep one; it refuses by
    raising.
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

    def applications(self) -> list[Application]:
        """Every application, in the order of arrival; erased ones without their contents."""
        ...

    def decisions(self) -> list[Decision]:
        """Every decision, in the order in which they were made."""
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

    def set_announced(self, announced: Announced) -> None:
        """Keeps how far the reviewers have heard, in place of what was kept before."""
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
