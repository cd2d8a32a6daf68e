"""From what people write into a cell to the regions that they mean: for sure, as a guess, or not at all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from affiliates.errors import PostalCodeError
from affiliates.geo.postal_codes import regions_for_postal_code
from affiliates.geo.regions import COUNTRIES, country_of
from affiliates.imports.cells.place_names import NameKind, country_named, region_named, similar_region


class Certainty(StrEnum):
    """How sure it is what a text means."""

    SURE = "sure"
    GUESS = "guess"
    UNKNOWN = "unknown"


class Doubt(StrEnum):
    """Why it is not sure which regions a text means."""

    EMPTY = "empty"
    UNKNOWN_NAME = "unknown_name"
    WHOLE_COUNTRY = "whole_country"
    ABROAD = "abroad"
    MAY_BE_ABROAD = "may_be_abroad"
    MAY_BE_A_WORD = "may_be_a_word"
    SIMILAR_NAME = "similar_name"
    TWO_READINGS = "two_readings"
    PARTLY_READ = "partly_read"
    LOST_ZEROS = "lost_zeros"
    POSTAL_CODE = "postal_code"
    CONTRADICTION = "contradiction"
    NEAR_BORDER = "near_border"


@dataclass(frozen=True)
class PlaceReading:
    """The ISO 3166-2 codes that a text means, and how sure that is.

    For ``WHOLE_COUNTRY`` they are codes of countries. ``doubt`` is None where it is sure.
    """

    regions: tuple[str, ...]
    certainty: Certainty
    doubt: Doubt | None = None


_STRONG_SEPARATOR = re.compile(r"\s*[;/|&+\n]\s*|,?\s+(?:and|y|et|or)\s+|\s[-–—]\s")
_POSTAL_CODE = re.compile(r"(\d{5}(?:-\d{4})?|[A-Za-z]\d[A-Za-z]\s?\d[A-Za-z]\d)")
_CODE_AT_END = re.compile(rf"(.+?)[,\s]+{_POSTAL_CODE.pattern}")
_AROUND_NAME = re.compile(
    r"(?:the )?(?:state|commonwealth|province|provincia|estado|[eé]tat) (?:of|de|du|d['’])\s?(.+)"
    r"|(.+?) (?:state|province)|(.+?)\s*[,(]?\s*(?:statewide|state-wide|entire state|all)\)?",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)")
_MAX_LENGTH = 200
# A region whose name, and one whose abbreviation after a city, mean something else abroad: Georgia, and Paraná.
_COUNTRY_TOO, _STATE_ABROAD = "US-GA", "US-PR"


@lru_cache(maxsize=50_000)
def read_place(text: str, *, is_home: bool = False) -> PlaceReading:
    """What a text says about where a group is.

    ``is_home`` says that the place is known to lie in the United States or Canada, so that “Paris, TX” is sure.
    """
    text = " ".join(text.replace("\n", " ; ").split()).strip(" ,;/|.") + ("." if text.rstrip().endswith(".") else "")
    if not text.strip("."):
        return _unknown(Doubt.EMPTY)
    if len(text) > _MAX_LENGTH:
        return _unknown(Doubt.UNKNOWN_NAME)
    if whole := _whole(text) or _postal_code(text):
        return whole
    parts = [part for part in _STRONG_SEPARATOR.split(text) if part]
    if len(parts) > 1:
        return _several([_single(part, is_home=is_home, is_listed=True) for part in parts])
    return _single(text, is_home=is_home)


def combine(readings: Iterable[PlaceReading]) -> PlaceReading:
    """One reading from those of several cells of a row, the most telling column first.

    Cells that agree confirm each other; a sure one outweighs guesses; two sure ones that contradict each other are a
    guess. So is a sure one after one that is not known at all: a group that serves “Tri-state area” has a ZIP code too.
    """
    told = [each for each in readings if each.doubt is not Doubt.EMPTY]
    sure = [each for each in told if each.certainty is Certainty.SURE]
    guesses = [each for each in told if each.certainty is Certainty.GUESS]
    if sure:
        first = sure[0]
        apart = any(not set(first.regions) & set(each.regions) for each in sure[1:])
        if told[0].certainty is Certainty.UNKNOWN:
            return _guess(first.regions, told[0].doubt or Doubt.PARTLY_READ)
        return _guess(first.regions, Doubt.CONTRADICTION) if apart else first
    for place, guess in enumerate(guesses):
        if any(set(guess.regions) & set(other.regions) for other in guesses[place + 1 :]):
            return PlaceReading(guess.regions, Certainty.SURE)
    return next(iter([*guesses, *told]), _unknown(Doubt.EMPTY))


def sure_of(regions: Iterable[str]) -> PlaceReading:
    """A reading without doubt."""
    return PlaceReading(tuple(dict.fromkeys(regions)), Certainty.SURE)


def _single(text: str, *, is_home: bool, is_listed: bool = False) -> PlaceReading:
    """What a text without separators stronger than commas means; ``is_listed`` says that it is one of several."""
    if whole := _whole(text) or _postal_code(text):
        return whole
    if bracketed := _BRACKETS.fullmatch(text):
        return _bracketed(bracketed[1], bracketed[2], is_home=is_home)
    if coded := _CODE_AT_END.fullmatch(text):
        return _with_postal_code(coded[1], coded[2])
    if "," in text:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        return _with_commas(parts, is_home=is_home, is_listed=is_listed)
    return _words(text, is_home=is_home)


def _whole(text: str) -> PlaceReading | None:
    """What a text means that is nothing but a region or a country."""
    named = region_named(text)
    if not named and (around := _AROUND_NAME.fullmatch(text)):
        named = region_named(next(filter(None, around.groups())))
    if named:
        return sure_of([named.region]) if named.is_sure else _guess((named.region,), Doubt.MAY_BE_A_WORD)
    if country := country_named(text):
        return _unknown(Doubt.WHOLE_COUNTRY, country) if country in COUNTRIES else _unknown(Doubt.ABROAD)
    return None


def _postal_code(text: str) -> PlaceReading | None:
    code = text.strip(". ")
    if code.isascii() and code.isdigit() and len(code) in {3, 4}:
        # What a spreadsheet leaves of 02139.
        found = _look_up(code.zfill(5))
        return replace(found, certainty=Certainty.GUESS, doubt=Doubt.LOST_ZEROS) if found.regions else found
    return _look_up(code) if _POSTAL_CODE.fullmatch(code) else None


def _look_up(code: str) -> PlaceReading:
    try:
        regions = regions_for_postal_code(code)
    except PostalCodeError:
        return _unknown(Doubt.POSTAL_CODE)
    return sure_of(regions) if len(regions) == 1 else _guess(regions, Doubt.TWO_READINGS)


def _with_postal_code(rest: str, code: str) -> PlaceReading:
    """A place followed by a postal code; where both tell the same region, that is sure."""
    by_code, by_name = _look_up(code), _single(rest, is_home=True)
    if by_code.doubt is Doubt.POSTAL_CODE or by_name.doubt in {Doubt.ABROAD, Doubt.WHOLE_COUNTRY}:
        return by_code if by_name.doubt is Doubt.WHOLE_COUNTRY else _unknown(by_name.doubt or Doubt.POSTAL_CODE)
    if not by_name.regions:
        return _guess(by_code.regions, Doubt.PARTLY_READ)
    agreed = [region for region in by_name.regions if region in by_code.regions]
    return sure_of(agreed) if agreed else _guess(by_name.regions, Doubt.CONTRADICTION)


def _with_commas(parts: list[str], *, is_home: bool, is_listed: bool) -> PlaceReading:
    if not parts:
        return _unknown(Doubt.EMPTY)
    country = "" if region_named(parts[-1]) else country_named(parts[-1])
    if country in COUNTRIES:
        found = _single(", ".join(parts[:-1]), is_home=True)
        fits = all(country_of(region) == country for region in found.regions)
        return found if fits else _guess(found.regions, Doubt.CONTRADICTION)
    if country:
        return _unknown(Doubt.ABROAD)
    named = [region_named(part) for part in parts]
    if all(named):
        return _list_of_regions(parts, is_listed=is_listed)
    if last := named[-1]:
        return _city(last.region, kind=last.kind, is_home=is_home)
    return _words(" ".join(parts), is_home=False)


def _list_of_regions(parts: list[str], *, is_listed: bool) -> PlaceReading:
    named = [each for part in parts if (each := region_named(part))]
    regions = tuple(dict.fromkeys(each.region for each in named))
    first, last = named[0], named[-1]
    if (first.region, last.region) == ("US-WA", "US-DC") and len(named) == 2:
        return sure_of(["US-DC"])
    # “Nevada, MO” and “Delaware, Ohio” are towns; “Texas, Oklahoma and Louisiana” are three states.
    may_be_town = first.kind is NameKind.NAME and not (is_listed and last.kind is NameKind.NAME)
    if len(regions) == 2 == len(named) and may_be_town:
        return _guess((last.region,), Doubt.TWO_READINGS)
    return sure_of(regions) if all(each.is_sure for each in named) else _guess(regions, Doubt.MAY_BE_A_WORD)


def _city(region: str, *, kind: NameKind, is_home: bool) -> PlaceReading:
    """A city and the region after it: an abbreviation may be that of a place abroad, “Curitiba, PR” or “Milano, MI”."""
    is_clear = kind in {NameKind.NAME, NameKind.CODE} and region != _COUNTRY_TOO
    if is_clear or (is_home and region != _STATE_ABROAD):
        return sure_of([region])
    return _guess((region,), Doubt.MAY_BE_ABROAD)


def _words(text: str, *, is_home: bool) -> PlaceReading:
    """Words without commas: codes one after the other, or a city and a region."""
    words = text.split()
    named = [region_named(word) for word in words]
    if len(words) > 1 and all(each and each.is_sure and each.kind is not NameKind.NAME for each in named):
        return sure_of(each.region for each in named if each)
    for size in (3, 2, 1):
        last = region_named(" ".join(words[-size:])) if len(words) > size else None
        if last and last.is_sure and (last.kind is not NameKind.POSTAL or words[-1].isupper()):
            found = _city(last.region, kind=NameKind.POSTAL, is_home=is_home)
            return found if last.kind is not NameKind.NAME else _guess(found.regions, Doubt.PARTLY_READ)
    similar = similar_region(text)
    return _guess((similar,), Doubt.SIMILAR_NAME) if similar else _unknown(Doubt.UNKNOWN_NAME)


def _bracketed(outside: str, inside: str, *, is_home: bool) -> PlaceReading:
    """“Michigan (MI)” is sure, “Michigan (except Detroit)” a guess."""
    one, other = _single(outside, is_home=is_home), _single(inside, is_home=is_home)
    if one.certainty is Certainty.SURE and set(one.regions) == set(other.regions):
        return one
    told = next((each for each in (one, other) if each.regions and each.doubt is not Doubt.WHOLE_COUNTRY), None)
    return _guess(told.regions, Doubt.PARTLY_READ) if told else one


def _several(readings: list[PlaceReading]) -> PlaceReading:
    """Several places in a cell: as sure as the least sure of them."""
    countries = [each for each in readings if each.doubt is Doubt.WHOLE_COUNTRY]
    others = [each for each in readings if each not in countries]
    regions = tuple(dict.fromkeys(region for each in others for region in each.regions))
    if not others:
        return _unknown(Doubt.WHOLE_COUNTRY, *dict.fromkeys(code for each in countries for code in each.regions))
    doubtful = next((each for each in others if each.certainty is not Certainty.SURE), None)
    if doubtful is None and {country_of(region) for region in regions} >= {
        code for c in countries for code in c.regions
    }:
        return sure_of(regions)
    if not regions:
        return others[0]
    return _guess(regions, (doubtful and doubtful.certainty is Certainty.GUESS and doubtful.doubt) or Doubt.PARTLY_READ)


def _guess(regions: tuple[str, ...], doubt: Doubt) -> PlaceReading:
    return PlaceReading(regions, Certainty.GUESS, doubt)


def _unknown(doubt: Doubt, *countries: str) -> PlaceReading:
    return PlaceReading(countries, Certainty.UNKNOWN, doubt)
