"""Which regions are covered and how, checked against tables worked out by hand and against a second count."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from affiliates.coverage.metrics import (
    Tier,
    Verification,
    count_by_region,
    coverage_by_region,
    nearest_groups,
)
from affiliates.directory.parsing import empty_directory
from affiliates.directory.schema import Scope, Status
from affiliates.geo.regions import SHIPPED_DATA, region_names, regions
from tests.made_up import groups_of, made_up_regions, read_directory, row

TODAY = date(2026, 11, 21)


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
    assert set(counts.index) == set(region_names())


@pytest.mark.parametrize(
    ("scopes", "tier"),
    [
        ([], Tier.NONE),
        (["national", "virtual"], Tier.NONE),
        (["local"], Tier.LOCAL),
        (["regional"], Tier.LOCAL),
        (["local", "regional", "national"], Tier.LOCAL),
        (["statewide"], Tier.STATEWIDE),
        (["statewide", "statewide", "virtual"], Tier.STATEWIDE),
        (["statewide", "local"], Tier.BOTH),
        (["statewide", "regional"], Tier.BOTH),
    ],
)
def test_tier_is_the_kinds_of_groups_a_region_has(tmp_path: Path, scopes: list[str], tier: Tier) -> None:
    groups = groups_of(tmp_path, *(row(number, scope=scope) for number, scope in enumerate(scopes)))

    ohio = coverage_by_region(groups, TODAY).loc["US-OH"]

    assert ohio["tier"] == tier
    assert ohio["covered"] == (tier != Tier.NONE)
    assert {scope: ohio[scope] for scope in Scope} == {scope: scopes.count(scope) for scope in Scope}
    assert ohio["groups"] == sum(ohio[scope] for scope in ("local", "regional", "statewide"))


@pytest.mark.parametrize(
    ("days", "as_of", "expected"),
    [
        ([], TODAY, None),
        ([""], TODAY, Verification.NEVER),
        (["", "2026-11-21"], TODAY, Verification.VERIFIED),
        (["2025-11-21"], TODAY, Verification.VERIFIED),  # 12 months ago to the day
        (["2025-11-20"], TODAY, Verification.STALE),
        (["2025-11-20", ""], TODAY, Verification.STALE),
        (["2020-01-01", "2026-01-01"], TODAY, Verification.VERIFIED),
        (["2023-02-28"], date(2024, 2, 29), Verification.VERIFIED),  # a leap day goes back to the 28th
        (["2024-02-28"], date(2025, 2, 28), Verification.VERIFIED),
        (["2024-02-28"], date(2025, 3, 1), Verification.STALE),
    ],
)
def test_verification_is_stale_after_twelve_months(
    tmp_path: Path, days: list[str], as_of: date, expected: Verification | None
) -> None:
    groups = groups_of(tmp_path, *(row(number, last_verified_on=day) for number, day in enumerate(days)))

    ohio = coverage_by_region(groups, as_of).loc["US-OH"]

    assert (None if pd.isna(ohio["verification"]) else ohio["verification"]) == expected
    newest = max(days, default="")
    assert ("" if pd.isna(ohio["last_verified_on"]) else str(ohio["last_verified_on"].date())) == newest


def test_groups_that_do_not_count_do_not_verify_their_region(tmp_path: Path) -> None:
    groups = groups_of(
        tmp_path,
        row(1),
        row(2, status="inactive", last_verified_on="2026-11-01"),
        row(3, scope="national", last_verified_on="2026-11-01"),
        row(4, regions="US-KY", last_verified_on="2026-11-01"),
    )

    assert coverage_by_region(groups, TODAY)["verification"].dropna().to_dict() == {
        "US-KY": Verification.VERIFIED,
        "US-OH": Verification.NEVER,
    }


def test_national_and_virtual_groups_are_counted_where_they_serve(tmp_path: Path) -> None:
    groups = groups_of(
        tmp_path,
        row(1, scope="national", regions="CA"),
        row(2, scope="virtual", regions=""),
        row(3, scope="virtual", regions="US-OH US"),
        row(4, scope="national", regions="US-OH CA-QC"),
        row(5, scope="national", regions="", status="paused"),
    )

    shown = coverage_by_region(groups, TODAY)[["national", "virtual", "groups"]]

    assert shown.loc[["US-OH", "US-TX", "CA-QC", "CA-PE"]].to_numpy().tolist() == [
        [1, 2, 0],
        [0, 2, 0],
        [2, 1, 0],
        [1, 1, 0],
    ]


def test_share_is_of_the_people_counted_in_the_same_country(tmp_path: Path) -> None:
    expected = made_up_regions({"US-OH": 300, "US-MI": 100, "US-GU": None, "CA-ON": 900, "CA-QC": 100})

    table = coverage_by_region(groups_of(tmp_path), TODAY, expected)

    assert table["share"].dropna().to_dict() == {"US-OH": 0.75, "US-MI": 0.25, "CA-ON": 0.9, "CA-QC": 0.1}
    assert table["people"].isna().to_dict() == dict.fromkeys(table.index, False) | {"US-GU": True}
    assert table["under_18"].dropna().to_dict() == {"US-OH": 300, "US-MI": 100}
    assert table["population"].dropna().to_dict() == {"US-OH": 1200, "US-MI": 400, "CA-ON": 900, "CA-QC": 100}


def test_nearest_covered_region_is_nearest_by_border_then_by_center(tmp_path: Path) -> None:
    groups = groups_of(tmp_path, row(1, regions="US-MI US-NY US-CA"))

    near = coverage_by_region(groups, TODAY)

    assert near.loc["US-OH", "nearest"] == "US-MI"  # nothing else touches
    assert near.loc["US-OH", "border_km"] == 0
    assert near.loc["CA-ON", "nearest"] == "US-MI"  # New York touches it too, but its center is farther
    assert near.loc["US-MI", "nearest"] == "US-NY"  # a region is not near itself
    assert near.loc["US-HI", "nearest"] == "US-CA"
    assert near.loc["US-HI", "border_miles"] == pytest.approx(2_280, abs=40)
    assert near["center_miles"]["US-OH"] == pytest.approx(near["center_km"]["US-OH"] / 1.609344)
    assert near.loc["US-OH", "neighbors"] == ("US-IN", "US-KY", "US-MI", "US-PA", "US-WV")


def test_the_only_covered_region_has_no_nearest_other(tmp_path: Path) -> None:
    near = coverage_by_region(groups_of(tmp_path, row(1)), TODAY)["nearest"]

    assert pd.isna(near["US-OH"])
    assert set(near.drop("US-OH")) == {"US-OH"}


def test_region_without_outline_or_population_has_missing_values(tmp_path: Path) -> None:
    expected = made_up_regions({"US-OH": 300, "US-XX": None, "US-MI": 100})

    table = coverage_by_region(groups_of(tmp_path, row(1)), TODAY, expected)

    assert table.loc["US-XX"].drop("neighbors").isna().sum() == 11
    assert table.loc["US-XX", "neighbors"] == ()
    assert table.loc["US-MI", "nearest"] == "US-OH"


def test_nothing_is_covered_by_an_empty_directory() -> None:
    groups = empty_directory().groups

    table = coverage_by_region(groups, TODAY)

    assert list(table.index) == list(regions().index)
    assert not table["covered"].any()
    assert set(table["tier"]) == {Tier.NONE}
    assert table[["nearest", "border_km", "center_miles", "verification", "last_verified_on"]].isna().all(axis=None)
    assert nearest_groups(groups, "US-OH").empty
    assert table.dtypes.to_dict() == coverage_by_region(_shipped(), TODAY).dtypes.to_dict()


def test_shipped_directory_agrees_with_a_second_count() -> None:
    """Counted from the files with the csv module; distances from corner to corner of each pair of outlines."""
    with (SHIPPED_DATA / "affiliates.csv").open(encoding="utf-8") as file:
        rows = [each for each in csv.DictReader(file) if each["status"] == "active"]
    covering = Counter(region for each in rows for region in each["regions"].split())
    with (SHIPPED_DATA / "regions.csv").open(encoding="utf-8") as file:
        children = {each["region"]: each["under_18_2022"] for each in csv.DictReader(file)}
    total = sum(int(count) for count in children.values() if count)

    table = coverage_by_region(_shipped(), TODAY)

    assert table["groups"].to_dict() == {region: covering[region] for region in table.index}
    states = table[table["country"] == "US"]
    assert states["people"].dropna().astype(int).to_dict() == {
        region: int(count) for region, count in children.items() if count
    }
    assert states["share"].sum() == pytest.approx(1)
    assert states.loc[states["covered"], "share"].sum() == pytest.approx(
        sum(int(children[region]) for region in covering) / total
    )
    covered = set(covering)
    for region, found in table.iterrows():
        closest = {other: _shortest_kilometers(str(region), other) for other in covered - {str(region)}}
        assert found["border_km"] <= min(closest.values()) + 0.001
        assert found["border_km"] == pytest.approx(min(closest.values()), rel=0.03, abs=30)
        assert closest[found["nearest"]] == pytest.approx(min(closest.values()), rel=0.03, abs=30)


_SOME_GROUP = st.tuples(
    st.sampled_from([*Scope]), st.sampled_from([*Status]), st.lists(st.sampled_from(["US-OH", "US-MI", "CA-ON"]))
)


@given(st.lists(_SOME_GROUP, max_size=8))
def test_counts_of_any_directory_add_up(made_up: list[tuple[Scope, Status, list[str]]]) -> None:
    groups = pd.DataFrame(
        [
            {"scope": scope, "status": status, "regions": tuple(dict.fromkeys(codes)), "last_verified_on": pd.NaT}
            for scope, status, codes in made_up
        ],
        columns=["scope", "status", "regions", "last_verified_on"],
    )

    table = coverage_by_region(groups, TODAY)

    for region in ("US-OH", "US-MI", "CA-ON"):
        own = [scope for scope, status, codes in made_up if status == Status.ACTIVE and region in codes]
        expected = [scope for scope in own if scope not in (Scope.NATIONAL, Scope.VIRTUAL)]
        assert table.loc[region, "groups"] == len(expected)
    assert (table["covered"] == (table["tier"] != Tier.NONE)).all()
    assert (table["verification"].notna() == table["covered"]).all()


def test_nearest_groups_are_neighbors_first_then_by_distance(tmp_path: Path) -> None:
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


def _shipped() -> pd.DataFrame:
    return read_directory(SHIPPED_DATA).groups


_VERTICES = {
    region: outline.get_coordinates().to_numpy()
    for file in ("us_states.geojson", "ca_provinces.geojson")
    for region, outline in gpd.read_file(SHIPPED_DATA / file).set_index("region").groupby(level=0)
}


def _shortest_kilometers(here: str, there: str) -> float:
    """The shortest distance between the corners of two outlines: never less than the one between their borders."""
    a, b = _VERTICES[here], _VERTICES[there]
    # The nearest pair on a sphere: geodesics for all of a million pairs would take minutes.
    i, j = divmod(int((_on_the_sphere(a) @ _on_the_sphere(b).T).argmax()), len(b))
    _, _, meters = Geod(ellps="WGS84").inv(*a[i], *b[j])
    return 0.0 if meters < 8_000 else meters / 1000


def _on_the_sphere(points: np.ndarray) -> np.ndarray:
    lon, lat = np.radians(points).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
