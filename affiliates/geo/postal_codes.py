"""The region in which a ZIP code or a Canadian postal code lies."""

import csv
import re
from functools import cache

from affiliates.errors import PostalCodeError, PostalCodeProblem
from affiliates.geo.regions import SHIPPED_DATA

_ZIP = re.compile(r"(\d{5})(-?\d{4})?")
# Canada Post never uses D, F, I, O, Q and U, and no code begins with W or Z.
_CANADIAN = re.compile(r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z](-?\d[ABCEGHJ-NPRSTV-Z]\d)?")
# At the end of an address: "Houston TX 77002", "12 Main St, Toronto ON M5V 3L9, Canada".
_AT_THE_END = re.compile(
    r"[\s,.;](\d{5}(?:-\d{4})?|[ABCEGHJ-NPRSTVXY]\d[A-Z]\s?\d[A-Z]\d)[\s,.;]*(?:USA?|U\.S\.A?\.?|CANADA)?\.?\s*\Z",
    re.ASCII,
)
_MAX_END = 60  # characters
# How many leading characters decide the region; the longer prefix wins.
_ZIP_PREFIXES, _CANADIAN_PREFIXES = (5, 3), (1,)
_MILITARY = "military"
# Independent nations with ZIP codes: Micronesia, the Marshall Islands and Palau.
OTHER_NATIONS = frozenset({"FM", "MH", "PW"})


def regions_for_postal_code(typed: str) -> tuple[str, ...]:
    """The ISO 3166-2 codes of the regions in which a ZIP code or Canadian postal code can lie.

    There is only one, except for codes that begin with X, which Nunavut and the Northwest Territories share. Accepts
    what people type: ``48104``, ``48104-1234``, ``m5v 3l9``, ``M5V``, ``Ann Arbor MI 48104``. Only the first characters
    are looked up, so the code itself need not exist. Raises ``PostalCodeError`` if it leads to no region. Source:
    data/README.md.
    """
    code = re.sub(r"[\s\u2010-\u2015]+", lambda gap: "" if gap[0].isspace() else "-", postal_code_in(typed)).upper()
    zip_code = _ZIP.fullmatch(code) if code.isascii() else None
    if zip_code:
        return _look_up(zip_code[1], _ZIP_PREFIXES)
    if _CANADIAN.fullmatch(code):
        return _look_up(code, _CANADIAN_PREFIXES)
    if code.isdigit() and len(code) < 5:
        raise PostalCodeError(PostalCodeProblem.TOO_SHORT)
    raise PostalCodeError(PostalCodeProblem.NOT_A_CODE)


def postal_code_in(typed: str) -> str:
    """The ZIP or postal code at the end of an address; a text without one as it is."""
    found = _AT_THE_END.search(typed.upper()[-_MAX_END:])
    return found[1] if found else typed


def _look_up(code: str, lengths: tuple[int, ...]) -> tuple[str, ...]:
    prefixes = _prefixes()
    found = next((prefixes[code[:length]] for length in lengths if code[:length] in prefixes), "")
    if not found:
        raise PostalCodeError(PostalCodeProblem.UNKNOWN)
    if found == _MILITARY:
        raise PostalCodeError(PostalCodeProblem.MILITARY)
    if found in OTHER_NATIONS:
        raise PostalCodeError(PostalCodeProblem.OTHER_NATION, nation=found)
    return tuple(found.split())


@cache
def _prefixes() -> dict[str, str]:
    with (SHIPPED_DATA / "postal_prefixes.csv").open(encoding="utf-8") as file:
        return {row["prefix"]: row["place"] for row in csv.DictReader(file)}
