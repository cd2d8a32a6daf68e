"""Neighbors and distances."""

import csv

import pytest
from shapely.geometry import Point

from affiliates.geo.distances import DISTANCES_FILE, border_distances, distance_tables, neighbors
from affiliates.geo.outlines import outlines
from affiliates.geo.regions import region_names
from tools.measure_distances import measured, region_centers

# From the Census Bureau's county adjacency file (states) and the atlas of Canada; rivers and bridges count.
NEIGHBORS = {
    "US-OH": {"US-IN", "US-KY", "US-MI", "US-PA", "US-WV"},
    "US-ID": {"US-MT", "US-NV", "US-OR", "US-UT", "US-WA", "US-WY", "CA-BC"},
    "US-DC": {"US-MD", "US-VA"},
    "US-ME": {"US-NH", "CA-NB", "CA-QC"},
    "CA-SK": {"CA-AB", "CA-MB", "CA-NT", "CA-NU", "US-MT", "US-ND"},  # Nunavut at the four corners
    "US-HI": set(),
    "US-GU": set(),
}
# The shortest distance between the borders in kilometers, measured in an atlas, and its tolerance.
ATLAS_KILOMETERS = {
    ("US-GU", "US-MP"): (60, 10),  # Ritidian Point to Rota
    ("US-HI", "US-CA"): (3_670, 60),  # Hana to the north coast of California
    ("US-OH", "US-MO"): (440, 20),
    ("CA-PE", "CA-NB"): (13, 10),  # the Confederation Bridge
}


def test_file_says_what_the_outlines_measure() -> None:
    """To ten meters: another version of a library that measures may differ in the last digits."""
    written = list(csv.DictReader(DISTANCES_FILE.read_text(encoding="utf-8").splitlines()))

    for (region, other, border, center), row in zip(measured(), written, strict=True):
        assert (row["region"], row["other"]) == (region, other)
        assert float(row["border_km"]) == pytest.approx(float(border), abs=0.01)
        assert float(row["center_km"]) == pytest.approx(float(center), abs=0.01)


@pytest.mark.parametrize("region", NEIGHBORS)
def test_neighbors_are_zero_kilometers_apart(region: str) -> None:
    distances = border_distances(region)

    assert set(distances[distances == 0].index) == NEIGHBORS[region]


@pytest.mark.parametrize(("ends", "expected"), ATLAS_KILOMETERS.items())
def test_border_distance_agrees_with_the_atlas(ends: tuple[str, str], expected: tuple[int, int]) -> None:
    kilometers, tolerance = expected

    assert border_distances(ends[0])[ends[1]] == pytest.approx(kilometers, abs=tolerance)


def test_border_distance_is_the_same_in_both_directions() -> None:
    for there, back in (("US-AK", "CA-QC"), ("US-GU", "US-AK"), ("US-ME", "US-AS"), ("US-OH", "US-NY")):
        assert border_distances(there)[back] == pytest.approx(border_distances(back)[there], rel=0.02)


def test_every_region_has_a_distance_to_every_other() -> None:
    assert set(outlines().index) == set(region_names())
    for region in region_names():
        distances = border_distances(region)
        assert set(distances.index) == set(region_names()) - {region}
        assert distances.notna().all()
        assert distances.is_monotonic_increasing


# The geographic centers named by the U.S. Geological Survey and the Atlas of Canada, to a tenth of a degree.
ATLAS_CENTERS = {"US-KS": (-98.4, 38.5), "US-CO": (-105.5, 39.0), "US-GU": (144.8, 13.4), "CA-SK": (-105.9, 54.4)}


@pytest.mark.parametrize("region", ATLAS_CENTERS)
def test_center_is_where_the_atlas_has_it(region: str) -> None:
    assert tuple(region_centers().loc[region]) == pytest.approx(ATLAS_CENTERS[region], abs=0.3)


def test_center_of_alaska_is_in_alaska_though_it_crosses_the_date_line() -> None:
    assert outlines().geometry["US-AK"].contains(Point(*region_centers().loc["US-AK"]))


def test_center_distance_is_the_same_in_both_directions() -> None:
    _, centers = distance_tables()

    assert centers["US-HI"]["CA-NL"] == centers["CA-NL"]["US-HI"]
    assert centers["US-CO"]["US-KS"] == pytest.approx(620, abs=10)


def test_unknown_region_has_no_distances_and_no_neighbors() -> None:
    assert border_distances("US-XX").empty
    assert neighbors("US-XX") == ()
