"""The coverage report as an Excel workbook: summary, regions, groups, where next, sources."""

from collections.abc import Iterator, Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from affiliates.content.charter import ALLIANCE_SITE, WHAT_AFFILIATES_ARE
from affiliates.coverage.metrics import shown_tiers
from affiliates.coverage.summary import COUNTRY_PARTS
from affiliates.coverage.words.headline import part_name
from affiliates.coverage.words.labels import tier_phrase
from affiliates.coverage.words.method import method, sources
from affiliates.directory.schema import COLUMNS, LIST_COLUMNS
from affiliates.geo.regions import COUNTRIES
from affiliates.languages.catalogs import ENGLISH
from affiliates.reports.data import ReportData, records
from affiliates.reports.xlsx.where_next import add_where_next
from affiliates.reports.xlsx.workbook import ReportWorkbook, cell_text

# For each column of the sheet "Regions": its heading and its width in characters.
_REGION_COLUMNS = {
    "region": ("Code", 8),
    "name": ("Region", 26),
    "country": ("Country", 9),
    "kind": ("Kind", 10),
    "tier": ("Coverage", 19),
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
    "rank": ("Rank without a statewide group", 12),
    "nearest": ("Nearest with a group", 13),
    "border_miles": ("Border to border, mi", 12),
    "border_km": ("Border to border, km", 12),
    "center_miles": ("Center to center, mi", 12),
    "center_km": ("Center to center, km", 12),
    "neighbors": ("Neighbors", 54),
}
_GROUP_WIDTHS = {"id": 24, "name": 32, "scope": 11, "regions": 14, "description": 48, "languages": 11, "status": 10}
_SOURCES_WIDTHS = (30, 110)
_SUMMARY_WIDTHS = (32, 10, 12, 12, 12, 14, 14, 14, 14, 10, 10)


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
    sheet = workbook.add_sheet("Summary", _SUMMARY_WIDTHS)
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
            f"{ENGLISH.gettext(WHAT_AFFILIATES_ARE)} {ALLIANCE_SITE}",
            "",
        ],
    )
    tiers = [f"Places: {tier_phrase(ENGLISH, tier)}" for tier in shown_tiers(report.coverage)]
    people = ["People: all", "People where a statewide group is", "People with local groups only"]
    header = ["Part", "Places", *tiers, *people, "Statewide share"]
    workbook.write_header(sheet, row, header, _SUMMARY_WIDTHS[: len(header)])
    formats = ["", *["whole"] * (len(tiers) + 4), "percent"]
    for number, values in enumerate(_summary_rows(report), start=row + 1):
        for column, value in enumerate(values):
            workbook.write_cell(sheet, number, column, value, formats[column])


def _summary_rows(report: ReportData) -> Iterator[list[Any]]:
    """A row for each separately counted part of a country: its regions by tier, its people, its share."""
    for country in report.countries:
        regions = report.coverage[report.coverage["country"] == country]
        for summary, kinds in zip(report.summaries(country), COUNTRY_PARTS[country], strict=True):
            tiers = regions.loc[regions["kind"].isin(kinds), "tier"]
            people = (summary.people_total, summary.people_statewide, summary.people_local_only)
            yield [
                f"{COUNTRIES[country]}: {part_name(ENGLISH, summary)}",
                summary.regions,
                *(int((tiers == tier).sum()) for tier in shown_tiers(report.coverage)),
                *(people if summary.people_total else (None, None, None)),
                summary.share,
            ]


def _write_lines(workbook: ReportWorkbook, sheet: Worksheet, title: str, lines: Sequence[str]) -> int:
    """Writes the title and the lines below it, each over all columns; returns the number of the next row."""
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, title, workbook.title)
    for row, text in enumerate(lines, start=1):
        workbook.write_wrapped(sheet, row, [(text, sum(_SUMMARY_WIDTHS), workbook.wrapped)])
        sheet.merge_range(row, 0, row, len(_SUMMARY_WIDTHS) - 1, cell_text(text), workbook.wrapped)
    return len(lines) + 1


def _add_regions(workbook: ReportWorkbook, report: ReportData) -> None:
    headings, widths = zip(*_REGION_COLUMNS.values(), strict=True)
    sheet = workbook.add_sheet("Regions", widths, pages_wide=2)
    rows = ([*row.values()] for row in records(report.region_table()))
    workbook.write_table(sheet, headings, rows, [_number_format(column) for column in _REGION_COLUMNS], widths)


def _number_format(column: str) -> str:
    if column.endswith(("_miles", "_km")):
        return "tenths"
    return "percent" if column == "share" else "whole"


def _add_groups(workbook: ReportWorkbook, report: ReportData) -> None:
    widths = [_GROUP_WIDTHS.get(column, 16) for column in COLUMNS]
    sheet = workbook.add_sheet("Groups", widths, pages_wide=2)
    lists = {COLUMNS.index(column) for column in LIST_COLUMNS}
    rows = (
        [" ".join(value) if column in lists else value for column, value in enumerate(row)]
        for row in report.groups.itertuples(index=False, name=None)
    )
    headings = [column.replace("_", " ").capitalize() for column in COLUMNS]
    workbook.write_table(sheet, headings, rows, [""] * len(COLUMNS), widths)


def _add_sources(workbook: ReportWorkbook, report: ReportData) -> None:
    sheet = workbook.add_sheet("Sources", _SOURCES_WIDTHS)
    rows = [
        ("What affiliate groups are", f"{ENGLISH.gettext(WHAT_AFFILIATES_ARE)} {ALLIANCE_SITE}"),
        ("Groups", f"The Alliance’s list of affiliate groups as of {report.as_of}."),
        *method(ENGLISH),
        *(("Source", source) for source in sources(ENGLISH)),
    ]
    term_width, text_width = _SOURCES_WIDTHS
    for row, (term, text) in enumerate(rows):
        # A bold letter is wider than the one that widths are counted in.
        cells = [(term, term_width / 1.2, workbook.term), (text, text_width, workbook.wrapped)]
        workbook.write_wrapped(sheet, row, cells)
