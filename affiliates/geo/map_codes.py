"""Where the postal code of each region is written on the flat map, and which regions are too small for it."""

from collections.abc import Mapping
from functools import cache

from shapely.ops import polylabel

from affiliates.geo.flat_map import flat_map

Point = tuple[float, float]


@cache
def code_positions(country: str, room: float) -> dict[str, Point | None]:
    """The center of the postal code in each region; None if its border is closer than ``room`` everywhere."""
    insets = {inset.region for inset in flat_map(country).insets} - {"US-AK"}
    positions: dict[str, Point | None] = {}
    for region, shape in flat_map(country).shapes.geometry.items():
        largest = max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)
        center = polylabel(largest, tolerance=1)
        has_room = largest.exterior.distance(center) >= room and region not in insets
        positions[str(region)] = (center.x, center.y) if has_room else None
    return positions


def regions_without_room(country: str, positions: Mapping[str, Point | None]) -> list[str]:
    """The regions of the main picture that are too small for their code, from north to south."""
    insets = {inset.region for inset in flat_map(country).insets}
    tops = flat_map(country).shapes.bounds["maxy"]
    left_over = [region for region, position in positions.items() if not position and region not in insets]
    return sorted(left_over, key=lambda region: -float(tops[region]))
