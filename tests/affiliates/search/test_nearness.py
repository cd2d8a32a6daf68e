"""The groups of a region in the order of their distance from a visitor."""

from pathlib import Path

import numpy as np
import pytest

from affiliates.directory.queries import GroupFilters
from affiliates.directory.schema import Status
from affiliates.geo.cities.points import CityPoint, point_of_zip
from affiliates.search.choices import GroupChoices
from affiliates.search.nearness import local_points
from tests.made_up import groups_of, row

OHIO = GroupFilters(region="US-OH", statuses=(Status.ACTIVE,))


def local(number: int, city: str, regions: str = "US-OH") -> dict[str, str]:
    return row(number, scope="local", city=city, regions=regions)


@pytest.fixture
def columbus() -> CityPoint:
    point = point_of_zip("43215")
    assert point
    return point


def test_local_groups_come_by_distance_after_those_for_more_people(tmp_path: Path, columbus: CityPoint) -> None:
    groups = groups_of(
        tmp_path,
        local(1, "Cleveland"),
        local(2, ""),
        local(3, "Dayton"),
        local(4, "Made-up City"),
        local(5, "Columbus"),
        row(6, scope="national", regions="US", city="Columbus"),
        row(7, scope="regional", city="Toledo"),
        row(8, scope="statewide"),
        local(9, "columbus"),
    )

    shown = GroupChoices(groups).nearest_first(OHIO, columbus).page(0, 20)

    assert [group["id"] for group in shown] == [f"group-{number}" for number in (8, 7, 5, 9, 3, 1, 2, 4, 6)]
    miles = {group["id"]: group["miles"] for group in shown}
    assert miles["group-3"] == pytest.approx(67, abs=5)  # by road it is 71
    assert miles["group-1"] == pytest.approx(125, abs=6)
    assert all(np.isnan(miles[f"group-{number}"]) for number in (2, 4, 6, 7, 8))


def test_pages_follow_each_other(tmp_path: Path, columbus: CityPoint) -> None:
    groups = groups_of(tmp_path, *(local(number, "Dayton") for number in range(1, 6)), local(6, "Columbus"))
    nearest = GroupChoices(groups).nearest_first(OHIO, columbus)

    pages = [[group["id"][-1] for group in nearest.page(first, first + 4)] for first in (0, 4)]

    assert pages == [["6", "1", "2", "3"], ["4", "5"]]


@pytest.mark.parametrize(
    "group",
    [
        row(1, city="Columbus"),
        local(1, "Made-up City"),
        local(1, "Toronto", "CA-ON"),
        local(1, "Kansas City", "US-KS US-MO"),
    ],
)
def test_nothing_is_known_where_it_would_be_a_guess(tmp_path: Path, columbus: CityPoint, group: dict[str, str]) -> None:
    groups = groups_of(tmp_path, group)

    assert np.isnan(local_points(groups)).all()
    assert not GroupChoices(groups).nearest_first(GroupFilters(), columbus).has_distances


def test_directory_without_groups_has_none_to_sort(tmp_path: Path, columbus: CityPoint) -> None:
    nearest = GroupChoices(groups_of(tmp_path)).nearest_first(OHIO, columbus)

    assert not nearest.has_distances
    assert nearest.page(0, 12) == ()
