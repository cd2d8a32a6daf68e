"""A table of texts as a CSV file: every cell quoted, on one line, harmless in a spreadsheet, read back as typed."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from affiliates.directory.csv_injection import escape_formula, unescape_formula
from affiliates.errors import StoreError
from affiliates.storage.files.durable import append, quarantine_torn_tail, read_bytes, replace

_ESCAPES = {"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\0": r"\0"}
_TO_ESCAPE = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")
_ESCAPED = re.compile("|".join(map(re.escape, _ESCAPES.values())))
_UNESCAPED = {escape: character for character, escape in _ESCAPES.items()}
_BYTE_ORDER_MARK = "\ufeff"  # so that spreadsheets read UTF-8


class CsvTable:
    """The rows of one file. A row is a mapping from each of its columns to a text.

    A reader needs no lock: it sees complete rows, those kept before it looked. Every method that writes expects its
    caller to hold the lock of the folder.
    """

    def __init__(self, path: Path, columns: Sequence[str], *, renamed: Mapping[str, str] | None = None) -> None:
        """Names the file, which need not be there, and its columns in their order.

        ``renamed`` maps present names of columns to former ones: a file whose first row has those is read, and gets
        the present names when something is written to it.
        """
        self.path = path
        self.columns = tuple(columns)
        self._header = _header(self.columns)
        self._former_header = _header([(renamed or {}).get(column, column) for column in columns])

    def rows(self) -> list[dict[str, str]]:
        """Every row, in the order in which they were kept. Raises ``StoreError`` where the file is not ours."""
        content = read_bytes(self.path)
        complete = content[: content.rfind(b"\n") + 1]
        if not complete:
            return []
        rows = complete[len(self._own_header(complete)) :]
        try:
            return list(self._parsed(rows.decode().split("\n")[:-1]))
        except (UnicodeDecodeError, csv.Error, ValueError) as error:
            raise StoreError(
                f"{self.path}: another program has changed it ({type(error).__name__}). Restore the file from a copy."
            ) from None

    def may_hold(self, text: str) -> bool:
        """Whether a text that needs no escaping may stand in a cell: quick, and never wrong when it says no."""
        return f'"{text}"'.encode() in read_bytes(self.path)

    def add(self, *rows: Mapping[str, str]) -> None:
        """Keeps more rows at the end; a process that is killed meanwhile keeps the first of them, each complete."""
        quarantine_torn_tail(self.path)
        content = read_bytes(self.path)
        if content and self._own_header(content) != self._header:
            self.replace(self.rows())
        append(self.path, (b"" if content else self._header) + self._encoded(rows))

    def replace(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Keeps these rows in place of all others."""
        replace(self.path, self._header + self._encoded(rows))

    def _parsed(self, lines: Sequence[str]) -> Iterator[dict[str, str]]:
        for cells in csv.reader(lines, strict=True):
            yield {column: _unescaped(cell) for column, cell in zip(self.columns, cells, strict=True)}

    def _encoded(self, rows: Iterable[Mapping[str, str]]) -> bytes:
        return "".join(_line([_escaped(row[column]) for column in self.columns]) for row in rows).encode()

    def _own_header(self, content: bytes) -> bytes:
        for header in (self._header, self._former_header):
            if content.startswith(header):
                return header
        raise StoreError(f"{self.path}: its first row is not ours. Restore the file, or move it away.")


def _header(columns: Iterable[str]) -> bytes:
    return (_BYTE_ORDER_MARK + _line(columns)).encode()


def _line(cells: Iterable[str]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"


def _escaped(text: str) -> str:
    return escape_formula(_TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], text))


def _unescaped(cell: str) -> str:
    return _ESCAPED.sub(lambda found: _UNESCAPED[found[0]], unescape_formula(cell))
