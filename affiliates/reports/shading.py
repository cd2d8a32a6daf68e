"""How each tier looks on a printed map: in color, and by lightness and stripes in black and white."""

from dataclasses import dataclass

from affiliates.coverage.metrics import Tier
from affiliates.geo.shades import SHADES as MAP_SHADES
from affiliates.geo.shades import ink_on


@dataclass(frozen=True)
class Shade:
    """The fill of the regions of one tier; colors are red, green and blue from 0 to 255.

    ``text`` is readable on ``fill``. With ``striped``, thin slanted lines cover the fill.
    """

    fill: tuple[int, int, int]
    text: tuple[int, int, int]
    striped: bool = False


def _shade(color: str) -> Shade:
    return Shade(_rgb(color), _rgb(ink_on(color)))


def _rgb(color: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(color.removeprefix("#"))
    return red, green, blue


# From light to dark: in black and white too, darker means more coverage.
SHADES = {
    Tier.NONE: Shade((255, 255, 255), (16, 24, 32), striped=True),
    Tier.LOCAL: _shade(MAP_SHADES["light"][0]),
    Tier.STATEWIDE: _shade(MAP_SHADES["light"][1]),
    Tier.BOTH: _shade(MAP_SHADES["light"][2]),
}
# Where it is not known: neither stripes nor a color.
UNKNOWN_SHADE = Shade((222, 224, 227), (16, 24, 32))
STRIPE = (196, 203, 211)
BORDER = (112, 124, 136)
OUTLINE = (217, 72, 15)


def shade_of(tier: Tier) -> Shade:
    """How the regions of a tier look."""
    return SHADES.get(tier, UNKNOWN_SHADE)
