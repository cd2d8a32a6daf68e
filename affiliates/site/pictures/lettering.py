"""Our own words in a picture: Noto Sans at two weights, in lines that fit."""

from functools import cache, lru_cache

from PIL import ImageDraw, ImageFont

from affiliates.reports.pdf.typefaces import regular_path

_WEIGHTS = {False: 420, True: 680}

Color = tuple[int, int, int]


@cache
def typeface(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Noto Sans at a size in pixels. For Latin, Greek and Cyrillic words of our own, and names of regions."""
    # The basic layout is the same with and without the libraries that a machine may lack.
    font = ImageFont.truetype(str(regular_path()), size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([100, _WEIGHTS[bold]] if len(font.get_variation_axes()) > 1 else [_WEIGHTS[bold]])
    return font


def lines_that_fit(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """The words of a text in lines no wider than ``width`` pixels; a word that is wider has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and _length(font, f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@lru_cache(1_000)
def _length(font: ImageFont.FreeTypeFont, text: str) -> float:
    """How long a text is in pixels; kept, because lines are balanced by breaking the same words many times."""
    return font.getlength(text)


def balanced_lines(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """As few lines as ``lines_that_fit`` needs, about equally long: no word stands alone on the last one."""
    lines = lines_that_fit(text, font, width)
    while len(narrower := lines_that_fit(text, font, width - 8)) == len(lines) and width > font.size:
        width, lines = width - 8, narrower
    return lines


def largest_that_fits(text: str, width: float, sizes: range, *, most_lines: int) -> ImageFont.FreeTypeFont:
    """The bold typeface at the first of ``sizes`` (from large to small) at which a text fits; else at the last."""
    for size in sizes:
        font = typeface(size, bold=True)
        lines = lines_that_fit(text, font, width)
        if len(lines) <= most_lines and max(_length(font, line) for line in lines) <= width:
            return font
    return typeface(sizes[-1], bold=True)


def write_lines(
    draw: ImageDraw.ImageDraw, lines: list[str], font: ImageFont.FreeTypeFont, *, x: float, y: float, fill: Color
) -> float:
    """Writes lines below each other from the upper left corner ``x``, ``y``; returns where the next one would begin."""
    for line in lines:
        draw.text((x, y), line, fill=fill, font=font)
        y += font.size * 1.22
    return y
