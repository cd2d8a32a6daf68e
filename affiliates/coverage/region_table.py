"""Every region of a country as a row of text: the table on the page and on the command line."""

from enum import StrEnum

import pandas as pd

from affiliates.content.wording import format_percent
from affiliates.coverage.metrics import Tier
from affiliates.coverage.planning import EQUAL_WEIGHT, RankingOrder, ranking
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import ENGLISH

UNKNOWN = "unknown"
NOTHING = "–"
# Columns of words, which are aligned to the left.
_TEXT_COLUMNS = ("Place", "Groups", "Nearest other with a group", "Verified")


class RegionSort(StrEnum):
    """The orders in which the table can be sorted."""

    RANK = "rank"
    NAME = "name"
    PEOPLE = "people"
    GROUPS = "groups"
    DISTANCE = "distance"


_SORT_COLUMNS: dict[RegionSort, list[str]] = {
    RegionSort.NAME: [],
    RegionSort.PEOPLE: ["people"],
    RegionSort.GROUPS: ["groups"],
    RegionSort.DISTANCE: ["border_km", "center_km"],
}


def sorted_regions(
    coverage: pd.DataFrame,
    country: str,
    sort: RegionSort = RegionSort.RANK,
    order: RankingOrder = RankingOrder.PEOPLE,
    weight: float = EQUAL_WEIGHT,
) -> pd.DataFrame:
    """Every region of a country, one row each; index and columns as in ``coverage``, plus those of ``ranking``.

    By rank, regions without a statewide group come first, in the order of their ranking, then those of which it is
    not known, and then the others, both by people. Otherwise they are sorted by name; by people or by groups, most
    first; or by distance to the nearest covered region, farthest first. Ties are sorted by name; missing values come
    last.
    """
    ranked = ranking(coverage, country, order, weight)
    others = coverage[(coverage["country"] == country) & ~coverage.index.isin(ranked.index)]
    table = pd.concat([ranked, others.sort_values(["covered", "people", "name"], ascending=[True, False, True])])
    if sort is RegionSort.RANK:
        return table
    by = _SORT_COLUMNS[sort]
    return table.sort_values([*by, "name"], ascending=[*(False for _ in by), True], na_position="last")


def region_table_as_text(table: pd.DataFrame, country: str, order: RankingOrder = RankingOrder.PEOPLE) -> pd.DataFrame:
    """The rows of ``sorted_regions`` as text for people to read; index: code.

    Only regions without a statewide group have a rank; points are shown only when the order is by both, because they
    decide it. Miles and kilometers are those between the borders, 0 for neighbors.
    """
    groups = table["groups"].map(str).str.cat(table["tier"], sep=", ")
    points = {"Points": _format_column(table["points"], "{:.1f}")}
    return pd.DataFrame(
        {
            "Rank": _format_column(table["rank"], "{}"),
            **(points if order is RankingOrder.BOTH else {}),
            "Place": table["name"],
            "Groups": groups.where(table["covered"], table["tier"].replace(Tier.NONE, "none yet")),
            POPULATION_MEASURES[country].people.capitalize(): _format_column(table["people"], "{:,.0f}", UNKNOWN),
            "Share": [format_percent(ENGLISH, share) for share in table["share"]],
            "Nearest other with a group": _format_column(table["nearest"].map(region_names()), "{}"),
            "Miles": _format_column(table["border_miles"], "{:,.0f}"),
            "Km": _format_column(table["border_km"], "{:,.0f}"),
            "Verified": _format_column(table["verification"], "{}"),
        }
    )


def format_as_lines(texts: pd.DataFrame) -> str:
    """A table of text as aligned lines for a terminal: numbers to the right, words to the left."""
    columns = []
    for column in texts:
        cells = [str(column), *texts[column]]
        width = max(map(len, cells))
        columns.append([cell.ljust(width) if column in _TEXT_COLUMNS else cell.rjust(width) for cell in cells])
    return "\n".join("  ".join(line).rstrip() for line in zip(*columns, strict=True))


def _format_column(values: pd.Series, template: str, missing: str = NOTHING) -> pd.Series:
    texts = [missing if pd.isna(value) else template.format(value) for value in values]
    return pd.Series(texts, index=values.index, dtype="str")
