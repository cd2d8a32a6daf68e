"""Whom we asked lately to confirm, also where it was erased since: by that nobody is written to again and again."""

import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock

from cachetools import LRUCache

from affiliates.people.mailboxes import mailbox

# No stranger can have us write to somebody more often: about one region, and about all of them.
CONFIRM_AGAIN_AFTER = timedelta(days=7)
_MAX_CONFIRM_LETTERS, _CONFIRM_LETTERS_WITHIN = 3, timedelta(days=30)
_MAX_MAILBOXES = 50_000  # what 60 letters an hour reach in 30 days

# A region that somebody was asked about, and when.
Asked = tuple[str, datetime]


class AskedLately:
    """Remembers in this process, by a hash that nobody outside of it can make, and writes nothing down."""

    def __init__(self, *, max_mailboxes: int = _MAX_MAILBOXES) -> None:
        """Of more mailboxes than these the ones are forgotten that were asked for the longest time ago."""
        self._key = secrets.token_bytes(32)
        self._asked: LRUCache[bytes, tuple[Asked, ...]] = LRUCache(max_mailboxes)
        self._lock = Lock()

    def admits(self, email: str, region: str, now: datetime) -> bool:
        """Whether the owner of an address may be asked about a region; changes nothing."""
        with self._lock:
            return may_be_asked(region, self._asked.get(self._hash(email), ()), now)

    def note(self, email: str, region: str, now: datetime) -> None:
        """Notes that a letter is to ask."""
        with self._lock:
            hashed = self._hash(email)
            asked = ((region, now), *self._asked.get(hashed, ()))
            self._asked[hashed] = asked[:_MAX_CONFIRM_LETTERS]

    def _hash(self, email: str) -> bytes:
        return hmac.digest(self._key, mailbox(email).encode(), sha256)


def may_be_asked(region: str, asked: Iterable[Asked], now: datetime) -> bool:
    """Whether one more letter may ask about a region, after those that asked at this mailbox."""
    lately = [(about, at) for about, at in asked if now - at < _CONFIRM_LETTERS_WITHIN]
    is_same = any(about == region and now - at < CONFIRM_AGAIN_AFTER for about, at in lately)
    return not is_same and len(lately) < _MAX_CONFIRM_LETTERS
