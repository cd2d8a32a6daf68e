"""Which region a ZIP code or a Canadian postal code lies in."""

import csv
import re
from functools import cache

from affiliates.errors import PostalCodeError
from affiliates.geo.regions import SHIPPED_DATA

_ZIP = re.compile(r"(\d{5})(-?\d{4})?")
# Canada Post never uses D, F, I, O, Q and U, and begins no code with W or Z.
_CANADIAN = re.compile(r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z](-?\d[ABCEGHJ-NPRSTV-Z]\d)?")
_NATIONS = {"FM": "the Federated States of Micronesia", "MH": "the Marshall Islands", "PW": "Palau"}


def regions_for_postal_code(typed: str) -> tuple[str, ...]:
    """The ISO 3166-2 codes of the regions in which a ZIP code or Canadian postal code can lie.

    One code, except behind the letter X, which Nunavut and the Northwest Territories share. Accepts what people type:
    ``48104``, ``48104-1234``, ``m5v 3l9``, ``M5V``. Raises ``PostalCodeError``, with a message for the person who
    typed it, where that leads to no region. Whether a code exists is known by its first characters only.
    Source: data/README.md.
    """
    code = re.sub(r"[\s\u2010-\u2015]+", lambda gap: "" if gap[0].isspace() else "-", typed).upper()
    zip_code = _ZIP.fullmatch(code) if code.isascii() else None
    if zip_code:
        return _at(zip_code[1], (5, 3))
    if _CANADIAN.fullmatch(code):
        return _at(code, (1,))
    if code.isdigit() and len(code) < 5:
        raise PostalCodeError("A ZIP code has five digits. Please type all five, such as 48104.")
    raise PostalCodeError(
        "That does not look like a ZIP code (48104) or a Canadian postal code (M5V 3L9). "
        "You can also choose your state or province from the list."
    )


def _at(code: str, lengths: tuple[int, ...]) -> tuple[str, ...]:
    place = next((_places()[code[:length]] for length in lengths if code[:length] in _places()), "")
    if place == "military":
        raise PostalCodeError(
            "That is a military address, which belongs to no state. "
            "Please choose the state where your child goes to school, or where your family is at home."
        )
    if place in _NATIONS:
        raise PostalCodeError(
            f"That is an address in {_NATIONS[place]}, which our map does not show. "
            "Please choose the region nearest to you from the list."
        )
    if not place:
        raise PostalCodeError(
            "We know no place with that code. Please look at the first digits again, "
            "or choose your state or province from the list."
        )
    return tuple(place.split())


@cache
def _places() -> dict[str, str]:
    with (SHIPPED_DATA / "postal_prefixes.csv").open(encoding="utf-8") as file:
        return {row["prefix"]: row["place"] for row in csv.DictReader(file)}
