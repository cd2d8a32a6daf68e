"""The outlines of a country's regions as SVG path data, worked out once; in units of the flat map, y down."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from affiliates.geo.flat_map import WIDTH, FlatMap, Inset, flat_map, rings
from affiliates.geo.map_codes import ROOM_FOR_CODE, code_points
from affiliates.geo.regions import region_names
from affiliates.languages.language import Message

_MARGIN = 4
# From which room around its middle a region gets the next level: what is written in it fits on the smaller a map.
_ROOM_LEVELS = (17, 23, 27, 31, 50)


@dataclass(frozen=True)
class InsetBox:
    """The frame of a region drawn as an inset, its label, and where that begins, at the top on the left."""

    x: str
    y: str
    width: str
    height: str
    label: Message
    text_x: str
    text_y: str


@dataclass(frozen=True)
class RegionOutline:
    """A region's outline, its inset if it has one, and the middle of its code if there is room for one inside.

    ``room`` says how much room there is around it, in levels from 0 to 5.
    """

    path: str
    inset: InsetBox | None
    code_at: tuple[str, str] | None
    room: int


@cache
def svg_outlines(country: str) -> dict[str, RegionOutline]:
    """The outline of each region of a country by its code, in the order of names."""
    picture = flat_map(country)
    insets = {inset.region: _inset_box(inset, picture) for inset in picture.insets}
    points = code_points(country)
    shapes = picture.shapes.geometry

    def outline(region: str) -> RegionOutline:
        point = None if region in insets else points[region]
        has_room = point is not None and point.room >= ROOM_FOR_CODE
        code_at = (f"{point.x:.0f}", f"{picture.height - point.y:.0f}") if point and has_room else None
        room = bisect_right(_ROOM_LEVELS, point.room) if point else 0
        return RegionOutline(_path(rings(shapes[region]), picture.height), insets.get(region), code_at, room)

    return {region: outline(region) for region in region_names() if region in shapes.index}


def view_box(country: str) -> str:
    """The ``viewBox`` of an SVG picture in which the outlines of a country fit."""
    width, height = WIDTH + 2 * _MARGIN, flat_map(country).height + 2 * _MARGIN
    return f"{-_MARGIN} {-_MARGIN} {width:.0f} {height:.0f}"


def _path(outer_rings: list[list[list[float]]], height: float) -> str:
    return "".join(_ring(ring, height) for ring in outer_rings)


def _ring(ring: list[list[float]], height: float) -> str:
    """A ring as steps from point to point in tenths of a unit, half as long as the points themselves."""
    points = [(round(10 * x), round(10 * (height - y))) for x, y in ring]
    steps = [(x - last_x, y - last_y) for (last_x, last_y), (x, y) in pairwise(points[:-1])]
    numbers = [_tenths(number) for step in steps if step != (0, 0) for number in step]
    apart = "".join(number if number.startswith("-") else f" {number}" for number in numbers)
    return f"M{_tenths(points[0][0])} {_tenths(points[0][1])}l{apart.lstrip()}z"


def _tenths(number: int) -> str:
    whole, rest = divmod(abs(number), 10)
    text = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{text}" if number < 0 else text


def _inset_box(inset: Inset, picture: FlatMap) -> InsetBox:
    left, bottom, right, top = inset.frame
    return InsetBox(
        x=f"{left:g}",
        y=f"{picture.height - top:.1f}",
        width=f"{right - left:g}",
        height=f"{top - bottom:g}",
        label=inset.label,
        text_x=f"{left + 4:g}",
        text_y=f"{picture.height - top + 2:.1f}",
    )
