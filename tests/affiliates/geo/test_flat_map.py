"""The flat map of a country."""

import pytest
from shapely import get_coordinates
from shapely.geometry import box

from affiliates.geo.flat_map import WIDTH, flat_map, rings
from affiliates.geo.regions import country_of, region_names
from tools.draw_flat_shapes import flat_shapes


@pytest.mark.parametrize("country", ["US", "CA"])
def test_file_holds_the_outlines_as_they_are_projected(country: str) -> None:
    """To a fiftieth of a unit: another version of a library that projects may differ in the last digits."""
    kept, projected = flat_map(country).shapes.geometry, flat_shapes(country)

    assert list(kept.index) == list(projected.index)
    assert get_coordinates(kept) == pytest.approx(get_coordinates(projected), abs=0.02)


@pytest.mark.parametrize("country", ["US", "CA"])
def test_every_region_of_a_country_is_on_its_map(country: str) -> None:
    drawn = flat_map(country)

    assert set(drawn.shapes.index) == {region for region in region_names() if country_of(region) == country}
    left, bottom, right, top = drawn.shapes.total_bounds
    assert (left, right) == (pytest.approx(0, abs=1), pytest.approx(WIDTH, abs=1))
    assert (bottom >= -1, top) == (True, pytest.approx(drawn.height))
    assert 0.5 < drawn.height / WIDTH < 1


def test_each_inset_fits_its_frame_and_no_frame_covers_another_region() -> None:
    drawn = flat_map("US")
    frames = {inset.region: box(*inset.frame) for inset in drawn.insets}

    for region, frame in frames.items():
        assert frame.contains(drawn.shapes.geometry[region])
        others = drawn.shapes.drop(region).geometry
        assert not others.intersects(frame).any()


@pytest.mark.parametrize("country", ["US", "CA"])
def test_regions_on_a_map_do_not_overlap(country: str) -> None:
    shapes = flat_map(country).shapes
    together = shapes.geometry.union_all().area

    assert shapes.geometry.area.sum() == pytest.approx(together, rel=0.001)


def test_states_keep_their_proportions() -> None:
    areas = flat_map("US").shapes.geometry.area

    assert areas["US-TX"] / areas["US-CO"] == pytest.approx(695_662 / 269_601, rel=0.03)  # Census Bureau, sq. km
    assert areas["US-CO"] / areas["US-RI"] > 50


def test_rings_are_rounded_and_closed() -> None:
    for shape in flat_map("CA").shapes.geometry:
        for ring in rings(shape):
            assert ring[0] == ring[-1]
            assert all(round(number, 1) == number for point in ring for number in point)
