"""The map of a country drawn onto paper, line by line, from the same shapes as the app's map."""

from collections.abc import Iterable, Mapping
from functools import cache

from fpdf.enums import Align, RenderStyle
from shapely import MultiLineString, affinity
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.ops import polylabel

from affiliates.coverage.metrics import TIER_LABELS, Tier
from affiliates.geo.flat_map import WIDTH, flat_map, rings
from affiliates.reports.pdf.page import MUTED, Paper
from affiliates.reports.shading import BORDER, OUTLINE, SHADES, STRIPE, Shade

_CODE_POINTS = 5.0
_ROOM_FOR_CODE = 2.0  # from the middle of a region to its border, and the box of a code: millimeters
_BOX = (4.8, 3.2)
_STRIPES_APART = 1.4
# The middle of the first of the boxes for regions that are too small for their code, in the Atlantic: units of the
# picture, a thousandth of its width.
_BOXES_FROM = {"US": (955, 440), "CA": (955, 100)}

Point = tuple[float, float]


class _Sheet:
    """A piece of paper on which a picture of a country lies: draws in units of the picture."""

    def __init__(self, paper: Paper, x: float, y: float, scale: float, height: float) -> None:
        self.paper, self.x, self.y, self.scale, self.height = paper, x, y, scale, height

    def placed(self, point: Iterable[float]) -> Point:
        across, up = point
        return self.x + across * self.scale, self.y + (self.height - up) * self.scale

    def area(self, outer: list[list[list[float]]], shade: Shade, stripes: list[list[Point]]) -> None:
        """An area with its filling, then its stripes, then its border."""
        corners = [[self.placed(point) for point in ring] for ring in outer]
        self.paper.set_fill_color(*shade.fill)
        for ring in corners:
            self.paper.polygon(ring, style=RenderStyle.F)
        if shade.striped:
            self.paper.set_draw_color(*STRIPE)
            self.paper.set_line_width(0.18)
            for stripe in stripes:
                self.paper.polyline([self.placed(point) for point in stripe])
        self.paper.set_draw_color(*BORDER)
        self.paper.set_line_width(0.12)
        for ring in corners:
            self.paper.polygon(ring, style=RenderStyle.D)

    def outline(self, outer: list[list[list[float]]]) -> None:
        """A thick line around an area."""
        self.paper.set_draw_color(*OUTLINE)
        self.paper.set_line_width(0.7)
        for ring in outer:
            self.paper.polygon([self.placed(point) for point in ring], style=RenderStyle.D)
        self.paper.set_line_width(0.12)

    def code(self, text: str, middle: Point, ink: tuple[int, int, int]) -> None:
        """Two small letters around a point."""
        x, y = self.placed(middle)
        self.paper.set_text(_CODE_POINTS, ink)
        self.paper.set_xy(x - 5, y - 1.1)
        self.paper.cell(10, 2.2, text, align=Align.C)


def paper_map(
    paper: Paper,
    country: str,
    tiers: Mapping[str, Tier],
    *,
    x: float,
    y: float,
    width: float,
    chosen: str | None = None,
    codes: bool = True,
) -> float:
    """Draws a country with its upper left corner at ``x``, ``y``; returns the picture's height, all in millimeters.

    ``tiers`` gives each region's. The region ``chosen`` has a thick border. With ``codes``, regions carry their
    postal code, and those too small for it get a box in the ocean.
    """
    picture = flat_map(country)
    sheet = _Sheet(paper, x, y, width / WIDTH, picture.height)
    stripes = _stripes(country, _STRIPES_APART / sheet.scale)
    for region, shape in picture.shapes.geometry.items():
        sheet.area(rings(shape), SHADES[tiers[str(region)]], stripes[str(region)])
    if chosen:
        sheet.outline(rings(picture.shapes.geometry[chosen]))
    for inset in picture.insets:
        left, bottom, right, top = inset.frame
        paper.set_draw_color(*STRIPE)
        paper.rect(*sheet.placed((left, top)), (right - left) * sheet.scale, (top - bottom) * sheet.scale)
    if codes:
        _codes(sheet, country, tiers)
    return picture.height * sheet.scale


def _codes(sheet: _Sheet, country: str, tiers: Mapping[str, Tier]) -> None:
    """The postal code of each region: inside it, above it in its inset, or in a box in the ocean."""
    places = _places_of_codes(country, _ROOM_FOR_CODE / sheet.scale)
    for region, place in places.items():
        if place:
            sheet.code(region[3:], place, SHADES[tiers[region]].ink)
    for inset in flat_map(country).insets:
        left, _, right, top = inset.frame
        if not places[inset.region]:
            sheet.code(inset.region[3:], ((left + right) / 2, top - 10), MUTED)
    across, up = _BOXES_FROM[country]
    wide, high = _BOX[0] / sheet.scale, _BOX[1] / sheet.scale
    for number, region in enumerate(_without_place(country, places)):
        shade, middle = SHADES[tiers[region]], (across, up - number * high * 1.2)
        corner = box(middle[0] - wide / 2, middle[1] - high / 2, middle[0] + wide / 2, middle[1] + high / 2)
        sheet.area(rings(corner), shade, _lines_in(corner, _STRIPES_APART / sheet.scale))
        sheet.code(region[3:], middle, shade.ink)


def map_key(paper: Paper, *, x: float, y: float, columns: int = 1) -> float:
    """What the shades mean, in columns from ``x``, ``y`` on; returns the height, all in millimeters."""
    rows = -(-len(SHADES) // columns)
    for number, (tier, shade) in enumerate(SHADES.items()):
        sheet = _Sheet(paper, x + number // rows * 80, y, 1, 0)
        top = -(number % rows) * 4.6
        swatch = box(0, top - 3.2, 6, top)
        sheet.area(rings(swatch), shade, _lines_in(swatch, _STRIPES_APART))
        paper.set_text(8)
        paper.set_xy(sheet.x + 7, y - top - 0.3)
        paper.cell(0, 3.8, TIER_LABELS[tier])
    return rows * 4.6


@cache
def _places_of_codes(country: str, room: float) -> dict[str, Point | None]:
    """Where in each region its code stands; None where its border is nearer than ``room`` to every such place."""
    insets = {inset.region for inset in flat_map(country).insets} - {"US-AK"}
    places: dict[str, Point | None] = {}
    for region, shape in flat_map(country).shapes.geometry.items():
        largest = max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)
        middle = polylabel(largest, tolerance=1)
        roomy = largest.exterior.distance(middle) >= room and region not in insets
        places[str(region)] = (middle.x, middle.y) if roomy else None
    return places


def _without_place(country: str, places: Mapping[str, Point | None]) -> list[str]:
    """The regions of the main picture that have no room for their code, from north to south."""
    insets = {inset.region for inset in flat_map(country).insets}
    tops = flat_map(country).shapes.bounds["maxy"]
    left_over = [region for region, place in places.items() if not place and region not in insets]
    return sorted(left_over, key=lambda region: -float(tops[region]))


@cache
def _stripes(country: str, apart: float) -> dict[str, list[list[Point]]]:
    return {str(region): _lines_in(shape, apart) for region, shape in flat_map(country).shapes.geometry.items()}


def _lines_in(shape: Polygon | MultiPolygon, apart: float) -> list[list[Point]]:
    """Slanting lines that fill a shape, ``apart`` from each other, each as its two ends."""
    upright = affinity.rotate(shape, -45, origin=(0, 0))
    left, bottom, right, top = upright.bounds
    heights = [step * apart for step in range(int(bottom // apart), int(top // apart) + 2)]
    lines = MultiLineString([[(left - 1, height), (right + 1, height)] for height in heights])
    cut = affinity.rotate(lines.intersection(upright), 45, origin=(0, 0))
    return [list(line.coords) for line in getattr(cut, "geoms", [cut]) if line.geom_type == "LineString"]
