"""A table of texts as a CSV file: every cell quoted, on one line, harmless in a spreadsheet, read back as typed."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from affiliates.directory.csv_injection import escape_formula, unescape_formula
from affiliates.errors import StoreError
from affiliates.storage.files.durable import OWNER_ONLY, append, cut_torn_tail, read_bytes, read_ends, replace

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

    def __init__(self, path: Path, columns: Sequence[str], *, former: Iterable[Sequence[str]] = ()) -> None:
        """Names the file, which need not be there, and its columns in their order.

        ``former`` are the headers that earlier releases wrote: the same columns under other names, or without the last
        ones. A file with such a header is read, with empty texts for what it lacks, and gets the present header when
        something is written to it.
        """
        self.path = path
        self.columns = tuple(columns)
        self._header = _header(self.columns)
        self._widths = {self._header: len(self.columns)} | {_header(each): len(each) for each in former}

    def rows(self) -> list[dict[str, str]]:
        """Every row, in the order in which they were kept. Raises ``StoreError`` where the file is not as we write it.

        A last row that an interrupted write left incomplete is passed over.
        """
        return self._rows_in(read_bytes(self.path))

    def read(self) -> tuple[list[dict[str, str]], bytes]:
        """Every row, and the bytes in which they stand."""
        content = self._complete(read_bytes(self.path))
        return self._rows_in(content), content

    def read_on(self, end: int, before: bytes) -> tuple[list[dict[str, str]], bytes] | None:
        """The rows, and their bytes, that were added after ``end``; None where ``before`` does not stand before it.

        Then the file did not only grow, and has to be read as a whole.
        """
        content = read_bytes(self.path, start=end - len(before))
        if not before or not content.startswith(before) or not self._has_present_header():
            return None
        added = self._up_to_last_row(content[len(before) :])
        return self._parsed_bytes(added, len(self.columns)), added

    def add(self, *rows: Mapping[str, str]) -> None:
        """Keeps more rows at the end; a process that is killed meanwhile keeps the first of them, each complete."""
        if not self._ends_as_written():
            content = self._without_torn_tail()
            if content:
                self.replace(self._rows_in(content))
            else:
                return append(self.path, self._header + self._encoded(rows))
        return append(self.path, self._encoded(rows))

    def replace(self, rows: Iterable[Mapping[str, str]], *, mode: int = OWNER_ONLY) -> None:
        """Keeps these rows in place of all others. Raises ``StoreError`` where the file is not as we write it."""
        content = self._header + self._encoded(rows)
        self._without_torn_tail()
        replace(self.path, content, mode=mode)

    def _ends_as_written(self) -> bool:
        """Whether the file begins with our header and ends with a complete row, without reading what is in between."""
        begin, end = read_ends(self.path, len(self._header))
        return begin == self._header and end == b"\n"

    def _has_present_header(self) -> bool:
        return read_ends(self.path, len(self._header))[0] == self._header

    def _without_torn_tail(self) -> bytes:
        """The content of the file, after an incomplete last row was moved aside."""
        content = read_bytes(self.path)
        complete = self._complete(content)
        if len(complete) < len(content):
            cut_torn_tail(self.path, content, len(complete))
        return complete

    def _rows_in(self, content: bytes) -> list[dict[str, str]]:
        complete = self._complete(content)
        if not complete:
            return []
        header = self._own_header(complete)
        return self._parsed_bytes(complete[len(header) :], self._widths[header])

    def _parsed_bytes(self, rows: bytes, width: int) -> list[dict[str, str]]:
        try:
            return list(self._parsed(rows.decode().split("\n")[:-1], width))
        except (UnicodeDecodeError, csv.Error, ValueError) as error:
            raise self._damaged(type(error).__name__) from None

    def _complete(self, content: bytes) -> bytes:
        """The content up to the end of the last complete row.

        Raises ``StoreError`` where more is missing than the row that was being written when a process was killed: what
        looks like nothing may be everything.
        """
        if any(header.startswith(content) for header in self._widths):
            return b"" if content not in self._widths else content
        self._own_header(content)
        return self._up_to_last_row(content)

    def _up_to_last_row(self, content: bytes) -> bytes:
        for byte, name in ((b"\0", "zero bytes"), (b"\r", "CR line ends")):
            if byte in content:  # inside a text of ours, both are escaped
                raise self._damaged(name)
        complete = content[: content.rfind(b"\n") + 1]
        torn = content[len(complete) :].decode(errors="replace")
        if any(len(cells) > len(self.columns) for cells in csv.reader([torn])):
            raise self._damaged("more than one row without its line end")
        return complete

    def _parsed(self, lines: Sequence[str], width: int) -> Iterator[dict[str, str]]:
        missing = dict.fromkeys(self.columns[width:], "")
        for cells in csv.reader(lines, strict=True):
            yield {column: _unescaped(cell) for column, cell in zip(self.columns[:width], cells, strict=True)} | missing

    def _encoded(self, rows: Iterable[Mapping[str, str]]) -> bytes:
        return "".join(_line([_escaped(row[column]) for column in self.columns]) for row in rows).encode()

    def _own_header(self, content: bytes) -> bytes:
        for header in self._widths:
            if content.startswith(header):
                return header
        raise self._damaged("its first row is not ours")

    def _damaged(self, finding: str) -> StoreError:
        return StoreError(
            f"{self.path}: another program has changed or damaged it ({finding}). Nothing was saved, and nothing of it "
            "was changed. Restore the file from a copy, or move it away to begin an empty one."
        )


def _header(columns: Iterable[str]) -> bytes:
    return (_BYTE_ORDER_MARK + _line(columns)).encode()


def _line(cells: Iterable[str]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"


def _escaped(text: str) -> str:
    return escape_formula(_TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], text))


def _unescaped(cell: str) -> str:
    return _ESCAPED.sub(lambda found: _UNESCAPED[found[0]], unescape_formula(cell))
