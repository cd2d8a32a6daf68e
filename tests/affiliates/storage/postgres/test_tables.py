"""The tables are made once, and the app may do with them what it does, and nothing else."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import psycopg
import pytest
from click.testing import CliRunner
from psycopg import errors

import affiliates.storage.postgres
from affiliates.cli.main import main
from affiliates.errors import StoreError
from affiliates.storage.postgres.connection.database import Database
from affiliates.storage.postgres.connection.migrations import applied_migration, migrate
from affiliates.storage.postgres.store import PostgresStore
from tests.made_up import application
from tests.postgres.databases import Databases
from tests.postgres.server import APP, Server

REFUSED = (
    "DROP TABLE affiliates.applications",
    "TRUNCATE affiliates.applications",
    "ALTER TABLE affiliates.applications ADD COLUMN more text",
    "CREATE TABLE affiliates.more (id int)",
    "DELETE FROM affiliates.applications",
    "DELETE FROM affiliates.decisions",
    "DELETE FROM affiliates.versions",
    "UPDATE affiliates.versions SET content = ''",
    "UPDATE affiliates.batches SET content = ''",
    "UPDATE affiliates.migrations SET number = 0",
    "SELECT * FROM pg_authid",
)


@pytest.fixture
def new_database(postgres: Server) -> Iterator[str]:
    name = postgres.make_database()
    yield name
    postgres.drop_database(name)


def test_tables_are_made_once_whoever_starts_at_the_same_moment(postgres: Server, new_database: str) -> None:
    start = Barrier(6)

    def begin() -> list[int]:
        with psycopg.connect(postgres.address(new_database), autocommit=True) as connection:
            start.wait()
            return migrate(connection)

    with ThreadPoolExecutor(6) as pool:
        applied = [number for each in [pool.submit(begin) for _ in range(6)] for number in each.result()]

    with psycopg.connect(postgres.address(new_database), autocommit=True) as connection:
        assert sorted(applied) == list(range(1, applied_migration(connection) + 1))


def test_processes_that_start_on_a_new_database_make_its_tables_themselves(postgres: Server, new_database: str) -> None:
    databases = [Database(postgres.address(new_database)) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda number: PostgresStore(databases[number]).add(application(number)), range(3)))
    kept = PostgresStore(databases[0]).applications()
    for each in databases:
        each.close()

    assert sorted(each.reference for each in kept) == [f"AM-0000-000{number}" for number in range(3)]


@pytest.mark.parametrize("statement", REFUSED)
def test_app_may_not(databases: Databases, tmp_path: Path, statement: str) -> None:
    connection = psycopg.connect(databases.address_of(tmp_path), autocommit=True)
    with connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute(statement.encode())
    databases.empty()


def test_app_that_may_not_make_tables_says_who_may(
    databases: Databases, new_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = databases.server
    app = Database(server.address(new_database, APP))
    with pytest.raises(StoreError, match="store migrate"):
        PostgresStore(app).applications()
    monkeypatch.setenv("AFFILIATES_STORE", server.address(new_database))
    said = [CliRunner().invoke(main, ["store", "migrate", "--app-role", APP]).output for _ in range(2)]
    assert [each.splitlines()[0] for each in said] == [
        "Changes made to the tables: 1, 2.",
        "Changes made to the tables: none, they are as they should be.",
    ]

    assert PostgresStore(app).applications() == []
    app.close()


def test_copy_that_follows_another_database_is_read_and_not_written(databases: Databases, new_database: str) -> None:
    """As after the machines of a cluster have changed places, and the address leads to the wrong one."""
    server = databases.server
    first = Database(server.address(new_database))
    PostgresStore(first).add(application(1))
    first.close()
    server.execute(f"ALTER DATABASE {new_database} SET default_transaction_read_only = on")
    database = Database(server.address(new_database))
    store = PostgresStore(database)

    assert store.applications() == [application(1)]
    assert not store.directory.is_writable()
    with pytest.raises(StoreError, match="Nothing was saved"):
        store.add(application(2))
    database.close()


def test_nothing_is_needed_that_only_postgresql_itself_has() -> None:
    """So that CockroachDB, YugabyteDB, Citus and Patroni serve unchanged."""
    package = Path(affiliates.storage.postgres.__file__).parent
    text = "\n".join(path.read_text() for path in package.rglob("*") if path.suffix in {".py", ".sql"})

    assert "FOR UPDATE" in text
    assert "ON CONFLICT" in text
    assert re.findall(r"(?i)pg_advisory|create (?:trigger|extension)|nextval|\bserial\b", text) == []
    assert re.findall(r"\b(?:LISTEN|NOTIFY|UNLISTEN)\b", text) == []
