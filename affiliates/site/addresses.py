"""Where things are in the site: addresses relative to its root, without a slash in front.

What is written in English stands at the root, and in another language below its code: ``r/US-PR/``, ``es/r/US-PR/``.
"""

from collections.abc import Sequence

from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import Language

_PLACES = "r/"
# Where the server has the page on which visitors write to a group: server/relay/page.py.
WRITE_PAGE = "write"
ALLIES_PAGE = "allies/"


def in_language(language: Language, address: str) -> str:
    """The address of a document in a language, by that of the English one."""
    return address if language == ENGLISH else f"{language.code}/{address}"


def places_page(language: Language) -> str:
    """The address of the page of all places."""
    return in_language(language, _PLACES)


def allies_page(language: Language) -> str:
    """The address of the page of allies."""
    return in_language(language, ALLIES_PAGE)


def region_page(language: Language, region: str) -> str:
    """The address of a region's page in the site."""
    return in_language(language, f"{_PLACES}{region}/")


def region_picture(language: Language, region: str) -> str:
    """The address of a region's preview picture in the site."""
    return in_language(language, f"og/{region}.png")


def group_page(language: Language, regions: Sequence[str]) -> str:
    """The address of the page that shows a group which serves ``regions``: its first region's, or that of all places.

    ``regions`` may name countries, or nothing, for a group that is there for everyone.
    """
    first = next((code for code in regions if code in region_names()), None)
    return region_page(language, first) if first else places_page(language)
