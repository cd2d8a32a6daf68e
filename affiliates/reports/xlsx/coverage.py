"""The coverage report as an Excel workbook: summary, regions, groups, where next, sources."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from xlsxwriter.worksheet import Worksheet

from affiliates.content.charter import ALLIANCE_SITE, WHAT_AFFILIATES_ARE
from affiliates.coverage.headline import COUNTRY_PARTS
from affiliates.coverage.method import METHOD, SOURCES
from affiliates.coverage.metrics import shown_tiers
from affiliates.directory.schema import COLUMNS, LIST_COLUMNS
from affiliates.geo.regions import COUNTRIES
from affiliates.reports.data import ReportData, records
from affiliates.reports.xlsx.where_next import add_where_next
from affiliates.reports.xlsx.workbook import ReportWorkbook, cell_text

# For each column of the sheet "Regions": its heading and its width in characters.
_REGION_COLUMNS = {
    "region": ("Code", 8),
    "name": ("Region", 26),
    "country": ("Country", 9),
    "kind": ("Kind", 10),
    "tier": ("Coverage", 20),
    "groups": ("Groups", 9),
    "statewide": ("Statewide", 11),
    "regional": ("Regional", 10),
    "local": ("Local", 8),
    "national": ("National", 10),
    "virtual": ("Virtual", 9),
    "verification": ("Verification", 15),
    "last_verified_on": ("Last verified", 14),
    "population": ("Residents", 12),
    "under_18": ("Under 18", 11),
    "share": ("Share of its country", 12),
    "rank": ("Rank without a group", 12),
    "nearest": ("Nearest with a group", 13),
    "border_miles": ("Border to border, mi", 12),
    "border_km": ("Border to border, km", 12),
    "center_miles": ("Center to center, mi", 12),
    "center_km": ("Center to center, km", 12),
    "neighbors": ("Neighbors", 34),
}
_GROUP_WIDTHS = {"id": 26, "name": 44, "scope": 11, "regions": 18, "description": 60, "languages": 12, "status": 10}
_SOURCES_WIDTHS = (44, 120)
_LINE_POINTS = 15  # the height of a row of one line


def coverage_xlsx(report: ReportData) -> bytes:
    """The workbook as a file. Numbers are stored as numbers, days as days; an unknown value is an empty cell."""
    workbook = ReportWorkbook(report.title, made_on=report.made_on)
    _add_summary(workbook, report)
    _add_regions(workbook, report)
    _add_groups(workbook, report)
    add_where_next(workbook, report)
    _add_sources(workbook, report)
    return workbook.to_bytes()


def _add_summary(workbook: ReportWorkbook, report: ReportData) -> None:
    shown = shown_tiers(report.coverage)
    sheet = workbook.add_sheet("Summary", [48, 10, 14, 16, 16, 10, *[14] * len(shown)])
    row = _write_lines(
        workbook,
        sheet,
        report.title,
        [
            f"Groups as of {report.as_of}. Report made on {report.made_on}.",
            *(f"{COUNTRIES[country]}: {' '.join(report.headline(country))}" for country in report.countries),
            "",
            *(sentence for country in report.countries for sentence in report.details(country)),
            *(f"{COUNTRIES[country]}: {report.ranked_by(country)}" for country in report.countries),
            *report.notes,
            "",
            WHAT_AFFILIATES_ARE,
            "",
        ],
    )
    tiers = [tier.capitalize() for tier in shown]
    sheet.set_row(row, 32)
    header = ["Part", "Places", "Places with a group", "People counted", "People with a group", "Share", *tiers]
    for column, heading in enumerate(header):
        sheet.write_string(row, column, heading, workbook.header)
    formats = ["", "whole", "whole", "whole", "whole", "percent", *["whole"] * len(shown)]
    for number, values in enumerate(_summary_rows(report), start=row + 1):
        for column, value in enumerate(values):
            workbook.write_cell(sheet, number, column, value, formats[column])


def _summary_rows(report: ReportData) -> Iterator[list[Any]]:
    """A row for each separately counted part of a country and for the whole: counts, people, share, regions by tier."""
    for country in report.countries:
        regions = report.coverage[report.coverage["country"] == country]
        parts = report.summaries(country)
        kinds_of_parts = [*COUNTRY_PARTS[country], sum(COUNTRY_PARTS[country], ())][: len(parts)]
        for summary, kinds in zip(parts, kinds_of_parts, strict=True):
            tiers = regions.loc[regions["kind"].isin(kinds), "tier"]
            people = [summary.people_total, summary.people_covered] if summary.people_total else [None, None]
            yield [
                f"{COUNTRIES[country]}: {summary.name}",
                summary.regions,
                summary.covered,
                *people,
                summary.share,
                *(int((tiers == tier).sum()) for tier in shown_tiers(report.coverage)),
            ]


def _write_lines(workbook: ReportWorkbook, sheet: Worksheet, title: str, lines: Sequence[str]) -> int:
    """Writes the title and the lines below it, one per row; returns the number of the next row."""
    sheet.write_string(0, 0, title, workbook.title)
    for row, text in enumerate(lines, start=1):
        if text:
            sheet.write_string(row, 0, cell_text(text))
    return len(lines) + 1


def _add_regions(workbook: ReportWorkbook, report: ReportData) -> None:
    sheet = workbook.add_sheet("Regions", [width for _, width in _REGION_COLUMNS.values()])
    table = report.region_table()
    rows = ([*row.values()] for row in records(table))
    formats = [_number_format(column) for column in _REGION_COLUMNS]
    workbook.write_table(sheet, [heading for heading, _ in _REGION_COLUMNS.values()], rows, formats)


def _number_format(column: str) -> str:
    if column.endswith(("_miles", "_km")):
        return "tenths"
    return "percent" if column == "share" else "whole"


def _add_groups(workbook: ReportWorkbook, report: ReportData) -> None:
    sheet = workbook.add_sheet("Groups", [_GROUP_WIDTHS.get(column, 16) for column in COLUMNS])
    lists = {COLUMNS.index(column) for column in LIST_COLUMNS}
    rows = (
        [" ".join(value) if column in lists else value for column, value in enumerate(row)]
        for row in report.groups.itertuples(index=False, name=None)
    )
    headings = [column.replace("_", " ").capitalize() for column in COLUMNS]
    workbook.write_table(sheet, headings, rows, [""] * len(COLUMNS))


def _add_sources(workbook: ReportWorkbook, report: ReportData) -> None:
    sheet = workbook.add_sheet("Sources", _SOURCES_WIDTHS)
    rows = [
        ("What affiliate groups are", f"{WHAT_AFFILIATES_ARE} {ALLIANCE_SITE}"),
        ("Groups", f"The Alliance’s list of affiliate groups as of {report.as_of}."),
        *METHOD,
        *(("Source", source) for source in SOURCES),
    ]
    for row, (term, text) in enumerate(rows):
        # LibreOffice does not make a row taller for wrapped text when it opens a file.
        lines = max(ceil(len(cell) / width) for cell, width in zip((term, text), _SOURCES_WIDTHS, strict=True))
        sheet.set_row(row, lines * _LINE_POINTS)
        sheet.write_string(row, 0, term, workbook.term)
        sheet.write_string(row, 1, cell_text(text), workbook.wrapped)
