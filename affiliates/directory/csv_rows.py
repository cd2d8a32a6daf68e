"""A CSV text that people edit by hand, row by row: forgiving, and with the lines that each row takes."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

_DELIMITERS = ",;\t"
# Each one is looked for in all that follows it, so that many of them would keep every visitor waiting.
_MAX_BROKEN_ROWS = 100
MAX_BYTES = 200_000_000
csv.field_size_limit(MAX_BYTES)
# What editors and other programs leave around a value: spaces of every kind and marks nobody sees.
AROUND = " \t\r\n\x0b\x0c\xa0\ufeff\u200b\u2007\u202f\u3000"


@dataclass(frozen=True)
class CsvRecord:
    """One row that is not blank. ``number`` counts as a spreadsheet does, the first row is 1; ``cells`` is None for
    a row that cannot be read; ``lines`` are the lines of the text that it takes."""

    number: int
    cells: list[str] | None
    lines: slice


def split_lines(text: str) -> list[str]:
    """The lines of a text with their ends, whether a line ends with LF, CR or both."""
    return re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)


def detect_delimiter(text: str) -> str:
    """The character between the cells: the one that its first line holds most of."""
    return max(_DELIMITERS, key=re.split(r"[\r\n]", text, maxsplit=1)[0].count)


def has_undecodable(text: str) -> bool:
    """Whether something in a text was not UTF-8 where it was read, and stands in it as lone surrogates."""
    return not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)


def read_records(text: str, delimiter: str) -> Iterator[CsvRecord]:
    """The rows of a CSV text.

    A quotation mark that is never closed would swallow all that follows; it costs only its own line here, because
    reading starts again at the next one. After a hundred such rows the rest is given up.
    """
    lines = split_lines(text)
    start, number, broken = 0, 0, 0
    while start < len(lines) and broken < _MAX_BROKEN_ROWS:
        reader = csv.reader(lines[start:], delimiter=delimiter, strict=True)
        done = 0
        try:
            for cells in reader:
                before, done = done, reader.line_num
                number += 1
                if any(strip_cell(cell) for cell in cells):
                    yield CsvRecord(number, cells, slice(start + before, start + done))
            return
        except csv.Error:
            number += 1
            broken += 1
            yield CsvRecord(number, None, slice(start + done, start + done + 1))
            start += done + 1


def normalize_column_names(header: list[str]) -> list[str]:
    """The names of the columns as a header's cells mean them, whatever their case and the spaces in them."""
    return [strip_cell(cell).casefold().replace(" ", "_") for cell in header]


def strip_cell(cell: str) -> str:
    """A cell without what editors leave around its value."""
    return cell.strip(AROUND)
