"""From what people write into a cell to a value of the directory: dates, languages, email addresses, choices."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from babel import Locale

from affiliates.directory.queries import normalize_for_search
from affiliates.directory.schema import Scope, Status, language_name

# What people write into a cell that they leave empty.
_NOTHING = frozenset(
    {
        "n/a",
        "na",
        "none",
        "null",
        "nan",
        "-",
        "--",
        "—",
        "–",
        "?",
        "tbd",
        "unknown",
        "#n/a",
        "#ref!",
        "#value!",
        "#name?",
    }
)
_STATUSES = {
    **dict.fromkeys(
        ("active", "yes", "open", "current", "activo", "actif", "activa", "active affiliate"), Status.ACTIVE
    ),
    **dict.fromkeys(("paused", "on hold", "hiatus", "en pausa", "en pause"), Status.PAUSED),
    **dict.fromkeys(("inactive", "closed", "disbanded", "no", "inactivo", "inactif", "inactiva"), Status.INACTIVE),
}
_SCOPES = {
    **dict.fromkeys(("local", "city", "county", "district", "locale"), Scope.LOCAL),
    **dict.fromkeys(("regional", "region", "regionale"), Scope.REGIONAL),
    **dict.fromkeys(("statewide", "state", "estatal", "provincial", "provincewide"), Scope.STATEWIDE),
    **dict.fromkeys(("national", "nationwide", "nacional"), Scope.NATIONAL),
    **dict.fromkeys(("virtual", "online", "en linea", "en ligne"), Scope.VIRTUAL),
}
_NUMBERS = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{2,4})")
_EXCEL_DAY_0 = date(1899, 12, 30)


class DateFormat(StrEnum):
    """The order in which the numbers of a date are written, where the dates themselves do not tell."""

    MONTH_FIRST = "month/day/year"
    DAY_FIRST = "day/month/year"
    SPREADSHEET_NUMBER = "spreadsheet number"


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no value, such as “n/a”."""
    return not text.strip() or text.strip().casefold() in _NOTHING


def parse_date(text: str, order: DateFormat | None) -> date | None:
    """A date as it is written: 2026-03-31 with or without a time, March 31, 2026, 3/31/2026.

    ``order`` decides where day and month could change places; without it such a date is None, as is what is none.
    """
    text = text.strip()
    try:
        return (
            date.fromisoformat(text[:10])
            if re.fullmatch(r"\d{4}-\d\d-\d\d([T ].*)?", text)
            else _other_date(text, order)
        )
    except (ValueError, OverflowError):
        return None


def told_order(texts: Iterable[str]) -> DateFormat | None:
    """The order of day and month in a column, where at least one of its dates can only be read in one way.

    None where none tells, or where they contradict each other.
    """
    orders = set()
    for text in texts:
        if found := _NUMBERS.match(text.strip()):
            first, second = int(found[1]), int(found[2])
            if len(found[1]) <= 2 and 12 < max(first, second) <= 31:
                orders.add(DateFormat.DAY_FIRST if first > 12 else DateFormat.MONTH_FIRST)
    return orders.pop() if len(orders) == 1 else None


def parse_languages(text: str) -> tuple[list[str], list[str]]:
    """The ISO 639 codes of the languages that a text names, in English, French or Spanish, and what is none."""
    codes: list[str] = []
    unknown: list[str] = []
    for part in re.split(r"\s*[,;/|&+]\s*|\s+(?:and|y|et)\s+", text.strip()):
        key = normalize_for_search(part)
        words = [key] if key in _languages() else key.split() if all(map(language_name, key.split())) else [key]
        for word in filter(None, words):
            code = _languages().get(word) or (word if language_name(word) else "")
            (codes if code else unknown).append(code or part)
    return list(dict.fromkeys(codes)), unknown


def parse_choice(column: str, text: str, answers: Mapping[str, str]) -> str:
    """A status or scope as the directory has it, by an answer of whoever imports, or by what it means; else empty."""
    if answered := answers.get(text.strip()):
        return answered if answered in (*Status, *Scope) else ""
    key = normalize_for_search(text).strip()
    return _STATUSES.get(key, "") if column == "status" else _SCOPES.get(key, "")


def email_in(text: str) -> str:
    """An email address without what surrounds it: ``mailto:`` and angle brackets."""
    address = text.strip().removeprefix("mailto:").partition("?")[0]
    found = re.fullmatch(r"[^<>]*<([^<>]+)>", address)
    return found[1].strip() if found else address


def _other_date(text: str, order: DateFormat | None) -> date | None:
    if order is DateFormat.SPREADSHEET_NUMBER and re.fullmatch(r"\d{4,5}(\.\d+)?", text):
        return _EXCEL_DAY_0 + timedelta(days=int(float(text)))
    if found := _NUMBERS.match(text):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        if len(found[1]) == 4:
            return date(first, second, year)
        if len(found[3]) != 4:
            return None
        if first > 12 or order is DateFormat.DAY_FIRST:
            return date(year, second, first)
        return date(year, first, second) if second > 12 or order or first == second else None
    words = re.findall(r"\w+", normalize_for_search(text))
    months = [_months()[word] for word in words if word in _months()]
    numbers = [
        int(re.sub(r"(st|nd|rd|th|er)$", "", word)) for word in words if re.fullmatch(r"\d+(st|nd|rd|th|er)?", word)
    ]
    if len(months) == 1 and len(numbers) == 2 and max(numbers) > 31:
        return date(max(numbers), months[0], min(numbers))
    return None


@cache
def _months() -> dict[str, int]:
    widths = [
        Locale(language).months["format"][width] for language in ("en", "fr", "es") for width in ("wide", "abbreviated")
    ]
    return {normalize_for_search(name).strip("."): number for names in widths for number, name in names.items()}


@cache
def _languages() -> dict[str, str]:
    names = {
        normalize_for_search(name): code
        for language in ("es", "fr", "en")
        for code, name in Locale(language).languages.items()
        if language_name(code) and "_" not in code
    }
    return names | {"asl": "ase", "american sign language": "ase", "mandarin": "zh", "cantonese": "yue"}
