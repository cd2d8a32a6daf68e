"""Our small mark, two people side by side on a blue ground: as a picture, and as shapes for an SVG."""

from dataclasses import dataclass

from PIL import Image, ImageDraw

BLUE = (31, 99, 153)
_WHITE = (255, 255, 255)
_OVERSAMPLING = 4


@dataclass(frozen=True)
class Person:
    """A head and shoulders; x and y from the upper left corner, every length a part of the mark's side."""

    x: float
    head_y: float = 0.365
    head_radius: float = 0.108
    shoulders_y: float = 0.735
    shoulders_radius: float = 0.2


PEOPLE = (Person(0.33), Person(0.67))
CORNER = 0.22


def mark(side: int, *, is_rounded: bool = True) -> Image.Image:
    """The mark as a picture. Not rounded, it fills its square: phones cut the shape that they like."""
    scale = side * _OVERSAMPLING
    picture = Image.new("RGBA", (scale, scale))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((0, 0, scale - 1, scale - 1), CORNER * scale if is_rounded else 0, fill=BLUE)
    for person in PEOPLE:
        x, radius = person.x * scale, person.shoulders_radius * scale
        draw.circle((x, person.head_y * scale), person.head_radius * scale, fill=_WHITE)
        bottom = person.shoulders_y * scale
        draw.pieslice((x - radius, bottom - radius, x + radius, bottom + radius), 180, 360, fill=_WHITE)
    return picture.reduce(_OVERSAMPLING)
