"""The sheet "Where next": the ranking of regions without a statewide group, and a chart of it per country."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
from babel.numbers import format_compact_decimal
from xlsxwriter.chart import Chart

from affiliates.content.place_names import region_name
from affiliates.coverage.metrics import Tier
from affiliates.coverage.words.labels import tier_name
from affiliates.languages.language import N_, NP_, Language
from affiliates.reports.data import ReportData, records
from affiliates.reports.xlsx.workbook import ACCENT_COLOR, ReportWorkbook

_SHEET = NP_("sheet", "Where next")
_CHART_TITLES = {"US": N_("Children without a statewide group"), "CA": N_("People without a statewide group")}
_MAX_BARS = 15
_ROWS_PER_CHART = 22
# Heading, width in characters and format of each column.
_COLUMNS = (
    (N_("Rank"), 7, "whole"),
    (N_("Region"), 26, ""),
    (N_("Code"), 8, ""),
    (N_("Country"), 9, ""),
    (N_("People"), 13, "whole"),
    (N_("Groups"), 12, ""),
    (N_("Share of its country"), 12, "percent"),
    (N_("Nearest with a group"), 18, ""),
    (N_("Miles to its border"), 12, "tenths"),
    (N_("km to its border"), 12, "tenths"),
    (N_("Proposed"), 12, ""),
    (N_("Points"), 12, "tenths"),
    (N_("People ready to help"), 12, "whole"),  # where it is known of a place
)
_NAME_COLUMN, _PEOPLE_COLUMN = 1, 4


def add_where_next(workbook: ReportWorkbook, report: ReportData) -> None:
    """Adds the sheet, with the charts to the right of the table."""
    language = report.language
    headings, widths, formats = zip(*(_COLUMNS if report.ready else _COLUMNS[:-1]), strict=True)
    sheet = workbook.add_sheet(language.gettext(_SHEET), widths)
    rankings = {country: report.ranking(country) for country in report.countries}
    rows = [row for country, ranking in rankings.items() for row in _rows(report, country, ranking)]
    workbook.write_table(sheet, [*map(language.gettext, headings)], rows, formats, widths)
    first_row = 1
    for number, (country, ranking) in enumerate(rankings.items()):
        shown = ranking.head(_MAX_BARS)
        if shown["people"].notna().any():
            chart = _chart(workbook, sheet.get_name(), language.gettext(_CHART_TITLES[country]), first_row, shown)
            sheet.insert_chart(1 + number * _ROWS_PER_CHART, len(_COLUMNS) + 1, chart)
        first_row += len(ranking)


def _rows(report: ReportData, country: str, ranking: pd.DataFrame) -> Iterator[list[Any]]:
    language = report.language
    proposed = report.plans[country].regions if country in report.plans else ()
    for row in records(ranking):
        yield [
            row["rank"],
            region_name(language, row["region"]),
            row["region"],
            country,
            row["people"],
            tier_name(language, Tier(row["tier"])),
            row["share"],
            "" if pd.isna(row["nearest"]) else region_name(language, row["nearest"]),
            row["border_miles"],
            row["border_km"],
            language.gettext("yes") if row["region"] in proposed else "",
            row["points"],
            *([row["ready"]] if report.ready else []),
        ]


def _axis_step(highest: float) -> int:
    """The millions from one line of the axis to the next, so that there are at most about five."""
    return max(1, round(highest / 5_000_000)) * 1_000_000


def _millions(language: Language) -> str:
    """What stands behind a number of millions: "M"."""
    return str(format_compact_decimal(1_000_000, locale=language.locale)).removeprefix("1")


def _chart(workbook: ReportWorkbook, sheet: str, title: str, first_row: int, shown: pd.DataFrame) -> Chart:
    """A bar for each row of ``shown``, which begin at ``first_row`` of the sheet of this name; the first bar is on top.

    The chart carries a copy of its figures, for programs that do not look them up in the sheet.
    """
    language = workbook.language
    chart = workbook.book.add_chart({"type": "bar"})
    last_row = first_row + len(shown) - 1
    chart.add_series(
        {
            "name": title,
            "categories": [sheet, first_row, _NAME_COLUMN, last_row, _NAME_COLUMN],
            "values": [sheet, first_row, _PEOPLE_COLUMN, last_row, _PEOPLE_COLUMN],
            "categories_data": [region_name(language, str(region)) for region in shown.index],
            "values_data": [None if pd.isna(people) else people for people in shown["people"]],
            "fill": {"color": ACCENT_COLOR},
            "gap": 40,
        }
    )
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    chart.set_x_axis(
        {
            "num_format": f'#,##0,,"{_millions(language)}"',
            "major_unit": _axis_step(shown["people"].max()),
            "major_gridlines": {"visible": True, "line": {"color": "#d5dae0"}},
        }
    )
    chart.set_size({"width": 620, "height": 420})
    return chart
