"""Taking applications in: each is kept. Those that come too often are held apart; those without room overflow."""

import logging
import os
import time
from collections import Counter
from collections.abc import Callable
from itertools import product
from threading import Lock

from affiliates.applications.model import Application, Kind, SpamReason
from affiliates.applications.senders import SlidingWindows
from affiliates.applications.states import PENDING_STATES, State, application_states, arrival_state
from affiliates.errors import StoreError
from affiliates.storage.contract import Store

_log = logging.getLogger("affiliates")
# More than volunteers can ever read wait elsewhere, so that their page stays quick and can be taken in.
ROOM = 1000
_HOUR, _DAY = 3600.0, 86_400.0
_MAX_PER_HOUR, _HOURS_WORTH_PER_DAY = 10, 3
_MAX_COMPARISONS_PER_HOUR = 20
_COUNT_INTERVAL = 60.0

# A list of the reviewers, and whether corrections are meant.
Lane = tuple[State, bool]


class Intake:
    """Takes applications in for one store; one of it for each process, which remembers who came how often.

    Corrections have limits and room of their own, so that they keep no application waiting, and the other way round.
    """

    def __init__(self, store: Store, *, room: int = ROOM, clock: Callable[[], float] = time.monotonic) -> None:
        """``room`` is for how many applications there is room in each list of the reviewers."""
        most = max_per_hour()
        self._store = store
        self._clock = clock
        self._windows = SlidingWindows((most, _HOUR), (most * _HOURS_WORTH_PER_DAY, _DAY), clock=clock)
        self._comparisons = SlidingWindows((_MAX_COMPARISONS_PER_HOUR, _HOUR), clock=clock)
        self._max_room = room
        self._room: Counter[Lane] = Counter()
        self._next_count = self._next_recall = clock()
        self._lock = Lock()

    def submit(self, application: Application, sender: str) -> Application:
        """Saves an application and returns it as it is saved; an earlier one where the same form was sent before.

        ``sender`` is the address it came from (``senders.sender_of``): what comes too often from there is held, unless
        it is spam already. Raises ``StoreError`` where it could not be saved.
        """
        if not application.spam_reason and not self._windows.admits((sender, application.kind is Kind.CORRECTION)):
            application = application.model_copy(update={"spam_reason": SpamReason.MANY_FROM_ONE_ADDRESS})
        has_room = self._take_room((arrival_state(application), application.kind is Kind.CORRECTION))
        return self._store.add(application, to_overflow=not has_room)

    def may_compare(self, sender: str) -> bool:
        """Whether somebody may ask once more if what they send is waiting already: it means reading everything."""
        return self._comparisons.admits(sender)

    def recall_overflow(self) -> None:
        """Puts what overflowed among the others as far as there is room by now, the oldest first.

        It looks at most once a minute. Raises ``StoreError``.
        """
        if not self._store.overflow_size():
            return
        with self._lock:
            if self._clock() < self._next_recall:
                return
            self._next_recall = self._next_count = self._clock() + _COUNT_INTERVAL
            self._room = self._count_room()
        taken = []
        for each in self._store.overflow():
            if self._take_room((arrival_state(each), each.kind is Kind.CORRECTION)):
                taken.append(each.reference)
        if taken:
            self._store.take_from_overflow(taken)

    def _take_room(self, lane: Lane) -> bool:
        """Whether there is room for one more in a list.

        What is left is counted once and then counted down: to count for each one would take longer the more there
        are. Where none seems left it is counted again, at most once a minute.
        """
        with self._lock:
            if self._room[lane] <= 0 and self._clock() >= self._next_count:
                self._next_count = self._clock() + _COUNT_INTERVAL
                try:
                    self._room = self._count_room()
                except StoreError as error:  # a damaged file keeps nobody from applying
                    _log.error("%s", error)
            self._room[lane] -= 1
            return self._room[lane] >= 0

    def _count_room(self) -> Counter[Lane]:
        applications = self._store.applications()
        states = application_states(applications, self._store.decisions())
        taken = Counter((_list_of(states[each.reference]), each.kind is Kind.CORRECTION) for each in applications)
        lists = product((State.WAITING, State.HELD, State.SPAM), (False, True))
        return Counter({lane: self._max_room - taken[lane] for lane in lists})


def max_per_hour() -> int:
    """How many applications from one address wait with the others, an hour: AFFILIATES_MAX_PER_HOUR, else 10."""
    return int(os.environ.get("AFFILIATES_MAX_PER_HOUR") or _MAX_PER_HOUR)


def _list_of(state: State) -> State:
    return State.WAITING if state in PENDING_STATES else state
