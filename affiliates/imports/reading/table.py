"""A list as it was found in a file: which sheet, which row names the columns, and the rows below it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from affiliates.directory.queries import normalize_for_search
from affiliates.errors import SourceUnclearError, SourceUnreadableError
from affiliates.imports.reading.sheet import Sheet

# How far down the names of the columns may stand, below titles and explanations.
_MAX_HEADER_ROW = 30
_LIKE_A_VALUE = re.compile(r"https?://|www\.|\S+@\S+\.\S+|[\d\s.,/:%$+-]+$", re.IGNORECASE)
_MAX_NAME = 80


@dataclass(frozen=True)
class TableRow:
    """One row of a list: its number, as a spreadsheet counts, and its texts by column; empty cells are left out."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A list in a file. ``header_row`` counts as a spreadsheet does; ``columns`` have names of their own each.

    ``sheets`` are the names of all sheets of the file, ``formulas`` how many cells hold formulas.
    """

    sheet: str
    header_row: int
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    sheets: tuple[str, ...] = ()
    formulas: int = 0


def find_table(sheets: Sequence[Sheet], *, sheet: str = "", header_row: int = 0, known: Sequence[str] = ()) -> Table:
    """The list in a file: in the sheet with the most cells, below the row that looks most like names of columns.

    ``sheet`` and ``header_row`` (from 1) say where it is instead; a row that holds all of the ``known`` names goes
    before both. Raises ``SourceUnreadableError`` where there is none.
    """
    filled = [each for each in sheets if each.rows]
    chosen = [each for each in filled if each.name == sheet] or filled
    if not chosen:
        raise SourceUnreadableError("The file has no rows.")
    best = max(chosen, key=lambda each: sum(map(len, each.rows)))
    number = _row_with(best, known) or (header_row if 0 < header_row <= len(best.rows) else 0) or _header_row(best)
    columns = _unique_names(best, number)
    rows = []
    for place, cells in enumerate(best.rows[number:], start=number + 1):
        named = {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell}
        if named and list(cells) != list(best.rows[number - 1]):  # a header that is repeated on each page
            rows.append(TableRow(place, named))
    if not rows:
        raise SourceUnreadableError(f"There are no rows below row {number}, which names the columns.")
    used = tuple(column for column in columns if column and any(column in row.cells for row in rows))
    return Table(best.name, number, used, tuple(rows), tuple(each.name for each in sheets), best.formulas)


def _row_with(sheet: Sheet, known: Sequence[str]) -> int:
    for number, row in enumerate(sheet.rows[:_MAX_HEADER_ROW], start=1):
        if known and set(known) <= set(_distinct(row)):
            return number
    return 0


def _header_row(sheet: Sheet) -> int:
    """The number of the first row that is nearly as wide as those below it and holds names, not values."""
    width = median(sum(map(bool, row)) for row in sheet.rows[:200] if row)
    for number, row in enumerate(sheet.rows[:_MAX_HEADER_ROW], start=1):
        names = [cell for cell in row if cell]
        is_wide = len(names) >= min(max(2, 0.6 * width), max(map(len, sheet.rows)))
        if is_wide and not any(_LIKE_A_VALUE.match(name) or len(name) > _MAX_NAME for name in names):
            return number
    raise SourceUnclearError(
        "No row names the columns. Write names such as Name and State into a row above the list, or say which row has "
        "them with --header-row.",
        option="header_row",
        choices={},
    )


def _unique_names(sheet: Sheet, number: int) -> list[str]:
    """A name for each column; a column without one that has cells is called by its letter, "Column F"."""
    header = sheet.rows[number - 1]
    width = max(len(row) for row in sheet.rows[number - 1 :])
    padded = [*header, *[""] * (width - len(header))]
    return _distinct([" ".join(name.split()) or f"Column {_letter(place)}" for place, name in enumerate(padded)])


def _distinct(names: Sequence[str]) -> list[str]:
    found: dict[str, int] = {}
    distinct = []
    for name in (" ".join(each.split()) for each in names):
        key = normalize_for_search(name)
        found[key] = found.get(key, 0) + 1
        distinct.append(name if found[key] == 1 else f"{name} ({found[key]})")
    return distinct


def _letter(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
