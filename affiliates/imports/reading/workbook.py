"""Reads Excel workbooks (.xlsx): values only. Formulas, macros and links to other files are never run or followed."""

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from affiliates.errors import SourceUnreadableError
from affiliates.imports.reading.sheet import Sheet, collect_rows, require_few_sheets, require_harmless

_FORMULA = re.compile(rb"<f[ >/]")
_CHUNK = 1 << 20


def read_workbook(content: bytes) -> list[Sheet]:
    """Every sheet of a workbook. Raises ``SourceUnreadableError`` for what a list of groups does not need."""
    with ZipFile(BytesIO(content)) as archive:
        require_harmless(archive)
        names = archive.namelist()
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise SourceUnreadableError("The workbook has macros. Save it as a workbook without macros (.xlsx).")
        if any(name.startswith("xl/externalLinks/") for name in names):
            raise SourceUnreadableError(
                "The workbook takes values from other files. Copy the list, paste it as values into a new workbook, "
                "and bring that in."
            )
        sheets = [name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        require_few_sheets(len(sheets))
        formulas = sum(_count_formulas(archive, name) for name in sheets)
    from openpyxl import DEFUSEDXML, load_workbook  # takes a third of a second to import

    assert DEFUSEDXML, "openpyxl reads XML without protection"  # noqa: S101
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl does not know of a workbook is no business of a list
        workbook = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        return [Sheet(each.title, collect_rows(_rows(each)), formulas) for each in workbook.worksheets]


def _rows(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # what a workbook says of its own size may be wrong
    for row in sheet.iter_rows():
        yield [_text(cell) if cell.value is not None else "" for cell in row]


def _text(cell: Any) -> str:
    value = cell.value
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        # A ZIP code that Excel keeps as a number and shows with its leading zeros.
        return str(value).zfill(len(cell.number_format) if set(cell.number_format) == {"0"} else 1)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)


def _count_formulas(archive: ZipFile, name: str) -> int:
    count, tail = 0, b""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            count += len(_FORMULA.findall(tail + chunk))
            tail = chunk[-2:]
    return count
