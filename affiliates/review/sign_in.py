"""Who is a reviewer: passphrases, OpenID Connect claims, and how long a sign-in lasts."""

import hashlib
import secrets
import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from affiliates.directory.csv_rows import strip_cell
from affiliates.errors import AffiliatesError, NotAllowedError
from affiliates.storage.files.reviewers import FileReviewerStore, SignInAttempt

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=8)
_FREE_TRIES = 4
_LONGEST_WAIT = 60.0
# 32 signs that cannot be taken for one another: 20 of them are 100 bits, beyond any guessing.
_SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"
_HASHER = PasswordHasher()
_NOBODYS_HASH = _HASHER.hash(secrets.token_hex())
# Each check takes 64 MB for a moment: two at a time, however many are guessing.
_CHECKING = threading.BoundedSemaphore(2)
_LONGEST_QUEUE = 10.0


def new_passphrase() -> str:
    """A passphrase of 100 random bits that can be read out and typed, such as abcde-fgh23-km4np-qr567."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(5)) for _ in range(4))


def add_reviewer(files: FileReviewerStore, name: str) -> str:
    """Makes a reviewer, or an old one's new passphrase, and returns it; only its argon2 hash is kept.

    Raises ``AffiliatesError`` for what is no name.
    """
    clean = _spaced(name)
    if not clean or not clean.isprintable() or len(clean) > 80:
        raise AffiliatesError("A reviewer needs a name of at most 80 characters, such as “Robin”.")
    passphrase = new_passphrase()
    files.set_passphrase_hash(_known_name(files.passphrase_hashes(), clean) or clean, _HASHER.hash(passphrase))
    return passphrase


def known_reviewer(files: FileReviewerStore, name: str) -> str:
    """A reviewer's name as it is kept, whatever its case. Raises ``AffiliatesError`` where there is none."""
    known = _known_name(files.passphrase_hashes(), _spaced(name))
    if known is None:
        raise AffiliatesError(f"There is no reviewer {name}.")
    return known


def authenticate_by_passphrase(files: FileReviewerStore, name: str, passphrase: str, now: datetime) -> str:
    """The reviewer with this name and passphrase.

    Raises ``NotAllowedError`` where they do not fit, or where the try comes too early after wrong ones: the wait
    doubles from the fifth on, up to a minute, for every session and process alike. An unknown name is answered like a
    known one.
    """
    key = hashlib.sha256(_spaced(name).casefold().encode()).hexdigest()[:16]
    seconds = files.record_attempt(key, now, lambda tries: _wait(tries, key, now))
    if seconds:
        raise NotAllowedError(f"There were too many wrong tries. Please wait {seconds:.0f} seconds and try again.")
    hashes = files.passphrase_hashes()
    known = _known_name(hashes, _spaced(name))
    if not _fits(hashes.get(known or "", _NOBODYS_HASH), strip_cell(passphrase)) or known is None:
        raise NotAllowedError("This name and passphrase do not belong together. Please check both and try again.")
    files.clear_attempts(key)
    return known


def authenticate_by_openid(claims: Mapping[str, Any], allowed: Collection[str], now: datetime) -> str:
    """The reviewer whom a provider's claims name: their e-mail address, where it is verified and on the list.

    Raises ``NotAllowedError`` otherwise, and where the provider's word is older than a sign-in may last.
    """
    address = str(claims.get("email") or "").strip().casefold()
    if claims.get("email_verified") is not True:
        raise NotAllowedError("Your sign-in carries no verified e-mail address, so we cannot tell who you are.")
    if not address or address not in {each.strip().casefold() for each in allowed}:
        raise NotAllowedError("Your e-mail address is not on the list of reviewers. Ask whoever runs this site.")
    issued = claims.get("iat")
    if not isinstance(issued, int | float) or now - datetime.fromtimestamp(issued, UTC) > ABSOLUTE:
        raise NotAllowedError("Your sign-in is too old. Please sign in again.")
    return address


class SignIns:
    """Who is signed in to this process now, by a token that nobody can guess. It keeps no passphrase.

    ``credential`` gives what a reviewer signs in with today (any text; None where they may not), and is asked each
    time, so that taking somebody off the list, or giving them a new passphrase, ends their sign-ins at once.
    """

    def __init__(self, credential: Callable[[str], str | None], *, idle: timedelta = IDLE) -> None:
        """Begins with nobody signed in; a sign-in ends after ``idle`` without activity."""
        self._credential = credential
        self.idle = idle
        self._open: dict[str, _SignIn] = {}
        self._ended: set[str] = set()
        self._lock = threading.Lock()

    def begin(self, reviewer: str, now: datetime, *, login: str = "") -> str:
        """The token of a new sign-in. ``login`` names the provider's login it rests on, which counts only once:
        when its sign-in has ended, the reviewer has to sign in at the provider anew (``NotAllowedError``)."""
        with self._lock:
            if login and login in self._ended:
                raise NotAllowedError("Your sign-in has ended. Please sign in again.")
            running = next((token for token, each in self._open.items() if login and each.login == login), None)
            token = running or secrets.token_urlsafe(32)
            self._open.setdefault(token, _SignIn(reviewer, login, self._credential(reviewer), now, now))
            return token

    def reviewer(self, token: str | None, now: datetime) -> str:
        """The reviewer who holds a token; from now on they have been active at ``now``.

        Raises ``NotAllowedError`` where there is none, or where the sign-in has lasted too long.
        """
        with self._lock:
            found = self._open.get(token or "")
            if token is None or found is None:
                raise NotAllowedError("Please sign in.")
            credential = self._credential(found.reviewer)
            if credential is None:
                self._close(token)
                raise NotAllowedError("You are not a reviewer any more. Ask whoever runs this site.")
            if credential != found.credential:
                self._close(token)
                raise NotAllowedError("You have a new passphrase. Please sign in with it.")
            if not found.is_in_time(now, self.idle):
                self._close(token)
                raise NotAllowedError("You were signed out because the time was up. Please sign in again.")
            self._open[token] = replace(found, used_at=now)
            return found.reviewer

    def is_open(self, token: str, now: datetime) -> bool:
        """Whether a token is still good; asking is no activity."""
        with self._lock:
            found = self._open.get(token)
            return found is not None and found.is_in_time(now, self.idle)

    def end(self, token: str | None) -> None:
        """Signs out."""
        with self._lock:
            self._close(token or "")

    def _close(self, token: str) -> None:
        ended = self._open.pop(token, None)
        if ended and ended.login:
            self._ended.add(ended.login)


@dataclass(frozen=True)
class _SignIn:
    reviewer: str
    login: str
    credential: str | None
    opened_at: datetime
    used_at: datetime

    def is_in_time(self, now: datetime, idle: timedelta) -> bool:
        return now - self.used_at <= idle and now - self.opened_at <= ABSOLUTE


def _wait(tries: list[SignInAttempt], key: str, now: datetime) -> float:
    """How many seconds a try comes too early, after these."""
    own = [each.at for each in tries if each.key == key]
    if len(own) <= _FREE_TRIES:
        return 0.0
    wait = min(_LONGEST_WAIT, 2.0 ** (len(own) - _FREE_TRIES))
    return max(0.0, wait - (now - max(own)).total_seconds())


def _fits(known_hash: str, passphrase: str) -> bool:
    if not _CHECKING.acquire(timeout=_LONGEST_QUEUE):
        raise NotAllowedError("Many people are signing in just now. Please try again in a minute.")
    try:
        return _HASHER.verify(known_hash, passphrase)
    except (VerificationError, InvalidHashError):
        return False
    finally:
        _CHECKING.release()


def _spaced(name: str) -> str:
    return " ".join(strip_cell(name).split())


def _known_name(names: Collection[str], name: str) -> str | None:
    return next((each for each in names if each.casefold() == name.casefold()), None)
