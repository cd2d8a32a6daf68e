"""The shades of the maps can be told apart, and begin where the data at hand says."""

from itertools import pairwise
from pathlib import Path

import pytest

import affiliates
from affiliates.geo.shades import MIN_APART, PAGES, SHADES, contrast, ink_on, luminance, quantile_starts


@pytest.mark.parametrize("theme", SHADES)
def test_neighboring_shades_are_far_enough_apart(theme: str) -> None:
    shades = SHADES[theme]

    assert contrast(PAGES[theme], shades[0]) >= 3
    assert min(contrast(*pair) for pair in pairwise(shades)) >= MIN_APART
    assert min(contrast(ink_on(shade), shade) for shade in shades) >= 4.5  # a code and a number stand on each
    assert [luminance(shade) for shade in shades] == sorted(map(luminance, shades), reverse=theme == "light")


def test_the_offline_report_has_the_same_shades() -> None:
    text = (Path(affiliates.__file__).parent / "reports/html/report.css").read_text(encoding="utf-8")

    for shades in SHADES.values():
        found = [f"--{tier}: {shade};" for tier, shade in zip(("local", "statewide", "both"), shades, strict=False)]
        assert all(each in text for each in found)


@pytest.mark.parametrize(
    ("numbers", "starts"),
    [
        ([], ()),
        ([0, 0], ()),
        ([1, 1, 0, 1], (1,)),
        ([1, 2, 7, 0], (1, 2, 7)),
        ([1, 2, 3, 4], (1, 2, 3, 4)),
        ([1, 2, 3, 4, 5, 6, 7, 8], (1, 3, 5, 7)),
        ([1, 1, 1, 1, 1, 1, 2, 3, 4, 900], (1, 4)),
        (range(90, 190), (90, 115, 140, 165)),
    ],
)
def test_each_shade_begins_where_the_data_says(numbers: list[int], starts: tuple[int, ...]) -> None:
    assert quantile_starts(numbers) == starts
