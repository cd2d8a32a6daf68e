"""Groups as a CSV file that opens harmlessly in every spreadsheet."""

import csv
import re

import pandas as pd

from affiliates.schema import COLUMNS, DATE_COLUMNS, LIST_COLUMNS

# A cell that begins with one of these is a formula to some spreadsheet (OWASP, "CSV Injection"); the last four are
# the full-width forms that East Asian editions accept.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


_SIGNS = re.escape("".join(start for start in FORMULA_STARTS if start.isprintable()))
_STARTS = re.escape("".join(FORMULA_STARTS))
_BEFORE_FORMULA = re.compile(rf"\A(?=[{_STARTS}])|(?<=[;\t\r\n])(?=[{_SIGNS}])")


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


def harmless(cell: str) -> str:
    """A text that no spreadsheet takes for a formula, not even one that splits it at semicolons, tabs or lines."""
    return _BEFORE_FORMULA.sub("'", cell)
