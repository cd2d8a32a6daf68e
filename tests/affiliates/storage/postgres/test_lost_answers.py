"""A COMMIT whose answer is lost is asked after: nothing is sent twice, and nothing is called unsaved that may be."""

import time
from collections.abc import Iterator
from pathlib import Path

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
def store(databases: Databases, line: Line, tmp_path: Path) -> Iterator[PostgresStore]:
    write_directory(tmp_path, row(900))
    address = databases.address_of(tmp_path).replace(f":{databases.server.port}/", f":{line.port}/")
    database = Database(address)
    store = PostgresStore(database, shipped=tmp_path)
    store.add(application(1))
    yield store
    database.close()


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
