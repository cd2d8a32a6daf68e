"""Our small mark as a picture."""

from PIL import Image, ImageDraw

from affiliates.content.mark import BLUE, CORNER, PEOPLE

_WHITE = (255, 255, 255)
_OVERSAMPLING = 4


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
