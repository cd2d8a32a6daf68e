"""Groups as a CSV file that opens harmlessly in every spreadsheet."""

import csv

import pandas as pd

from affiliates.cells import harmless
from affiliates.schema import COLUMNS, DATE_COLUMNS, LIST_COLUMNS


def groups_csv(groups: pd.DataFrame) -> bytes:
    """The public columns of ``groups``, one line per row in the same order, in UTF-8 with a byte-order mark.

    Every cell is quoted, and what a spreadsheet would take for a formula gets an apostrophe in front.
    """
    told = groups[list(COLUMNS)].copy()
    for column in LIST_COLUMNS:
        told[column] = told[column].map(" ".join)
    for column in DATE_COLUMNS:
        told[column] = told[column].dt.strftime("%Y-%m-%d").fillna("")
    told = told.map(harmless)
    return told.to_csv(index=False, quoting=csv.QUOTE_ALL, lineterminator="\r\n").encode("utf-8-sig")
