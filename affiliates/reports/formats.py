"""The formats of reports: how each is made, and what its file is called.

A format's modules are imported when the first report in it is made: typefaces and spreadsheets take a second to load,
and neither the first visitor of the map nor the other commands should wait for them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import Language
from affiliates.reports.data import ReportData


@dataclass(frozen=True)
class Format:
    """How to make a report in this format, how its file name begins and ends, and its media type.

    ``has_sentences`` says whether it differs from language to language; what is for programs alone does not.
    """

    make: Callable[[ReportData], bytes]
    stem: str
    extension: str
    media_type: str
    has_sentences: bool = True

    def file_name(self, as_of: date, code: str = "", language: Language = ENGLISH) -> str:
        """The name of the file: what it is, the code of its language unless that is English, the code of its region or
        country unless it covers all, and its day."""
        language_code = language.code if self.has_sentences and language != ENGLISH else ""
        return (
            "-".join(filter(None, (self.stem, language_code, code.lower(), as_of.isoformat()))) + f".{self.extension}"
        )


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
    "regions": Format(_regions, "regions", "csv", "text/csv", has_sentences=False),
    "groups": Format(_groups, "affiliate-groups", "csv", "text/csv", has_sentences=False),
    "geojson": Format(_geojson, "coverage", "geojson", "application/geo+json"),
    "fact_sheet": Format(_fact_sheet, "fact-sheet", "pdf", "application/pdf"),
}
