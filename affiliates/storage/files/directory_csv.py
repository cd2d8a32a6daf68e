"""Changes one row of a file of entries and leaves every other byte as people left it."""

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
from affiliates.directory.schema import COLUMNS
from affiliates.errors import StoreError


def read_entry(text: str, entry_id: str, columns: Sequence[str] = COLUMNS) -> dict[str, str] | None:
    """The values of an entry as text by column, None where no row has its id."""
    header, row = _found(text, entry_id)
    return _values(header, row.cells or [], columns) if row else None


def replace_entry(text: str, entry_id: str, values: Mapping[str, str] | None, columns: Sequence[str] = COLUMNS) -> str:
    """The same text with these values in the row of an entry, a new row at the end, or None: without the row.

    Raises ``StoreError`` where a row cannot be read (what stands in it might be the entry), and where the values would
    not be read back as they are.
    """
    changed = _changed(text, entry_id, values, columns)
    if read_entry(changed, entry_id, columns) != (dict(values) if values is not None else None):
        raise StoreError(f"The entry of {entry_id} would not be read back as written. Look at its row.")
    return changed


def _changed(text: str, entry_id: str, values: Mapping[str, str] | None, columns: Sequence[str]) -> str:
    header, row = _found(text, entry_id)
    lines = split_lines(text)
    if values is None:
        return "".join(lines[: row.lines.start] + lines[row.lines.stop :]) if row else text
    old = row.cells or [] if row else []
    present = _values(header, old, columns) if row else {}
    cells = [
        escape_formula(values[name])
        if name in columns and name in values and values[name] != present.get(name)
        else _cell(old, index)
        for index, name in enumerate(header)
    ]
    missing = [column for column in columns if values.get(column) and column not in header]
    if missing:
        raise StoreError(f"The directory has no column “{missing[0]}”: add it to its first row.")
    end = "\r\n" if "\r\n" in lines[0] else "\n"
    line = _line([*cells, *old[len(header) :]], detect_delimiter(text), end)
    if row:
        return "".join([*lines[: row.lines.start], line, *lines[row.lines.stop :]])
    return text + ("" if text.endswith(("\n", "\r")) else end) + line


def _found(text: str, entry_id: str) -> tuple[list[str], CsvRecord | None]:
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
    return header, next((row for row in rows[1:] if strip_cell(_cell(row.cells or [], index)) == entry_id), None)


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
