"""The tables, made and changed by numbered files that run once each, whoever starts at the same moment."""

from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from psycopg import errors, sql

from affiliates.errors import StoreError

_FOLDER = Path(__file__).parent / "sql"
_MAX_TRIES = 50
# Two who make the same schema or table at once are in each other's way, whatever IF NOT EXISTS says.
_MADE_BY_ANOTHER = (
    errors.UniqueViolation,
    errors.DuplicateSchema,
    errors.DuplicateTable,
    errors.DuplicateObject,
    errors.SerializationFailure,
    errors.DeadlockDetected,
    errors.InternalError_,  # "tuple concurrently updated"
)


def require_current(connection: psycopg.Connection[Any], name: str) -> None:
    """Makes the tables what this release needs, as far as the user of the connection may.

    A database that a later release has changed is left as it is: migrations only add. Raises ``StoreError``.
    """
    try:
        if applied_migration(connection) < max(_migrations()):
            migrate(connection)
    except errors.InsufficientPrivilege:
        raise StoreError(
            f"{name}: its tables are not those of this release, and the app’s user may not change them. Run "
            "python -m affiliates store migrate with the address of their owner."
        ) from None


def migrate_and_grant(connection: psycopg.Connection[Any], name: str, app_role: str | None) -> list[int]:
    """Applies what is missing, and gives a role what the app needs. Raises ``StoreError``."""
    try:
        applied = migrate(connection)
        if app_role:
            grant(connection, app_role)
    except errors.UndefinedObject:
        raise StoreError(f"{name}: there is no role {app_role}. Make it: CREATE ROLE … LOGIN PASSWORD '…'.") from None
    except errors.InsufficientPrivilege:
        raise StoreError(f"{name}: this user may not change the tables. Name the address of their owner.") from None
    return applied


def applied_migration(connection: psycopg.Connection[Any]) -> int:
    """The number of the last migration that was applied, 0 where there is none."""
    found = connection.execute("SELECT to_regclass('affiliates.migrations') IS NOT NULL").fetchone()
    if not found or not found[0]:
        return 0
    row = connection.execute("SELECT number FROM affiliates.migrations").fetchone()
    return row[0] if row else 0


def migrate(connection: psycopg.Connection[Any]) -> list[int]:
    """Applies what is missing, each in a transaction of its own; returns the numbers. ``connection`` is autocommit."""
    applied: list[int] = []
    for _ in range(_MAX_TRIES):
        try:
            _make_list(connection)
            while (number := _apply_next(connection)) is not None:
                applied.append(number)
            return applied
        except _MADE_BY_ANOTHER:
            connection.rollback()
    raise StoreError("The tables could not be made: others were in the way again and again. Try again.")


def grant(connection: psycopg.Connection[Any], role: str) -> None:
    """Gives a role what the app needs, and takes from it what it had beyond that."""
    statements = (_FOLDER / "grants.sql").read_text(encoding="utf-8")
    with connection.transaction():
        connection.execute(sql.SQL(statements).format(role=sql.Identifier(role)))


def _make_list(connection: psycopg.Connection[Any]) -> None:
    if connection.execute("SELECT to_regclass('affiliates.migrations') IS NULL").fetchone() == (True,):
        connection.execute("CREATE SCHEMA IF NOT EXISTS affiliates")
        connection.execute("CREATE TABLE IF NOT EXISTS affiliates.migrations (id int PRIMARY KEY, number int NOT NULL)")
    connection.execute("INSERT INTO affiliates.migrations VALUES (1, 0) ON CONFLICT DO NOTHING")


def _apply_next(connection: psycopg.Connection[Any]) -> int | None:
    """Applies one migration, whose number it returns; None where none is left. Whoever comes second waits."""
    with connection.transaction():
        row = connection.execute("SELECT number FROM affiliates.migrations WHERE id = 1 FOR UPDATE").fetchone()
        number = (row[0] if row else 0) + 1
        if number not in _migrations():
            return None
        connection.execute(_migrations()[number])
        connection.execute("UPDATE affiliates.migrations SET number = %s WHERE id = 1", (number,))
        return number


@cache
def _migrations() -> dict[int, bytes]:
    """The statements of each migration by its number."""
    return {int(path.name[:4]): path.read_bytes() for path in sorted(_FOLDER.glob("[0-9]*.sql"))}
