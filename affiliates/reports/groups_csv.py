"""The groups as a CSV file that is safe to open in any spreadsheet."""

import csv
from collections.abc import Sequence

import pandas as pd

from affiliates.directory.csv_injection import escape_formula
from affiliates.directory.queries import groups_as_text
from affiliates.directory.schema import GROUP_COLUMNS


def groups_csv(groups: pd.DataFrame, columns: Sequence[str] = GROUP_COLUMNS) -> bytes:
    """Columns of ``groups``, those of a group unless others are named: one line per row in the same order, as UTF-8
    with a byte-order mark.

    Every cell is quoted, and a text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    texts = groups_as_text(groups, columns).map(escape_formula)
    return texts.to_csv(index=False, quoting=csv.QUOTE_ALL, lineterminator="\r\n").encode("utf-8-sig")
