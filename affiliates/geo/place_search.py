"""The states, territories and provinces that a visitor may mean by what they typed."""

from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from affiliates.geo.cities.canada import canadian_cities
from affiliates.geo.cities.names import city_key, plain_words
from affiliates.geo.cities.points import CityPoint, point_of_city, point_of_zip
from affiliates.geo.postal_codes import regions_for_postal_code
from affiliates.geo.region_spellings import region_spellings

# What people write besides a name, the code, and the beginning of either; a period or a blank makes no difference.
_ALIASES = {
    "US-AL": ("Ala",),
    "US-CT": ("Conn",),
    "US-DC": ("DC", "Washington DC"),
    "US-FL": ("Fla",),
    "US-GA": ("Ga",),
    "US-KY": ("Ky",),
    "US-LA": ("La",),
    "US-MD": ("Md",),
    "US-MO": ("Mo",),
    "US-MS": ("Miss",),
    "US-PA": ("Penna",),
    "US-VA": ("Va",),
    "US-VI": ("USVI", "Virgin Islands"),
    "US-VT": ("Vt",),
    "US-WA": ("Wash", "Washington State"),
    "US-WV": ("W Va",),
    "CA-AB": ("Alta",),
    "CA-NL": ("Nfld", "Labrador"),
    "CA-NT": ("NWT",),
    "CA-PE": ("PEI",),
}
_MIN_LIKENESS = 80  # percent of the letters, by rapidfuzz's ratio; "Pensylvania" and "Massachusets" pass
_MAX_GUESSES = 3
_MAX_LETTERS_OF_A_CITY = 80  # and of its region
# As many ZIP codes as a larger city of Canada counts for: Ottawa comes before Ottawa, Kansas, and Richmond, Virginia,
# before Richmond, British Columbia.
_SIZE_OF_CANADIAN_CITIES = 20


@dataclass(frozen=True)
class PlaceMatch:
    """The regions that somebody may mean, by ISO 3166-2 code, the likeliest first; none where nothing fits.

    ``is_guess`` says that nothing is written so, and that these are only spelled alike. ``city`` is the city that they
    named, as plain words, which each of the regions has.
    """

    regions: tuple[str, ...]
    is_guess: bool = False
    city: str = ""

    @property
    def is_certain(self) -> bool:
        """Whether there is exactly one, and no guess."""
        return len(self.regions) == 1 and not self.is_guess


def find_places(typed: str) -> PlaceMatch:
    """The regions that somebody means by a ZIP code, a Canadian postal code, a name in any of our languages, a code,
    the beginning of a name, or a city with or without its region.

    Accents, case, periods and blanks make no difference: ``texas``, ``TX``, ``Mich.``, ``quebec``, ``N.Y.``,
    ``nueva york``, ``st louis mo``. A whole name or code counts before a beginning: ``Virginia`` is not also West
    Virginia; a region counts before a city: ``New York``. Names that begin so come before those with such words inside.
    Raises ``PostalCodeError`` for something with digits that leads to no region.
    """
    if any(letter.isdigit() for letter in typed):
        return PlaceMatch(regions_for_postal_code(typed))
    words = plain_words(typed)
    joined = "".join(words)
    if not joined:
        return PlaceMatch(())
    found = [region for region, names in _names().items() if joined in names] or _begun(joined, words)
    if found:
        return PlaceMatch(tuple(found))
    city = _with_city(words) if len(joined) <= _MAX_LETTERS_OF_A_CITY else None
    return city or _spelled_alike(joined)


def locate(typed: str, region: str) -> CityPoint | None:
    """Where in a region somebody is who typed a ZIP code or a city of it; None for anything else, and where unknown."""
    if any(letter.isdigit() for letter in typed):
        point = point_of_zip(typed)
        return point if point and point.region == region else None
    return point_of_city(find_places(typed).city, region)


def _begun(joined: str, words: list[str]) -> list[str]:
    """The regions of which a name begins with what is typed, then those with such words inside a name."""
    beginnings, inner = [], []
    for region, names in _names().items():
        if any(name.startswith(joined) for name in names):
            beginnings.append(region)
        elif any(_begins_inside(words, name) for name in names.values()):
            inner.append(region)
    return [*beginnings, *inner]


def _begins_inside(words: list[str], name: tuple[str, ...]) -> bool:
    """Whether the words are the beginnings of words that follow each other in a name: "carol" in "North Carolina"."""
    return any(
        all(part.startswith(word) for word, part in zip(words, name[start:], strict=False))
        for start in range(len(name) - len(words) + 1)
    )


def _with_city(words: list[str]) -> PlaceMatch | None:
    """The regions of a city, where it is largest first: of any that has it, or of the one that the last words name, as
    in "Detroit, MI"."""
    for count in range(len(words), 0, -1):
        city, rest = " ".join(words[:count]), "".join(words[count:])
        sizes = {region: _city_size(region, city) for region, names in _names().items() if not rest or rest in names}
        found = sorted((region for region, size in sizes.items() if size), key=lambda region: -sizes[region])
        if found:
            return PlaceMatch(tuple(found), city=city)
    return None


def _city_size(region: str, city: str) -> int:
    """About how large a city is, in ZIP codes; 0 where the region has no such city."""
    if (region, city_key(city)) in canadian_cities():
        return _SIZE_OF_CANADIAN_CITIES
    point = point_of_city(city, region)
    return point.zip_codes if point else 0


def _spelled_alike(joined: str) -> PlaceMatch:
    names = {name: region for region, several in _names().items() for name in several if len(name) > 3}
    alike = process.extract(joined, names.keys(), scorer=fuzz.ratio, score_cutoff=_MIN_LIKENESS, limit=None)
    found = list(dict.fromkeys(names[name] for name, _, _ in alike))
    return PlaceMatch(tuple(found[:_MAX_GUESSES]), is_guess=True)


@cache
def _names() -> dict[str, dict[str, tuple[str, ...]]]:
    """Every name and code of each region, in the order of names: in small letters without accents and blanks, and the
    same as words."""
    return {region: _in_one_form(region, names) for region, names in region_spellings().items()}


def _in_one_form(region: str, names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    several = [tuple(plain_words(each)) for each in (*names, region[3:], region, *_ALIASES.get(region, ()))]
    return {"".join(words): words for words in several}
