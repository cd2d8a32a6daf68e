"""Reviewers who sign in with a passphrase: how one is made, kept as a hash, and checked."""

import secrets
import threading
import unicodedata
from collections.abc import Collection
from datetime import datetime
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from affiliates.directory.csv_rows import strip_cell
from affiliates.errors import NotAllowedError, ReviewerNameError, SignInProblem
from affiliates.review.door.tokens import hash_token
from affiliates.storage.contract.reviewers import ReviewerStore, SignInAttempt

_FREE_ATTEMPTS = 4
_MAX_WAIT = 60.0  # seconds
# 32 characters that cannot be taken for one another: 20 of them are 100 bits, beyond any guessing.
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
_MAX_NAME_LENGTH = 80
_HASHER = PasswordHasher()
# Each check takes 64 MB for a moment: two at a time, however many are guessing.
_CHECKING = threading.BoundedSemaphore(2)
_MAX_QUEUE_TIME = 10.0  # seconds


def new_passphrase() -> str:
    """A passphrase of 100 random bits that can be read out and typed, such as abcde-fgh23-km4np-qr567."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(4))


def add_reviewer(reviewers: ReviewerStore, name: str) -> str:
    """Adds a reviewer, or replaces a known one's passphrase, and returns it; only its argon2 hash is kept.

    Raises ``ReviewerNameError`` for what is not a name.
    """
    clean = _normalize(name)
    if not clean or not clean.isprintable() or len(clean) > _MAX_NAME_LENGTH:
        raise ReviewerNameError(f"A reviewer needs a name of at most {_MAX_NAME_LENGTH} characters, such as “Robin”.")
    passphrase = new_passphrase()
    known = _find_name(reviewers.passphrase_hashes(), clean)
    reviewers.set_passphrase_hash(known or clean, _HASHER.hash(passphrase))
    return passphrase


def known_reviewer(reviewers: ReviewerStore, name: str) -> str:
    """A reviewer's name as it is kept, whatever its case. Raises ``ReviewerNameError`` where there is none."""
    known = _find_name(reviewers.passphrase_hashes(), _normalize(name))
    if known is None:
        raise ReviewerNameError(f"There is no reviewer named {name}.")
    return known


def authenticate_by_passphrase(
    reviewers: ReviewerStore, name: str, passphrase: str, now: datetime, *, browser: str | None = None
) -> str:
    """The reviewer with this name and passphrase.

    ``browser`` is the token of a browser that is known for this name: its attempts are counted apart, all others by the
    name. Raises ``NotAllowedError`` where name and passphrase do not match, or where the attempt comes too early after
    wrong ones: the wait doubles from the fifth on, up to a minute, for every session and process alike. An unknown name
    is answered like a known one, in the same time.
    """
    key = hash_token(browser or _normalize(name).casefold())[:16]
    seconds = reviewers.record_attempt(key, now, lambda attempts: _wait(attempts, key, now))
    if seconds:
        raise NotAllowedError(SignInProblem.TOO_MANY_ATTEMPTS, seconds=seconds)
    hashes = reviewers.passphrase_hashes()
    known = _find_name(hashes, _normalize(name))
    nobodys = _nobodys_hash()  # made for a known name too: the first one to be unknown would take longer
    if not _matches(hashes.get(known or "") or nobodys, strip_cell(passphrase)) or known is None:
        raise NotAllowedError(SignInProblem.WRONG_CREDENTIALS)
    reviewers.clear_attempts(key)
    return known


def _wait(attempts: list[SignInAttempt], key: str, now: datetime) -> float:
    """How many seconds an attempt comes too early, after these."""
    moments = [each.at for each in attempts if each.key == key]
    if len(moments) <= _FREE_ATTEMPTS:
        return 0.0
    wait = min(_MAX_WAIT, 2.0 ** (len(moments) - _FREE_ATTEMPTS))
    since = max(0.0, (now - max(moments)).total_seconds())  # however far ahead the clock was then
    return max(0.0, wait - since)


def _matches(known_hash: str, passphrase: str) -> bool:
    if not _CHECKING.acquire(timeout=_MAX_QUEUE_TIME):
        raise NotAllowedError(SignInProblem.BUSY)
    try:
        return _HASHER.verify(known_hash, passphrase)
    except (VerificationError, InvalidHashError):
        return False
    finally:
        _CHECKING.release()


@cache
def _nobodys_hash() -> str:
    """What an unknown name is checked against, so that it takes as long as a known one."""
    return _HASHER.hash(secrets.token_hex())


def _normalize(name: str) -> str:
    """Single spaces, and each accent in one piece with its letter: keyboards and systems send both forms."""
    return unicodedata.normalize("NFC", " ".join(strip_cell(name).split()))


def _find_name(names: Collection[str], name: str) -> str | None:
    return next((each for each in names if _normalize(each).casefold() == name.casefold()), None)
