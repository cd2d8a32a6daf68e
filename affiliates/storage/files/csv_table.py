"""A table of texts as a CSV file: every cell quoted, on one line, harmless in a spreadsheet, read back as typed."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from affiliates.directory.csv_injection import escape_formula, unescape_formula
from affiliates.errors import StoreError
from affiliates.storage.files.durable import append, quarantine_torn_tail, read, replace

_ESCAPES = {"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\0": r"\0"}
_TO_ESCAPE = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")
_ESCAPED = re.compile("|".join(map(re.escape, _ESCAPES.values())))
_MEANT = {escape: character for character, escape in _ESCAPES.items()}
_MARK = "\ufeff"  # so that spreadsheets read UTF-8


class CsvTable:
    """The rows of one file. A row is a mapping from each of its columns to a text.

    A reader needs no lock: it sees whole rows, those kept before it looked. Every method that writes expects its
    caller to hold the lock of the folder.
    """

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        """Names the file, which need not be there, and its columns in their order."""
        self.path = path
        self.columns = tuple(columns)
        self._header = (_MARK + _line(self.columns)).encode()

    def rows(self) -> list[dict[str, str]]:
        """Every row, in the order in which they were kept. Raises ``StoreError`` where the file is not ours."""
        content = read(self.path)
        whole = content[: content.rfind(b"\n") + 1]
        if not whole:
            return []
        self._require_own_header(whole)
        try:
            lines = whole[len(self._header) :].decode().split("\n")[:-1]
            return [self._row(cells) for cells in csv.reader(lines, strict=True)]
        except (UnicodeDecodeError, csv.Error, ValueError) as error:
            raise StoreError(
                f"{self.path}: another program has changed it ({type(error).__name__}). Restore the file from a copy."
            ) from None

    def holds(self, text: str) -> bool:
        """Whether a text that needs no escaping may stand in a cell: quick, and never wrong when it says no."""
        return f'"{text}"'.encode() in read(self.path)

    def add(self, *rows: Mapping[str, str]) -> None:
        """Keeps more rows at the end; a process that is killed meanwhile keeps the first of them, each whole."""
        quarantine_torn_tail(self.path)
        content = read(self.path)
        if content:
            self._require_own_header(content)
        append(self.path, (b"" if content else self._header) + self._bytes(rows))

    def replace(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Keeps these rows in place of all others."""
        replace(self.path, self._header + self._bytes(rows))

    def _row(self, cells: list[str]) -> dict[str, str]:
        return {column: _typed(cell) for column, cell in zip(self.columns, cells, strict=True)}

    def _bytes(self, rows: Iterable[Mapping[str, str]]) -> bytes:
        return "".join(_line([_escaped(row[column]) for column in self.columns]) for row in rows).encode()

    def _require_own_header(self, content: bytes) -> None:
        if not content.startswith(self._header):
            raise StoreError(f"{self.path}: its first row is not ours. Restore the file, or move it away.")


def _line(cells: Iterable[str]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"


def _escaped(text: str) -> str:
    return escape_formula(_TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], text))


def _typed(cell: str) -> str:
    return _ESCAPED.sub(lambda found: _MEANT[found[0]], unescape_formula(cell))
