"""The server's side: starts the process that makes reports, asks it, and knows what to do when it is gone."""

import logging
import os
import subprocess
import sys
import threading
import weakref
from contextlib import suppress
from multiprocessing import Pipe
from pathlib import Path

import pandas as pd

from affiliates.errors import ReportBusyError
from affiliates.reports.process.child import READY
from affiliates.reports.process.job import ReportJob

_log = logging.getLogger("affiliates")
_ROOT = Path(__file__).parents[3]
MAX_SECONDS = 600.0  # a workbook of 100,000 groups takes a minute on a slow machine; what takes longer than this hangs
IDLE_SECONDS = 600.0  # then it ends and gives back its memory
_MAX_START = 60.0
_GRACE = 5.0  # from the end of its line to the end of the process


class ReportProcess:
    """Makes reports in one process beside this one, which starts with the first of them.

    Not ``multiprocessing``, whose new process runs the program's main module: here Streamlit makes that the page.
    """

    def __init__(self, *, max_seconds: float = MAX_SECONDS, idle_seconds: float = IDLE_SECONDS) -> None:
        """Starts nothing yet."""
        self._max_seconds, self._idle_seconds = max_seconds, idle_seconds
        self._child: _Child | None = None
        self._lock = threading.Lock()
        self._has_complained = False

    def make(self, job: ReportJob, groups: pd.DataFrame) -> bytes:
        """The report, in the bytes of its file. Where no process can be had, this one makes it.

        Raises
        ------
        ReportBusyError
            The process was killed while it made the report, or took too long. It is not made here then: what takes all
            memory would end the server.
        ChildProcessError
            It cannot be made; the log has the reason.
        """
        with self._lock:
            while child := self._running():
                try:
                    return child.make(job, groups, self._max_seconds)
                except (EOFError, OSError) as error:
                    status = child.end(grace=0 if isinstance(error, TimeoutError) else _GRACE)
                    if status < 0:
                        raise ReportBusyError(f"The process that makes reports was killed ({status}).") from error
                    if status > 0:
                        raise ChildProcessError("A report could not be made; the reason stands above.") from error
                    # It ended just now for want of work: another one.
            return job.make(groups)

    def prepare(self) -> None:
        """Starts the process beside the caller, for whoever is about to ask for a report."""
        if self.process_id is None:
            threading.Thread(target=self._prepare, name="reports", daemon=True).start()

    def end(self) -> None:
        """Ends the process."""
        with self._lock:
            if self._child:
                self._child.end()

    @property
    def process_id(self) -> int | None:
        """The id of the process, None where there is none."""
        return self._child.process.pid if self._child and self._child.process.poll() is None else None

    def _prepare(self) -> None:
        with self._lock:
            self._running()

    def _running(self) -> "_Child | None":
        if self.process_id is None:
            try:
                self._child = _Child(self._idle_seconds)
            except (EOFError, OSError) as error:
                if not self._has_complained:
                    _log.error("Reports slow down the pages: no process can be started for them (%r).", error)
                self._child, self._has_complained = None, True
            else:
                self._has_complained = False
        return self._child


class _Child:
    """A process that has started and waits for jobs. Raises ``OSError`` or ``EOFError`` where it is gone."""

    def __init__(self, idle_seconds: float) -> None:
        self._line, theirs = Pipe()
        self._groups: weakref.ref[pd.DataFrame] | None = None  # those that it has
        arguments = ["-m", "affiliates.reports.process.child", str(theirs.fileno()), str(idle_seconds)]
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 (our own program and two numbers)
                [sys.executable, "-P", *arguments],
                env={**os.environ, "PYTHONPATH": path},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        try:
            if self._answer(_MAX_START) != READY:
                raise ChildProcessError("it said something else than that it is ready")
        except (EOFError, OSError):
            self.end()
            raise

    def make(self, job: ReportJob, groups: pd.DataFrame, max_seconds: float) -> bytes:
        """The report. A long list is sent once: Python does nothing else while it writes its rows for the way."""
        has_them = self._groups is not None and self._groups() is groups
        self._line.send((job, None if has_them else groups))
        self._groups = weakref.ref(groups)
        return self._answer(max_seconds)

    def end(self, *, grace: float = 0) -> int:
        """Ends it unless it does so by itself within ``grace`` seconds; how it ended: 0 where it had nothing to do."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(grace)
        self.process.kill()
        self._line.close()
        return self.process.wait()

    def _answer(self, max_seconds: float) -> bytes:
        if not self._line.poll(max_seconds):
            raise TimeoutError(f"no answer in {max_seconds:.0f} seconds")
        return self._line.recv_bytes()
