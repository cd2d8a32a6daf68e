"""The sheet "Where next": the ranking of regions without a statewide group, and a chart of it per country."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
from xlsxwriter.chart import Chart

from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.geo.regions import region_names
from affiliates.reports.data import ReportData, records
from affiliates.reports.xlsx.workbook import ACCENT_COLOR, ReportWorkbook

_SHEET = "Where next"
_MAX_BARS = 15
_ROWS_PER_CHART = 22
# Heading, width in characters and format of each column.
_COLUMNS = (
    ("Rank", 7, "whole"),
    ("Region", 26, ""),
    ("Code", 8, ""),
    ("Country", 9, ""),
    ("People", 13, "whole"),
    ("Groups", 12, ""),
    ("Share of its country", 12, "percent"),
    ("Nearest with a group", 18, ""),
    ("Miles to its border", 12, "tenths"),
    ("km to its border", 12, "tenths"),
    ("Proposed", 12, ""),
    ("Points", 12, "tenths"),
)
_NAME_COLUMN, _PEOPLE_COLUMN = 1, 4


def add_where_next(workbook: ReportWorkbook, report: ReportData) -> None:
    """Adds the sheet, with the charts to the right of the table."""
    headings, widths, formats = zip(*_COLUMNS, strict=True)
    sheet = workbook.add_sheet(_SHEET, widths)
    rankings = {country: report.ranking(country) for country in report.countries}
    rows = [row for country, ranking in rankings.items() for row in _rows(report, country, ranking)]
    workbook.write_table(sheet, headings, rows, formats, widths)
    first_row = 1
    for number, (country, ranking) in enumerate(rankings.items()):
        shown = ranking.head(_MAX_BARS)
        if shown["people"].notna().any():
            title = f"{POPULATION_MEASURES[country].people.capitalize()} without a statewide group"
            chart = _chart(workbook, title, first_row, shown)
            sheet.insert_chart(1 + number * _ROWS_PER_CHART, len(_COLUMNS) + 1, chart)
        first_row += len(ranking)


def _rows(report: ReportData, country: str, ranking: pd.DataFrame) -> Iterator[list[Any]]:
    proposed = report.plans[country].regions if country in report.plans else ()
    for row in records(ranking):
        yield [
            row["rank"],
            row["name"],
            row["region"],
            country,
            row["people"],
            row["tier"],
            row["share"],
            region_names().get(str(row["nearest"]), ""),
            row["border_miles"],
            row["border_km"],
            "yes" if row["region"] in proposed else "",
            row["points"],
        ]


def _axis_step(highest: float) -> int:
    """The millions from one line of the axis to the next, so that there are at most about five."""
    return max(1, round(highest / 5_000_000)) * 1_000_000


def _chart(workbook: ReportWorkbook, title: str, first_row: int, shown: pd.DataFrame) -> Chart:
    """A bar for each row of ``shown``, which begin at ``first_row`` of the sheet; the first bar is on top.

    The chart carries a copy of its figures, for programs that do not look them up in the sheet.
    """
    chart = workbook.book.add_chart({"type": "bar"})
    last_row = first_row + len(shown) - 1
    chart.add_series(
        {
            "name": title,
            "categories": [_SHEET, first_row, _NAME_COLUMN, last_row, _NAME_COLUMN],
            "values": [_SHEET, first_row, _PEOPLE_COLUMN, last_row, _PEOPLE_COLUMN],
            "categories_data": list(shown["name"]),
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
            "num_format": '#,##0,,"M"',
            "major_unit": _axis_step(shown["people"].max()),
            "major_gridlines": {"visible": True, "line": {"color": "#d5dae0"}},
        }
    )
    chart.set_size({"width": 620, "height": 420})
    return chart
