"""Reads CSV text that people edit by hand, row by row: forgiving, and with the lines that each row occupies."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

_DELIMITERS = ",;\t"
# The end of each one is searched for in all of the text after it, so many of them would keep every visitor waiting.
_MAX_BROKEN_ROWS = 100
csv.field_size_limit(200_000_000)  # so that a long field is one field; what is too long is told by who reads it
# What editors and other programs leave around a value: spaces of every kind and invisible marks.
AROUND = " \t\r\n\x0b\x0c\xa0\ufeff\u200b\u2007\u202f\u3000"


@dataclass(frozen=True)
class CsvRecord:
    """One row that is not blank. ``number`` counts rows as a spreadsheet does, from 1; ``cells`` is None if the row
    cannot be read; ``lines`` are the lines of the text that it occupies."""

    number: int
    cells: list[str] | None
    lines: slice


def split_lines(text: str) -> list[str]:
    """The lines of a text with their line ends, whether LF, CR or both."""
    return re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)


def detect_delimiter(text: str) -> str:
    """The delimiter of a CSV text: the candidate that occurs most often in its first line."""
    return max(_DELIMITERS, key=re.split(r"[\r\n]", text, maxsplit=1)[0].count)


def has_undecodable(text: str) -> bool:
    """Whether a text holds bytes that were not UTF-8 when it was read; they appear in it as lone surrogates."""
    return not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)


def read_records(text: str, delimiter: str) -> Iterator[CsvRecord]:
    """The rows of a CSV text that are not blank, in their order.

    A quotation mark that is never closed would swallow everything after it. Here it costs only its own line, because
    reading resumes at the next one. After a hundred such rows, the rest of the text is skipped.
    """
    lines = split_lines(text)
    start, number, broken = 0, 0, 0
    while start < len(lines) and broken < _MAX_BROKEN_ROWS:
        reader = csv.reader(lines[start:], delimiter=delimiter, strict=True)
        end = 0  # of the last good row, counted from ``start``
        try:
            for cells in reader:
                begin, end = end, reader.line_num
                number += 1
                if any(strip_cell(cell) for cell in cells):
                    yield CsvRecord(number, cells, slice(start + begin, start + end))
            return
        except csv.Error:
            number += 1
            broken += 1
            yield CsvRecord(number, None, slice(start + end, start + end + 1))
            start += end + 1


def normalize_column_names(header: list[str]) -> list[str]:
    """The column names in the cells of a header, in lower case and with underscores for spaces."""
    return [strip_cell(cell).casefold().replace(" ", "_") for cell in header]


def strip_cell(cell: str) -> str:
    """A cell without the spaces and invisible marks around its value."""
    return cell.strip(AROUND)
