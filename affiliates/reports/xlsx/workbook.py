"""An Excel workbook with our formats and tables, in which a text always stays a text."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from textwrap import wrap
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import Language
from affiliates.reports.xlsx.number_formats import number_formats

ACCENT_COLOR = "#1f6399"
# xlsxwriter may not turn a text into a formula, a link or a number, and writes rows to disk one by one.
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,
}
_MAX_CELL_CHARACTERS = 32_767  # Excel's own limit
_MAX_SHEET_NAME = 31  # characters; Excel's own limit
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_US_LETTER = 1  # Excel's number for the size of paper
_LINE_POINTS = 15  # the height of a row of one line
_MAX_LINES = 12  # of a row in a table: a page of one long description tells less than the rows around it
# XML 1.0 cannot hold these; a single one makes Excel refuse the whole file.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class ReportWorkbook:
    """A workbook and the few formats that its sheets share."""

    def __init__(self, title: str, *, made_on: date, language: Language = ENGLISH) -> None:
        """A workbook without sheets; its only date is ``made_on``."""
        self.language = language
        self._content = BytesIO()
        self.book = book = Workbook(self._content, _OPTIONS)
        book.set_properties({"title": title, "created": datetime(made_on.year, made_on.month, made_on.day)})
        self.term = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.header = book.add_format(
            {
                "bold": True,
                "font_color": "#ffffff",
                "bg_color": ACCENT_COLOR,
                "text_wrap": True,
                "valign": "vcenter",
                "indent": 1,
            }
        )
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.text = book.add_format({"indent": 1, "text_wrap": True, "align": "left", "valign": "top"})
        self.formats = {
            name: book.add_format({"num_format": number_format, "valign": "top"})
            for name, number_format in number_formats(language).items()
        }

    def add_sheet(self, name: str, widths: Sequence[float], *, pages_wide: int = 1) -> Worksheet:
        """A new sheet whose columns are ``widths`` characters wide; on paper all of them take ``pages_wide`` pages.

        What Excel does not allow in the name of a sheet is left out.
        """
        sheet = self.book.add_worksheet(_NOT_IN_SHEET_NAME.sub("", name).strip()[:_MAX_SHEET_NAME])
        if self.language.direction == "rtl":
            sheet.right_to_left()
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(_US_LETTER)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(pages_wide, 0)
        # TRANSLATORS: Excel puts the number of the page in place of &P, and that of all pages in place of &N.
        page = self.language.gettext("Page &P of &N")
        sheet.set_footer(f"&L&8&F · &A&R&8{page}")
        return sheet

    def write_wrapped(self, sheet: Worksheet, row: int, cells: Sequence[tuple[str, float, Format]]) -> None:
        """Writes texts beside each other, each with its width in characters, into a row that is tall enough for them.

        Excel and LibreOffice do not make a row taller for wrapped text when they open a file.
        """
        sheet.set_row(row, max(_wrapped_lines(text, width) for text, width, _ in cells) * _LINE_POINTS)
        for column, (text, _, text_format) in enumerate(cells):
            sheet.write_string(row, column, cell_text(text), text_format)

    def to_bytes(self) -> bytes:
        """The finished workbook as a file; nothing can be added after that."""
        self.book.close()
        return self._content.getvalue()

    def write_table(
        self,
        sheet: Worksheet,
        header: Sequence[str],
        rows: Iterable[Sequence[Any]],
        formats: Sequence[str],
        widths: Sequence[float],
    ) -> None:
        """Writes a header that stays in view and has filters, and the rows below it; one of ``formats`` and of
        ``widths`` per column. On paper, every page repeats the header and the first two columns."""
        self.write_header(sheet, 0, header, widths)
        last_row = 0
        for last_row, row in enumerate(rows, start=1):
            texts = [(value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str)]
            sheet.set_row(last_row, min(_MAX_LINES, _most_lines(texts)) * _LINE_POINTS)
            for column, value in enumerate(row):
                self.write_cell(sheet, last_row, column, value, formats[column])
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(last_row, 1), len(header) - 1)
        sheet.repeat_rows(0)
        sheet.repeat_columns(0, 1)

    def write_header(self, sheet: Worksheet, row: int, header: Sequence[str], widths: Sequence[float]) -> None:
        """Writes the headings of a table into a row that is tall enough for them."""
        sheet.set_row(row, _most_lines(zip(header, widths, strict=True)) * _LINE_POINTS + 2)
        for column, heading in enumerate(header):
            sheet.write_string(row, column, heading, self.header)

    def write_cell(self, sheet: Worksheet, row: int, column: int, value: Any, number_format: str = "") -> None:
        """Writes a value into a cell; a missing one leaves it empty. Only numbers use ``number_format``."""
        if isinstance(value, str):
            if value:
                sheet.write_string(row, column, cell_text(value), self.text)
        elif pd.isna(value):
            return
        elif isinstance(value, date):
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), self.formats["day"])
        else:
            sheet.write_number(row, column, value, self.formats.get(number_format))


def _most_lines(texts: Iterable[tuple[str, float]]) -> int:
    return max((_wrapped_lines(text, width) for text, width in texts), default=1)


def _wrapped_lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of ``width`` characters; rather one too many than one too few."""
    room = max(int(width) - 2, 1)
    if len(text) <= room and text.isprintable():  # nearly every text, and wrapping it takes half of the time
        return 1
    return sum(max(len(wrap(line, room)), 1) for line in text.splitlines()) or 1


def cell_text(text: str) -> str:
    """The text as a cell can hold it: cut to Excel's limit, with U+FFFD for what XML cannot hold."""
    valid = text if text.isprintable() else _NOT_IN_XML.sub("\ufffd", text)
    return valid[:_MAX_CELL_CHARACTERS]
