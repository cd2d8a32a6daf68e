"""Databases with the tables of the store, one for each folder of a test."""

import threading
from pathlib import Path

import psycopg

from affiliates.storage.postgres.connection.database import Database
from affiliates.storage.postgres.connection.migrations import grant, migrate
from affiliates.storage.postgres.store import PostgresStore
from tests.postgres.server import APP, Server
from tests.postgres.unlucky import UnluckyConnection

_TABLES = (
    *("applications", "decisions", "batches", "versions", "documents", "letters", "written_letters"),
    *("reviewers", "attempts", "sign_ins", "browsers", "drafts"),
)
_EMPTY = "".join(f"DELETE FROM affiliates.{table};" for table in _TABLES)  # noqa: S608 (names of ours)
_EMPTY += "UPDATE affiliates.turns SET number = 0, rewritten = 0"


class Databases:
    """Gives each folder of a test a database of its own: one that was emptied, as making one takes long."""

    def __init__(self, server: Server) -> None:
        """Makes the role of the app; ``server`` has none of ours yet."""
        self.server = server
        self._of: dict[Path, tuple[str, Database]] = {}
        self._free: list[tuple[str, Database]] = []
        self._unlucky: dict[str, Database] = {}
        self._choosing = threading.Lock()
        server.execute(f"CREATE ROLE {APP} LOGIN")

    def of(self, folder: Path) -> Database:
        """The database of a folder, as the app reaches it."""
        with self._choosing:
            if folder not in self._of:
                self._of[folder] = self._free.pop() if self._free else self._made()
            return self._of[folder][1]

    def name_of(self, folder: Path) -> str:
        """What the database of a folder is called."""
        self.of(folder)
        return self._of[folder][0]

    def address_of(self, folder: Path) -> str:
        """Where the database of a folder is, for the app."""
        return self.server.address(self.name_of(folder), APP)

    def open(self, folder: Path) -> PostgresStore:
        """The store of a folder, as a process opens it that has read nothing yet."""
        return PostgresStore(self.of(folder), shipped=folder)

    def open_unlucky(self, folder: Path) -> PostgresStore:
        """The same store, by connections on which statements are refused."""
        address = self.address_of(folder)
        if address not in self._unlucky:
            self._unlucky[address] = Database(address, connection_class=UnluckyConnection)
        return PostgresStore(self._unlucky[address], shipped=folder)

    def empty(self) -> None:
        """Takes the databases from their folders, without anything in them."""
        for name, _ in self._of.values():
            self.server.execute(_EMPTY, database=name)
        self._free += self._of.values()
        self._of.clear()

    def _made(self) -> tuple[str, Database]:
        name = self.server.make_database()
        with psycopg.connect(self.server.address(name), autocommit=True) as connection:
            migrate(connection)
            grant(connection, APP)
        return name, Database(self.server.address(name, APP))
