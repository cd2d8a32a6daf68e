"""What the shades of the map are called, and where they begin."""

import pytest

from affiliates.languages.catalogs import ENGLISH
from components.map.shading import Shading, legend_lines, shade_starts


@pytest.mark.parametrize(
    ("shading", "numbers", "lines"),
    [
        (Shading.GROUPS, [], ["no group yet"]),
        (Shading.GROUPS, [1, 1], ["no group yet", "1 group"]),
        (Shading.GROUPS, [1, 2, 9], ["no group yet", "1 group", "2–8 groups", "9 groups"]),
        (Shading.GROUPS, range(1, 9), ["no group yet", "1–2 groups", "3–4 groups", "5–6 groups", "7–8 groups"]),
        (Shading.WITHOUT, [], ["has a statewide group"]),
        (Shading.WITHOUT, [512_345], ["has a statewide group", "no group"]),
        (
            Shading.WITHOUT,
            [10_500, 20_200, 512_345, 1_234_567],
            [
                "has a statewide group",
                "no group, under 20,000",
                "20,000 to 510,000",
                "510,000 to 1,200,000",
                "1,200,000 or more",
            ],
        ),
        (
            Shading.TIER,
            [1],
            ["no group yet", "local groups only", "statewide groups only", "statewide and local groups"],
        ),
    ],
)
def test_legend_follows_the_data(shading: Shading, numbers: list[int], lines: list[str]) -> None:
    starts = shade_starts(shading, numbers)

    assert legend_lines(ENGLISH, shading, starts, max(numbers, default=0)) == lines
