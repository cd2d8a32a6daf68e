"""Reads and transactions in a database that may refuse them, restart, or be away."""

import atexit
import logging
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import psycopg
from psycopg import errors
from psycopg_pool import ConnectionPool, PoolTimeout

from affiliates.errors import StoreBusyError, StoreError, StoreUnsureError
from affiliates.storage.postgres.connection.address import connection_settings, database_name
from affiliates.storage.postgres.connection.answering import AnsweringConnection
from affiliates.storage.postgres.connection.migrations import migrate_and_grant, require_current

logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # that it is away, whoever asks says, once

T = TypeVar("T")
Row = tuple[Any, ...]
_MAX_CONNECTIONS = 8
# Seconds for everything that one caller waits for. Whoever only reads has something to show without an answer: a page
# shows the last list.
_PATIENCE, _READERS_PATIENCE = 2.5, 1.5
_TURN = 0.25
# After the database was found to be away, one after the other waits for it, so many seconds apart; others hear at once.
_AWAY_FOR = 2.0
_MAX_TRIES = 20
_LONGEST_PAUSE = 0.05
# Where two transactions were in each other's way, one of them is to begin anew: SQLSTATE 40001 and 40P01.
_BEGIN_ANEW = (errors.SerializationFailure, errors.DeadlockDetected)
_CUT_OFF_CLASSES = ("08", "57")
_TOO_LONG = (errors.LockNotAvailable, errors.QueryCanceled)
# Classes of SQLSTATE in an answer to COMMIT that leave open whether it happened: the connection, the operator, the
# machine, the inside of the server.
_UNSURE_CLASSES = ("08", "57", "58", "XX")
_COMPLETION_UNKNOWN = "40003"


@dataclass(frozen=True)
class Transaction:
    """One try at a transaction.

    ``may_be_kept``: an earlier try was committed without an answer, so that what is to be kept may be there already.
    Whoever then holds the row that every writer locks knows for sure: the earlier try is over.
    """

    connection: psycopg.Connection[Row]
    may_be_kept: bool

    def execute(self, query: str, *values: object) -> psycopg.Cursor[Row]:
        """The answer to one statement."""
        return self.connection.execute(query.encode(), values)


class Database:
    """A pool of connections, made at the first use. Any number of threads may use it at once."""

    def __init__(self, address: str, *, connection_class: type[psycopg.Connection[Row]] = AnsweringConnection) -> None:
        """Reads the address and connects to nothing yet. Raises ``SettingError``."""
        self.name = database_name(address)
        self._settings = connection_settings(address)
        self._pool = ConnectionPool(
            self._settings,
            connection_class=connection_class,
            kwargs={"autocommit": True, "prepare_threshold": None},  # what poolers between us and it can pass on
            min_size=0,
            max_size=_MAX_CONNECTIONS,
            open=False,
            configure=_configure,
            check=ConnectionPool.check_connection,
            reconnect_timeout=_TURN,
            num_workers=2,
            name="affiliates",
        )
        self._free = threading.Semaphore(_MAX_CONNECTIONS)
        self._own = threading.local()
        self._is_away, self._probe_at, self._writers_wait_until = False, 0.0, 0.0
        self._probing = threading.Lock()
        self._is_current = False
        atexit.register(self.close)

    def close(self) -> None:
        """Ends all connections."""
        self._pool.close()
        atexit.unregister(self.close)

    def migrate(self, app_role: str | None) -> list[int]:
        """Makes the tables what this release needs, and gives a role what the app needs of them.

        Returns the numbers of the changes that were made. Raises ``StoreError``.
        """
        try:  # by a connection of its own, for which a table may take its time
            with psycopg.connect(self._settings, autocommit=True) as connection:
                return migrate_and_grant(connection, self.name, app_role)
        except psycopg.OperationalError as error:
            raise self._away() from error

    def read(self, work: Callable[[Transaction], T]) -> T:
        """What ``work`` reads, each statement for itself. Raises ``StoreError``.

        Inside of a transaction of the same thread it is read there: nobody who holds a turn waits for a connection.
        """
        if transaction := getattr(self._own, "transaction", None):
            return work(transaction)
        return self._tried(lambda connection, _: (work(Transaction(connection, False)), None), _READERS_PATIENCE)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Does ``work`` as one transaction, again from its begin where the database wants that.

        Raises ``StoreError`` where nothing was kept, and ``StoreUnsureError`` where nobody can tell.
        """

        def in_own(transaction: Transaction) -> T:
            self._own.transaction = transaction
            try:
                return work(transaction)
            finally:
                del self._own.transaction

        return self._tried(
            lambda connection, may_be_kept: _committed(Transaction(connection, may_be_kept), in_own), _PATIENCE
        )

    def _tried(
        self, try_once: Callable[[psycopg.Connection[Row], bool], tuple[T, psycopg.Error | None]], patience: float
    ) -> T:
        deadline = time.monotonic() + patience
        may_be_kept = False
        for number in range(1, _MAX_TRIES + 1):
            try:
                with self._connection(deadline, patience) as connection:
                    result, unanswered = try_once(connection, may_be_kept)
                if unanswered is None:
                    return result
                may_be_kept = True
            except StoreBusyError as error:
                raise self._unsure() if may_be_kept else error from None
            except _BEGIN_ANEW:
                time.sleep(random.uniform(0, _LONGEST_PAUSE) * min(1, number / 5))  # noqa: S311
            except psycopg.Error as error:
                if not _is_cut_off(error):
                    raise self._refusal(error, may_be_kept) from error
                if time.monotonic() > deadline:
                    self._note_away()  # it hangs: the same visitor does not wait for it again
            if time.monotonic() > deadline:
                break
        raise self._unsure() if may_be_kept else self._busy("others were in the way again and again")

    @contextmanager
    def _connection(self, deadline: float, patience: float) -> Iterator[psycopg.Connection[Row]]:
        wait_until = self._writers_wait_until
        waits_on = self._is_away and patience > _READERS_PATIENCE and time.monotonic() < wait_until
        if waits_on or not self._is_away:
            with self._pooled(min(deadline, wait_until) if waits_on else deadline) as connection:
                yield connection
            return
        if time.monotonic() < self._probe_at or not self._probing.acquire(blocking=False):
            raise self._away()
        try:
            with self._pooled(deadline) as connection:
                yield connection
        finally:
            self._probing.release()

    @contextmanager
    def _pooled(self, deadline: float) -> Iterator[psycopg.Connection[Row]]:
        if not self._free.acquire(timeout=max(0.0, deadline - time.monotonic())):
            raise self._busy("too many ask it at once")
        try:
            connection = self._taken(deadline)
            try:
                self._is_away = False
                if not self._is_current:
                    require_current(connection, self.name)
                    self._is_current = True
                yield connection
            finally:
                self._pool.putconn(connection)
        finally:
            self._free.release()

    def _taken(self, deadline: float) -> psycopg.Connection[Row]:
        """A connection of the pool, which is asked for it in short turns.

        By itself the pool pauses for a second after one that a restart has cut off, and twice as long after the next.
        """
        self._pool.open()
        while True:
            try:
                return self._pool.getconn(timeout=max(_TURN / 5, min(_TURN, deadline - time.monotonic())))
            except PoolTimeout as error:
                if time.monotonic() > deadline:
                    self._note_away()
                    raise self._away() from error

    def _note_away(self) -> None:
        """Lets readers who come next hear at once, and writers who have waited with a reader wait on for a second."""
        now = time.monotonic()
        if not self._is_away:
            self._writers_wait_until = now + _PATIENCE - _READERS_PATIENCE
        self._is_away, self._probe_at = True, now + _AWAY_FOR

    def _refusal(self, error: psycopg.Error, may_be_kept: bool) -> StoreError:
        if may_be_kept:
            return self._unsure()
        if isinstance(error, _TOO_LONG):
            return self._busy("somebody has been writing for too long")
        return StoreError(f"{self.name}: it refused ({type(error).__name__}, {error.sqlstate}). Nothing was saved.")

    def _busy(self, reason: str) -> StoreBusyError:
        return StoreBusyError(f"{self.name}: {reason}. Nothing was saved. Try again.")

    def _away(self) -> StoreBusyError:
        return StoreBusyError(
            f"{self.name}: it cannot be reached. Nothing was saved. See that it runs, that this machine may connect to "
            "it, and that the address names the right user and password."
        )

    def _unsure(self) -> StoreUnsureError:
        return StoreUnsureError(
            f"{self.name}: it was cut off while it was saving, and cannot be asked. What was to be saved may be there "
            "or not: look before you do it again."
        )


def _committed(transaction: Transaction, work: Callable[[Transaction], T]) -> tuple[T, psycopg.Error | None]:
    """The result of one try, and what stood in the place of an answer to its COMMIT."""
    connection = transaction.connection
    connection.execute("BEGIN")
    try:
        result = work(transaction)
    except BaseException:
        if not connection.closed:
            connection.rollback()
        raise
    try:
        connection.execute("COMMIT")
    except psycopg.Error as error:
        if _says_that_nothing_was_kept(error):
            raise
        return result, error
    return result, None


def _says_that_nothing_was_kept(error: psycopg.Error) -> bool:
    state = error.sqlstate or ""
    return bool(state) and state != _COMPLETION_UNKNOWN and state[:2] not in _UNSURE_CLASSES


def _is_cut_off(error: psycopg.Error) -> bool:
    """Whether the connection ended before anything was to be kept, so that another one may do better."""
    if error.sqlstate:
        return error.sqlstate[:2] in _CUT_OFF_CLASSES and not isinstance(error, _TOO_LONG)
    return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)


def _configure(connection: psycopg.Connection[Row]) -> None:
    """Nobody waits for long for another writer, and nobody who hangs keeps the others waiting."""
    connection.execute(
        "SET lock_timeout = '2s'; SET statement_timeout = '10s'; SET idle_in_transaction_session_timeout = '30s'"
    )
