"""The outlines of a country's regions as SVG path data, worked out once; in units of the flat map, y down."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from affiliates.geo.flat_map import WIDTH, FlatMap, Inset, flat_map, rings
from affiliates.geo.map_codes import code_positions
from affiliates.geo.regions import region_names

_MARGIN = 4
# From a code to the border around it, so that the code is not drawn across the border.
_ROOM_FOR_CODE = 15.0


@dataclass(frozen=True)
class InsetBox:
    """The frame of a region drawn as an inset, and the position of its code."""

    x: str
    y: str
    width: str
    height: str
    text_x: str
    text_y: str


@dataclass(frozen=True)
class RegionOutline:
    """A region's outline, its inset if it has one, and the position of its code if there is room for one inside."""

    path: str
    inset: InsetBox | None
    code_at: tuple[str, str] | None


@cache
def svg_outlines(country: str) -> dict[str, RegionOutline]:
    """The outline of each region of a country by its code, in the order of names."""
    picture = flat_map(country)
    insets = {inset.region: _inset_box(inset, picture) for inset in picture.insets}
    positions = code_positions(country, _ROOM_FOR_CODE)
    shapes = picture.shapes.geometry

    def outline(region: str) -> RegionOutline:
        center = None if region in insets else positions[region]
        code_at = (f"{center[0]:.0f}", f"{picture.height - center[1] + 5:.0f}") if center else None
        return RegionOutline(_path(rings(shapes[region]), picture.height), insets.get(region), code_at)

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
        text_x=f"{(left + right) / 2:g}",
        text_y=f"{picture.height - top + 13:.1f}",
    )
