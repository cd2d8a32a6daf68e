"""Which language a visitor gets: the one in the address, else the one that the browser would rather have."""

from functools import lru_cache

from affiliates.languages.catalogs import ENGLISH, languages
from affiliates.languages.language import Language

# The name of the parameter of an address that asks for a language.
PARAMETER = "lang"
_MAX_HEADER = 200  # characters; browsers send about 50
_MAX_KEPT = 256


def language_with(code: str) -> Language | None:
    """The language that an address asks for, None where there is none of this code."""
    return languages().get(code.strip().lower())


def preferred_language(accept_language: str) -> Language:
    """The language that a browser would rather have, by its header ``Accept-Language``; English where it wants none of
    ours, or sends no header."""
    return _preferred(accept_language[:_MAX_HEADER])  # cut before it is kept


@lru_cache(_MAX_KEPT)
def _preferred(accept_language: str) -> Language:
    known = languages()
    return next((known[code] for code in _codes_by_weight(accept_language) if code in known), ENGLISH)


def _codes_by_weight(accept_language: str) -> list[str]:
    """The codes of languages in the header, the most wanted first; ``fr-CH`` is content with our French.

    By RFC 9110, 12.5.4: a weight (``;q=``, also with spaces around it) is 1 unless given, and 0 for what is not wanted
    at all.
    """
    weighted = []
    for each in accept_language.lower().split(","):
        tag, _, weight = each.partition(";")
        weighted.append((_number(weight.strip().removeprefix("q=")), tag.strip().partition("-")[0]))
    wanted = (pair for pair in weighted if pair[0] > 0)
    return [code for _, code in sorted(wanted, key=lambda pair: -pair[0])]


def _number(weight: str) -> float:
    try:
        return float(weight) if weight.strip() else 1
    except ValueError:
        return 0
