"""The groups as an Excel workbook to work on and bring back: every cell is a text that Excel leaves as it is."""

from datetime import date

import pandas as pd

from affiliates.directory.queries import groups_as_text
from affiliates.directory.schema import COLUMNS
from affiliates.reports.xlsx.workbook import ReportWorkbook, cell_text

_WIDTHS = {"name": 40, "description": 60, "id": 28}
_WIDTH = 20


def groups_xlsx(groups: pd.DataFrame, *, made_on: date) -> bytes:
    """The public columns of ``groups``, one row each in the same order, below a row with the columns' names.

    Codes, dates and ids are texts in cells formatted as text, so that neither opening nor saving changes them.
    """
    workbook = ReportWorkbook("Affiliate groups", made_on=made_on)
    as_text = workbook.book.add_format({"num_format": "@"})
    sheet = workbook.add_sheet("Groups", [_WIDTHS.get(column, _WIDTH) for column in COLUMNS])
    for place, column in enumerate(COLUMNS):
        sheet.write_string(0, place, column, as_text)
    for number, row in enumerate(groups_as_text(groups).itertuples(index=False), start=1):
        for place, text in enumerate(row):
            if text:
                sheet.write_string(number, place, cell_text(text), as_text)
            else:
                sheet.write_blank(number, place, None, as_text)
    sheet.freeze_panes(1, 2)
    return workbook.to_bytes()
