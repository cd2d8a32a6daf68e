"""The map of a country in a PDF, drawn from the same shapes as the app's map."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from fpdf.enums import Align, RenderStyle
from shapely import MultiLineString, affinity
from shapely.geometry import MultiPolygon, Polygon, box

from affiliates.coverage.metrics import Tier
from affiliates.coverage.words.labels import tier_phrase
from affiliates.geo.flat_map import WIDTH, flat_map, rings
from affiliates.geo.map_codes import Point, code_positions, regions_without_room
from affiliates.reports.pdf.document import MUTED_COLOR, PdfDocument
from affiliates.reports.shading import BORDER, OUTLINE, STRIPE, Shade, shade_of

_CODE_SIZE = 5.0  # points
# Millimeters: from a postal code to the border around it, the box of a code in the ocean, and between two stripes.
_ROOM_FOR_CODE = 2.0
_BOX_SIZE = (4.8, 3.2)
_STRIPE_SPACING = 1.4
# The center of the first box in the Atlantic for regions too small for their code; units of the picture, each a
# thousandth of its width.
_FIRST_BOX = {"US": (955, 440), "CA": (955, 100)}


class _Canvas:
    """The part of a page that shows the picture of a country; draws in units of the picture."""

    def __init__(self, document: PdfDocument, x: float, y: float, scale: float, height: float) -> None:
        self.document, self.x, self.y, self.scale, self.height = document, x, y, scale, height

    def on_page(self, point: Iterable[float]) -> Point:
        x, y = point
        return self.x + x * self.scale, self.y + (self.height - y) * self.scale

    def area(self, outer_rings: list[list[list[float]]], shade: Shade, stripes: list[list[Point]]) -> None:
        """Draws the fill of an area, then its stripes, then its border."""
        corners = [[self.on_page(point) for point in ring] for ring in outer_rings]
        self.document.set_fill_color(*shade.fill)
        for ring in corners:
            self.document.polygon(ring, style=RenderStyle.F)
        if shade.striped:
            self.document.set_draw_color(*STRIPE)
            self.document.set_line_width(0.18)
            for stripe in stripes:
                self.document.polyline([self.on_page(point) for point in stripe])
        self.document.set_draw_color(*BORDER)
        self.document.set_line_width(0.12)
        for ring in corners:
            self.document.polygon(ring, style=RenderStyle.D)

    def outline(self, outer_rings: list[list[list[float]]]) -> None:
        """Draws a thick line around an area."""
        self.document.set_draw_color(*OUTLINE)
        self.document.set_line_width(0.7)
        for ring in outer_rings:
            self.document.polygon([self.on_page(point) for point in ring], style=RenderStyle.D)
        self.document.set_line_width(0.12)

    def code(self, text: str, center: Point, color: tuple[int, int, int]) -> None:
        """Prints a postal code around a point."""
        x, y = self.on_page(center)
        self.document.set_text(_CODE_SIZE, color)
        self.document.set_xy(x - 5, y - 1.1)
        self.document.cell(10, 2.2, text, align=Align.C)


def draw_map(
    document: PdfDocument,
    country: str,
    tiers: Mapping[str, Tier],
    *,
    x: float,
    y: float,
    width: float,
    chosen: str | None = None,
    codes: bool = True,
) -> float:
    """Draws a country with its upper left corner at ``x``, ``y``; returns the height, all in millimeters.

    ``tiers`` has the tier of each region by its code. The region ``chosen`` gets a thick border. With ``codes``, each
    region shows its postal code, the smallest ones in a box in the ocean.
    """
    picture = flat_map(country)
    canvas = _Canvas(document, x, y, width / WIDTH, picture.height)
    stripes = _stripes(country, _STRIPE_SPACING / canvas.scale)
    for region, shape in picture.shapes.geometry.items():
        canvas.area(rings(shape), shade_of(tiers[str(region)]), stripes[str(region)])
    if chosen:
        canvas.outline(rings(picture.shapes.geometry[chosen]))
    for inset in picture.insets:
        left, bottom, right, top = inset.frame
        document.set_draw_color(*STRIPE)
        document.rect(*canvas.on_page((left, top)), (right - left) * canvas.scale, (top - bottom) * canvas.scale)
    if codes:
        _draw_codes(canvas, country, tiers)
    return picture.height * canvas.scale


def _draw_codes(canvas: _Canvas, country: str, tiers: Mapping[str, Tier]) -> None:
    """Prints the postal code of each region: inside it, above it in its inset, or in a box in the ocean."""
    positions = code_positions(country, _ROOM_FOR_CODE / canvas.scale)
    for region, position in positions.items():
        if position:
            canvas.code(region[3:], position, shade_of(tiers[region]).text)
    for inset in flat_map(country).insets:
        left, _, right, top = inset.frame
        if not positions[inset.region]:
            canvas.code(inset.region[3:], ((left + right) / 2, top - 10), MUTED_COLOR)
    x, first_y = _FIRST_BOX[country]
    width, height = _BOX_SIZE[0] / canvas.scale, _BOX_SIZE[1] / canvas.scale
    for number, region in enumerate(regions_without_room(country, positions)):
        shade, y = shade_of(tiers[region]), first_y - number * height * 1.2
        frame = box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        canvas.area(rings(frame), shade, _stripes_in(frame, _STRIPE_SPACING / canvas.scale))
        canvas.code(region[3:], (x, y), shade.text)


def draw_map_key(
    document: PdfDocument, shown: Sequence[Tier], *, x: float, y: float, columns: int = 1, size: float = 8
) -> float:
    """Draws what the shades of some tiers mean, with the upper left corner at ``x``, ``y``.

    ``size`` is that of the text, in points. Returns the height; all else in millimeters.
    """
    rows, line = -(-len(shown) // columns), size * 0.575
    for number, tier in enumerate(shown):
        shade = shade_of(tier)
        canvas = _Canvas(document, x + number // rows * 80, y, 1, 0)
        top = -(number % rows) * line
        swatch = box(0, top - size * 0.4, 6, top)
        canvas.area(rings(swatch), shade, _stripes_in(swatch, _STRIPE_SPACING))
        document.set_text(size)
        document.set_xy(canvas.x + 7, y - top - 0.3)
        document.cell(0, size * 0.475, tier_phrase(document.language, tier))
    return rows * line


@cache
def _stripes(country: str, spacing: float) -> dict[str, list[list[Point]]]:
    return {str(region): _stripes_in(shape, spacing) for region, shape in flat_map(country).shapes.geometry.items()}


def _stripes_in(shape: Polygon | MultiPolygon, spacing: float) -> list[list[Point]]:
    """Slanted lines that fill a shape, ``spacing`` apart, each as its two ends."""
    upright = affinity.rotate(shape, -45, origin=(0, 0))
    left, bottom, right, top = upright.bounds
    heights = [step * spacing for step in range(int(bottom // spacing), int(top // spacing) + 2)]
    lines = MultiLineString([[(left - 1, height), (right + 1, height)] for height in heights])
    clipped = affinity.rotate(lines.intersection(upright), 45, origin=(0, 0))
    return [list(line.coords) for line in getattr(clipped, "geoms", [clipped]) if line.geom_type == "LineString"]
