"""The maps of the pages are shaded as the app's, by the number of groups, and say what that means."""

import pytest

from affiliates.content.find_words import NO_GROUP, NOT_CERTAIN
from affiliates.languages.catalogs import ENGLISH
from affiliates.site.pages.map_fills import group_fills

CODES = ("US-MI", "US-OH", "US-TX", "US-WY", "CA-ON")


@pytest.mark.parametrize(
    ("counts", "doubtful", "classes", "key"),
    [
        ((0, 0, 0, 0, 9), (), ("shade-0",) * 4, [("shade-0", NO_GROUP.text)]),
        (
            (1, 3, 1, 0, 9),
            (),
            ("shade-1", "shade-2", "shade-1", "shade-0"),
            [("shade-0", NO_GROUP.text), ("shade-1", "1–2 groups"), ("shade-2", "3 groups")],
        ),
        (
            (1_200, 0, 0, 0, 0),
            ("US-TX",),
            ("shade-1", "shade-0", "doubtful", "shade-0"),
            [("shade-0", NO_GROUP.text), ("shade-1", "1,200 groups"), ("doubtful", NOT_CERTAIN.text)],
        ),
    ],
)
def test_shades_follow_the_numbers_of_the_country(
    counts: tuple[int, ...], doubtful: tuple[str, ...], classes: tuple[str, ...], key: list[tuple[str, str]]
) -> None:
    fills, meaning = group_fills(
        ENGLISH, "US", dict(zip(CODES, counts, strict=True)), {code: f"words of {code}" for code in CODES}, doubtful
    )

    assert list(fills) == list(CODES[:4])
    assert tuple(fill.css_class for fill in fills.values()) == classes
    assert list(meaning) == key
    assert [fill.number for fill in fills.values()] == [f"{count:,}" if count else "" for count in counts[:4]]
    assert fills["US-OH"].words == "words of US-OH"
