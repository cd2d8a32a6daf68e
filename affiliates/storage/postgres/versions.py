"""A list of entries in the database: every version of it as a row, the last one of which is the present one."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from affiliates.applications.batches import EntryChange
from affiliates.errors import DirectoryAwayError, DirectoryUnreadableError, StoreBusyError, StoreError
from affiliates.storage.entries.changes import with_changes, with_entry
from affiliates.storage.entries.content import decode_list
from affiliates.storage.entries.entries_csv import read_entries, read_entry
from affiliates.storage.entries.versions import ListVersion
from affiliates.storage.files.directory.content import file_version, read_content
from affiliates.storage.postgres.connection.database import Database, Transaction
from affiliates.storage.postgres.rows.texts import compressed, decompressed
from affiliates.storage.postgres.rows.turns import Part, last_number, set_number

T = TypeVar("T")


class PostgresList:
    """The versions of one list.

    As long as the database has none, the list is that of a file, if there is one; the first change keeps both.
    """

    def __init__(
        self, database: Database, part: Part, columns: Sequence[str], *, name: str, shipped: Path | None
    ) -> None:
        """Reads nothing yet. ``name`` is what problems and errors call the list."""
        self.name = name
        self._database, self._part, self._columns, self._shipped = database, part, columns, shipped
        self._kept: tuple[int, bytes] = (0, b"")

    def version(self) -> str:
        """The number of the present version. Raises ``DirectoryAwayError`` where the database is away."""
        number = self._read_number()
        if not number and self._shipped:
            return file_version(self._shipped)
        return str(number or "")

    def has_content(self) -> bool:
        """Whether there is a list at all."""
        return bool(self._read_number()) or bool(self._shipped and self._shipped.exists())

    def content(self) -> bytes:
        """The bytes of the present version. Raises ``DirectoryUnreadableError``."""
        return self._asked(self.present)

    def text(self) -> str:
        """The present version as a text. Raises ``DirectoryUnreadableError``."""
        return decode_list(self.name, self.content())

    def entry(self, entry_id: str) -> dict[str, str] | None:
        """One entry's values as they stand. Raises ``StoreError`` where the list cannot be read."""
        return read_entry(self._text_to_change(), entry_id, self._columns)

    def entries(self) -> dict[str, dict[str, str]]:
        """Every entry's values as they stand, by id. Raises as ``entry`` does."""
        return read_entries(self._text_to_change(), self._columns)

    def present(self, transaction: Transaction) -> bytes:
        """The bytes of the present version, as a transaction sees it. Raises ``DirectoryUnreadableError``."""
        number, content = self._kept
        last = last_number(transaction, self._part)
        if not last:
            return self._shipped_content()
        if number != last:
            content = self._content_of(transaction, last)
            self._kept = (last, content)
        return content

    def present_entry(self, transaction: Transaction, entry_id: str) -> dict[str, str] | None:
        """One entry's values, for whoever holds the turn of the log."""
        return read_entry(decode_list(self.name, self.present(transaction)), entry_id, self._columns)

    def change_entry(self, transaction: Transaction, entry_id: str, values: dict[str, str] | None) -> None:
        """Publishes other values of one entry. Raises ``StoreError``. The turn of the log is the caller's."""
        present = self.present(transaction)
        self._publish(transaction, present, with_entry(self.name, present, entry_id, values, self._columns))

    def change_entries(self, transaction: Transaction, changes: Sequence[EntryChange]) -> None:
        """Publishes other values of many entries, or raises as ``with_changes`` says."""
        present = self.present(transaction)
        self._publish(transaction, present, with_changes(self.name, present, changes, self._columns))

    def versions(self, transaction: Transaction) -> list[ListVersion]:
        """Every version that the database keeps, in order."""
        rows = transaction.execute(
            "SELECT number, since, until, sha256 FROM affiliates.versions WHERE list = %s ORDER BY number", self._part
        )
        return [
            ListVersion(
                number, _in_utc(since), until.astimezone(UTC), sha256, partial(self.read_version, number, sha256)
            )
            for number, since, until, sha256 in rows
        ]

    def read_version(self, number: int, sha256: str) -> bytes:
        """The bytes of a version. Raises ``DirectoryUnreadableError`` where it is not what was kept."""
        content = self._asked(lambda transaction: self._content_of(transaction, number))
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DirectoryUnreadableError(f"{self.name}: version {number} is damaged.")
        return content

    def keep(self, transaction: Transaction, version: ListVersion, content: bytes) -> None:
        """Keeps one version at the end; its number is the present one if it is above 0."""
        transaction.execute(
            "INSERT INTO affiliates.versions (list, number, since, until, sha256, content) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            self._part,
            version.number,
            version.since,
            version.until,
            version.sha256,
            compressed(content),
        )
        if version.number > 0:
            set_number(transaction, self._part, version.number)

    def _publish(self, transaction: Transaction, present: bytes, content: bytes) -> None:
        if content == present:
            return
        number, now = last_number(transaction, self._part), datetime.now(UTC)
        if number == 0 and self._shipped and self._shipped.exists():
            began = datetime.fromtimestamp(self._shipped.stat().st_ctime, UTC)
            number = 1
            self.keep(transaction, _version(number, min(began, now), now, present), present)
        since = transaction.execute(
            "SELECT since FROM affiliates.versions WHERE list = %s AND number = %s", self._part, number
        ).fetchone()
        if since and since[0]:
            now = max(now, since[0])  # another machine's clock may be ahead
        transaction.execute(
            "UPDATE affiliates.versions SET until = %s WHERE list = %s AND number = %s", now, self._part, number
        )
        self.keep(transaction, _version(number + 1, now, now, content), content)

    def _content_of(self, transaction: Transaction, number: int) -> bytes:
        found = transaction.execute(
            "SELECT content FROM affiliates.versions WHERE list = %s AND number = %s", self._part, number
        ).fetchone()
        if not found:
            raise StoreError(f"{self.name}: version {number} is missing in {self._database.name}.")
        return decompressed(found[0])

    def _shipped_content(self) -> bytes:
        if self._shipped is None:
            raise DirectoryUnreadableError(f"{self._database.name}: it has no {self.name} yet. Copy a folder into it.")
        return read_content(self._shipped)

    def _text_to_change(self) -> str:
        try:
            return self.text()
        except DirectoryUnreadableError as error:
            raise StoreError(str(error)) from None

    def _read_number(self) -> int:
        return self._asked(lambda transaction: last_number(transaction, self._part))

    def _asked(self, work: Callable[[Transaction], T]) -> T:
        try:
            return self._database.read(work)
        except StoreBusyError as error:
            raise DirectoryAwayError(str(error)) from error
        except StoreError as error:
            raise DirectoryUnreadableError(str(error)) from error


def _version(number: int, since: datetime, until: datetime, content: bytes) -> ListVersion:
    return ListVersion(number, since, until, hashlib.sha256(content).hexdigest(), lambda: content)


def _in_utc(moment: datetime | None) -> datetime | None:
    return moment and moment.astimezone(UTC)
