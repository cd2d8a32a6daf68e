"""The coverage report as an Excel workbook: summary, regions, groups, where next, sources."""

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from affiliates.content.charter import ALLIANCE_SITE, WHAT_AFFILIATES_ARE
from affiliates.content.method import METHOD, SOURCES
from affiliates.coverage.headline import COUNTRY_PARTS
from affiliates.coverage.metrics import Tier
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.directory.schema import COLUMNS, LIST_COLUMNS
from affiliates.geo.regions import COUNTRIES, region_names
from affiliates.reports.data import ReportData, records
from affiliates.reports.xlsx.workbook import ACCENT, Sheets, cell_text

_CHARTED = 15

# Of each column of the sheet of regions: its heading and its width in letters.
_REGION_HEADINGS = {
    "region": ("Code", 8),
    "name": ("Region", 26),
    "country": ("Country", 9),
    "kind": ("Kind", 10),
    "tier": ("Has", 20),
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
    "share": ("Part of its country", 12),
    "rank": ("Rank without a group", 12),
    "nearest": ("Nearest with a group", 13),
    "border_miles": ("Border to border, mi", 12),
    "border_km": ("Border to border, km", 12),
    "center_miles": ("Center to center, mi", 12),
    "center_km": ("Center to center, km", 12),
    "neighbors": ("Neighbors", 34),
}
_GROUP_WIDTHS = {"id": 26, "name": 44, "scope": 11, "regions": 18, "description": 60, "languages": 12, "status": 10}


def coverage_xlsx(report: ReportData) -> bytes:
    """The workbook as a file. Numbers are numbers and days are days; what is unknown is an empty cell."""
    sheets = Sheets(report.title, made_on=report.made_on)
    _summary(sheets, report)
    _regions(sheets, report)
    _groups(sheets, report)
    _where_next(sheets, report)
    _sources(sheets, report)
    return sheets.file()


def _summary(sheets: Sheets, report: ReportData) -> None:
    sheet = sheets.add("Summary", [48, 10, 14, 16, 16, 10, *[14] * len(Tier)])
    row = _lines(
        sheets,
        sheet,
        [
            f"*{report.title}",
            f"Groups as of {report.as_of}, made on {report.made_on}.",
            *(f"{COUNTRIES[country]}: {' '.join(report.headline(country))}" for country in report.countries),
            "",
            *(each for country in report.countries for each in report.details(country)),
            *(f"{COUNTRIES[country]}: {report.ranked_by(country)}" for country in report.countries),
            *report.notes,
            "",
            WHAT_AFFILIATES_ARE,
            "",
        ],
    )
    tiers = [tier.capitalize() for tier in Tier]
    sheet.set_row(row, 32)
    header = ["Part", "Places", "Places with a group", "People counted", "People with a group", "Share", *tiers]
    for column, heading in enumerate(header):
        sheet.write_string(row, column, heading, sheets.header)
    formats = ["", "whole", "whole", "whole", "whole", "percent", *["whole"] * len(Tier)]
    for number, values in enumerate(_parts(report), start=row + 1):
        for column, value in enumerate(values):
            sheets.write(sheet, number, column, value, formats[column])


def _parts(report: ReportData) -> Iterator[list[Any]]:
    """The parts of each country that are counted apart, and the whole: counts, people, share, regions by tier."""
    for country in report.countries:
        own = report.coverage[report.coverage["country"] == country]
        parts = report.summaries(country)
        kinds = [*COUNTRY_PARTS[country], sum(COUNTRY_PARTS[country], ())][: len(parts)]
        for summary, kind in zip(parts, kinds, strict=True):
            tiers = own.loc[own["kind"].isin(kind), "tier"]
            people = [summary.people_total, summary.people_covered] if summary.people_total else [None, None]
            yield [
                f"{COUNTRIES[country]}: {summary.name}",
                summary.regions,
                summary.covered,
                *people,
                summary.share,
                *(int((tiers == tier).sum()) for tier in Tier),
            ]


def _lines(sheets: Sheets, sheet: Worksheet, texts: Iterable[str]) -> int:
    """Texts one below the other, the ones that begin with an asterisk as a title; returns the row after them."""
    row = -1
    for row, text in enumerate(texts):
        if text.startswith("*"):
            sheet.write_string(row, 0, text[1:], sheets.title)
        elif text:
            sheet.write_string(row, 0, cell_text(text))
    return row + 1


def _regions(sheets: Sheets, report: ReportData) -> None:
    sheet = sheets.add("Regions", [width for _, width in _REGION_HEADINGS.values()])
    table = report.region_table()
    rows = ([*row.values()] for row in records(table))
    formats = [_format(column) for column in _REGION_HEADINGS]
    sheets.table(sheet, [heading for heading, _ in _REGION_HEADINGS.values()], rows, formats)


def _format(column: str) -> str:
    if column.endswith(("_miles", "_km")):
        return "tenths"
    return "percent" if column == "share" else "whole"


def _groups(sheets: Sheets, report: ReportData) -> None:
    sheet = sheets.add("Groups", [_GROUP_WIDTHS.get(column, 16) for column in COLUMNS])
    lists = {COLUMNS.index(column) for column in LIST_COLUMNS}
    rows = (
        [" ".join(value) if column in lists else value for column, value in enumerate(row)]
        for row in report.groups.itertuples(index=False, name=None)
    )
    sheets.table(sheet, [column.replace("_", " ").capitalize() for column in COLUMNS], rows, [""] * len(COLUMNS))


def _where_next(sheets: Sheets, report: ReportData) -> None:
    header = ["Rank", "Region", "Code", "Country", "People", "Who is counted", "Part of its country"]
    header += ["Nearest with a group", "Miles to its border", "km to its border", "Proposed", "Points"]
    sheet = sheets.add("Where next", [7, 26, 8, 9, 13, 34, 18, 22, 12, 12, 12, 12])
    ranked = {country: report.ranking(country) for country in report.countries}
    formats = ["whole", "", "", "", "whole", "", "percent", "", "tenths", "tenths", "", "tenths"]
    rows = [row for country, table in ranked.items() for row in _ranked(report, country, table)]
    sheets.table(sheet, header, rows, formats)
    first = 1
    for number, (country, table) in enumerate(ranked.items()):
        charted = table.head(_CHARTED)
        if charted["people"].notna().any():
            chart = _chart(
                sheets, f"{POPULATION_MEASURES[country].people.capitalize()} without a group", first, charted
            )
            sheet.insert_chart(1 + number * 22, len(header) + 1, chart)
        first += len(table)


def _ranked(report: ReportData, country: str, table: pd.DataFrame) -> Iterator[list[Any]]:
    proposed = report.plans[country].regions if country in report.plans else ()
    for row in records(table):
        yield [
            row["rank"],
            row["name"],
            row["region"],
            country,
            row["people"],
            POPULATION_MEASURES[country].description,
            row["share"],
            region_names().get(str(row["nearest"]), ""),
            row["border_miles"],
            row["border_km"],
            "yes" if row["region"] in proposed else "",
            row["points"],
        ]


def _chart(sheets: Sheets, title: str, first: int, charted: pd.DataFrame) -> Chart:
    """Bars for the rows of the sheet "Where next" from the row ``first`` on, the first on top.

    ``charted`` is what stands there: programs that do not calculate show the copy that goes with the chart.
    """
    chart = sheets.book.add_chart({"type": "bar"})
    last = first + len(charted) - 1
    chart.add_series(
        {
            "name": title,
            "categories": ["Where next", first, 1, last, 1],
            "values": ["Where next", first, 4, last, 4],
            "categories_data": list(charted["name"]),
            "values_data": [None if pd.isna(figure) else figure for figure in charted["people"]],
            "fill": {"color": ACCENT},
            "gap": 40,
        }
    )
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    chart.set_x_axis({"num_format": '#,##0.0,,"M"', "major_gridlines": {"visible": True, "line": {"color": "#d5dae0"}}})
    chart.set_size({"width": 620, "height": 420})
    return chart


def _sources(sheets: Sheets, report: ReportData) -> None:
    sheet = sheets.add("Sources", [44, 120])
    rows = [
        ("What affiliate groups are", f"{WHAT_AFFILIATES_ARE} {ALLIANCE_SITE}"),
        ("Groups", f"The Alliance’s list of affiliate groups as of {report.as_of}."),
        *METHOD,
        *(("Source", source) for source in SOURCES),
    ]
    for row, (term, text) in enumerate(rows):
        sheet.write_string(row, 0, term, sheets.bold)
        sheet.write_string(row, 1, cell_text(text), sheets.wrapped)
