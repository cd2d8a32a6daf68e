"""Finding, sorting and naming groups."""

from pathlib import Path

import pandas as pd
import pytest

from affiliates.directory.queries import GroupFilters, GroupSort, group_labels, groups_serving, matching, sorted_groups
from affiliates.directory.schema import Scope, Status
from affiliates.languages.catalogs import ENGLISH
from tests.made_up import groups_of, row


@pytest.fixture
def groups(tmp_path: Path) -> pd.DataFrame:
    return groups_of(
        tmp_path,
        row(1, name="Idahoans for Made-up Schools", regions="US-ID", facebook="https://facebook.com/made-up"),
        row(2, name="Ligue des parents", regions="CA-QC", city="Montréal", languages="fr en"),
        row(3, name="Two Rivers – Parents’ Circle", regions="US-OH US-KY", scope="regional", city="Cincinnati"),
        row(4, name="alone", regions="US-OH", scope="local", status="paused", description="50% (.*) [a-z]+ \\d"),
        row(5, name="Everywhere Together", regions="", scope="virtual", last_verified_on="2026-01-02"),
        row(6, name="Across the States", regions="US", scope="national", last_verified_on="2025-01-02"),
    )


def ids(found: pd.DataFrame) -> list[int]:
    return [int(each.removeprefix("group-")) for each in found["id"]]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (GroupFilters(), [1, 2, 3, 4, 5, 6]),
        (GroupFilters(country="CA"), [2, 5]),
        (GroupFilters(country="US"), [1, 3, 4, 5, 6]),
        (GroupFilters(region="US-OH"), [3, 4, 5, 6]),
        (GroupFilters(region="CA-QC"), [2, 5]),
        (GroupFilters(region="US-OH", country="CA"), [3, 4, 5, 6]),
        (GroupFilters(scopes=(Scope.LOCAL, Scope.NATIONAL)), [4, 6]),
        (GroupFilters(statuses=(Status.ACTIVE,)), [1, 2, 3, 5, 6]),
        (GroupFilters(languages=("fr", "es")), [2]),
        (GroupFilters(links=("facebook",)), [1]),
        (GroupFilters(links=("website",)), []),
        (GroupFilters(region="US-OH", statuses=(Status.PAUSED,)), [4]),
        (GroupFilters(query="school idaho"), [1]),
        (GroupFilters(query="IDAHO schools"), [1]),
        (GroupFilters(query="idaho ohio"), []),
        (GroupFilters(query="montreal"), [2]),
        (GroupFilters(query="MONTRÉAL québec"), [2]),
        (GroupFilters(query="quebec"), [2]),
        (GroupFilters(query="kentucky"), [3]),
        (GroupFilters(query="parents' circle"), [3]),
        (GroupFilters(query="rivers -"), [3]),
        (GroupFilters(query=".*"), [4]),
        (GroupFilters(query="(.*) [a-z]+"), [4]),
        (GroupFilters(query="\\d 50%"), [4]),
        (GroupFilters(query="^"), []),
        (GroupFilters(query="   "), [1, 2, 3, 4, 5, 6]),
        (GroupFilters(query="none"), []),
    ],
)
def test_groups_match_the_filters(groups: pd.DataFrame, filters: GroupFilters, expected: list[int]) -> None:
    assert ids(matching(groups, filters)) == expected


def test_region_is_found_by_its_name_in_any_language(tmp_path: Path) -> None:
    groups = groups_of(tmp_path, row(1, regions="US-WV"), row(2, regions="US-NY US-CA"), row(3, regions="CA-QC"))
    found = {
        name: ids(matching(groups, GroupFilters(query=name)))
        for name in (
            "West Virginia",
            "virginia occidental",
            "Virginie-Occidentale",
            "nueva york",
            "Californie",
            "QUÉBEC",
        )
    }

    assert list(found.values()) == [[1], [1], [1], [2], [2], [3]]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (GroupSort.REGION, [1, 3, 4, 2, 6, 5]),
        (GroupSort.NAME, [6, 4, 5, 1, 2, 3]),
        (GroupSort.VERIFIED, [5, 6, 4, 1, 2, 3]),
    ],
)
def test_groups_are_sorted_as_chosen(groups: pd.DataFrame, order: GroupSort, expected: list[int]) -> None:
    assert ids(sorted_groups(groups, order)) == expected


def test_statewide_groups_come_before_local_ones_and_national_ones_last(tmp_path: Path) -> None:
    groups = groups_of(
        tmp_path,
        row(1, scope="virtual", regions=""),
        row(2, scope="local"),
        row(3, scope="national", regions="US"),
        row(4, scope="regional"),
        row(5, scope="statewide"),
        row(6, scope="statewide", status="inactive"),
        row(7, scope="local", name="A first name"),
        row(8, regions="US-MI"),
    )

    assert ids(groups_serving(groups, "US-OH")) == [5, 4, 7, 2, 3, 1]


def test_nothing_matches_in_an_empty_directory(tmp_path: Path) -> None:
    groups = groups_of(tmp_path)

    filters = GroupFilters(region="US-OH", query="a b", links=("website",), languages=("en",), scopes=(Scope.LOCAL,))
    assert matching(groups, filters).empty
    assert sorted_groups(groups, GroupSort.VERIFIED).empty
    assert groups_serving(groups, "US-OH").empty


def test_no_two_labels_are_the_same(tmp_path: Path) -> None:
    same_name = [row(number, name="Parents for Safe Schools", regions="US-OH") for number in (1, 2)]
    in_many_regions = row(5, name="Wide", regions="US-OH US-PA US-TX US-UT")
    labels = group_labels(
        ENGLISH,
        groups_of(
            tmp_path,
            *same_name,
            row(3, name="Parents for Safe Schools", regions="US-PA"),
            row(4, name="A new group", regions="", scope="virtual"),
            in_many_regions,
        ),
    )

    assert labels == {
        "group-4": "A new group (everywhere)",
        "group-1": "Parents for Safe Schools (Ohio) [group-1]",
        "group-2": "Parents for Safe Schools (Ohio) [group-2]",
        "group-3": "Parents for Safe Schools (Pennsylvania)",
        "group-5": "Wide (Ohio, Pennsylvania, Texas …)",
    }
