"""Every name of each region, of all languages together: what people search by, whatever language they read."""

from functools import cache

from affiliates.geo.regions import region_names, regions
from affiliates.languages.catalogs import languages

# What else people write who speak Spanish; an accent makes no difference to a search.
_SPANISH = {
    "US-DC": ("Washington D. C.",),
    "US-FL": ("La Florida",),
    "US-IL": ("Ilinois",),
    "US-MO": ("Misouri",),
    "US-MP": ("Marianas del Norte",),
    "US-NH": ("Nueva Hampshire",),
    "US-NJ": ("Nueva Jersei",),
    "US-TX": ("Tejas",),
    "US-VI": ("Islas Vírgenes", "Islas Vírgenes Americanas", "Islas Vírgenes Estadounidenses"),
    "US-WA": ("Estado de Washington",),
    "US-WV": ("Virginia del Oeste",),
    "CA-BC": ("Colombia Británica",),
    "CA-NL": ("Terranova",),
    "CA-PE": ("Isla Príncipe Eduardo", "Príncipe Eduardo"),
    "CA-YT": ("El Yukón",),
}
# What else people write who speak French.
_FRENCH = {"US-NY": ("État de New York",), "US-WA": ("État de Washington",)}


@cache
def region_spellings() -> dict[str, tuple[str, ...]]:
    """The names of each region in every language that we speak, and in the official ones of its country, without
    repetitions: the English one first. The regions are in the order of their English names."""
    french = regions()["name_fr"]
    return {
        region: tuple(dict.fromkeys(filter(None, (name, *_translated(name), french[region], *_typed(region)))))
        for region, name in region_names().items()
    }


def _typed(region: str) -> tuple[str, ...]:
    return (*_SPANISH.get(region, ()), *_FRENCH.get(region, ()))


def _translated(name: str) -> list[str]:
    return [language.pgettext("region", name) for language in languages().values()]
