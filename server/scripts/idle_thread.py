"""A thread for work that nobody waits for."""

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue

_LAST = 19  # the lowest priority there is


class IdleThread:
    """Does one thing after the other while the processors have nothing better to do; ends with the process."""

    def __init__(self) -> None:
        """Starts nothing yet."""
        self._works: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._lock = threading.Lock()
        self._is_started = False

    def submit(self, work: Callable[[], None]) -> None:
        """Has something done later, after all that was submitted before; it must raise nothing."""
        self._works.put(work)
        with self._lock:
            if not self._is_started:
                threading.Thread(target=self._run, name="idle", daemon=True).start()
                self._is_started = True

    def _run(self) -> None:
        if sys.platform == "linux":  # elsewhere, priorities are those of whole processes
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LAST)
        while True:
            self._works.get()()
