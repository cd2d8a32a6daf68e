"""Reads OpenDocument spreadsheets (.ods), as LibreOffice writes them: the values that it last showed."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from defusedxml.ElementTree import iterparse

from affiliates.errors import SourceUnreadableError
from affiliates.imports.reading.sheet import (
    MAX_COLUMNS,
    MAX_ROWS,
    Sheet,
    collect_rows,
    require_few_sheets,
    require_harmless,
)

_CONTENT = "content.xml"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read_opendocument(content: bytes) -> list[Sheet]:
    """Every sheet of a spreadsheet. Raises ``SourceUnreadableError`` for what a list of groups does not need."""
    with ZipFile(BytesIO(content)) as archive:
        require_harmless(archive)
        names = archive.namelist()
        if any(name.startswith(("Basic/", "Scripts/")) for name in names):
            raise SourceUnreadableError("The spreadsheet has macros. Save the list as CSV and bring that in.")
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise SourceUnreadableError("The file is protected with a password. Save it without one.")
        with archive.open(_CONTENT) as part:
            return list(_sheets(part))


def _sheets(part: Any) -> Iterator[Sheet]:
    count = formulas = 0
    rows: list[list[str]] = []
    for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
        if event == "start" and element.tag == f"{_TABLE}table":
            count += 1
            require_few_sheets(count)
            rows, formulas = [], 0
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            formulas += sum(f"{_TABLE}formula" in cell.attrib for cell in element)
            cells = _cells(element)
            times = _repeated(element, "rows", MAX_ROWS + 1) if any(cells) else _repeated(element, "rows", MAX_ROWS)
            rows += [cells] * min(times, MAX_ROWS + 1 - min(len(rows), MAX_ROWS))
            element.clear()
        elif event == "end" and element.tag == f"{_TABLE}table":
            yield Sheet(element.get(f"{_TABLE}name", f"Sheet {count}"), collect_rows(rows), formulas)
            element.clear()


def _cells(row: Any) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            text = _value(cell)
            cells += [text] * (_repeated(cell, "columns", MAX_COLUMNS + 1) if len(cells) <= MAX_COLUMNS else 0)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _value(cell: Any) -> str:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind == "date":
        day: str = cell.get(f"{_OFFICE}date-value", "")
        return day.removesuffix("T00:00:00").replace("T", " ")
    # As shown, so that ZIP codes keep their zeros; notes beside the cell are not part of it.
    paragraphs = ("".join(each.itertext()) for each in cell.findall(f"{_TEXT}p"))
    return "\n".join(paragraphs).strip()


def _repeated(element: Any, what: str, limit: int) -> int:
    count = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return min(int(count), limit) if count.isdecimal() and len(count) < 9 else 1
