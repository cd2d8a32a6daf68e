"""What the map says, and how numbers become shades: part of its script, so that a browser keeps it too."""

from enum import StrEnum

from affiliates.content.find_words import NOT_CERTAIN
from affiliates.coverage.metrics import SHADE_THRESHOLDS, TIER_LABELS
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.geo.regions import COUNTRIES

LABELS = {
    "noneMatches": "no group matches the filters",
    "notCertain": NOT_CERTAIN,
    "below": "The details are on this page: press Escape to read them.",
    "noAnswer": "The connection was lost. This page keeps trying to reconnect; please wait a moment.",
    "skip": "Skip the map",
    "legend": "What the shades mean",
    "titles": {country: f"Map of affiliate groups, {name}" for country, name in COUNTRIES.items()},
}


class Shading(StrEnum):
    """What the shades of the map mean."""

    GROUPS = "groups"
    TIER = "tier"
    WITHOUT = "without"


# How numbers become shades: shade 0 is below the first of ``starts``, where shade 1 begins, and a missing number is
# ``unknown``. ``legend`` has a line for each shade. ``phrases`` put a number into words, for 1 and for more; without
# them, and for 0, the legend's line does. ``striped`` is the shade of regions without a group: stripes need no color.
SHADINGS = {
    Shading.GROUPS: {
        "starts": SHADE_THRESHOLDS,
        "striped": 0,
        "legend": ["no group yet", "1 group", "2–3 groups", "4–9 groups", "10 or more"],
        "phrases": {country: ["1 group", "# groups"] for country in COUNTRIES},
    },
    Shading.TIER: {
        "starts": [1, 2, 3],
        "striped": 0,
        "legend": list(TIER_LABELS.values()),
        "phrases": {},
    },
    Shading.WITHOUT: {
        "starts": [1, 500_000, 1_000_000, 2_500_000],
        "striped": None,
        "legend": [
            "has a group",
            "no group, under 500,000",
            "500,000 to 1 million",
            "1 to 2.5 million",
            "2.5 million or more",
        ],
        "unknown": "no group, number unknown",
        "phrases": {
            country: [f"1 {measure.people} without a group", f"# {measure.people} without a group"]
            for country, measure in POPULATION_MEASURES.items()
        },
    },
}
