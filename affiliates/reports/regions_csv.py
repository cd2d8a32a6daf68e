"""Regions and their figures as a CSV file."""

import csv

from affiliates.directory.csv_injection import escape_formula
from affiliates.reports.data import ReportData


def regions_csv(report: ReportData) -> bytes:
    """The columns of ``Contents.region_table`` behind ``region``, one line per region, UTF-8 with a byte-order mark.

    Figures stand as plain numbers, days as 2026-03-31; what is unknown is empty.
    """
    table = report.region_table()
    table["last_verified_on"] = table["last_verified_on"].dt.strftime("%Y-%m-%d")
    words = table.select_dtypes(["object", "string"]).columns
    table[words] = table[words].fillna("").map(escape_formula)
    return table.to_csv(quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").encode("utf-8-sig")
