"""What is shown: a new version of the directory is read beside the visitors, who keep the last good one meanwhile, and
keep it while the store is away."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from affiliates.directory.parsing import Directory
from affiliates.errors import DirectoryAwayError, DirectoryUnreadableError, StoreError
from affiliates.search.choices import GroupChoices
from affiliates.storage.contract.directory import DirectoryStore

_log = logging.getLogger("affiliates")
T = TypeVar("T")
# Most lists are read within it, so that who has just changed one sees the change at once; nobody waits for longer.
_PATIENCE = 2.0  # seconds
_reader = ThreadPoolExecutor(1, thread_name_prefix="directory reader")


@dataclass(frozen=True)
class ReadDirectory:
    """One version of the directory, and what each choice among its groups finds. Shared: never change it."""

    version: str
    directory: Directory
    choices: GroupChoices


class PresentDirectory:
    """The last version of a directory that could be read."""

    def __init__(self, store: DirectoryStore) -> None:
        """Reads nothing yet."""
        self._store = store
        self._shown: ReadDirectory | None = None
        self._seen: str | None = None
        self._reading: Future[None] | None = None
        self._began = 0.0
        self._looked_at = datetime.now(UTC)
        self._is_away = False
        self._unreadable_since: datetime | None = None
        self._lock = threading.Lock()  # held for no longer than it takes to look at these

    @property
    def is_read(self) -> bool:
        """Whether there has been an answer, so that the next one comes soon."""
        return self._reading is not None and (self._shown is not None or self._reading.done())

    @property
    def unseen_since(self) -> datetime | None:
        """Since when (UTC) nobody could look whether there is a newer version, or could read it; None where that goes
        well."""
        return self._looked_at if self._is_away else self._unreadable_since

    def get(self) -> ReadDirectory | None:
        """The version to show; None where none could be read yet. Only the first visitors wait until it is read."""
        seen = self._version()
        with self._lock:
            if seen != self._seen and (self._reading is None or self._reading.done()):
                self._seen, self._began = seen, time.monotonic()
                self._reading = _reader.submit(self._read, seen)
            reading = self._reading
        if reading and self._shown is None:
            reading.result()
        elif reading:
            wait([reading], timeout=max(0.0, self._began + _PATIENCE - time.monotonic()))
        return self._shown

    def _version(self) -> str | None:
        """The present version, or that of the last look where the store is away."""
        try:
            version = self._store.version()
        except DirectoryUnreadableError as error:
            if not self._is_away:
                _log.error("%s", error)
            self._is_away = True
            return self._seen
        self._looked_at, self._is_away = datetime.now(UTC), False
        return version

    def _read(self, version: str | None) -> None:
        try:
            directory = self._store.read()
        except DirectoryUnreadableError as error:
            _log.error("%s", error)
            self._unreadable_since = self._unreadable_since or datetime.now(UTC)
            if isinstance(error, DirectoryAwayError):
                self._seen = None  # what is damaged stays so until it changes; this is asked for again
            return
        for problem in directory.problems:
            _log.log(logging.WARNING if problem.is_error else logging.INFO, "%s", problem)
        self._shown = ReadDirectory(version or "", directory, GroupChoices(directory.groups))
        self._unreadable_since = None


class LastAnswers:
    """The last answer to each question. None of them is private: versions, and what was published."""

    def __init__(self) -> None:
        """Knows nothing yet."""
        self._answers: dict[str, Any] = {}
        self._complaint = ""

    def get(self, question: str, ask: Callable[[], T], otherwise: T) -> T:
        """The answer of ``ask``; where the store cannot say it, the last one, or ``otherwise`` where there was none."""
        try:
            answer = ask()
        except (StoreError, DirectoryUnreadableError) as error:
            if str(error) != self._complaint:  # once, not at every click
                self._complaint = str(error)
                _log.error("%s", error)
            last: T = self._answers.get(question, otherwise)
            return last
        self._answers[question] = answer
        return answer
