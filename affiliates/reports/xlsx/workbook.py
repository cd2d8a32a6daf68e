"""Sheets of an Excel workbook: their formats, their tables, and cells in which a text stays a text."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

ACCENT = "#1f6399"
# No text becomes a formula, a link or a number by itself; rows go to disk as they are written.
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,
}
_MOST_IN_A_CELL = 32_767  # Excel's own limit of characters
# What XML 1.0 cannot hold; Excel refuses the whole file because of one of them.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Sheets:
    """The workbook's sheets and the few formats they share."""

    def __init__(self, title: str, *, made_on: date) -> None:
        """A workbook without sheets; its only date is the day of making."""
        self._content = BytesIO()
        self.book = book = Workbook(self._content, _OPTIONS)
        book.set_properties({"title": title, "created": datetime(made_on.year, made_on.month, made_on.day)})
        self.bold = book.add_format({"bold": True})
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.header = book.add_format(
            {
                "bold": True,
                "font_color": "#ffffff",
                "bg_color": ACCENT,
                "text_wrap": True,
                "valign": "vcenter",
                "indent": 1,
            }
        )
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.text = book.add_format({"indent": 1})
        self.formats = {
            "whole": book.add_format({"num_format": "#,##0"}),
            "tenths": book.add_format({"num_format": "#,##0.0"}),
            "percent": book.add_format({"num_format": "0.0%"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        }

    def add(self, name: str, widths: Sequence[float]) -> Worksheet:
        """A new sheet that prints as wide as a page."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&RPage &P of &N")
        return sheet

    def file(self) -> bytes:
        """The finished workbook; nothing can be added after that."""
        self.book.close()
        return self._content.getvalue()

    def table(
        self, sheet: Worksheet, header: Sequence[str], rows: Iterable[Sequence[Any]], formats: Sequence[str]
    ) -> None:
        """A header that stays in sight and filters, and the rows below it; ``formats`` names each column's."""
        sheet.set_row(0, 32)
        for column, heading in enumerate(header):
            sheet.write_string(0, column, heading, self.header)
        number = 0
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                self.write(sheet, number, column, value, formats[column])
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(number, 1), len(header) - 1)
        sheet.repeat_rows(0)

    def write(self, sheet: Worksheet, row: int, column: int, value: Any, kind: str = "") -> None:
        """A value in a cell; nothing for a missing one."""
        if isinstance(value, str):
            if value:
                sheet.write_string(row, column, cell_text(value), self.text)
        elif pd.isna(value):
            return
        elif isinstance(value, date):
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), self.formats["day"])
        else:
            sheet.write_number(row, column, value, self.formats.get(kind))


def cell_text(text: str) -> str:
    """A text as a cell can hold it."""
    fit = text if text.isprintable() else _NO_XML.sub("\ufffd", text)
    return fit[:_MOST_IN_A_CELL]
