"""What the map says, and how numbers become shades."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from affiliates.content.find_words import NOT_CERTAIN, shade_lines
from affiliates.coverage.metrics import TIERS, Tier
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.coverage.words.labels import tier_phrase
from affiliates.geo.regions import COUNTRIES
from affiliates.geo.shades import quantile_starts
from affiliates.languages.catalogs import ENGLISH


class Mark(StrEnum):
    """What can be said of a region in place of its shade."""

    DOUBTFUL = "doubtful"  # a row that cannot be read may be a group of there
    LOCAL = "local"
    PLANNED = "planned"


# Part of the map's script, so that a browser keeps them too.
LABELS = {
    "noneMatches": "no group matches the filters",
    "marks": {
        Mark.DOUBTFUL: ENGLISH.gettext(NOT_CERTAIN),
        Mark.LOCAL: tier_phrase(ENGLISH, Tier.LOCAL),
        Mark.PLANNED: "a new group is planned",
    },
    "below": "The details are on this page: press Escape to read them.",
    "noAnswer": "The connection was lost. This page keeps trying to reconnect; please wait a moment.",
    "skip": "Skip the map",
    "whole": "Show the whole map",
    "legend": "What the shades mean",
    "titles": {country: f"Map of affiliate groups, {name}" for country, name in COUNTRIES.items()},
}


class Shading(StrEnum):
    """What the shades of the map mean."""

    GROUPS = "groups"
    TIER = "tier"
    WITHOUT = "without"


# ``phrases`` put a number into words, for 1 and for more; without them, and for 0, the legend's line does. ``striped``
# is the shade of regions without a group: stripes need no color. ``unknown`` is said of a missing number. Where
# ``counts``, the number itself is written into its region if there is room.
SHADINGS = {
    Shading.GROUPS: {
        "striped": 0,
        "phrases": {country: ["1 group", "# groups"] for country in COUNTRIES},
        "counts": True,
    },
    Shading.TIER: {"striped": 0, "phrases": {}},
    Shading.WITHOUT: {
        "striped": None,
        "unknown": "no group, number unknown",
        "phrases": {
            country: [f"1 {measure.people} without a group", f"# {measure.people} without a group"]
            for country, measure in POPULATION_MEASURES.items()
        },
    },
}


def shade_starts(shading: Shading, numbers: Iterable[int]) -> tuple[int, ...]:
    """The numbers at which each shade begins, from the data at hand but for tiers; shade 0 is below the first."""
    if shading is Shading.TIER:
        return (1, 2, 3)
    starts = quantile_starts(numbers)
    if shading is Shading.GROUPS:
        return starts
    return tuple(dict.fromkeys((1, *(_round_down(start) for start in starts[1:])))) if starts else ()


def legend_lines(shading: Shading, starts: Sequence[int], most: int) -> list[str]:
    """A line for each shade, from shade 0; ``most`` is the largest number on the map."""
    if shading is Shading.TIER:
        return [tier_phrase(ENGLISH, tier) for tier in TIERS]
    if shading is Shading.GROUPS:
        return shade_lines(ENGLISH, starts, most)
    ends = [*(start - 1 for start in starts[1:]), most]
    ranges = list(zip(starts, ends, strict=False))  # none where no region counts
    lines = [f"{first:,} to {last + 1:,}" for first, last in ranges]
    if len(lines) > 1:
        lines[0], lines[-1] = f"no group, under {starts[1]:,}", f"{starts[-1]:,} or more"
    elif lines:
        lines[0] = "no group"
    return ["has a statewide group", *lines]


def _round_down(number: int) -> int:
    """A number that is easy to read: its first two digits, and zeros."""
    step = int(10 ** max(0, len(str(number)) - 2))
    return number // step * step
