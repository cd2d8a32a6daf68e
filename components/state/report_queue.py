"""Makes reports for visitors: one at a time, in turns, and the same one once for all who ask for it."""

import threading
from collections.abc import Callable, Collection, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count

from cachetools import LRUCache

from affiliates.errors import ReportBusyError

# Everyone who waits takes one of the threads that server/front.py keeps for downloads.
MAX_WAITING, MAX_OF_ADDRESS, MAX_OF_SESSION = 24, 6, 2
_MAX_KEPT = 12


@dataclass(frozen=True)
class Asker:
    """Who wants a report: a session, and the address that it comes from; itself where nobody knows the address."""

    session: str
    address: str


@dataclass(eq=False)
class _Job:
    """A report that is to be made. ``turn`` is the round of who asked for it, then the order in which they came."""

    key: Hashable
    make: Callable[[], bytes]
    turn: tuple[int, int]
    askers: list[Asker]
    report: Future[bytes] = field(default_factory=Future)


class ReportQueue:
    """A queue in which every address gets one report in each round, however many it asks for.

    ``on_change`` is called with the sessions whose place has changed, on any thread; ``is_here`` says whether a session
    still waits: what nobody waits for is not made.
    """

    def __init__(self, on_change: Callable[[Collection[str]], None], is_here: Callable[[str], bool]) -> None:
        """Makes nothing yet."""
        self._kept: LRUCache[Hashable, bytes] = LRUCache(maxsize=_MAX_KEPT)
        self._jobs: dict[Hashable, _Job] = {}  # those that wait, and the one that is being made
        self._current: _Job | None = None
        self._round, self._arrivals = 0, count()
        self._refused: LRUCache[str, None] = LRUCache(maxsize=1000)
        self._lock = threading.Lock()
        self._renderer = ThreadPoolExecutor(1, thread_name_prefix="reports")
        self._on_change, self._is_here = on_change, is_here

    def get(self, key: Hashable, make: Callable[[], bytes], asker: Asker) -> bytes:
        """The report that ``key`` stands for, which ``make`` makes unless it is kept; waits for its turn.

        Raises ``ReportBusyError`` where this address or session has enough reports in the queue, or the queue is full.
        """
        with self._lock:
            if report := self._kept.get(key):
                return report
            try:
                job = self._admit(key, make, asker)
            except ReportBusyError:
                self._refused[asker.session] = None
                raise
            finally:
                changed = self._sessions() | {asker.session}
        self._on_change(changed)
        return job.report.result()

    def reports_before(self, session: str) -> int | None:
        """How many reports are made before the one that a session waits for, None where it waits for none."""
        with self._lock:
            places = {job: (-1, 0) if job is self._current else job.turn for job in self._jobs.values()}
            own = [place for job, place in places.items() if session in {each.session for each in job.askers}]
            return sum(place < min(own) for place in places.values()) if own else None

    def was_refused(self, session: str) -> bool:
        """Whether the last request of a session was refused; says so once."""
        with self._lock:
            return self._refused.pop(session, False) is None

    def _sessions(self) -> set[str]:
        return {asker.session for job in self._jobs.values() for asker in job.askers}

    def _admit(self, key: Hashable, make: Callable[[], bytes], asker: Asker) -> _Job:
        askers = [each for job in self._jobs.values() for each in job.askers]
        own = [job.turn[0] for job in self._jobs.values() if asker.address in {each.address for each in job.askers}]
        turn = (max([self._round, *(round_ + 1 for round_ in own)]), next(self._arrivals))
        if (
            [each.session for each in askers].count(asker.session) >= MAX_OF_SESSION
            or [each.address for each in askers].count(asker.address) >= MAX_OF_ADDRESS
            or (len(askers) >= MAX_WAITING and not self._make_room(turn))
        ):
            raise ReportBusyError("Many reports are being made right now. Please try again in a minute.")
        job = self._jobs.setdefault(key, _Job(key, make, turn, []))
        job.askers.append(asker)
        job.turn = min(job.turn, turn)
        self._start_next()
        return job

    def _make_room(self, turn: tuple[int, int]) -> bool:
        """Sends away those whose turn comes last, where it comes in a later round than that of somebody new."""
        last = max((job for job in self._jobs.values() if job is not self._current), key=lambda job: job.turn)
        if last.turn[0] <= turn[0]:
            return False
        self._refused.update(dict.fromkeys(each.session for each in last.askers))
        self._dismiss(last)
        return True

    def _start_next(self) -> None:
        while self._jobs and self._current is None:
            job = min(self._jobs.values(), key=lambda job: job.turn)
            if not any(self._is_here(each.session) for each in job.askers):
                self._dismiss(job)
                continue
            self._current, self._round = job, job.turn[0]
            rendering = self._renderer.submit(job.make)
            self._renderer.submit(self._finish, job, rendering)  # on the same one thread, so after it

    def _dismiss(self, job: _Job) -> None:
        del self._jobs[job.key]
        job.report.set_exception(ReportBusyError("This report gave up its place in the queue."))

    def _finish(self, job: _Job, rendering: Future[bytes]) -> None:
        error = rendering.exception()
        with self._lock:
            changed = self._sessions()
            if error is None:
                self._kept[job.key] = rendering.result()
            elif isinstance(error, ReportBusyError):
                self._refused.update(dict.fromkeys(each.session for each in job.askers))
            del self._jobs[job.key]
            self._current = None
            self._start_next()
        if error is None:
            job.report.set_result(rendering.result())
        else:
            job.report.set_exception(error)
        self._on_change(changed)
