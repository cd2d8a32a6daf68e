"""Making reports for visitors: each once, one at a time, and no more than a few waiting, whoever asks."""

import threading
from collections.abc import Callable, Hashable

from affiliates.errors import AffiliatesError
from affiliates.reports.data import ReportData
from affiliates.reports.formats import FORMATS

_MOST_KEPT = 12
_MOST_WAITING = 4  # each waits in one of the few threads that Python keeps for such work
_kept: dict[Hashable, bytes] = {}
_making = threading.Lock()
_room = threading.BoundedSemaphore(_MOST_WAITING)


class ReportBusyError(AffiliatesError):
    """More reports are asked for than can be made now; a second try a little later works."""


def render_report(kind: str, about: Hashable, tell: Callable[[], ReportData]) -> bytes:
    """The report of a kind on what ``tell`` tells, ``about`` being all that this depends on.

    Runs in a thread of its own, so without any call of Streamlit. Raises ``ReportBusyError``.
    """
    asked = (kind, about)
    if report := _kept.get(asked):
        return report
    if not _room.acquire(blocking=False):
        raise ReportBusyError("Many reports are being made just now. Try again in a minute.")
    try:
        with _making:
            if asked not in _kept:
                while len(_kept) >= _MOST_KEPT:
                    del _kept[next(iter(_kept))]
                _kept[asked] = FORMATS[kind].make(tell())
            return _kept[asked]
    finally:
        _room.release()
