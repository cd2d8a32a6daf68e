"""Words made of values."""

from datetime import UTC, date, datetime, timedelta

import pytest

from affiliates.content.place_names import country_in_sentence
from affiliates.content.wording import (
    count_of,
    format_age,
    format_day,
    format_distance,
    format_percent,
    format_short_day,
    join_words,
)
from affiliates.languages.catalogs import ENGLISH, languages

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ""),
        (["Ohio"], "Ohio"),
        (["Ohio", "Texas"], "Ohio and Texas"),
        (["Ohio", "Texas", "Utah"], "Ohio, Texas, and Utah"),
        (["{0}", "{x}", "%s"], "{0}, {x}, and %s"),
    ],
)
def test_words_are_listed_as_in_a_sentence(words: list[str], expected: str) -> None:
    assert join_words(ENGLISH, (word for word in words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["Ohio", "Utah"], "Ohio y Utah"),
        (["Ohio", "Idaho"], "Ohio e Idaho"),
        (["Utah", "Illinois", "Islas Marianas del Norte"], "Utah, Illinois e Islas Marianas del Norte"),
        (["Ohio", "Iowa"], "Ohio y Iowa"),
        (["Idaho"], "Idaho"),
    ],
)
def test_spanish_and_gives_way_before_the_sound_of_i(words: list[str], expected: str) -> None:
    assert join_words(languages()["es"], words) == expected


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 groups"), (1, "1 group"), (2, "2 groups"), (1_200, "1,200 groups")]
)
def test_count_decides_between_singular_and_plural(count: int, expected: str) -> None:
    assert count_of(count, "group", "groups") == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (None, "unknown"),
        (float("nan"), "unknown"),
        (0, "0.0%"),
        (0.0001, "0.1%"),
        (0.9999, "99.9%"),
        (1, "100.0%"),
        (0.1279, "12.8%"),
    ],
)
def test_percentage_is_nobody_or_everybody_only_if_that_is_true(share: float | None, expected: str) -> None:
    assert format_percent(ENGLISH, share) == expected


def test_percentage_has_as_many_decimals_as_asked_for() -> None:
    assert [format_percent(ENGLISH, share, 0) for share in (0.0001, 0.3, 0.999)] == ["1%", "30%", "99%"]


def test_day_is_written_the_american_way() -> None:
    assert format_day(ENGLISH, date(2026, 3, 31)) == "March 31, 2026"
    assert format_day(ENGLISH, datetime(2026, 12, 1, 23, tzinfo=UTC)) == "December 1, 2026"
    assert format_short_day(ENGLISH, date(2026, 3, 31)) == "Mar 31, 2026"


@pytest.mark.parametrize(
    ("passed", "expected"),
    [
        (timedelta(seconds=-30), "just now"),  # a clock that is ahead
        (timedelta(), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1 minute ago"),
        (timedelta(minutes=45), "45 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=21), "3 weeks ago"),
        (timedelta(days=400), "1 year ago"),
    ],
)
def test_age_is_in_the_largest_unit_that_fits(passed: timedelta, expected: str) -> None:
    assert format_age(ENGLISH, NOW - passed, NOW) == expected


def test_age_is_measured_from_the_present() -> None:
    assert format_age(ENGLISH, datetime.now(UTC) - timedelta(days=3)) == "3 days ago"


@pytest.mark.parametrize(
    ("miles", "expected"),
    [
        (12, "12 miles (19 km)"),
        (2_280.4, "2,280 miles (3,670 km)"),
        (1.2, "1 mile (2 km)"),
        (0, "next door"),
        (float("nan"), ""),
    ],
)
def test_distance_is_in_miles_and_kilometers(miles: float, expected: str) -> None:
    assert format_distance(ENGLISH, miles, neighbor="next door") == expected


def test_distance_can_be_exact_to_a_tenth() -> None:
    assert format_distance(ENGLISH, 12.34, 19.86, decimals=1) == "12.3 miles (19.9 km)"


def test_country_stands_in_a_sentence_with_its_article() -> None:
    assert [country_in_sentence(ENGLISH, country) for country in ("US", "CA")] == ["the United States", "Canada"]


@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [
        ("fr", date(2026, 3, 1), "1er mars 2026"),
        ("fr", date(2026, 3, 11), "11 mars 2026"),
        ("es", date(2026, 3, 1), "1 de marzo de 2026"),
    ],
)
def test_first_of_a_month_is_an_ordinal_in_french(code: str, day: date, expected: str) -> None:
    assert format_day(languages()[code], day) == expected
