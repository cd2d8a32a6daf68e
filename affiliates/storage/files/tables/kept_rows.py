"""The rows of a table as values that are parsed once, however often they are asked for and however many there are."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from affiliates.errors import StoreError
from affiliates.storage.files.directory.content import file_version
from affiliates.storage.files.tables.csv_table import CsvTable

T = TypeVar("T")
# What has to stand unchanged before the rows that are new, so that a file that somebody rewrote is read as a whole.
_COMPARED = 4096


class KeptRows(Generic[T]):
    """Every row of one table as a value; a file that only grew is read from where it ended before.

    Whether it changed is told by its times, size and inode. They are the same private values as in the file: in the
    memory of this process only, and those of erased applications go with the next look.
    """

    def __init__(self, table: CsvTable, parse: Callable[[dict[str, str]], T], key: Callable[[T], str]) -> None:
        """Reads nothing yet; ``parse`` raises ``ValueError`` for a row that we did not write, ``key`` is a value's."""
        self._table, self._parse, self._key = table, parse, key
        self._values: list[T] = []
        self._by_key: dict[str, T] = {}
        self._version, self._end, self._before = "", 0, b""
        self._looking = threading.Lock()

    @property
    def path(self) -> Path:
        """The file of the table."""
        return self._table.path

    def all(self) -> list[T]:
        """Every value, in the order in which they were kept. Raises ``StoreError`` where the file is not ours."""
        with self._looking:
            self._look()
            return list(self._values)

    def first(self, key: str) -> T | None:
        """The first value with a key, None where there is none."""
        with self._looking:
            self._look()
            return self._by_key.get(key)

    def _look(self) -> None:
        version = file_version(self.path)
        if version and version == self._version:
            return
        grown = self._table.read_on(self._end, self._before) if self._end else None
        rows, content = grown or self._table.read()
        try:
            values = [self._parse(row) for row in rows]
        except ValueError:  # its words would hold what was typed
            raise StoreError(f"{self.path}: a row was changed by hand. Restore the file.") from None
        if grown is None:
            self._values, self._by_key, self._end, self._before = [], {}, 0, b""
        self._values += values
        for value in values:
            self._by_key.setdefault(self._key(value), value)
        self._version, self._end = version, self._end + len(content)
        self._before = (self._before + content)[-_COMPARED:]
