"""Every region of a country as a line of words and figures: the table that the page, and the command line, show."""

from enum import StrEnum

import pandas as pd

from affiliates.coverage.headline import format_percent
from affiliates.coverage.planning import EQUAL_WEIGHT, RankingOrder, ranking
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.geo.regions import region_names

UNKNOWN = "unknown"
NOTHING = "–"
_WORDS = ("Place", "Groups", "Nearest other with a group", "Verified")


class RegionSort(StrEnum):
    """The orders of the table."""

    RANK = "rank"
    NAME = "name"
    PEOPLE = "people"
    GROUPS = "groups"
    DISTANCE = "distance"


def sorted_regions(
    coverage: pd.DataFrame,
    country: str,
    sort: RegionSort = RegionSort.RANK,
    order: RankingOrder = RankingOrder.PEOPLE,
    weight: float = EQUAL_WEIGHT,
) -> pd.DataFrame:
    """Every region of a country, one row each; index and columns as in ``coverage``, and those of ``ranking``.

    By rank, the uncovered regions stand first, in the order of their ranking, then the covered ones by people. Else
    by name; by people, by groups, most first; or by distance to the nearest covered region, farthest first. Equals
    stand by name, missing values last.
    """
    ranked = ranking(coverage, country, order, weight)
    rest = coverage[(coverage["country"] == country) & coverage["covered"]]
    table = pd.concat([ranked, rest.sort_values(["people", "name"], ascending=[False, True])])
    by = {
        RegionSort.RANK: [],
        RegionSort.NAME: [],
        RegionSort.PEOPLE: ["people"],
        RegionSort.GROUPS: ["groups"],
        RegionSort.DISTANCE: ["border_km", "center_km"],
    }[sort]
    if sort is RegionSort.RANK:
        return table
    return table.sort_values([*by, "name"], ascending=[*(False for _ in by), True], na_position="last")


def region_table_as_text(table: pd.DataFrame, country: str, order: RankingOrder = RankingOrder.PEOPLE) -> pd.DataFrame:
    """The rows of ``sorted_regions`` as texts, for people to read; index: code.

    A rank is shown only where there is no group, and points only in an order by both, which goes by them. Miles and
    kilometres are those between the borders, 0 for neighbours.
    """
    groups = table["groups"].map(str).str.cat(table["tier"], sep=", ")
    points = {"Points": _told(table["points"], "{:.1f}")}
    return pd.DataFrame(
        {
            "Rank": _told(table["rank"], "{}"),
            **(points if order is RankingOrder.BOTH else {}),
            "Place": table["name"],
            "Groups": groups.where(table["covered"], "none yet"),
            POPULATION_MEASURES[country].people.capitalize(): _told(table["people"], "{:,.0f}", UNKNOWN),
            "Share": table["share"].map(format_percent),
            "Nearest other with a group": _told(table["nearest"].map(region_names()), "{}"),
            "Miles": _told(table["border_miles"], "{:,.0f}"),
            "Km": _told(table["border_km"], "{:,.0f}"),
            "Verified": _told(table["verification"], "{}"),
        }
    )


def format_as_lines(texts: pd.DataFrame) -> str:
    """A table of texts with its columns below each other, for a terminal: numbers to the right, words to the left."""
    columns = []
    for column in texts:
        cells = [str(column), *texts[column]]
        width = max(map(len, cells))
        columns.append([cell.ljust(width) if column in _WORDS else cell.rjust(width) for cell in cells])
    return "\n".join("  ".join(line).rstrip() for line in zip(*columns, strict=True))


def _told(values: pd.Series, form: str, missing: str = NOTHING) -> pd.Series:
    told = [missing if pd.isna(value) else form.format(value) for value in values]
    return pd.Series(told, index=values.index, dtype="str")
