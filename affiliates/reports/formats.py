"""Which reports there are: how each is made, and what its file is called."""

from collections.abc import Callable
from dataclasses import dataclass

from affiliates.reports.contents import Contents
from affiliates.reports.coverage_geojson import coverage_geojson
from affiliates.reports.coverage_html import coverage_html
from affiliates.reports.coverage_pdf import coverage_pdf
from affiliates.reports.coverage_xlsx import coverage_xlsx
from affiliates.reports.fact_sheet_pdf import fact_sheet_pdf
from affiliates.reports.groups_csv import groups_csv
from affiliates.reports.regions_csv import regions_csv


@dataclass(frozen=True)
class Format:
    """A kind of report: what makes its file, how the file's name begins and ends, and its media type."""

    make: Callable[[Contents], bytes]
    stem: str
    ending: str
    media_type: str

    def file_name(self, told: Contents) -> str:
        """The name of the file: what it is, of which region or country, and of which day."""
        place = told.region or (told.countries[0] if len(told.countries) == 1 else "")
        return "-".join(filter(None, (self.stem, place.lower(), told.as_of.isoformat()))) + "." + self.ending


FORMATS = {
    "pdf": Format(coverage_pdf, "coverage", "pdf", "application/pdf"),
    "xlsx": Format(
        coverage_xlsx, "coverage", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
    "html": Format(coverage_html, "coverage", "html", "text/html"),
    "regions": Format(regions_csv, "regions", "csv", "text/csv"),
    "groups": Format(lambda told: groups_csv(told.groups), "affiliate-groups", "csv", "text/csv"),
    "geojson": Format(coverage_geojson, "coverage", "geojson", "application/geo+json"),
    "fact sheet": Format(fact_sheet_pdf, "fact-sheet", "pdf", "application/pdf"),
}
