"""Makes reports for visitors: each once, one at a time, with only a few visitors waiting."""

import threading
from collections.abc import Callable, Hashable

from cachetools import LRUCache

from affiliates.errors import ReportBusyError
from affiliates.reports.data import ReportData
from affiliates.reports.formats import FORMATS

_MAX_WAITING = 4  # each takes one of the few threads that Python keeps for such work
_reports: LRUCache[Hashable, bytes] = LRUCache(maxsize=12)
_cache_lock = threading.Lock()  # even reading changes the cache: it notes what was used last
_rendering = threading.Lock()
_waiting = threading.BoundedSemaphore(_MAX_WAITING)


def render_report(kind: str, version: Hashable, build: Callable[[], ReportData]) -> bytes:
    """The report of a kind, in the bytes of its file.

    ``version`` holds everything that the report depends on; ``build`` is called only if no report of this version is
    cached. Runs in a thread of its own, so it must not call Streamlit. Raises ``ReportBusyError``.

    ``cachetools.cached`` is not used because everyone who wants the same report would wait for it, without a limit.
    """
    key = (kind, version)
    if report := _cached(key):
        return report
    if not _waiting.acquire(blocking=False):
        raise ReportBusyError("Many reports are being made right now. Please try again in a minute.")
    try:
        with _rendering:
            report = _cached(key) or FORMATS[kind].make(build())
            with _cache_lock:
                _reports[key] = report
            return report
    finally:
        _waiting.release()


def _cached(key: Hashable) -> bytes | None:
    with _cache_lock:
        return _reports.get(key)
