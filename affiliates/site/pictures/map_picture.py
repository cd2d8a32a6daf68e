"""The map of a country in a picture: the shapes, shades and stripes of the app's map, and one place that is marked."""

from functools import cache, lru_cache
from itertools import chain

from PIL import Image, ImageChops, ImageDraw

from affiliates.coverage.metrics import Tier
from affiliates.geo.flat_map import WIDTH, flat_map, rings
from affiliates.geo.regions import country_of
from affiliates.reports.shading import BORDER, OUTLINE, STRIPE, shade_of

BACKGROUND = (244, 247, 250)
# Under the line around a marked place, and over the stripes inside it.
_HALO, _TINT = (255, 255, 255), (255, 226, 206)
# Everything is drawn at this multiple of its size and then reduced, which smooths every edge.
_OVERSAMPLING = 3
# In pixels of the picture.
_STRIPE_SPACING, _STRIPE_WIDTH, _BORDER_WIDTH = 7, 1.7, 1
_MARGIN = 8  # around the map, for the mark of a place at its edge
_SMALL, _RING = 30, 24  # a place narrower than the first gets a ring around it; the ring's radius

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@lru_cache(maxsize=4)  # two countries, in the present version of the directory and the one before
def country_picture(country: str, tiers: tuple[tuple[str, Tier], ...], width: int) -> Image.Image:
    """The map of a country, ``width`` pixels wide and with a margin on each side. Never change it: make a copy.

    ``tiers`` are those of all regions, with their codes.
    """
    height = round(flat_map(country).height * width / WIDTH)
    size = ((width + 2 * _MARGIN) * _OVERSAMPLING, (height + 2 * _MARGIN) * _OVERSAMPLING)
    picture, striped = Image.new("RGB", size, BACKGROUND), Image.new("L", size)
    draw, draw_striped = ImageDraw.Draw(picture), ImageDraw.Draw(striped)
    shown = [(region, shade_of(tier)) for region, tier in tiers if country_of(region) == country]
    for region, shade in shown:
        for ring in _rings(region, width):
            draw.polygon(_enlarged(ring), fill=shade.fill)
            draw_striped.polygon(_enlarged(ring), fill=255 * shade.striped)
    picture.paste(STRIPE, mask=ImageChops.darker(striped, _stripes(size)))
    for region, _ in shown:
        for ring in _rings(region, width):
            draw.line(_enlarged(ring), fill=BORDER, width=_BORDER_WIDTH * _OVERSAMPLING)
    for inset in flat_map(country).insets:
        box = [each * _OVERSAMPLING for each in _frame(inset.frame, country, width)]
        draw.rectangle(box, outline=STRIPE, width=_OVERSAMPLING)
    return picture.reduce(_OVERSAMPLING)


def mark_place(picture: Image.Image, region: str, tier: Tier, width: int) -> None:
    """Marks a region on a copy of ``country_picture``: a tint over its stripes and a thick line around it.

    Around a small one there is a ring too, or the frame of its inset.
    """
    left, top, right, bottom = _bounds(region, width)
    is_small = min(right - left, bottom - top) < _SMALL
    reach = _RING + 8 if is_small else 8
    box = (
        max(0, int(left) - reach),
        max(0, int(top) - reach),
        min(picture.width, int(right) + reach),
        min(picture.height, int(bottom) + reach),
    )
    part = picture.crop(box)
    part = part.resize((part.width * _OVERSAMPLING, part.height * _OVERSAMPLING), Image.Resampling.BILINEAR)
    outline = [_enlarged([(x - box[0], y - box[1]) for x, y in ring]) for ring in _rings(region, width)]
    if shade_of(tier).striped:
        _tint(part, outline)
    draw = ImageDraw.Draw(part)
    for color, thickness in ((_HALO, 3 if is_small else 7), (OUTLINE, 2 if is_small else 4)):
        for ring in outline:
            draw.line([*ring, ring[1]], fill=color, width=thickness * _OVERSAMPLING, joint="curve")
    inset = next((each for each in flat_map(country_of(region)).insets if each.region == region), None)
    if is_small and not inset:
        _draw_ring(draw, (((left + right) / 2 - box[0]), ((top + bottom) / 2 - box[1])))
    picture.paste(part.reduce(_OVERSAMPLING), box[:2])
    if inset:
        frame = _frame(inset.frame, country_of(region), width)
        ImageDraw.Draw(picture).rounded_rectangle(frame, radius=4, outline=OUTLINE, width=3)


def draw_swatch(draw: ImageDraw.ImageDraw, tier: Tier, x: float, y: float, side: int) -> None:
    """Draws a square that looks like the regions of a tier."""
    shade = shade_of(tier)
    draw.rectangle((x, y, x + side, y + side), fill=shade.fill)
    if shade.striped:
        for step in range(_STRIPE_SPACING, 2 * side, _STRIPE_SPACING):
            low, high = min(step, side), max(0, step - side)
            draw.line([(x + high, y + low), (x + low, y + high)], fill=STRIPE, width=2)
    draw.rectangle((x, y, x + side, y + side), outline=BORDER)


def _tint(part: Image.Image, outline: list[list[Point]]) -> None:
    mask = Image.new("L", part.size)
    for ring in outline:
        ImageDraw.Draw(mask).polygon(ring, fill=255)
    part.paste(ImageChops.multiply(part, Image.new("RGB", part.size, _TINT)), mask=mask)


def _draw_ring(draw: ImageDraw.ImageDraw, center: Point) -> None:
    x, y = (each * _OVERSAMPLING for each in center)
    for color, thickness in ((_HALO, 8), (OUTLINE, 5)):
        radius = (_RING + (thickness - 5) / 2) * _OVERSAMPLING
        draw.circle((x, y), radius, outline=color, width=thickness * _OVERSAMPLING)


@cache
def _rings(region: str, width: int) -> list[list[Point]]:
    """The outer rings of a region in pixels of the picture, y down."""
    shape = flat_map(country_of(region)).shapes.geometry[region]
    return [[_on_picture(x, y, country_of(region), width) for x, y in ring] for ring in rings(shape)]


def _on_picture(x: float, y: float, country: str, width: int) -> Point:
    scale = width / WIDTH
    return _MARGIN + x * scale, _MARGIN + (flat_map(country).height - y) * scale


def _frame(frame: Box, country: str, width: int) -> Box:
    """The frame of an inset as left, top, right, bottom in pixels of the picture."""
    left, bottom, right, top = frame
    return *_on_picture(left, top, country, width), *_on_picture(right, bottom, country, width)


def _bounds(region: str, width: int) -> Box:
    xs, ys = zip(*chain.from_iterable(_rings(region, width)), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _enlarged(ring: list[Point]) -> list[Point]:
    return [(x * _OVERSAMPLING, y * _OVERSAMPLING) for x, y in ring]


def _stripes(size: tuple[int, int]) -> Image.Image:
    """Slanted lines over a whole picture, as a mask."""
    mask = Image.new("L", size)
    draw = ImageDraw.Draw(mask)
    width, height = size
    for start in range(-height, width, _STRIPE_SPACING * _OVERSAMPLING):
        draw.line([(start, height), (start + height, 0)], fill=255, width=round(_STRIPE_WIDTH * _OVERSAMPLING))
    return mask
