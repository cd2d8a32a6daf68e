"""Neighbours and distances."""

import pytest

from affiliates.geography import border_distances, outlines
from affiliates.regions import names

# From the Census Bureau's county adjacency file (states) and the atlas of Canada; rivers and bridges count.
NEIGHBOURS = {
    "US-OH": {"US-IN", "US-KY", "US-MI", "US-PA", "US-WV"},
    "US-ID": {"US-MT", "US-NV", "US-OR", "US-UT", "US-WA", "US-WY", "CA-BC"},
    "US-DC": {"US-MD", "US-VA"},
    "US-ME": {"US-NH", "CA-NB", "CA-QC"},
    "CA-SK": {"CA-AB", "CA-MB", "CA-NT", "CA-NU", "US-MT", "US-ND"},  # Nunavut at the four corners
    "US-HI": set(),
    "US-GU": set(),
}
# The shortest way between the borders in kilometres, measured on an atlas.
ATLAS_KILOMETRES = {
    ("US-GU", "US-MP"): (60, 10),  # Ritidian Point to Rota
    ("US-HI", "US-CA"): (3_670, 60),  # Hana to the north coast of California
    ("US-OH", "US-MO"): (440, 20),
    ("CA-PE", "CA-NB"): (13, 10),  # the Confederation Bridge
}


@pytest.mark.parametrize("region", NEIGHBOURS)
def test_neighbours_are_no_distance_apart(region: str) -> None:
    distances = border_distances(region)

    assert set(distances[distances == 0].index) == NEIGHBOURS[region]


@pytest.mark.parametrize(("ends", "expected"), ATLAS_KILOMETRES.items())
def test_distance_agrees_with_the_atlas(ends: tuple[str, str], expected: tuple[int, int]) -> None:
    kilometres, tolerance = expected

    assert border_distances(ends[0])[ends[1]] == pytest.approx(kilometres, abs=tolerance)


def test_distance_is_the_same_both_ways() -> None:
    for there, back in (("US-AK", "CA-QC"), ("US-GU", "US-AK"), ("US-ME", "US-AS"), ("US-OH", "US-NY")):
        assert border_distances(there)[back] == pytest.approx(border_distances(back)[there], rel=0.02)


def test_every_region_has_a_distance_to_every_other() -> None:
    assert set(outlines().index) == set(names())
    for region in names():
        distances = border_distances(region)
        assert set(distances.index) == set(names()) - {region}
        assert distances.notna().all()
        assert distances.is_monotonic_increasing
