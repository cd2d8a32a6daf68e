"""States, provinces and territories: their ISO 3166-2 codes, their names, and how many people live in them."""

from functools import cache
from pathlib import Path

import pandas as pd

SHIPPED_DATA = Path(__file__).parents[2] / "data"
COUNTRIES = {"US": "United States", "CA": "Canada"}


@cache
def regions() -> pd.DataFrame:
    """Every region on our maps, one row each, in the order of the data file.

    The index is the ISO 3166-2 code (``US-MI``); the columns are ``name``, ``name_fr`` (Canada only, otherwise
    empty), ``country``, ``kind`` (state, district, territory or province), and the counts of people and students,
    each with its year in its name. An unknown count is missing, never zero. Sources: data/README.md.
    """
    return pd.read_csv(
        SHIPPED_DATA / "regions.csv",
        index_col="region",
        keep_default_na=False,
        na_values={column: [""] for column in _count_columns()},
    )


@cache
def region_names() -> dict[str, str]:
    """The English name of each region by its code: the United States first, each country in alphabetical order."""
    table = regions().sort_values(["country", "name"], ascending=[False, True])
    return dict(table["name"])


@cache
def region_by_name() -> dict[str, str]:
    """The code of each region by its English and its French name, in lower case."""
    table = regions()
    named = [pair for column in ("name_fr", "name") for pair in zip(table[column], table.index, strict=True)]
    return {name.casefold(): str(code) for name, code in named if name}


def display_name(code: str) -> str:
    """The English name of a region or a country by its code; the code itself if it is neither."""
    return region_names().get(code) or COUNTRIES.get(code, code)


def country_of(region: str) -> str:
    """The ISO 3166-1 code of a region's country: the first part of the region's own code."""
    return region.partition("-")[0]


def _count_columns() -> list[str]:
    header = pd.read_csv(SHIPPED_DATA / "regions.csv", nrows=0).columns
    return [column for column in header if column[-1].isdigit()]
