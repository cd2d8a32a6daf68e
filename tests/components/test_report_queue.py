"""Who gets a report when, where many want one at the same time."""

import threading
from collections.abc import Collection, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial

import pytest

from affiliates.errors import ReportBusyError
from components.state.report_queue import MAX_OF_ADDRESS, MAX_OF_SESSION, MAX_WAITING, Asker, ReportQueue


class Desk:
    """A queue whose first report takes until the desk opens; ``made`` is what was made, in its order."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.gone: set[str] = set()
        self.queue = ReportQueue(self._note, lambda session: session not in self.gone)
        self.made: list[str] = []
        self._told: set[str] = set()
        self._pool = pool
        self._opens, self._is_busy, self._changed = threading.Event(), threading.Event(), threading.Condition()
        self.first = pool.submit(self.queue.get, "first", partial(self._make, "first"), Asker("first", "first"))
        self._is_busy.wait()

    def asks(self, subject: str, session: str, address: str = "") -> "Future[bytes]":
        """Asks for a report in a thread of its own, and returns once it is in the queue, kept or refused."""
        self._told.discard(session)
        asker = Asker(session, address or session)
        waiting = self._pool.submit(self.queue.get, subject, partial(self._make, subject), asker)
        waiting.add_done_callback(lambda _: self._note([session]))
        with self._changed:
            assert self._changed.wait_for(lambda: session in self._told, timeout=20)
        return waiting

    def opens(self) -> None:
        self._opens.set()

    def _note(self, sessions: Collection[str]) -> None:
        with self._changed:
            self._told |= set(sessions)
            self._changed.notify_all()

    def _make(self, subject: str) -> bytes:
        self._is_busy.set()
        self._opens.wait()
        if subject == "broken":
            raise ValueError(subject)
        if subject == "killed":
            raise ReportBusyError(subject)
        self.made.append(subject)
        return f"on {subject}".encode()


@pytest.fixture
def desk() -> Iterator[Desk]:
    with ThreadPoolExecutor(MAX_WAITING + 10) as pool:
        desk = Desk(pool)
        yield desk
        desk.opens()


def test_one_who_wants_many_keeps_nobody_waiting_for_more_than_one(desk: Desk) -> None:
    """What fell: eight connections asked for varied reports, and two of twelve visitors got theirs."""
    greedy = [desk.asks(f"greedy {number}", f"session {number}", "192.0.2.1") for number in range(MAX_OF_ADDRESS)]
    honest = desk.asks("honest", "parent", "192.0.2.2")
    second = desk.asks("second", "advocate", "192.0.2.3")

    assert desk.queue.reports_before("parent") == 2  # the one that is being made, and one of the greedy ones
    assert desk.queue.reports_before(f"session {MAX_OF_ADDRESS - 1}") == MAX_OF_ADDRESS + 2
    desk.opens()
    assert honest.result() == b"on honest"
    assert second.result() == b"on second"
    assert [each.result() for each in greedy] == [f"on greedy {number}".encode() for number in range(MAX_OF_ADDRESS)]
    assert desk.made[:4] == ["first", "greedy 0", "honest", "second"]


@pytest.mark.parametrize(
    ("most", "session", "address"),
    [(MAX_OF_SESSION, "the same", "{number}"), (MAX_OF_ADDRESS, "session {number}", "the same")],
)
def test_more_than_a_few_of_one_session_or_address_are_refused(
    desk: Desk, most: int, session: str, address: str
) -> None:
    for number in range(most):
        desk.asks(str(number), session.format(number=number), address.format(number=number))
    refused = desk.asks("one more", session.format(number=99), address.format(number=99))

    with pytest.raises(ReportBusyError, match="try again in a minute"):
        refused.result()
    assert desk.queue.was_refused(session.format(number=99))
    assert not desk.queue.was_refused(session.format(number=99))
    assert not desk.asks("other", "somebody else").done()


def test_full_queue_sends_away_who_asked_for_most(desk: Desk) -> None:
    numbers = range(MAX_WAITING - 1)
    asked = [(f"report {number}", f"session {number}", f"address {number // MAX_OF_ADDRESS}") for number in numbers]
    waiting = [desk.asks(*each) for each in asked]
    honest = desk.asks("honest", "parent")

    refused = wait(waiting, timeout=20, return_when=FIRST_COMPLETED).done
    last = MAX_WAITING - MAX_OF_ADDRESS - 1  # of the last address that asked for as many as it may
    assert refused == {waiting[last]}
    assert desk.queue.was_refused(f"session {last}")
    desk.opens()
    assert honest.result() == b"on honest"


def test_same_report_is_made_once_for_all_at_the_best_place_of_them(desk: Desk) -> None:
    for number in range(3):
        desk.asks(f"greedy {number}", f"session {number}", "192.0.2.1")
    wanted = desk.asks("greedy 2", "parent")

    assert desk.queue.reports_before("parent") == 2
    desk.opens()
    assert wanted.result() == b"on greedy 2"
    assert desk.queue.get("greedy 2", lambda: b"made anew", Asker("later", "later")) == b"on greedy 2"
    assert desk.made.count("greedy 2") == 1


def test_report_that_fails_fails_for_who_wanted_it_and_nobody_else(desk: Desk) -> None:
    broken, other = desk.asks("broken", "one"), desk.asks("other", "two")
    desk.opens()

    assert isinstance(broken.exception(), ValueError)
    assert other.result() == b"on other"
    assert desk.queue.reports_before("one") is None


def test_whoever_waited_for_a_process_that_was_killed_is_asked_to_try_again(desk: Desk) -> None:
    killed = [desk.asks("killed", session) for session in ("one", "two")]
    desk.opens()

    assert all(isinstance(each.exception(), ReportBusyError) for each in killed)
    assert desk.queue.was_refused("one")
    assert desk.queue.was_refused("two")


def test_report_that_nobody_waits_for_any_more_is_not_made(desk: Desk) -> None:
    left, both, stayed = desk.asks("left", "one"), desk.asks("both", "one"), desk.asks("both", "two")
    desk.gone.add("one")
    desk.opens()

    assert isinstance(left.exception(), ReportBusyError)
    assert both.result() == stayed.result() == b"on both"
    assert desk.made == ["first", "both"]


def test_few_reports_are_kept_and_those_in_demand_stay(desk: Desk) -> None:
    desk.opens()
    desk.first.result()
    for number in range(30):
        for subject in (str(number), "popular"):
            desk.asks(subject, "visitor").result()
    desk.asks("0", "visitor").result()

    assert desk.made == ["first", "0", "popular", *map(str, range(1, 30)), "0"]
