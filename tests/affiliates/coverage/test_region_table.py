"""The table that the page and the command line show."""

from datetime import date
from gettext import NullTranslations
from pathlib import Path

import pandas as pd
import pytest
from babel import Locale

from affiliates.coverage.metrics import coverage_by_region
from affiliates.coverage.planning import RankingOrder
from affiliates.coverage.words.region_table import (
    RegionColumn,
    RegionSort,
    column_headings,
    format_as_lines,
    region_table_as_text,
    sorted_regions,
)
from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import Language
from tests.made_up import groups_of, made_up_regions, row

PEOPLE = {"US-OH": 400, "US-MI": 200, "US-IN": 100, "US-HI": 50, "US-GU": None, "US-XX": None, "CA-ON": 900}


@pytest.fixture
def coverage(tmp_path: Path) -> pd.DataFrame:
    groups = groups_of(
        tmp_path, row(1, regions="US-MI"), row(2, regions="US-MI", scope="local"), row(3, regions="CA-ON")
    )
    return coverage_by_region(groups, date(2026, 11, 21), made_up_regions(PEOPLE))


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (RegionSort.RANK, ["OH", "IN", "HI", "GU", "XX", "MI"]),
        (RegionSort.NAME, ["GU", "HI", "IN", "MI", "OH", "XX"]),
        (RegionSort.PEOPLE, ["OH", "MI", "IN", "HI", "GU", "XX"]),
        (RegionSort.GROUPS, ["MI", "GU", "HI", "IN", "OH", "XX"]),
        (RegionSort.DISTANCE, ["GU", "HI", "MI", "IN", "OH", "XX"]),
    ],
)
def test_table_is_sorted_as_chosen(coverage: pd.DataFrame, sort: RegionSort, expected: list[str]) -> None:
    assert [str(region)[3:] for region in sorted_regions(ENGLISH, coverage, "US", sort).index] == expected


def test_table_shows_every_value_as_text(coverage: pd.DataFrame) -> None:
    lines = region_table_as_text(ENGLISH, sorted_regions(ENGLISH, coverage, "US"), "US")

    headings = column_headings(ENGLISH, "US")
    assert [headings[str(column)] for column in lines] == [
        "Rank",
        "Place",
        "Groups",
        "Children",
        "Share",
        "Nearest other with a group",
        "Miles",
        "Km",
        "Verified",
    ]
    assert list(lines.loc["US-OH"]) == ["1", "Ohio", "none yet", "400", "53.3%", "Michigan", "0", "0", "–"]
    assert list(lines.loc["US-XX"]) == ["–", "US-XX", "none yet", "unknown", "unknown", "–", "–", "–", "–"]
    assert list(lines.loc["US-MI"])[:6] == ["–", "Michigan", "2, statewide and local", "200", "26.7%", "Ontario"]
    assert lines.loc["US-MI", RegionColumn.VERIFIED] == "never verified"


def test_points_are_shown_only_when_they_decide_the_order(coverage: pd.DataFrame) -> None:
    lines = region_table_as_text(
        ENGLISH, sorted_regions(ENGLISH, coverage, "US", order=RankingOrder.BOTH, weight=0.5), "US", RankingOrder.BOTH
    )

    # Ohio 100 and 0, Hawaii 0 and 66.7 of the four with an outline, Indiana 50 and 33.3.
    assert lines[RegionColumn.POINTS].to_dict() == {
        "US-OH": "50.0",
        "US-IN": "41.7",
        "US-HI": "33.3",
        "US-GU": "–",
        "US-XX": "–",
        "US-MI": "–",
    }


def test_columns_are_aligned(coverage: pd.DataFrame) -> None:
    texts = region_table_as_text(ENGLISH, sorted_regions(ENGLISH, coverage, "US"), "US")

    header, ohio, indiana, *_ = format_as_lines(texts, column_headings(ENGLISH, "US")).splitlines()

    assert header.index("Place") == ohio.index("Ohio") == indiana.index("Indiana")
    assert header.index("Share") + len("Share") == ohio.index("53.3%") + len("53.3%")


def test_region_of_which_nobody_knows_follows_those_without_a_group(tmp_path: Path) -> None:
    groups = groups_of(tmp_path, row(1, regions="US-MI"))
    people = made_up_regions(PEOPLE)
    table = sorted_regions(ENGLISH, coverage_by_region(groups, date(2026, 11, 21), people, doubtful={"US-OH"}), "US")

    assert [str(region)[3:] for region in table.index] == ["IN", "HI", "GU", "XX", "OH", "MI"]
    assert list(region_table_as_text(ENGLISH, table, "US").loc["US-OH"])[:3] == ["–", "Ohio", "not known right now"]


class MadeUpTranslations(NullTranslations):
    """Calls one place by another name."""

    def pgettext(self, context: str, message: str) -> str:
        return "Île-du-Prince-Édouard" if (context, message) == ("region", "Prince Edward Island") else message


def test_names_are_in_the_order_of_the_language(tmp_path: Path) -> None:
    people = made_up_regions({"CA-NS": 1, "CA-PE": 1, "CA-QC": 1, "CA-BC": 1})
    coverage = coverage_by_region(groups_of(tmp_path), date(2026, 11, 21), people)
    made_up = Language("xx", Locale("fr", "CA"), MadeUpTranslations())

    table = sorted_regions(made_up, coverage, "CA", RegionSort.NAME)

    assert list(sorted_regions(ENGLISH, coverage, "CA", RegionSort.NAME).index) == ["CA-BC", "CA-NS", "CA-PE", "CA-QC"]
    assert list(table.index) == ["CA-BC", "CA-PE", "CA-NS", "CA-QC"]
    assert region_table_as_text(made_up, table, "CA").loc["CA-PE", RegionColumn.SHARE] == "25,0\N{NO-BREAK SPACE}%"
