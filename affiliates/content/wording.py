"""Words made of values: lists, counts, shares, days and distances, as they read in a sentence.

English is the only language so far; every rule comes from one locale, ``_locale``, for another to be chosen there.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Literal

import pandas as pd
from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.numbers import format_percent as format_percent_in_locale
from babel.units import format_unit

from affiliates.geo.distances import KM_PER_MILE
from affiliates.geo.regions import COUNTRIES, region_names

# Regions whose names take an article in a sentence.
_WITH_ARTICLE = {"US-DC", "US-MP", "US-VI", "CA-NT"}
_JUST_NOW = timedelta(minutes=1)


def join_words(words: Iterable[str]) -> str:
    """Words as a sentence lists them: "Ohio, Texas, and Utah"; empty for none."""
    return str(format_list([*words], locale=_locale()))


def count_of(count: int, singular: str, plural: str) -> str:
    """A count and what is counted, in the form that the number asks for: "1 group", "1,200 groups"."""
    form = singular if _locale().plural_form(count) == "one" else plural
    return f"{format_decimal(count, locale=_locale())} {form}"


def format_percent(share: float | None) -> str:
    """A share between 0 and 1 as a percentage with one decimal, "unknown" if it is missing.

    It is never rounded to 0% or 100%: those mean nobody and everybody.
    """
    if share is None or pd.isna(share):
        return "unknown"
    shown = min(max(share, 0.001), 0.999) if 0 < share < 1 else share
    return str(format_percent_in_locale(shown, "#,##0.0%", locale=_locale()))


def format_day(day: date) -> str:
    """A day as people write it: "March 31, 2026"."""
    return str(format_date(day, "long", locale=_locale()))


def format_age(moment: datetime, now: datetime | None = None) -> str:
    """How long ago a moment was, in the largest unit that fits: "3 days ago"; "just now" within the last minute.

    A moment that is still to come, as clocks that differ produce it, is "just now" too. ``now`` is the present unless
    given.
    """
    passed = (now or datetime.now(UTC)) - moment
    if passed < _JUST_NOW:
        return "just now"
    return str(format_timedelta(-passed, add_direction=True, locale=_locale()))


def format_distance(miles: float, kilometers: float | None = None, *, neighbor: str = "", decimals: int = 0) -> str:
    """A distance in both units, "12 miles (19 km)"; ``neighbor`` where it is 0, empty where it is missing.

    The kilometers follow from the miles unless given.
    """
    if pd.isna(miles):
        return ""
    if miles == 0:
        return neighbor
    in_miles = _format_length(miles, "length-mile", "long", decimals)
    in_kilometers = _format_length(
        miles * KM_PER_MILE if kilometers is None else kilometers, "length-kilometer", "short", decimals
    )
    return f"{in_miles} ({in_kilometers})"


def country_in_sentence(country: str) -> str:
    """A country's name as part of a sentence: "the United States", "Canada"."""
    return f"the {COUNTRIES[country]}" if country == "US" else COUNTRIES[country]


def region_in_sentence(region: str) -> str:
    """A region's name as part of a sentence: "Michigan", "the District of Columbia"."""
    name = region_names()[region]
    return f"the {name}" if region in _WITH_ARTICLE else name


def _format_length(length: float, unit: str, style: Literal["long", "short"], decimals: int) -> str:
    # Rounded first: Babel takes the plural from the number as it is, and would write "1 miles" for 1.2.
    rounded = round(float(length), decimals)
    pattern = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    return str(format_unit(rounded, unit, style, pattern, locale=_locale()))


@cache
def _locale() -> Locale:
    return Locale("en", "US")
