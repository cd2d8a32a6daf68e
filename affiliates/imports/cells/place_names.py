"""What regions and countries are called: codes, names in three languages, postal and traditional abbreviations."""

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from babel import Locale
from rapidfuzz import fuzz, process

from affiliates.directory.queries import normalize_for_search
from affiliates.geo.regions import COUNTRIES, SHIPPED_DATA, regions

_SIMILAR = 84  # rapidfuzz ratio, from 0 to 100, from which on a name may be a typing error of another
_MIN_SIMILAR_LENGTH = 5
# Abbreviations that are words, or parts of names, where they have no period: asked about then.
_MAX_SHORT = 3
_WORDS = frozenset({"mass", "miss", "wash", "penn", "virg", "colo", "mont", "tex", "alas", "flor"})
_COUNTRY_ALIASES = {
    **dict.fromkeys(("usa", "u s a", "us of a", "america", "ee uu", "eeuu", "e u", "united states of america"), "US"),
    **dict.fromkeys(("us", "u s", "estados unidos de america", "etats unis d amerique"), "US"),
    **dict.fromkeys(("can", "cdn"), "CA"),
}
# Names of a country that are also a region's: only a country column can mean the country.
_NOT_A_COUNTRY = frozenset({"georgia", "georgie"})


class NameKind(StrEnum):
    """What a text that stands for a region is."""

    CODE = "code"
    NAME = "name"
    POSTAL = "postal"
    TRADITIONAL = "traditional"


@dataclass(frozen=True)
class RegionName:
    """A region that a text stands for; ``is_sure`` where people who write it mean nothing else."""

    region: str
    kind: NameKind
    is_sure: bool = True


def normalize_place(text: str) -> str:
    """A text without the differences in which places are written: case, accents, periods, hyphens, spaces."""
    plain = normalize_for_search(text).replace("'", "")
    return " ".join(re.sub(r"[.\-,_\s]+", " ", plain).split())


def region_named(text: str) -> RegionName | None:
    """The region for which a whole text stands, None if it is none's code, name or abbreviation."""
    stripped = text.strip()
    plain = normalize_place(stripped)
    if not plain:
        return None
    if region := _codes().get(stripped.upper().replace(" ", "").replace("_", "-")):
        return RegionName(region, NameKind.CODE)
    if region := _names().get(plain):
        return RegionName(region, NameKind.NAME)
    compact = plain.replace(" ", "")
    has_period = "." in stripped
    if len(compact) == 2 and (region := _postal().get(compact)):
        # “in”, “or” and “me” are words; nobody asks about “MI” or “N.Y.”.
        return RegionName(region, NameKind.POSTAL, is_sure=has_period or not stripped.islower())
    if region := _abbreviations().get(compact):
        is_word = len(compact) <= _MAX_SHORT or compact in _WORDS
        return RegionName(region, NameKind.TRADITIONAL, is_sure=has_period or not is_word or stripped.isupper())
    return None


def country_named(text: str) -> str:
    """The ISO 3166-1 code of the country that a whole text names, in English, French or Spanish; empty for none."""
    plain = normalize_place(text)
    return "" if plain in _NOT_A_COUNTRY else _country_names().get(plain, "")


def country_in_column(text: str) -> str:
    """The same for a cell of a column that holds nothing but countries, where codes of two letters count too."""
    plain = normalize_place(text)
    code = text.strip().upper()
    return _country_names().get(plain, "") or (code if code in Locale("en").territories and len(code) == 2 else "")


def similar_region(text: str) -> str:
    """The region whose name, code or alias is written nearly like a text; empty where none is."""
    plain = normalize_place(text)
    if len(plain) < _MIN_SIMILAR_LENGTH:
        return ""
    found = process.extractOne(plain, list(_names()), scorer=fuzz.ratio, score_cutoff=_SIMILAR)
    return _names()[found[0]] if found else ""


@cache
def _codes() -> dict[str, str]:
    return {str(code): str(code) for code in regions().index}


@cache
def _postal() -> dict[str, str]:
    return {code.partition("-")[2].lower(): code for code in regions().index}


@cache
def _names() -> dict[str, str]:
    table = regions()
    english, french = (dict(zip(table[column], table.index, strict=True)) for column in ("name", "name_fr"))
    aliases = {alias: region for alias, region in _aliases().items() if "." not in alias and len(alias) > _MAX_SHORT}
    return {normalize_place(name): code for name, code in (french | aliases | english).items() if name}


@cache
def _abbreviations() -> dict[str, str]:
    return {
        normalize_place(alias).replace(" ", ""): region
        for alias, region in _aliases().items()
        if "." in alias or len(alias) <= _MAX_SHORT
    }


@cache
def _aliases() -> dict[str, str]:
    with (SHIPPED_DATA / "region_aliases.csv").open(encoding="utf-8") as file:
        return {row["alias"]: row["region"] for row in csv.DictReader(file)}


@cache
def _country_names() -> dict[str, str]:
    names = {
        normalize_place(name): code
        for language in ("fr", "es", "en")
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha()
    }
    return names | {normalize_place(name): code for code, name in COUNTRIES.items()} | _COUNTRY_ALIASES
