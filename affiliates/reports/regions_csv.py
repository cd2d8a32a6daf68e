"""The regions and their figures as a CSV file."""

import csv

from affiliates.directory.csv_injection import escape_formula
from affiliates.reports.data import ReportData


def regions_csv(report: ReportData) -> bytes:
    """``region`` and the columns of ``ReportData.region_table``, one line per region, as UTF-8 with a byte-order mark.

    It is the same in every language: names of regions are English, figures are plain numbers, days look like
    2026-03-31, and unknown values are empty.
    """
    table = report.region_table()
    table["last_verified_on"] = table["last_verified_on"].dt.strftime("%Y-%m-%d")
    texts = table.select_dtypes(["object", "string"]).columns
    table[texts] = table[texts].fillna("").map(escape_formula)
    return table.to_csv(quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").encode("utf-8-sig")
