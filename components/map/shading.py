"""What the map says and how numbers become shades: a part of its script, so that a browser keeps it too."""

from enum import StrEnum

from affiliates.coverage.metrics import SHADE_THRESHOLDS, TIER_LABELS
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.geo.regions import COUNTRIES

LABELS = {
    "noneMatches": "no group matches the filters",
    "below": "The details follow after the map.",
    "noAnswer": "The connection is lost. This page goes on trying; please wait a moment.",
    "skip": "Skip the map",
    "legend": "What the shades mean",
    "titles": {country: f"Map of affiliate groups, {name}" for country, name in COUNTRIES.items()},
}


class Shading(StrEnum):
    """What the shades of the map tell."""

    GROUPS = "groups"
    TIER = "tier"
    WITHOUT = "without"


# How numbers become shades: shade 1 begins at the first of ``starts``, below it lies shade 0, and a missing number is
# ``unknown``. ``legend`` has a line for each shade; ``told`` says a number: for shade 0, for 1, and for more, or for
# each shade. Striped is the shade of places without a group, or without a number: it needs no colour to be seen.
SHADINGS = {
    Shading.GROUPS: {
        "starts": SHADE_THRESHOLDS,
        "striped": 0,
        "legend": ["no group yet", "1 group", "2–3 groups", "4–9 groups", "10 or more"],
        "told": {country: ["no group yet", "1 group", "# groups"] for country in COUNTRIES},
    },
    Shading.TIER: {
        "starts": [1, 2, 3],
        "striped": 0,
        "legend": list(TIER_LABELS.values()),
        "told": {},
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
        "unknown": "no group, number not known",
        "told": {
            country: ["has a group", f"1 {figure.people} without a group", f"# {figure.people} without a group"]
            for country, figure in POPULATION_MEASURES.items()
        },
    },
}
