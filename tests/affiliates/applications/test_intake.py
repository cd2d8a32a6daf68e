"""Taking applications in: whoever else sends whatever else, an honest one is kept, and seen."""

import time
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from affiliates.applications import intake as intake_module
from affiliates.applications.decisions import Decision
from affiliates.applications.intake import Intake
from affiliates.applications.model import Application, Kind, SpamReason
from affiliates.applications.states import State, application_states
from affiliates.errors import StoreError
from affiliates.review.retention import erase_applications
from affiliates.storage.files.store import REVIEW_FOLDER, FileStore
from tests.made_up import application, decision

TIMEOUT = 20  # seconds to wait for the thing itself
HONEST, FLOODER = "198.51.100.1", "203.0.113.7"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def take_in(store: FileStore, **options: Any) -> Intake:
    """Looks for room at once instead of in the background."""
    return Intake(store, run=lambda look: look(), **options)


def states(store: FileStore) -> list[State]:
    return [*application_states(store.applications(), store.decisions()).values()]


def test_flood_from_one_address_is_kept_and_holds_nobody_else_back(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    intake = take_in(store)
    flood = [intake.submit(application(number), FLOODER) for number in range(40)]
    honest = intake.submit(application(100), HONEST)

    assert [each.spam_reason for each in flood] == [None] * 10 + [SpamReason.MANY_FROM_ONE_ADDRESS] * 30
    assert honest.spam_reason is None
    assert store.applications() == [*flood, honest]
    assert states(store) == [State.WAITING] * 10 + [State.HELD] * 30 + [State.WAITING]


def test_address_waits_with_the_others_again_once_it_is_quiet(tmp_path: Path) -> None:
    clock = Clock()
    intake = take_in(FileStore(tmp_path), clock=clock)
    for number in range(11):
        intake.submit(application(number), FLOODER)
    assert intake.submit(application(20), FLOODER).spam_reason is SpamReason.MANY_FROM_ONE_ADDRESS
    clock.now += 3600

    assert intake.submit(application(21), FLOODER).spam_reason is None


def test_how_many_wait_with_the_others_is_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFFILIATES_MAX_PER_HOUR", "1")
    intake = take_in(FileStore(tmp_path))
    kept = [intake.submit(application(number), HONEST).spam_reason for number in (1, 2)]

    assert kept == [None, SpamReason.MANY_FROM_ONE_ADDRESS]


def test_many_networks_of_one_customer_are_held_too(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    intake = take_in(store)
    for number in range(100):
        intake.submit(application(number), f"2001:db8:1:{number:x}::/64")
    intake.submit(application(200), "2001:db8:2:1::/64")

    assert states(store) == [State.WAITING] * 30 + [State.HELD] * 70 + [State.WAITING]


def correction(number: int) -> Application:
    return application(number, kind=Kind.CORRECTION, group_id="group-1", message="It is closed.")


def test_corrections_and_applications_do_not_hold_each_other_back(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    intake = take_in(store, room=12)
    corrections = [intake.submit(correction(number), HONEST) for number in range(15)]

    assert [bool(each.spam_reason) for each in corrections] == [False] * 10 + [True] * 5
    assert intake.submit(application(20), HONEST).spam_reason is None
    assert store.overflow_size() == 0


def test_what_there_is_no_room_for_overflows_and_comes_back_as_it_is_decided_on(tmp_path: Path) -> None:
    clock, store = Clock(), FileStore(tmp_path)
    intake = take_in(store, room=2, clock=clock)
    sent = [intake.submit(application(number), f"198.51.100.{number}") for number in range(5)]
    assert (store.applications(), store.overflow()) == (sent[:2], sent[2:])
    intake.look_for_room()
    assert store.overflow_size() == 3
    store.record_decision(decision(0))
    clock.now += 60
    intake.look_for_room()

    assert (store.applications(), store.overflow()) == (sent[:3], sent[3:])
    assert states(store) == [State.DECLINED, State.WAITING, State.WAITING]


def test_flood_that_fills_its_own_list_overflows_and_leaves_room_for_the_others(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    intake = take_in(store, room=20)
    for number in range(40):
        intake.submit(application(number), FLOODER)
    for number in range(40, 80):
        intake.submit(application(number, spam_reason=SpamReason.HONEYPOT), FLOODER)
    honest = intake.submit(application(100), HONEST)

    assert store.applications()[-1] == honest
    assert states(store).count(State.HELD) == states(store).count(State.SPAM) == 20
    assert len(store.overflow()) == 10 + 20


def test_form_sent_twice_is_answered_with_the_first_reference(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    intake = take_in(store, room=1)
    first, second = application(1), application(2)
    for each in (first, second):
        assert intake.submit(each, HONEST) == each
        assert intake.submit(each.model_copy(update={"reference": "AM-AGAIN"}), HONEST) == each

    assert (store.applications(), store.overflow()) == ([first], [second])


@pytest.mark.parametrize("is_known", [True, False], ids=["known damage", "damage that nobody noticed yet"])
def test_damaged_file_keeps_nobody_from_applying(tmp_path: Path, is_known: bool) -> None:
    store = FileStore(tmp_path)
    store.add(application(1))
    kept = tmp_path / REVIEW_FOLDER / "applications.csv"
    good = kept.read_bytes()
    kept.write_bytes(b"another program's header\n" + good)
    with pytest.raises(StoreError):
        store.applications()
    intake = take_in(store) if is_known else Intake(store, run=lambda look: None)
    intake.submit(application(2), HONEST)
    kept.write_bytes(good)
    take_in(store).look_for_room()

    assert store.applications() == [application(1), application(2)]


def test_room_is_counted_once_and_not_for_each_application(tmp_path: Path) -> None:
    class CountingStore(FileStore):
        reads = 0

        def applications(self) -> list[Application]:
            self.reads += 1
            return super().applications()

    clock, store = Clock(), CountingStore(tmp_path)
    intake = take_in(store, room=3, clock=clock)
    for number in range(20):
        intake.submit(application(number), f"198.51.100.{number}")
    assert store.reads == 1
    assert store.overflow_size() == 17


def test_nobody_waits_until_everything_is_read(tmp_path: Path) -> None:
    read, saved = Event(), Event()

    class SlowStore(FileStore):
        def decisions(self) -> list[Decision]:
            saved.wait(TIMEOUT)
            read.set()
            return super().decisions()

    store = SlowStore(tmp_path)
    intake = Intake(store)
    assert intake.submit(application(1), HONEST) == application(1)
    assert not read.is_set()
    saved.set()

    assert read.wait(TIMEOUT)
    assert store.applications() == [application(1)]


def test_sixteen_connections_from_one_address_get_no_more_room_than_one(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    intake = take_in(store)

    def send(first: int) -> None:
        for number in range(first, first + 5):
            intake.submit(application(number), FLOODER)

    threads = [Thread(target=send, args=(first,)) for first in range(0, 80, 5)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert states(store).count(State.WAITING) == 10
    assert states(store).count(State.HELD) == 70


def test_application_in_the_overflow_is_erased_on_request(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    intake = take_in(store, room=1)
    for number in (1, 2, 3):
        intake.submit(application(number), HONEST)
    erase_applications(store, ["AM-0000-0003"], reviewer="x")

    assert [each.reference for each in store.overflow()] == ["AM-0000-0002"]
    assert application_states(store.applications(), store.decisions())["AM-0000-0003"] is State.ERASED
    assert not [path for path in tmp_path.rglob("*.csv") if b"Contact 3" in path.read_bytes()]


def test_comparing_with_what_waits_is_limited_by_address(tmp_path: Path) -> None:
    intake = take_in(FileStore(tmp_path))
    allowed = [intake.may_compare(FLOODER) for _ in range(30)]

    assert sum(allowed) == intake_module._MAX_COMPARISONS_PER_HOUR
    assert intake.may_compare(HONEST)


def test_sending_costs_little_with_many_rows_kept(tmp_path: Path) -> None:
    """To read all of them for each would take ten times as long as what is allowed."""
    store = FileStore(tmp_path)
    first = application(1, form_id="first form")
    store.add(first)
    kept = tmp_path / REVIEW_FOLDER / "applications.csv"
    line = kept.read_bytes().split(b"\n")[1].replace(b"first form", b"another form")
    with kept.open("ab") as file:
        file.write(b"".join(line.replace(b"AM-0000-0001", b"AM-%08d" % number) + b"\n" for number in range(20_000)))
    intake = Intake(store, run=lambda look: None)
    costs = []
    for number in range(10, 15):
        began = time.thread_time()
        intake.submit(application(number), HONEST)
        costs.append(time.thread_time() - began)

    assert min(costs) < 0.05  # seconds of the processor, without what else the machine does


def test_whoever_goes_to_every_process_gets_no_more_than_from_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFFILIATES_REPLICAS", "2")
    processes = [take_in(FileStore(tmp_path)) for _ in range(2)]
    for number in range(40):
        processes[number % 2].submit(application(number), FLOODER)

    assert states(FileStore(tmp_path)).count(State.WAITING) == 10
