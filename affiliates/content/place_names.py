"""The names of regions and countries in a language: alone, as part of a sentence, and after "in".

Languages join a name to a sentence each in their own way, and differently for each region ("au Michigan", "en
Californie", "dans l’Ohio"). So each region has three texts in the catalogs, in contexts that tell them apart;
``place_texts`` lists them.
"""

from collections.abc import Iterator
from functools import lru_cache
from unicodedata import combining, normalize

from affiliates.geo.regions import COUNTRIES, country_of, region_names, regions
from affiliates.languages.language import Language, Message

# Names that take an article in an English sentence.
_WITH_ARTICLE = {"US", "US-DC", "US-MP", "US-VI", "CA-NT"}


def region_name(language: Language, region: str) -> str:
    """A region's name standing alone: "Michigan", "District of Columbia"."""
    return language.pgettext("region", region_names()[region])


def region_in_sentence(language: Language, region: str) -> str:
    """A region's name as part of a sentence: "Michigan", "the District of Columbia"."""
    return language.pgettext("region in a sentence", _in_sentence(region))


def in_region(language: Language, region: str) -> str:
    """A region as the place where something is: "in Michigan", "in the District of Columbia"."""
    return language.pgettext("in region", f"in {_in_sentence(region)}")


def country_name(language: Language, country: str) -> str:
    """A country's name standing alone: "United States", "Canada"."""
    return language.pgettext("country", COUNTRIES[country])


def country_in_sentence(language: Language, country: str) -> str:
    """A country's name as part of a sentence: "the United States", "Canada"."""
    return language.pgettext("country in a sentence", _in_sentence(country))


def in_country(language: Language, country: str) -> str:
    """A country as the place where something is: "in the United States", "in Canada"."""
    return language.pgettext("in country", f"in {_in_sentence(country)}")


def display_name(language: Language, code: str) -> str:
    """The name of a region or a country by its code, standing alone; the code itself if it is neither."""
    if code in region_names():
        return region_name(language, code)
    return country_name(language, code) if code in COUNTRIES else code


@lru_cache
def names_in_order(language: Language) -> dict[str, str]:
    """The name of each region by its code: the United States first, each country in the language's own alphabet."""
    names = {region: region_name(language, region) for region in region_names()}
    first = [*COUNTRIES]
    return dict(sorted(names.items(), key=lambda item: (first.index(item[0].partition("-")[0]), _letters(item[1]))))


@lru_cache
def place_labels(language: Language) -> dict[str, str]:
    """What each region is called in a list to choose from, by its code: its name, its code, and its names in English
    and in the official languages of its country, where they differ. In the order of ``names_in_order``.

    What a filter of letters does not find in it, such as "N.Y.", ``find_places`` still knows once it is typed.
    """
    return {region: _label(language, region, name) for region, name in names_in_order(language).items()}


def _label(language: Language, region: str, name: str) -> str:
    country = country_of(region)
    name_and_code = f"{name} ({region[3:]})" + (f", {country_name(language, country)}" if country != "US" else "")
    others = dict.fromkeys([region_names()[region], str(regions().at[region, "name_fr"])])
    return " · ".join([name_and_code, *(other for other in others if other not in ("", name))])


def place_texts() -> Iterator[Message]:
    """Every text that this module asks the catalogs for."""
    for region, name in region_names().items():
        yield Message(name, "region")
        yield Message(_in_sentence(region), "region in a sentence")
        yield Message(f"in {_in_sentence(region)}", "in region")
    for country, name in COUNTRIES.items():
        yield Message(name, "country")
        yield Message(_in_sentence(country), "country in a sentence")
        yield Message(f"in {_in_sentence(country)}", "in country")


def _in_sentence(code: str) -> str:
    name = COUNTRIES.get(code) or region_names()[code]
    return f"the {name}" if code in _WITH_ARTICLE else name


def _letters(name: str) -> str:
    """What a name is sorted by: its letters without accents, "Île" among the I."""
    return "".join(letter for letter in normalize("NFKD", name.casefold()) if not combining(letter))
