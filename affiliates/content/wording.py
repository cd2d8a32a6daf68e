"""Words made of values: lists, shares, days, distances and places, as they read in a sentence of a language."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import pandas as pd
from babel.dates import format_date, format_timedelta
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.numbers import format_percent as format_percent_in_locale
from babel.units import format_unit

from affiliates.geo.distances import KM_PER_MILE
from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import Language

_JUST_NOW = timedelta(minutes=1)
# Before such a word a Spanish "y" is an "e" ("Ohio e Idaho"), which the patterns of Babel do not know; not before the
# sound of "Iowa" and "hielo".
_SOUND_OF_I = re.compile("h?[ií](?![aeoáéó])", re.IGNORECASE)


def join_words(language: Language, words: Iterable[str]) -> str:
    """Words as a sentence lists them: "Ohio, Texas, and Utah"; empty for none."""
    listed = [*words]
    sentence = str(format_list(listed, locale=language.locale))
    if language.code == "es" and len(listed) > 1 and _SOUND_OF_I.match(listed[-1]):
        return sentence.removesuffix(f"y {listed[-1]}") + f"e {listed[-1]}"
    return sentence


def labeled(language: Language, label: str, text: str) -> str:
    """A text behind what it is about: "Michigan: 2 groups"; French leaves a space before the colon."""
    return language.gettext("{label}: {text}", label=label, text=text)


def count_of(count: int, singular: str, plural: str) -> str:
    """A count and what is counted, "1 group", "1,200 groups", where only English is spoken: at the desk, in the log, on
    the command line. What visitors read is a sentence of its own for each form: ``Language.ngettext``."""
    return f"{format_decimal(count, locale=ENGLISH.locale)} {singular if count == 1 else plural}"


def format_number(language: Language, number: float, decimals: int = 0) -> str:
    """A number as the language writes it, with this many decimals: "1,234.5"."""
    return str(format_decimal(round(float(number), decimals), _pattern(decimals), locale=language.locale))


def format_percent(language: Language, share: float | None, decimals: int = 1) -> str:
    """A share between 0 and 1 as a percentage, "unknown" if it is missing.

    It is never rounded to 0% or 100%: those mean nobody and everybody.
    """
    if share is None or pd.isna(share):
        return language.pgettext("share", "unknown")
    step = 10 ** -(decimals + 2)
    shown = min(max(share, step), 1 - step) if 0 < share < 1 else share
    pattern = language.locale.percent_formats[None].pattern.replace("0", _digits(decimals), 1)
    return str(format_percent_in_locale(shown, pattern, locale=language.locale))


def format_day(language: Language, day: date) -> str:
    """A day as people write it: "March 31, 2026"."""
    return _with_french_first(language, day, str(format_date(day, "long", locale=language.locale)))


def format_short_day(language: Language, day: date) -> str:
    """A day as a cell of a table has room for it: "Mar 31, 2026"."""
    return _with_french_first(language, day, str(format_date(day, "medium", locale=language.locale)))


def _with_french_first(language: Language, day: date, written: str) -> str:
    """The first of a month is "1er mars" in French, which the patterns of Babel do not know either."""
    return written.replace("1 ", "1er ", 1) if language.code == "fr" and day.day == 1 else written


def format_age(language: Language, moment: datetime, now: datetime | None = None) -> str:
    """How long ago a moment was, in the largest unit that fits: "3 days ago"; "just now" within the last minute.

    A moment that is still to come, as clocks that differ produce it, is "just now" too. ``now`` is the present unless
    given.
    """
    passed = (now or datetime.now(UTC)) - moment
    if passed < _JUST_NOW:
        return language.gettext("just now")
    return str(format_timedelta(-passed, add_direction=True, locale=language.locale))


def format_distance(
    language: Language, miles: float, kilometers: float | None = None, *, neighbor: str = "", decimals: int = 0
) -> str:
    """A distance in both units, "12 miles (19 km)"; ``neighbor`` where it is 0, empty where it is missing.

    The kilometers follow from the miles unless given.
    """
    if pd.isna(miles):
        return ""
    if miles == 0:
        return neighbor
    in_miles = _format_length(language, miles, "length-mile", "long", decimals)
    in_kilometers = _format_length(
        language, miles * KM_PER_MILE if kilometers is None else kilometers, "length-kilometer", "short", decimals
    )
    return f"{in_miles} ({in_kilometers})"


def _format_length(language: Language, length: float, unit: str, style: Literal["long", "short"], decimals: int) -> str:
    # Rounded first: Babel takes the plural from the number as it is, and would write "1 miles" for 1.2.
    rounded = round(float(length), decimals)
    return str(format_unit(rounded, unit, style, _pattern(decimals), locale=language.locale))


def _pattern(decimals: int) -> str:
    return f"#,##{_digits(decimals)}"


def _digits(decimals: int) -> str:
    return f"0.{'0' * decimals}" if decimals else "0"
