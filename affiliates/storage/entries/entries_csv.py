"""Changes rows of a file of entries and leaves every other byte as people left it."""

import csv
import io
from collections.abc import Mapping, Sequence

from affiliates.directory.csv_injection import escape_formula, unescape_formula
from affiliates.directory.csv_rows import (
    CsvRecord,
    detect_delimiter,
    has_undecodable,
    normalize_column_names,
    read_records,
    split_lines,
    strip_cell,
)
from affiliates.directory.schema import ADDED_COLUMNS, COLUMNS
from affiliates.errors import StoreError


def read_entry(text: str, entry_id: str, columns: Sequence[str] = COLUMNS) -> dict[str, str] | None:
    """The values of an entry as text by column, None where no row has its id."""
    header, rows = _rows_by_id(text)
    row = rows.get(entry_id)
    return _values(header, row.cells or [], columns) if row else None


def read_entries(text: str, columns: Sequence[str] = COLUMNS) -> dict[str, dict[str, str]]:
    """The values of every entry by id, as ``read_entry`` gives them; the first row of an id counts."""
    header, rows = _rows_by_id(text)
    return {entry_id: _values(header, row.cells or [], columns) for entry_id, row in rows.items()}


def replace_entry(text: str, entry_id: str, values: Mapping[str, str] | None, columns: Sequence[str] = COLUMNS) -> str:
    """The same text with these values in the row of an entry, a new row at the end, or None: without the row.

    One of ``schema.ADDED_COLUMNS`` that the file lacks is added to its first row with the first value.
    Raises ``StoreError`` where a row cannot be read (what stands in it might be the entry), and where the values would
    not be read back as they are.
    """
    return replace_entries(text, {entry_id: values}, columns)


def replace_entries(
    text: str, entries: Mapping[str, Mapping[str, str] | None], columns: Sequence[str] = COLUMNS
) -> str:
    """The same text with the values of several entries, by id, as ``replace_entry`` does for one."""
    text = _with_added_columns(text, entries)
    header, rows = _rows_by_id(text)
    lines = split_lines(text)
    delimiter, end = detect_delimiter(text), _line_end(lines)
    added = []
    for entry_id, values in entries.items():
        row = rows.get(entry_id)
        line = "" if values is None else _line(_cells(header, row, values, columns), delimiter, end)
        if row:
            lines[row.lines] = [line, *[""] * (row.lines.stop - row.lines.start - 1)]
        elif line:
            added.append(line)
    kept = "".join(lines)
    changed = kept + ("" if kept.endswith(("\n", "\r")) or not added else end) + "".join(added)
    written = read_entries(changed, columns)
    for entry_id, values in entries.items():
        if written.get(entry_id) != (dict(values) if values is not None else None):
            raise StoreError(f"The entry of {entry_id} would not be read back as written. Look at its row.")
    return changed


def _with_added_columns(text: str, entries: Mapping[str, Mapping[str, str] | None]) -> str:
    """The same text, with those of ``ADDED_COLUMNS`` in its first row that it lacks and the entries fill in."""
    header, _ = _rows_by_id(text)
    added = [
        column
        for column in ADDED_COLUMNS
        if column not in header and any(values and values.get(column) for values in entries.values())
    ]
    if not added:
        return text
    lines, delimiter = split_lines(text), detect_delimiter(text)
    first = next(read_records(text, delimiter))
    lines[first.lines] = [_line([*(first.cells or []), *added], delimiter, _line_end(lines))]
    return "".join(lines)


def _line_end(lines: Sequence[str]) -> str:
    return "\r\n" if "\r\n" in lines[0] else "\n"


def _cells(header: list[str], row: CsvRecord | None, values: Mapping[str, str], columns: Sequence[str]) -> list[str]:
    old = row.cells or [] if row else []
    present = _values(header, old, columns) if row else {}
    missing = [column for column in columns if values.get(column) and column not in header]
    if missing:
        raise StoreError(f"The directory has no column “{missing[0]}”: add it to its first row.")
    cells = [
        escape_formula(values[name])
        if name in columns and name in values and values[name] != present.get(name)
        else _cell(old, index)
        for index, name in enumerate(header)
    ]
    return [*cells, *old[len(header) :]]


def _rows_by_id(text: str) -> tuple[list[str], dict[str, CsvRecord]]:
    rows = list(read_records(text, detect_delimiter(text)))
    broken = next((row.number for row in rows if row.cells is None), None)
    if broken:
        raise StoreError(
            f"The directory cannot be changed: a quotation mark in row {broken} is opened and never closed."
        )
    header = normalize_column_names(rows[0].cells or []) if rows else []
    if "id" not in header:
        raise StoreError("The directory cannot be changed: its first row does not name the columns.")
    index = header.index("id")
    by_id: dict[str, CsvRecord] = {}
    for row in rows[1:]:
        by_id.setdefault(strip_cell(_cell(row.cells or [], index)), row)
    return header, by_id


def _values(header: list[str], cells: list[str], columns: Sequence[str]) -> dict[str, str]:
    pairs = zip(header, cells, strict=False)
    typed = {name: unescape_formula(strip_cell(cell)) for name, cell in pairs if not has_undecodable(cell)}
    return {column: typed.get(column, "") for column in columns}


def _cell(cells: list[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""


def _line(cells: list[str], delimiter: str, end: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerow(cells)  # quotes CR and LF alike
    return out.getvalue().removesuffix("\r\n") + end
