"""The formats of reports: how each is made, and what its file is called.

A format's modules are imported when the first report in it is made: typefaces and spreadsheets take a second to load,
and neither the first visitor of the map nor the other commands should wait for them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from affiliates.reports.data import ReportData


@dataclass(frozen=True)
class Format:
    """How to make a report in this format, how its file name begins and ends, and its media type."""

    make: Callable[[ReportData], bytes]
    stem: str
    extension: str
    media_type: str

    def file_name(self, as_of: date, code: str = "") -> str:
        """The name of the file: what it is, the code of its region or country unless it covers all, and its day."""
        return "-".join(filter(None, (self.stem, code.lower(), as_of.isoformat()))) + "." + self.extension


def _pdf(report: ReportData) -> bytes:
    from affiliates.reports.pdf.coverage import coverage_pdf

    return coverage_pdf(report)


def _fact_sheet(report: ReportData) -> bytes:
    from affiliates.reports.pdf.fact_sheet import fact_sheet_pdf

    return fact_sheet_pdf(report)


def _xlsx(report: ReportData) -> bytes:
    from affiliates.reports.xlsx.coverage import coverage_xlsx

    return coverage_xlsx(report)


def _html(report: ReportData) -> bytes:
    from affiliates.reports.html.report import coverage_html

    return coverage_html(report)


def _regions(report: ReportData) -> bytes:
    from affiliates.reports.regions_csv import regions_csv

    return regions_csv(report)


def _groups(report: ReportData) -> bytes:
    from affiliates.reports.groups_csv import groups_csv

    return groups_csv(report.groups)


def _geojson(report: ReportData) -> bytes:
    from affiliates.reports.geojson import coverage_geojson

    return coverage_geojson(report)


_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    "pdf": Format(_pdf, "coverage", "pdf", "application/pdf"),
    "xlsx": Format(_xlsx, "coverage", "xlsx", _SPREADSHEET),
    "html": Format(_html, "coverage", "html", "text/html"),
    "regions": Format(_regions, "regions", "csv", "text/csv"),
    "groups": Format(_groups, "affiliate-groups", "csv", "text/csv"),
    "geojson": Format(_geojson, "coverage", "geojson", "application/geo+json"),
    "fact_sheet": Format(_fact_sheet, "fact-sheet", "pdf", "application/pdf"),
}
