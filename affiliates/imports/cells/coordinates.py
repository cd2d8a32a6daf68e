"""The region in which a point lies, by the outlines that come with the app."""

from functools import cache

from shapely import Point, STRtree

from affiliates.geo.outlines import outlines
from affiliates.imports.cells.places import Certainty, Doubt, PlaceReading

# Degrees. The outlines are simplified to about a kilometer, so a point this near to a border may be beyond it; one this
# near to a coast may be on land.
_NEAR_BORDER = 0.03


def read_coordinates(latitude: str, longitude: str) -> PlaceReading:
    """What WGS 84 coordinates, as decimal degrees, say about where a group is; (0, 0) says nothing."""
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        told = bool(latitude or longitude)
        return PlaceReading((), Certainty.UNKNOWN, Doubt.UNKNOWN_NAME if told else Doubt.EMPTY)
    if not (-90 <= north <= 90 and -180 <= east <= 180) or (north, east) == (0, 0):
        return PlaceReading((), Certainty.UNKNOWN, Doubt.UNKNOWN_NAME)
    tree, codes = _outlines()
    point = Point(east, north)
    near = [int(each) for each in tree.query(point, predicate="dwithin", distance=_NEAR_BORDER)]
    inside = [codes[each] for each in near if tree.geometries[each].covers(point)]
    if not near:
        return PlaceReading((), Certainty.UNKNOWN, Doubt.ABROAD)
    if len(near) == 1 and inside:
        return PlaceReading((codes[near[0]],), Certainty.SURE)
    return PlaceReading(tuple(inside) or tuple(codes[each] for each in near), Certainty.GUESS, Doubt.NEAR_BORDER)


@cache
def _outlines() -> tuple[STRtree, list[str]]:
    shapes = outlines()
    return STRtree(list(shapes.geometry)), [str(code) for code in shapes.index]
