"""States, provinces and territories: their ISO 3166-2 codes, names and figures."""

from functools import cache
from pathlib import Path

import pandas as pd

SHIPPED_DATA = Path(__file__).parents[2] / "data"
COUNTRIES = {"US": "United States", "CA": "Canada"}


@cache
def regions() -> pd.DataFrame:
    """Every region we can show, one row each, in the order of the data file.

    The index is the ISO 3166-2 code (``US-MI``); the columns are ``name``, ``name_fr`` (Canada only, else empty),
    ``country``, ``kind`` (state, district, territory or province) and one column per figure with its year in the
    name, people or students. An unknown figure is missing, never zero. Sources: data/README.md.
    """
    return pd.read_csv(
        SHIPPED_DATA / "regions.csv",
        index_col="region",
        keep_default_na=False,
        na_values={column: [""] for column in _figures()},
    )


@cache
def region_names() -> dict[str, str]:
    """The English name of each region by its code, in alphabetical order of names, the United States first."""
    table = regions().sort_values(["country", "name"], ascending=[False, True])
    return dict(table["name"])


def display_name(code: str) -> str:
    """What a region or a country is called by its code; the code itself where we know none."""
    return region_names().get(code) or COUNTRIES.get(code, code)


def country_of(region: str) -> str:
    """The ISO 3166-1 code of the country that a region lies in: the first part of its own code."""
    return region.partition("-")[0]


def _figures() -> list[str]:
    header = pd.read_csv(SHIPPED_DATA / "regions.csv", nrows=0).columns
    return [column for column in header if column[-1].isdigit()]
