"""The states, territories and provinces that a visitor may mean by what they typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from rapidfuzz import fuzz, process

from affiliates.geo.cities.canada import canadian_cities, names_of_canadian_cities
from affiliates.geo.cities.names import city_key, plain_words
from affiliates.geo.cities.points import CityPoint, large_cities, point_of_city, point_of_zip
from affiliates.geo.countries import country_named
from affiliates.geo.postal_codes import postal_code_in, regions_for_postal_code
from affiliates.geo.region_spellings import region_spellings
from affiliates.geo.regions import COUNTRIES

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
# What may be a region as well as a city of another one.
_CITY_OR_REGION = {"la": {"US-LA": "", "US-CA": "Los Angeles"}}
_MIN_LIKENESS = 80  # percent of the letters, by rapidfuzz's ratio; "Pensylvania" and "Massachusets" pass
_MAX_GUESSES = 3
_MIN_LETTERS_OF_A_GUESS = 5
_LONGEST_ABBREVIATION = 3
# Of ZIP codes: a city that people misspell is a larger one than a village that is really called so.
_LARGE, _VILLAGE, _LARGER_THAN_A_VILLAGE = 4, 1, 20
_MAX_LETTERS_OF_A_CITY = 80  # and of its region
# As many ZIP codes as a larger city of Canada counts for: Ottawa comes before Ottawa, Kansas, and Richmond, Virginia,
# before Richmond, British Columbia.
_SIZE_OF_CANADIAN_CITIES = 20


@dataclass(frozen=True)
class PlaceMatch:
    """The regions that somebody may mean, by ISO 3166-2 code, the likeliest first; none where nothing fits.

    ``is_guess`` says that nothing is written so, and that these are only spelled alike. ``city`` is the city that they
    named, as plain words, which each of the regions has. ``cities`` are the names of cities that they may mean, by
    region. ``country`` is the ISO 3166-1 code of the country that they named.
    """

    regions: tuple[str, ...]
    is_guess: bool = False
    city: str = ""
    cities: Mapping[str, str] = field(default_factory=dict)
    country: str = ""

    @property
    def is_certain(self) -> bool:
        """Whether there is exactly one, and no guess."""
        return len(self.regions) == 1 and not self.is_guess and not self.country


def find_places(typed: str) -> PlaceMatch:
    """The regions that somebody means by a ZIP code, a Canadian postal code, a name in any of our languages, a code,
    the beginning of a name, or a city with or without its region; also by a text with a ZIP code at its end.

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
    if joined in _CITY_OR_REGION:
        return PlaceMatch(tuple(_CITY_OR_REGION[joined]), cities=_CITY_OR_REGION[joined])
    found = tuple(region for region, names in _names().items() if joined in names)
    if found:
        return PlaceMatch(found)
    if country := country_named(words):
        return _in_country(country, joined, words)
    return _named(joined, words) or _inside(words) or _spelled_alike(joined)


def _in_country(country: str, joined: str, words: list[str]) -> PlaceMatch:
    """A country; of another one than ours with the places here that are called so: Mexico, New Mexico."""
    here = None if country in COUNTRIES else _named(joined, words)
    return PlaceMatch(here.regions if here else (), city=here.city if here else "", country=country)


def _named(joined: str, words: list[str]) -> PlaceMatch | None:
    """The regions with a name that begins so, else those with a city of this name."""
    if begun := _begun(joined, words):
        return PlaceMatch(tuple(begun))
    if len(joined) > _MAX_LETTERS_OF_A_CITY:
        return None
    match = _with_city(words)
    return _or_a_larger_city(match, joined) if match and match.is_certain else match


def _or_a_larger_city(village: PlaceMatch, joined: str) -> PlaceMatch:
    """A village, and the city for which its name may be misspelled: Brooklin, Maine, and Brooklyn, New York."""
    (region,) = village.regions
    is_region_named = village.city.replace(" ", "") != joined
    if is_region_named or _city_size(region, village.city) > _VILLAGE:
        return village
    if len(joined) < _MIN_LETTERS_OF_A_GUESS:  # as likely a word: "casa"
        return PlaceMatch(village.regions, is_guess=True, city=village.city, cities={region: village.city.title()})
    larger = {
        there: city
        for there, city, size in _cities_spelled_alike(joined)
        if size >= _LARGER_THAN_A_VILLAGE and there != region
    }
    if not larger:
        return village
    return PlaceMatch((region, *larger), is_guess=True, cities={region: village.city.title(), **larger})


def locate(typed: str, region: str) -> CityPoint | None:
    """Where in a region somebody is who typed a ZIP code or a city of it; None for anything else, and where unknown."""
    if any(letter.isdigit() for letter in typed):
        point = point_of_zip(postal_code_in(typed))
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


def _inside(words: list[str]) -> PlaceMatch | None:
    """The region of which a sentence holds a name, the longest one: "my son goes to school in West Virginia"."""
    text = f" {' '.join(words[:_MAX_LETTERS_OF_A_CITY])} "
    found = [
        (len(name), region)
        for region, names in _names().items()
        for name in {" ".join(name) for joined, name in names.items() if not _is_code(joined, region)}
        if f" {name} " in text
    ]
    if not found:
        return None
    longest = max(found)[0]
    return PlaceMatch(tuple(dict.fromkeys(region for length, region in found if length == longest)), is_guess=True)


def _spelled_alike(joined: str) -> PlaceMatch:
    """The regions and larger cities that are spelled most alike."""
    names = {name: region for region, several in _names().items() for name in several if not _is_code(name, region)}
    alike = process.extract(joined, names.keys(), scorer=fuzz.ratio, score_cutoff=_MIN_LIKENESS, limit=None)
    found = dict.fromkeys((names[name] for name, _, _ in alike), "")
    cities = {region: city for region, city, _ in _cities_spelled_alike(joined)} if not found else {}
    regions = tuple(islice(found | cities, _MAX_GUESSES))
    return PlaceMatch(regions, is_guess=True, cities={region: cities.get(region, "") for region in regions})


def _is_code(name: str, region: str) -> bool:
    return len(name) <= _LONGEST_ABBREVIATION or name == "".join(plain_words(region))


def _cities_spelled_alike(joined: str) -> Iterable[tuple[str, str, int]]:
    """The region, the name and the size of larger cities that are spelled alike, the likeliest and largest first."""
    if not _MIN_LETTERS_OF_A_GUESS <= len(joined) <= _MAX_LETTERS_OF_A_CITY:
        return ()
    known = _large_cities()
    alike = process.extract(joined, known.keys(), scorer=fuzz.ratio, score_cutoff=_MIN_LIKENESS, limit=None)
    ranked = sorted(alike, key=lambda each: (-each[1], -known[each[0]][2]))
    return [known[name] for name, _, _ in ranked]


@cache
def _large_cities() -> dict[str, tuple[str, str, int]]:
    """The region, the name and the size of each larger city by its name as plain words without blanks; of several of
    one name, the largest."""
    sizes = [(region, city, _SIZE_OF_CANADIAN_CITIES) for region, city in names_of_canadian_cities()]
    sizes += [(each.region, each.city, each.zip_codes) for each in large_cities(_LARGE)]
    return {
        "".join(plain_words(city)): (region, city, size) for region, city, size in sorted(sizes, key=lambda e: e[2])
    }


@cache
def _names() -> dict[str, dict[str, tuple[str, ...]]]:
    """Every name and code of each region, in the order of names: in small letters without accents and blanks, and the
    same as words."""
    return {region: _in_one_form(region, names) for region, names in region_spellings().items()}


def _in_one_form(region: str, names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    several = [tuple(plain_words(each)) for each in (*names, region[3:], region, *_ALIASES.get(region, ()))]
    return {"".join(words): words for words in several}
