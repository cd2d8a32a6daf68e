"""Which sessions may upload a list: those of reviewers who are at the place for it, as long as they are signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache

MAX_UPLOAD_MB = 20
# Files that may lie in memory, for one session, before its page has read one.
_MAX_UNREAD = 3
_MAX_SESSIONS = 1_000


@dataclass
class _Permit:
    is_signed_in: Callable[[], bool]
    unread: int = 0
    is_busy: bool = False


class UploadPermits:
    """The permits of one process, by session. Whoever asks again at each upload hears of a sign-out at once."""

    def __init__(self) -> None:
        """Permits nobody anything."""
        self._permits: LRUCache[str, _Permit] = LRUCache(_MAX_SESSIONS)
        self._lock = Lock()

    def grant(self, session: str, is_signed_in: Callable[[], bool]) -> None:
        """Permits a session to upload as long as ``is_signed_in`` says so; what it has not read yet still counts."""
        with self._lock:
            permit = self._permits.get(session)
            self._permits[session] = _Permit(is_signed_in, permit.unread if permit else 0)

    def withdraw(self, session: str) -> None:
        """Permits a session nothing any more: it has read its file, or its reviewer has left."""
        with self._lock:
            self._permits.pop(session, None)

    def begin(self, session: str) -> bool:
        """Whether a session may upload a file now: its reviewer is signed in, and it is one file after the other.

        Where it may, ``end`` has to follow.
        """
        with self._lock:
            permit = self._permits.get(session)
        if permit is None or not permit.is_signed_in():
            return False
        with self._lock:
            if self._permits.get(session) is not permit or permit.is_busy or permit.unread >= _MAX_UNREAD:
                return False
            permit.is_busy = True
            return True

    def end(self, session: str, *, is_kept: bool) -> None:
        """Says that an upload is over, and whether its file is in memory now."""
        with self._lock:
            if permit := self._permits.get(session):
                permit.is_busy = False
                permit.unread += is_kept


UPLOAD_PERMITS = UploadPermits()
