"""A COMMIT whose answer is lost is asked after: nothing is sent twice, and nothing is called unsaved that may be."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Timer

import pytest

from affiliates.errors import StoreBusyError, StoreUnsureError
from affiliates.storage.contract.letters import LetterEvent, LetterStep, LinkKey
from affiliates.storage.contract.links import LinkFinding, LinkPeriod
from affiliates.storage.contract.reviewers import SignInAttempt
from affiliates.storage.postgres.connection import database as database_module
from affiliates.storage.postgres.connection.database import Database
from affiliates.storage.postgres.store import PostgresStore
from tests.affiliates.storage.contract.conftest import MOMENT
from tests.made_up import application, approval, row, write_directory
from tests.postgres.databases import Databases
from tests.postgres.proxy import Break, Line

both = pytest.mark.parametrize("at", Break)


@pytest.fixture
def line(databases: Databases) -> Iterator[Line]:
    line = Line(databases.server.port)
    yield line
    line.close()
    databases.empty()


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that was away is asked again at once, where visitors are kept from waiting for it for a while."""
    monkeypatch.setattr(database_module, "_AWAY_FOR", 0.0)


@pytest.fixture
def database(databases: Databases, line: Line, tmp_path: Path) -> Iterator[Database]:
    address = databases.address_of(tmp_path).replace(f":{databases.server.port}/", f":{line.port}/")
    database = Database(address)
    yield database
    database.close()


@pytest.fixture
def store(database: Database, tmp_path: Path) -> PostgresStore:
    write_directory(tmp_path, row(900))
    store = PostgresStore(database, shipped=tmp_path)
    store.add(application(1))
    return store


@both
def test_application_is_kept_once(store: PostgresStore, line: Line, at: Break) -> None:
    line.break_at = at
    assert store.add(application(2)) == application(2)

    assert line.breaks == 1
    assert store.applications() == [application(1), application(2)]


@both
def test_decision_is_made_once_with_what_it_changes(store: PostgresStore, line: Line, at: Break) -> None:
    def nobody_decided(applications: list, decisions: list) -> None:
        assert not decisions

    line.break_at = at
    store.record_decision(approval(1), nobody_decided)

    assert line.breaks == 1
    assert store.decisions() == [approval(1)]
    assert list(store.directory.read().groups["id"]) == ["group-900", "group-1"]
    assert len(store.directory.snapshots()) == 2


@both
def test_step_of_a_letter_is_kept_once(store: PostgresStore, line: Line, at: Break) -> None:
    def nobody_was_faster(events: list) -> None:
        assert not events

    event = LetterEvent("question", "group-1", "AM-0000-0001", 1, LetterStep.BEGUN, MOMENT)
    line.break_at = at
    store.letters.record(event, nobody_was_faster)

    assert (line.breaks, store.letters.events()) == (1, [event])


@both
def test_attempts_links_and_keys_are_counted_once(store: PostgresStore, line: Line, at: Break) -> None:
    judged: list[list[SignInAttempt]] = []

    def judge(attempts: list[SignInAttempt]) -> float:
        judged.append(attempts)
        return 1

    found = LinkPeriod("https://made-up.example/", LinkFinding.GONE, MOMENT, MOMENT)
    line.break_at = at
    store.reviewers.record_attempt("key", MOMENT, lambda _: 0)
    line.break_at = at
    store.links.update(lambda periods: [*periods, found])
    line.break_at = at
    store.letters.renew_link_keys(lambda keys: [*keys, LinkKey("made-up", MOMENT)])
    store.reviewers.record_attempt("key", MOMENT, judge)

    assert line.breaks == 3
    assert judged == [[SignInAttempt("key", MOMENT)]]
    assert store.links.periods() == [found]
    assert store.letters.link_keys() == [LinkKey("made-up", MOMENT)]


def test_what_nobody_can_tell_is_not_called_unsaved(
    store: PostgresStore, line: Line, databases: Databases, tmp_path: Path
) -> None:
    line.break_at, line.stays_broken = Break.AFTER_COMMIT, True
    began = time.monotonic()
    with pytest.raises(StoreUnsureError):
        store.record_decision(approval(1))
    assert time.monotonic() - began < 20  # as in test_crashes.py

    assert databases.open(tmp_path).decisions() == [approval(1)]
    line.stays_broken = False
    assert store.decisions() == [approval(1)]


def test_server_that_hangs_keeps_nobody_waiting(store: PostgresStore, line: Line) -> None:
    line.flows.clear()
    began = time.monotonic()
    with pytest.raises(StoreBusyError):
        store.add(application(2))
    assert time.monotonic() - began < 20  # as in test_crashes.py
    line.flows.set()

    assert store.applications() == [application(1)]


def test_restart_cuts_off_every_connection_and_keeps_no_reader_from_the_answer(
    store: PostgresStore, database: Database, line: Line
) -> None:
    everybody_reads = Barrier(5)
    with ThreadPoolExecutor(5) as threads:
        list(threads.map(lambda _: database.read(lambda _: everybody_reads.wait(30)), range(5)))
    line.cut()
    line.mend()

    assert store.applications() == [application(1)]


def test_who_sends_something_waits_on_where_a_reader_has_given_up(
    store: PostgresStore, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page that is sent reads first: after a restart of a second what was typed is kept all the same."""
    monkeypatch.setattr(database_module, "_AWAY_FOR", 60.0)
    monkeypatch.setattr(database_module, "_PATIENCE", 20.0)
    line.cut()
    with pytest.raises(StoreBusyError):
        store.applications()
    with pytest.raises(StoreBusyError):
        store.applications()  # at once
    Timer(0.5, line.mend).start()
    store.add(application(2))

    assert store.applications() == [application(1), application(2)]
