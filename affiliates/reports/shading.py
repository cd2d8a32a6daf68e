"""How each tier looks on a printed map: in color, and by lightness and stripes in black and white."""

from dataclasses import dataclass

from affiliates.coverage.metrics import Tier


@dataclass(frozen=True)
class Shade:
    """The fill of the regions of one tier; colors are red, green and blue from 0 to 255.

    ``text`` is readable on ``fill``. With ``striped``, thin slanted lines cover the fill.
    """

    fill: tuple[int, int, int]
    text: tuple[int, int, int]
    striped: bool = False


# From light to dark: in black and white too, darker means more coverage.
SHADES = {
    Tier.NONE: Shade((255, 255, 255), (16, 24, 32), striped=True),
    Tier.LOCAL: Shade((164, 204, 236), (16, 24, 32)),
    Tier.STATEWIDE: Shade((49, 124, 185), (255, 255, 255)),
    Tier.BOTH: Shade((11, 46, 79), (255, 255, 255)),
}
# Where it is not known: neither stripes nor a color.
UNKNOWN_SHADE = Shade((222, 224, 227), (16, 24, 32))
STRIPE = (196, 203, 211)
BORDER = (112, 124, 136)
OUTLINE = (217, 72, 15)


def shade_of(tier: Tier) -> Shade:
    """How the regions of a tier look."""
    return SHADES.get(tier, UNKNOWN_SHADE)
