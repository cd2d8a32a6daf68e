"""How a tier looks on a map: told apart by color, and by lightness and stripes where a printer has no color."""

from dataclasses import dataclass

from affiliates.coverage.metrics import Tier


@dataclass(frozen=True)
class Shade:
    """What a region of one tier is filled with; colors are red, green, blue between 0 and 255.

    ``ink`` is readable on ``fill``; ``striped`` lays thin slanting lines over it.
    """

    fill: tuple[int, int, int]
    ink: tuple[int, int, int]
    striped: bool = False


# From light to dark, so that what is dark has more, also in black and white.
SHADES = {
    Tier.NONE: Shade((255, 255, 255), (16, 24, 32), striped=True),
    Tier.LOCAL: Shade((164, 204, 236), (16, 24, 32)),
    Tier.STATEWIDE: Shade((49, 124, 185), (255, 255, 255)),
    Tier.BOTH: Shade((11, 46, 79), (255, 255, 255)),
}
STRIPE = (196, 203, 211)
BORDER = (112, 124, 136)
OUTLINE = (217, 72, 15)
