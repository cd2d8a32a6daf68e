"""What can be shown of a region on the map, how numbers become shades, and the legend."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise

from affiliates.content.find_words import shade_lines
from affiliates.coverage.metrics import TIERS
from affiliates.coverage.words.labels import tier_phrase
from affiliates.geo.shades import quantile_starts
from affiliates.languages.language import Language


class Mark(StrEnum):
    """What can be said of a region in place of its shade."""

    DOUBTFUL = "doubtful"  # a row that cannot be read may be a group of there
    LOCAL = "local"
    PLANNED = "planned"


class Shading(StrEnum):
    """What the shades of the map mean."""

    GROUPS = "groups"
    TIER = "tier"
    WITHOUT = "without"


# ``striped`` is the shade of regions without a group: stripes need no color. ``unknown`` says whether a number may be
# missing. Where ``counts``, the number itself is written into its region if there is room.
SHADINGS = {
    Shading.GROUPS: {"striped": 0, "counts": True},
    Shading.TIER: {"striped": 0},
    Shading.WITHOUT: {"striped": None, "unknown": True},
}


def shade_starts(shading: Shading, numbers: Iterable[int]) -> tuple[int, ...]:
    """The numbers at which each shade begins, from the data at hand but for tiers; shade 0 is below the first."""
    if shading is Shading.TIER:
        return (1, 2, 3)
    starts = quantile_starts(numbers)
    if shading is Shading.GROUPS:
        return starts
    return tuple(dict.fromkeys((1, *(_round_down(start) for start in starts[1:])))) if starts else ()


def legend_lines(language: Language, shading: Shading, starts: Sequence[int], most: int) -> list[str]:
    """A line for each shade, from shade 0; ``most`` is the largest number on the map."""
    if shading is Shading.TIER:
        return [tier_phrase(language, tier) for tier in TIERS]
    if shading is Shading.GROUPS:
        return shade_lines(language, starts, most)
    return [language.gettext("has a statewide group"), *_lines_without(language, starts)]


def _lines_without(language: Language, starts: Sequence[int]) -> list[str]:
    """The lines for numbers of people without a group; none where no region counts."""
    if not starts:
        return []
    if len(starts) == 1:
        return [language.gettext("no group")]
    between = [
        # TRANSLATORS: numbers of people in the legend of the map: "20,000 to 510,000"
        language.gettext("{first} to {last}", first=first, last=following)
        for first, following in pairwise(starts[1:])
    ]
    return [
        language.gettext("no group, under {number}", number=starts[1]),
        *between,
        language.gettext("{number} or more", number=starts[-1]),
    ]


def _round_down(number: int) -> int:
    """A number that is easy to read: its first two digits, and zeros."""
    step = int(10 ** max(0, len(str(number)) - 2))
    return number // step * step
