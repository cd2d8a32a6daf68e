"""Outlines as SVG path data: the points of the flat map, with y pointing down."""

import re
from itertools import pairwise

import numpy as np
import pytest

from affiliates.geo.flat_map import flat_map, rings
from affiliates.geo.regions import COUNTRIES
from affiliates.geo.svg_outlines import svg_outlines, view_box


def points_of(path: str) -> list[list[tuple[float, float]]]:
    """The corners of each ring of a path that begins at a point and goes on in steps."""
    found = []
    for ring in re.findall(r"M([^l]+)l([^z]+)z", path):
        start, steps = ([float(each) for each in re.findall(r"-?(?:\d+(?:\.\d+)?|\.\d+)", part)] for part in ring)
        x, y = start
        corners = [(x, y)]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            corners.append((round(x, 1), round(y, 1)))
        found.append(corners)
    return found


@pytest.mark.parametrize("country", COUNTRIES)
def test_steps_lead_through_the_corners_of_every_outline(country: str) -> None:
    picture = flat_map(country)

    for region, outline in svg_outlines(country).items():
        expected = rings(picture.shapes.geometry[region])
        assert len(points_of(outline.path)) == len(expected)
        for corners, ring in zip(points_of(outline.path), expected, strict=True):
            turned = [(round(x, 1), round(picture.height - y, 1)) for x, y in ring[:-1]]
            kept = [each for before, each in pairwise([(0.0, 0.0), *turned]) if each != before]
            assert np.array(corners) == pytest.approx(np.array(kept), abs=0.01)


@pytest.mark.parametrize("country", COUNTRIES)
def test_outlines_and_codes_lie_inside_the_picture(country: str) -> None:
    left, top, width, height = map(float, view_box(country).split())

    for outline in svg_outlines(country).values():
        for x, y in [corner for ring in points_of(outline.path) for corner in ring]:
            assert left <= x <= left + width
            assert top <= y <= top + height


def test_small_regions_have_no_code_inside_and_large_ones_do() -> None:
    outlines = svg_outlines("US")

    assert outlines["US-TX"].code_at
    assert outlines["US-RI"].code_at is None
    assert outlines["US-PR"].code_at is None
    assert outlines["US-PR"].inset
