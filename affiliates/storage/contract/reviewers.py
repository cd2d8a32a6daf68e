"""What any place that keeps reviewers and their sign-ins promises; a part of ``store.Store``."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

ATTEMPTS_KEPT_FOR = timedelta(hours=1)
SAME_MOMENT = timedelta(minutes=1)
# So that a flood of attempts, whose names cost nothing, does not make each one slower than the one before.
MAX_ATTEMPTS_KEPT = 3000
SIGN_INS_KEPT_FOR = timedelta(days=1)
MAX_BROWSERS = 20  # of one reviewer


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
