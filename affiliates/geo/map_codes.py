"""Where the postal code of each region is written on the flat map, and which regions are too small for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from shapely.ops import polylabel

from affiliates.geo.flat_map import flat_map

Point = tuple[float, float]
# In units of the flat map: a region with less room for its code, at the width that the map has beside the list, has a
# box of its own in the ocean.
ROOM_FOR_CODE = 13.0


@dataclass(frozen=True)
class CodePoint:
    """The point of a region that is farthest from its border, and how far that is; in units of the flat map, y up."""

    x: float
    y: float
    room: float


@cache
def code_points(country: str) -> dict[str, CodePoint]:
    """Where a code has the most room in each region of a country's main picture, and in Alaska."""
    insets = {inset.region for inset in flat_map(country).insets} - {"US-AK"}
    points = {}
    for region, shape in flat_map(country).shapes.geometry.drop(list(insets)).items():
        largest = max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)
        center = polylabel(largest, tolerance=1)
        points[str(region)] = CodePoint(center.x, center.y, largest.exterior.distance(center))
    return points


def code_positions(country: str, room: float) -> dict[str, Point | None]:
    """The center of the postal code in each region; None if its border is closer than ``room`` everywhere."""
    points = code_points(country)
    return {
        str(region): (points[region].x, points[region].y) if region in points and points[region].room >= room else None
        for region in flat_map(country).shapes.index
    }


def regions_without_room(country: str, positions: Mapping[str, Point | None]) -> list[str]:
    """The regions of the main picture that are too small for their code, from north to south."""
    insets = {inset.region for inset in flat_map(country).insets}
    tops = flat_map(country).shapes.bounds["maxy"]
    left_over = [region for region, position in positions.items() if not position and region not in insets]
    return sorted(left_over, key=lambda region: -float(tops[region]))


@cache
def callouts(country: str) -> tuple[str, ...]:
    """The regions of a country that have a box of their own in the ocean, from north to south."""
    return tuple(regions_without_room(country, code_positions(country, ROOM_FOR_CODE)))
