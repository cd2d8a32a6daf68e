"""Counts by region, and the groups nearest to a region without one."""

from pathlib import Path

import pytest

from affiliates.coverage import count_by_region, coverage_by_kind, nearest_groups
from affiliates.regions import names
from tests.made_up import groups_of, row


def test_only_active_groups_of_a_region_count(tmp_path: Path) -> None:
    groups = groups_of(
        tmp_path,
        row(1, regions="US-OH US-KY"),
        row(2, regions="US-OH", scope="local"),
        row(3, regions="US-OH", status="paused"),
        row(4, regions="US-OH", status="inactive"),
        row(5, regions="US-OH", scope="national"),
        row(6, regions="", scope="virtual"),
        row(7, regions="CA-PE"),
    )

    counts = count_by_region(groups)

    assert counts[counts > 0].to_dict() == {"US-KY": 1, "US-OH": 2, "CA-PE": 1}
    assert set(counts.index) == set(names())


def test_coverage_counts_states_territories_and_provinces_apart(tmp_path: Path) -> None:
    groups = groups_of(tmp_path, row(1, regions="US-DC US-OH US-GU"), row(2, regions="CA-YT"))

    assert coverage_by_kind(groups)["covered"].to_dict() == {("CA", "own"): 1, ("US", "own"): 2, ("US", "territory"): 1}
    assert coverage_by_kind(groups)["regions"].to_dict() == {
        ("CA", "own"): 13,
        ("US", "own"): 51,
        ("US", "territory"): 5,
    }


def test_nothing_is_covered_by_an_empty_directory(tmp_path: Path) -> None:
    groups = groups_of(tmp_path)

    assert count_by_region(groups).sum() == 0
    assert coverage_by_kind(groups)["covered"].sum() == 0
    assert nearest_groups(groups, "US-OH").empty


def test_nearest_groups_are_neighbours_first_then_by_distance(tmp_path: Path) -> None:
    groups = groups_of(
        tmp_path,
        row(1, regions="US-CA"),
        row(2, regions="US-NY US-MI"),
        row(3, regions="US-NY"),
        row(4, regions="US-PA", status="paused"),
        row(5, regions="US-IN", scope="national"),
        row(6, regions="US-MO"),
    )

    near = nearest_groups(groups, "US-OH")

    assert list(zip(near["id"], near["region"], strict=True)) == [
        ("group-2", "US-MI"),
        ("group-3", "US-NY"),
        ("group-6", "US-MO"),
    ]
    assert near["miles"].iloc[0] == 0
    assert near["miles"].iloc[1] == pytest.approx(39, abs=2)
