"""What reviewers hear by mail, over a real mail server: one digest at a time, nothing lost, nothing about spam."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import Message
from pathlib import Path
from queue import Queue
from threading import Barrier

import pytest
from aiosmtpd.controller import Controller

from affiliates.applications.decisions import Verdict
from affiliates.applications.model import Application, Kind, SpamReason
from affiliates.review.announcements import Announcer, MailingList, digest, unannounced
from affiliates.review.mail import MailServer
from affiliates.storage.contract.store import Announced
from affiliates.storage.files.store import FileStore
from tests.affiliates.review.test_mail import Letterbox
from tests.browser.app import free_port
from tests.made_up import application, decision, row, write_directory

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
MINUTE, QUARTER = timedelta(minutes=1), timedelta(minutes=15)
TIMEOUT = 20  # seconds to wait for the thing itself


class WaitingLetterbox(Letterbox):
    """Gives letters out one by one, as soon as they come."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: Queue[Message] = Queue()

    def handle_message(self, message: Message) -> None:
        super().handle_message(message)
        self.arrived.put(message)


@contextmanager
def running(box: Letterbox, port: int) -> Iterator[None]:
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(write_directory(tmp_path, row(900)))


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def robin(port: int) -> MailingList:
    return MailingList(MailServer("127.0.0.1", "desk@made-up.example", port, "none"), ("robin@made-up.example",))


def subjects(box: Letterbox) -> list[str]:
    return [str(letter["Subject"]) for letter in box.letters]


def test_first_application_is_announced_at_once_and_the_next_ones_together(
    store: FileStore, port: int, robin: MailingList
) -> None:
    box, announcer = WaitingLetterbox(), Announcer(store)
    with running(box, port):
        store.add(application(1))
        assert announcer.announce_if_due(robin, NOW) is None
        for number in range(2, 395):
            store.add(application(number))
            assert announcer.announce_if_due(robin, NOW + MINUTE) == QUARTER - MINUTE
        assert announcer.announce_if_due(robin, NOW + QUARTER) is None
        assert announcer.announce_if_due(robin, NOW + 2 * QUARTER) is None

    assert subjects(box) == ["New application to review: AM-0000-0001", "New applications to review: 393"]
    text = box.letters[1].get_content()  # type: ignore[attr-defined]
    assert text.splitlines()[1:3] == ["AM-0000-0002 (new)", "AM-0000-0003 (new)"]
    assert "and 373 more" in text


def test_mail_says_nothing_that_anybody_typed(store: FileStore) -> None:
    sent = [application(1), application(2, kind=Kind.CORRECTION, message="private")]
    subject, text = digest(sent)

    for private in ("Made-up", "made-up", "Contact", "private"):
        assert private not in subject + text
    assert "AM-0000-0002 (correction)" in text


def test_spam_announces_nothing(store: FileStore, port: int, robin: MailingList) -> None:
    box, announcer = WaitingLetterbox(), Announcer(store)
    with running(box, port):
        for number in range(50):
            store.add(application(number, spam_reason=SpamReason.HONEYPOT))
            assert announcer.announce_if_due(robin, NOW + number * QUARTER) is None

    assert box.letters == []


def test_what_is_held_is_announced_once_a_day_or_with_others(store: FileStore, port: int, robin: MailingList) -> None:
    box, announcer = WaitingLetterbox(), Announcer(store)
    with running(box, port):
        for number in range(5):
            store.add(application(number, spam_reason=SpamReason.MANY_FROM_ONE_ADDRESS))
            announcer.announce_if_due(robin, NOW + number * QUARTER)
        assert subjects(box) == ["Applications held: 1"]
        store.add(application(10))
        announcer.announce_if_due(robin, NOW + 5 * QUARTER)

    assert subjects(box)[1:] == ["New application to review: AM-0000-0010"]
    assert "Held, because many came from the same place: 4." in box.letters[1].get_content()  # type: ignore[attr-defined]


def test_mail_server_that_is_down_delays_and_loses_nothing(
    store: FileStore, port: int, robin: MailingList, tmp_path: Path
) -> None:
    store.add(application(1))
    assert Announcer(store).announce_if_due(robin, NOW) == QUARTER
    store.add(application(2))
    box = WaitingLetterbox()
    with running(box, port):
        # Another process, as after a restart.
        assert Announcer(FileStore(tmp_path)).announce_if_due(robin, NOW + MINUTE) is None

    assert subjects(box) == ["New applications to review: 2"]


def test_of_many_processes_one_sends_the_digest(
    tmp_path: Path, store: FileStore, port: int, robin: MailingList
) -> None:
    store.add(application(1))
    processes = [Announcer(FileStore(tmp_path)) for _ in range(8)]
    start, box = Barrier(len(processes)), WaitingLetterbox()

    def announce(announcer: Announcer) -> timedelta | None:
        start.wait()
        return announcer.announce_if_due(robin, NOW)

    with running(box, port), ThreadPoolExecutor(len(processes)) as pool:
        waits = list(pool.map(announce, processes))

    assert len(box.letters) == 1
    assert None in waits


def test_process_that_was_killed_while_it_announced_keeps_the_others_waiting_for_minutes_only(
    store: FileStore, port: int, robin: MailingList
) -> None:
    store.add(application(1))
    store.update_announced(lambda _: Announced("", NOW - QUARTER, claimed_until=NOW + 3 * MINUTE))
    box, announcer = WaitingLetterbox(), Announcer(store)
    with running(box, port):
        assert announcer.announce_if_due(robin, NOW) == 3 * MINUTE
        assert box.letters == []
        assert announcer.announce_if_due(robin, NOW + 3 * MINUTE) is None

    assert len(box.letters) == 1


def test_receiver_whose_address_is_wrong_keeps_no_mail_from_the_others(
    store: FileStore, port: int, robin: MailingList
) -> None:
    both = MailingList(robin.server, ("not an address\r\n", *robin.receivers))
    box, announcer = WaitingLetterbox(), Announcer(store)
    store.add(application(1))
    with running(box, port):
        assert announcer.announce_if_due(both, NOW) is None
        assert announcer.announce_if_due(both, NOW + QUARTER) is None

    assert [letter["To"] for letter in box.letters] == ["robin@made-up.example"]


def test_clock_that_was_set_back_keeps_nobody_waiting(store: FileStore, port: int, robin: MailingList) -> None:
    store.add(application(1))
    store.update_announced(lambda _: Announced("AM-BEFORE", NOW + timedelta(days=3)))
    box = WaitingLetterbox()
    with running(box, port):
        assert Announcer(store).announce_if_due(robin, NOW) is None

    assert len(box.letters) == 1


def test_flood_has_nothing_read_before_the_next_mail_is_due(tmp_path: Path, port: int, robin: MailingList) -> None:
    class CountingStore(FileStore):
        reads = 0

        def applications(self) -> list[Application]:
            self.reads += 1
            return super().applications()

    store = CountingStore(write_directory(tmp_path, row(900)))
    store.update_announced(lambda _: Announced("AM-BEFORE", NOW))
    announcer = Announcer(store)
    for number in range(100):
        store.add(application(number))
        assert announcer.announce_if_due(robin, NOW + MINUTE) == QUARTER - MINUTE

    assert store.reads == 0


def test_thread_sends_what_came_and_what_comes(store: FileStore, port: int, robin: MailingList) -> None:
    at_once = MailingList(robin.server, robin.receivers, timedelta(0))
    box, announcer = WaitingLetterbox(), Announcer(store)
    store.add(application(1))
    announcer.wake(at_once)  # nobody listens yet: it tries again
    with running(box, port):
        first = box.arrived.get(timeout=TIMEOUT)
        store.add(application(2))
        for _ in range(50):
            announcer.wake(at_once)
        second = box.arrived.get(timeout=TIMEOUT)

    assert [first["Subject"], second["Subject"]] == [
        "New application to review: AM-0000-0001",
        "New application to review: AM-0000-0002",
    ]
    assert box.arrived.empty()


def test_news_are_what_came_since_and_nobody_decided_on() -> None:
    sent = [application(number) for number in range(1, 6)]
    spam = application(6, spam_reason=SpamReason.TOO_FAST)
    decisions = [decision(3), decision(9, application=spam.reference, verdict=Verdict.RELEASE)]

    news = unannounced([*sent, spam], decisions, Announced(sent[1].reference, NOW))
    assert news == sent[3:]
    # A store that was restored from a copy: rather twice than never.
    assert unannounced(sent, [], Announced("AM-GONE", NOW)) == sent
