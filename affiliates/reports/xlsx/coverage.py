"""The coverage report as an Excel workbook: summary, regions, groups, where next, sources."""

from collections.abc import Iterator, Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from affiliates.content.charter import ALLIANCE_SITE, WHAT_AFFILIATES_ARE
from affiliates.content.labels import link_column_label, scope_label, status_label
from affiliates.content.wording import format_day
from affiliates.coverage.metrics import shown_tiers
from affiliates.coverage.summary import COUNTRY_PARTS
from affiliates.coverage.words.headline import part_name
from affiliates.coverage.words.labels import tier_phrase
from affiliates.coverage.words.method import method, sources
from affiliates.directory.schema import GROUP_COLUMNS, LINK_COLUMNS, LIST_COLUMNS
from affiliates.languages.language import N_, NP_, Language
from affiliates.reports.data import ReportData, records
from affiliates.reports.region_words import region_table_in_words
from affiliates.reports.xlsx.where_next import add_where_next
from affiliates.reports.xlsx.workbook import ReportWorkbook, cell_text

_SUMMARY, _REGIONS, _GROUPS, _SOURCES = (
    NP_("sheet", "Summary"),
    NP_("sheet", "Regions"),
    NP_("sheet", "Groups"),
    NP_("sheet", "Sources"),
)
# For each column of the sheet "Regions": its heading and its width in characters.
_REGION_COLUMNS = {
    "region": (N_("Code"), 8),
    "name": (N_("Region"), 26),
    "country": (N_("Country"), 9),
    "kind": (N_("Kind"), 10),
    "tier": (NP_("column", "Coverage"), 19),
    "groups": (N_("Groups"), 9),
    "statewide": (N_("Statewide"), 11),
    "regional": (N_("Regional"), 10),
    "local": (N_("Local"), 8),
    "national": (N_("National"), 10),
    "virtual": (N_("Virtual"), 9),
    "verification": (N_("Verification"), 15),
    "last_verified_on": (N_("Last verified"), 14),
    "population": (N_("Residents"), 12),
    "under_18": (N_("Under 18"), 11),
    "share": (N_("Share of its country"), 12),
    "rank": (N_("Rank without a statewide group"), 12),
    "nearest": (N_("Nearest with a group"), 13),
    "border_miles": (N_("Border to border, mi"), 12),
    "border_km": (N_("Border to border, km"), 12),
    "center_miles": (N_("Center to center, mi"), 12),
    "center_km": (N_("Center to center, km"), 12),
    "neighbors": (N_("Neighbors"), 54),
}
# Of the sheet "Groups"; links are called as elsewhere.
_GROUP_HEADINGS = {
    "id": N_("Id"),
    "name": N_("Name"),
    "scope": N_("Reach"),
    "regions": N_("Regions"),
    "city": N_("City"),
    "description": N_("Description"),
    "email": N_("Email"),
    "languages": N_("Languages"),
    "affiliate_since": N_("Affiliate since"),
    "status": N_("Status"),
    "last_verified_on": N_("Last verified on"),
}
_GROUP_WIDTHS = {"id": 24, "name": 32, "scope": 11, "regions": 14, "description": 48, "languages": 11, "status": 10}
_SOURCES_WIDTHS = (30, 110)
_SUMMARY_WIDTHS = (32, 10, 12, 12, 12, 14, 14, 14, 14, 10, 10)


def coverage_xlsx(report: ReportData) -> bytes:
    """The workbook as a file. Numbers are stored as numbers, days as days; an unknown value is an empty cell."""
    workbook = ReportWorkbook(report.title, language=report.language, made_on=report.made_on)
    _add_summary(workbook, report)
    _add_regions(workbook, report)
    _add_groups(workbook, report)
    add_where_next(workbook, report)
    _add_sources(workbook, report)
    return workbook.to_bytes()


def _add_summary(workbook: ReportWorkbook, report: ReportData) -> None:
    language = report.language
    sheet = workbook.add_sheet(language.gettext(_SUMMARY), _SUMMARY_WIDTHS)
    row = _write_lines(
        workbook,
        sheet,
        report.title,
        [
            language.gettext(
                "Groups as of {as_of}. Report made on {made_on}.",
                as_of=format_day(language, report.as_of),
                made_on=format_day(language, report.made_on),
            ),
            *(report.with_country(country, " ".join(report.headline(country))) for country in report.countries),
            "",
            *(sentence for country in report.countries for sentence in report.details(country)),
            *(report.with_country(country, report.ranked_by(country)) for country in report.countries),
            *report.notes,
            "",
            f"{language.gettext(WHAT_AFFILIATES_ARE)} {ALLIANCE_SITE}",
            "",
        ],
    )
    header = _summary_header(report)
    workbook.write_header(sheet, row, header, _SUMMARY_WIDTHS[: len(header)])
    formats = ["", *["whole"] * (len(header) - 2), "percent"]
    for number, values in enumerate(_summary_rows(report), start=row + 1):
        for column, value in enumerate(values):
            workbook.write_cell(sheet, number, column, value, formats[column])


def _summary_header(report: ReportData) -> list[str]:
    language = report.language
    return [
        language.gettext("Part"),
        language.gettext("Places"),
        *(
            language.gettext("Places: {tier}", tier=tier_phrase(language, tier))
            for tier in shown_tiers(report.coverage)
        ),
        language.gettext("People: all"),
        language.gettext("People where a statewide group is"),
        language.gettext("People with local groups only"),
        language.gettext("Statewide share"),
    ]


def _summary_rows(report: ReportData) -> Iterator[list[Any]]:
    """A row for each separately counted part of a country: its regions by tier, its people, its share."""
    for country in report.countries:
        regions = report.coverage[report.coverage["country"] == country]
        for summary, kinds in zip(report.summaries(country), COUNTRY_PARTS[country], strict=True):
            tiers = regions.loc[regions["kind"].isin(kinds), "tier"]
            people = (summary.people_total, summary.people_statewide, summary.people_local_only)
            yield [
                report.with_country(country, part_name(report.language, summary)),
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
    language = report.language
    headings, widths = zip(*_REGION_COLUMNS.values(), strict=True)
    sheet = workbook.add_sheet(language.gettext(_REGIONS), widths, pages_wide=2)
    rows = ([*row.values()] for row in records(region_table_in_words(report)))
    workbook.write_table(
        sheet, [*map(language.gettext, headings)], rows, [_number_format(column) for column in _REGION_COLUMNS], widths
    )


def _number_format(column: str) -> str:
    if column.endswith(("_miles", "_km")):
        return "tenths"
    return "percent" if column == "share" else "whole"


def _add_groups(workbook: ReportWorkbook, report: ReportData) -> None:
    language = report.language
    widths = [_GROUP_WIDTHS.get(column, 16) for column in GROUP_COLUMNS]
    sheet = workbook.add_sheet(language.gettext(_GROUPS), widths, pages_wide=2)
    headings = [
        link_column_label(language, column) if column in LINK_COLUMNS else language.gettext(_GROUP_HEADINGS[column])
        for column in GROUP_COLUMNS
    ]
    rows = ([*_group_cells(language, group).values()] for group in records(report.groups))
    workbook.write_table(sheet, headings, rows, [""] * len(GROUP_COLUMNS), widths)


def _group_cells(language: Language, group: dict[str, Any]) -> dict[str, Any]:
    """A group by column: places and languages as codes, how far it reaches and its status in words."""
    codes = {column: " ".join(group[column]) for column in LIST_COLUMNS}
    words = {"scope": scope_label(language, group["scope"]), "status": status_label(language, group["status"])}
    return group | codes | words


def _add_sources(workbook: ReportWorkbook, report: ReportData) -> None:
    language, day = report.language, format_day(report.language, report.as_of)
    sheet = workbook.add_sheet(language.gettext(_SOURCES), _SOURCES_WIDTHS)
    groups = language.gettext("The Alliance’s list of affiliate groups as of {as_of}.", as_of=day)
    rows = [
        (language.gettext("What affiliate groups are"), f"{language.gettext(WHAT_AFFILIATES_ARE)} {ALLIANCE_SITE}"),
        (language.gettext("Groups"), groups),
        *method(language),
        *((language.gettext("Source"), source) for source in sources(language)),
    ]
    term_width, text_width = _SOURCES_WIDTHS
    for row, (term, text) in enumerate(rows):
        # A bold letter is wider than the one that widths are counted in.
        cells = [(term, term_width / 1.2, workbook.term), (text, text_width, workbook.wrapped)]
        workbook.write_wrapped(sheet, row, cells)
