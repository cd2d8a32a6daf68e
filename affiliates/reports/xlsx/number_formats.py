"""Excel's formats for numbers and days, as a language writes them."""

import locale
import re

from babel import Locale

from affiliates.languages.language import Language

# Excel's numbers of locales, by their names.
_NUMBERS_OF_LOCALES = {name: number for number, name in locale.windows_locale.items()}


def number_formats(language: Language) -> dict[str, str]:
    """The formats "whole", "tenths", "percent" and "day".

    Commas and points in them stand for the separators of whoever opens the file: Excel takes those from the settings of
    the computer. The names of months and the order of a day's parts are those of the language.
    """
    percent = re.sub("[#,0.]+", "0.0", language.locale.percent_formats[None].pattern)
    return {
        "whole": "#,##0",
        "tenths": "#,##0.0",
        "percent": re.sub(r"[^\x20-\x7e]+", r'"\g<0>"', percent),
        "day": _day_format(language.locale),
    }


def _day_format(of: Locale) -> str:
    """Such as ``[$-409]mmm d, yyyy``; the number in brackets says in which language Excel names the month."""
    number = _NUMBERS_OF_LOCALES.get(str(of))
    pattern = re.sub("'[^']*'|y+|[ML]+", _in_excel, of.date_formats["medium"].pattern)
    return f"[$-{number:X}]{pattern}" if number else pattern


def _in_excel(part: re.Match[str]) -> str:
    """What Excel calls a part of Unicode's patterns for days: a text between apostrophes, the year, or the month."""
    text = part[0].replace("'", '"')
    if text.startswith('"'):
        return text
    return "yyyy" if text.startswith("y") else "m" * len(text)
