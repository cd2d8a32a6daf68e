"""Whatever is killed, the writer or the server, what was acknowledged is there."""

import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psycopg
import pytest

from affiliates.errors import DirectoryUnreadableError, StoreBusyError, StoreError
from affiliates.storage.postgres.connection import database as database_module
from affiliates.storage.postgres.connection.database import Database
from affiliates.storage.postgres.connection.migrations import migrate
from affiliates.storage.postgres.store import PostgresStore
from tests.made_up import application, approval, row, write_directory
from tests.postgres.server import Server, running_server

Pipe = Any


def write_on(pipe: Pipe, address: str, folder: Path, number: int) -> None:
    """Adds and publishes without end, and says which number is kept."""
    store = PostgresStore(Database(address), shipped=folder)
    while True:
        number += 1
        with suppress(StoreError):
            store.add(application(number))
            store.record_decision(approval(number))
            pipe.send(number)


@pytest.fixture(scope="module")
def durable() -> Iterator[Server]:
    with running_server(is_durable=True) as server:
        with psycopg.connect(server.address("postgres"), autocommit=True) as connection:
            migrate(connection)
        yield server


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that was away is asked again at once, where visitors are kept from waiting for it for a while."""
    monkeypatch.setattr(database_module, "_AWAY_FOR", 0.0)


@pytest.fixture
def store(durable: Server, tmp_path: Path) -> Iterator[PostgresStore]:
    write_directory(tmp_path, row(900))
    database = Database(durable.address("postgres"))
    yield PostgresStore(database, shipped=tmp_path)
    database.close()


def test_kills_lose_nothing_that_was_acknowledged(durable: Server, store: PostgresStore, tmp_path: Path) -> None:
    forks = get_context("fork")
    pipes, writers = [], []
    for first in (0, 5000):
        pipe, end = forks.Pipe(duplex=False)
        writer = forks.Process(target=write_on, args=(end, durable.address("postgres"), tmp_path, first), daemon=True)
        writer.start()
        end.close()
        pipes.append(pipe)
        writers.append(writer)
    acknowledged = [pipe.recv() for pipe in pipes for _ in range(8)]
    durable.stop(signal.SIGQUIT)  # as at a power failure
    durable.start()
    acknowledged += [pipe.recv() for pipe in pipes for _ in range(12)]
    for writer, pipe in zip(writers, pipes, strict=True):
        writer.kill()
        writer.join()
        with suppress(EOFError):
            while True:
                acknowledged.append(pipe.recv())

    kept = [int(each.form_id, 16) for each in store.applications()]
    decided = [int(each.decision_id, 16) for each in store.decisions()]
    assert len(set(acknowledged)) > 30
    assert set(acknowledged) <= set(kept) & set(decided)
    assert len(set(kept)) == len(kept)
    assert len(set(decided)) == len(decided)
    assert {f"group-{number}" for number in decided} | {"group-900"} == set(store.directory.read().groups["id"])


def test_database_that_is_away_is_said_soon_and_is_there_again_by_itself(durable: Server, store: PostgresStore) -> None:
    before = store.applications()
    durable.stop()
    began = time.monotonic()
    with pytest.raises(StoreBusyError, match="cannot be reached"):
        store.add(application(9999))
    with pytest.raises(DirectoryUnreadableError, match="cannot be reached"):
        store.directory.version()
    assert time.monotonic() - began < 20  # and not for the half minute that a pool would wait
    durable.start()
    store.add(application(9999))

    assert store.applications() == [*before, application(9999)]
