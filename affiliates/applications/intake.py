"""Taking applications in: each is kept. Those that come too often are held apart; those without room overflow."""

import logging
import os
import time
from collections import Counter
from collections.abc import Callable
from itertools import product
from threading import Lock, Thread

from affiliates.applications.model import Application, Kind, SpamReason
from affiliates.applications.senders import SlidingWindows, site_of
from affiliates.applications.states import PENDING_STATES, State, application_states, arrival_state
from affiliates.errors import StoreBusyError, StoreError, StoreUnsureError
from affiliates.storage.contract.store import Store
from affiliates.storage.replicas import own_share

_log = logging.getLogger("affiliates")
# More than volunteers can ever read wait elsewhere, so that their page stays quick and can be taken in.
ROOM = 1000
_HOUR, _DAY = 3600.0, 86_400.0
_MAX_PER_HOUR, _HOURS_WORTH_PER_DAY, _SENDERS_WORTH_PER_SITE = 10, 3, 3
_MAX_COMPARISONS_PER_HOUR = 20
_LOOK_INTERVAL = 60.0

# A list of the reviewers, and whether corrections are meant.
Lane = tuple[State, bool]
_LANES: list[Lane] = [*product((State.WAITING, State.HELD, State.SPAM), (False, True))]


def _in_background(work: Callable[[], None]) -> None:
    Thread(target=work, name="intake", daemon=True).start()


class Intake:
    """Takes applications in for one store; one of it for each process, which remembers who came how often.

    Where several processes serve the site, each lets through its share of what one address may send, so that whoever
    goes to all of them gets no more.

    Corrections have limits and room of their own, so that they keep no application waiting, and the other way round.
    """

    def __init__(
        self,
        store: Store,
        *,
        room: int = ROOM,
        clock: Callable[[], float] = time.monotonic,
        run: Callable[[Callable[[], None]], object] = _in_background,
    ) -> None:
        """``room`` is for how many there is room in each list of the reviewers; ``run`` does what takes longer."""
        most = own_share(max_per_hour())
        self._store = store
        self._clock = clock
        self._run = run
        self._senders = SlidingWindows((most, _HOUR), (most * _HOURS_WORTH_PER_DAY, _DAY), clock=clock)
        most_of_site = most * _SENDERS_WORTH_PER_SITE
        self._sites = SlidingWindows((most_of_site, _HOUR), (most_of_site * _HOURS_WORTH_PER_DAY, _DAY), clock=clock)
        self._comparisons = SlidingWindows((_MAX_COMPARISONS_PER_HOUR, _HOUR), clock=clock)
        self._max_room = room
        self._room = Counter(dict.fromkeys(_LANES, room))  # until it is counted
        self._next_look = clock()
        self._is_looking = False
        self._lock = Lock()

    def submit(self, application: Application, sender: str) -> Application:
        """Saves an application and returns it as it is saved; an earlier one where the same form was sent before.

        ``sender`` is the address it came from (``senders.sender_of``): what comes too often from there is held, unless
        it is spam already. Raises ``StoreError`` where it could not be saved.
        """
        if not application.spam_reason and not self._admits(sender, application.kind is Kind.CORRECTION):
            application = application.model_copy(update={"spam_reason": SpamReason.MANY_FROM_ONE_ADDRESS})
        self.look_for_room()
        lane = _lane(application, arrival_state(application))
        with self._lock:
            self._room[lane] -= 1
            has_room = self._room[lane] >= 0
        return self._keep(application, has_room)

    def _admits(self, sender: str, is_correction: bool) -> bool:
        is_within_limits = self._senders.admits((sender, is_correction))
        return self._sites.admits((site_of(sender), is_correction)) and is_within_limits

    def may_compare(self, sender: str) -> bool:
        """Whether somebody may ask once more if what they send is waiting already: it means reading everything."""
        return self._comparisons.admits(sender)

    def look_for_room(self) -> None:
        """Has the room counted, and what overflowed put among the others as far as there is some, the oldest first.

        At most once a minute, and beside whoever sends: it means reading everything.
        """
        with self._lock:
            if self._is_looking or self._clock() < self._next_look:
                return
            self._next_look = self._clock() + _LOOK_INTERVAL
            self._is_looking = True
        self._run(self._look)

    def _keep(self, application: Application, has_room: bool) -> Application:
        try:
            return self._store.add(application, to_overflow=not has_room)
        except (StoreBusyError, StoreUnsureError):  # another list of it would do no better
            raise
        except StoreError as error:
            if not has_room:
                raise
            _log.error("%s", error)  # somebody damaged the file of applications: the overflow is another one
            return self._store.add(application, to_overflow=True)

    def _look(self) -> None:
        room = Counter[Lane]()
        try:
            room = self._count_room()
            if self._store.overflow_size():
                self._recall(room)
        except StoreError as error:  # the overflow takes what comes until somebody has repaired the damaged file
            _log.error("%s", error)
        finally:
            with self._lock:
                self._room, self._is_looking = room, False

    def _count_room(self) -> Counter[Lane]:
        applications = self._store.applications()
        states = application_states(applications, self._store.decisions())
        taken = Counter(_lane(each, states[each.reference]) for each in applications)
        return Counter({lane: self._max_room - taken[lane] for lane in _LANES})

    def _recall(self, room: Counter[Lane]) -> None:
        recalled = []
        for each in self._store.overflow():
            lane = _lane(each, arrival_state(each))
            if room[lane] > 0:
                room[lane] -= 1
                recalled.append(each.reference)
        if recalled:
            self._store.take_from_overflow(recalled)


def max_per_hour() -> int:
    """How many applications from one address wait with the others, an hour: AFFILIATES_MAX_PER_HOUR, else 10."""
    return int(os.environ.get("AFFILIATES_MAX_PER_HOUR") or _MAX_PER_HOUR)


def _lane(application: Application, state: State) -> Lane:
    return State.WAITING if state in PENDING_STATES else state, application.kind is Kind.CORRECTION
