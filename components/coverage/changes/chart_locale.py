"""How a chart writes numbers and days: Babel's locale data, as Vega wants them.

https://vega.github.io/vega/docs/api/locale/
"""

import re
from typing import Any

from affiliates.languages.language import Language

# The format of a day: Vega's name for "as the locale writes it".
DAY = "%x"
# Unicode's letters of a day's pattern, as d3-time-format writes them.
_DIRECTIVES = {"d": "%-d", "dd": "%d", "M": "%-m", "MM": "%m", "MMM": "%b", "MMMM": "%B", "y": "%Y"}
_LETTERS = re.compile("'([^']*)'|([A-Za-z]+)")


def chart_locale(language: Language) -> dict[str, Any]:
    """What a chart's configuration calls its locale."""
    return {"number": _number_locale(language), "time": _time_locale(language)}


def _number_locale(language: Language) -> dict[str, Any]:
    symbols = language.locale.number_symbols["latn"]
    return {
        "decimal": symbols["decimal"],
        "thousands": symbols["group"],
        "grouping": [3],
        "currency": ["", ""],
        "percent": language.locale.percent_formats[None].suffix[0],
    }


def _time_locale(language: Language) -> dict[str, Any]:
    locale = language.locale
    pattern = locale.date_formats["medium"].pattern
    day = _LETTERS.sub(lambda found: found[1] or _DIRECTIVES.get(found[2], ""), pattern)
    months, weekdays = locale.months["format"], locale.days["format"]
    sunday_first = (6, 0, 1, 2, 3, 4, 5)
    return {
        "dateTime": day,
        "date": day,
        "time": "%H:%M",
        "periods": ["AM", "PM"],
        "days": [weekdays["wide"][each] for each in sunday_first],
        "shortDays": [weekdays["abbreviated"][each] for each in sunday_first],
        "months": [months["wide"][each] for each in range(1, 13)],
        "shortMonths": [months["abbreviated"][each] for each in range(1, 13)],
    }
