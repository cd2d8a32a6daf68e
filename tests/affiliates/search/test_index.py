"""The index finds what the queries say, for any filters."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliates.coverage.metrics import count_by_region, nearest_groups
from affiliates.directory.parsing import groups_to_frame
from affiliates.directory.queries import GroupFilters, GroupSort, groups_serving, matching, sorted_groups
from affiliates.directory.schema import LINK_COLUMNS, Group, Scope, Status
from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import ENGLISH, languages
from affiliates.search.choices import GroupChoices
from tests.made_up import groups_of, row

ROWS = (
    row(1, name="Idahoans for Made-up Schools", regions="US-ID", facebook="https://facebook.com/made-up"),
    row(2, name="Ligue des parents", regions="CA-QC", city="Montréal", languages="fr en"),
    row(3, name="Two Rivers – Parents’ Circle", regions="US-OH US-KY", scope="regional", city="Cincinnati"),
    row(4, name="alone", regions="US-OH", scope="local", status="paused", website="https://made-up.example"),
    row(5, name="Everywhere Together", regions="", scope="virtual", last_verified_on="2026-01-02"),
    row(6, name="Across the States", regions="US", scope="national", last_verified_on="2025-01-02"),
    row(7, name="Alone", regions="US-OH", scope="local", languages="es", city="CINCINNATI"),
    row(8, name="alone", regions="US-OH US-MI", scope="statewide", last_verified_on="2026-01-02"),
    row(9, name="Closed", regions="US-TX", status="inactive"),
    row(10, name="Maple Parents", regions="CA", scope="national"),
)

CODES = ["US-MI", "US-OH", "US-IN", "US-HI", "US-RI", "CA-ON", "CA-QC"]
FEW_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["Ärztinnen", "alpha", "Beta", "beta"]),
            "scope": st.sampled_from(list(Scope)),
            "status": st.sampled_from([Status.ACTIVE, Status.ACTIVE, Status.PAUSED]),
            "regions": st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True).map(" ".join),
        }
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def groups(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    folder: Path = tmp_path_factory.mktemp("data")
    return groups_of(folder, *ROWS)


@pytest.fixture(scope="module")
def choices(groups: pd.DataFrame) -> GroupChoices:
    return GroupChoices(groups)


def some_of(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=3).map(tuple)


FILTERS = st.builds(
    GroupFilters,
    country=st.sampled_from([None, "US", "CA"]),
    region=st.sampled_from([None, "US-OH", "US-ID", "US-KY", "CA-QC", "CA-ON", "US-GU"]),
    city=st.sampled_from(["", "", "cincinnati", "montreal", "nowhere"]),
    query=st.sampled_from(["", "alone", "parents circle", "MONTREAL", ".*", "ohio", "a e"]),
    scopes=some_of(list(Scope)).map(lambda values: tuple(map(Scope, values))),
    languages=some_of(["fr", "en", "es", "de"]),
    links=some_of(LINK_COLUMNS),
    statuses=some_of(list(Status)).map(lambda values: tuple(map(Status, values))),
)


@given(filters=FILTERS, order=st.sampled_from(list(GroupSort)))
def test_index_finds_what_the_queries_find(
    groups: pd.DataFrame, choices: GroupChoices, filters: GroupFilters, order: GroupSort
) -> None:
    expected = sorted_groups(matching(groups, filters), order)

    assert list(choices.frame(filters, order, ENGLISH)["id"]) == list(expected["id"])
    assert choices.count(filters) == len(expected)
    assert choices.count_by_region(filters) == count_by_region(matching(groups, filters)).to_dict()


@pytest.mark.parametrize("region", region_names())
def test_region_is_answered_as_the_queries_say(groups: pd.DataFrame, choices: GroupChoices, region: str) -> None:
    serving = groups_serving(groups, region)
    answer = choices.region(region, limit=2)

    own = serving[~serving["scope"].isin(["national", "virtual"])]
    assert [group["id"] for group in answer.own] == list(own["id"].head(2))
    assert answer.own_count == len(own)
    everywhere = serving.drop(own.index)
    assert [group["id"] for group in answer.everywhere] == list(everywhere["id"].head(2))
    assert answer.everywhere_count == len(everywhere)
    nearest = nearest_groups(groups, region)
    expected = [] if len(own) else list(zip(nearest["id"], nearest["miles"], strict=True))
    assert [(group["id"], group["miles"]) for group in answer.nearest] == expected


@given(rows=FEW_ROWS, region=st.sampled_from([*CODES, "US-TX"]))
def test_region_is_answered_as_the_queries_say_whoever_is_there(rows: list[dict[str, str]], region: str) -> None:
    groups = groups_to_frame([Group.model_validate(row(number, **each)) for number, each in enumerate(rows)])
    answer = GroupChoices(groups).region(region, limit=10)

    listed = [group["id"] for group in (*answer.own, *answer.everywhere)]
    assert listed == list(groups_serving(groups, region)["id"])
    nearest = nearest_groups(groups, region)
    expected = [] if answer.own else list(zip(nearest["id"], nearest["region"], nearest["miles"], strict=True))
    assert [(group["id"], group["region"], group["miles"]) for group in answer.nearest] == expected


def test_cities_of_a_region_are_those_that_its_own_groups_name(choices: GroupChoices) -> None:
    assert dict(choices.cities("US-OH")) == {"cincinnati": ("Cincinnati", 2)}
    assert dict(choices.cities("CA-QC")) == {"montreal": ("Montréal", 1)}
    assert choices.cities("US-TX") == {}


def test_directory_without_groups_finds_none(groups: pd.DataFrame) -> None:
    empty = GroupChoices(groups.head(0))

    assert len(empty) == empty.count(GroupFilters()) == len(empty.frame(GroupFilters(), GroupSort.NAME, ENGLISH)) == 0
    assert empty.region("US-OH", 5).own == empty.region("US-OH", 5).nearest == ()
    assert set(empty.count_by_region(GroupFilters()).values()) == {0}


def test_regions_are_sorted_as_a_language_names_them(tmp_path: Path) -> None:
    regions = ("US-CT", "US-NC", "CA-QC", "US", "US-MS")
    scopes = {"US": "national"}
    rows = [row(number, regions=code, scope=scopes.get(code, "local")) for number, code in enumerate(regions)]
    choices = GroupChoices(groups_of(tmp_path, *rows))
    in_order = {
        code: [
            regions[int(group_id[-1])] for group_id in choices.frame(GroupFilters(), GroupSort.REGION, language)["id"]
        ]
        for code, language in languages().items()
    }

    assert in_order["en"] == ["US-CT", "US-MS", "US-NC", "CA-QC", "US"]
    assert in_order["es"] == ["US-NC", "US-CT", "US-MS", "CA-QC", "US"]  # Carolina del Norte, Connecticut, Misisipi
