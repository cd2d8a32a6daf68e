"""Everything that the map says in one language: the script of words that a browser loads beside map.js."""

from collections.abc import Callable

from affiliates.content.find_words import NOT_CERTAIN
from affiliates.content.place_names import country_name, names_in_order
from affiliates.coverage.metrics import Tier
from affiliates.coverage.words.labels import tier_phrase
from affiliates.geo.flat_map import INSETS
from affiliates.geo.regions import COUNTRIES
from affiliates.languages.language import Language
from components.map.shading import Mark, Shading

# Numbers among which each plural form of any language occurs; some have one for 6, for 11, or for a million.
_SAMPLES = (*range(1, 200), 1_000_000)
_COUNT = "{count}"


def map_words(language: Language) -> dict[str, object]:
    """What region_map.js says, by what it is for; in braces stands what the script fills in.

    The regions are in the language's alphabetical order, in which a keyboard reaches them.
    """
    return {
        "locale": str(language.locale).replace("_", "-"),
        "direction": language.direction,
        "names": names_in_order(language),
        "insets": {inset.region: language.gettext(inset.label) for inset in INSETS},
        "phrases": _phrases(language),
        "unknown": language.gettext("no group, number unknown"),
        "marks": _mark_words(language),
        "labels": _labels(language),
    }


def _labels(language: Language) -> dict[str, object]:
    place, number, mark = "{place}", "{number}", "{mark}"
    return {
        "noneMatches": language.gettext("no group matches the filters"),
        # TRANSLATORS: a place on the map, and how many groups are there: "Texas: 2 groups"
        "region": language.gettext("{place}: {number}", place=place, number=number),
        # TRANSLATORS: what is special about a place on the map, and its number: "a new group is planned, 2 groups"
        "marked": language.gettext("{mark}, {number}", mark=mark, number=number),
        "chosen": language.gettext(
            "{place}: {number}. The details are on this page: press Escape to read them.", place=place, number=number
        ),
        "noAnswer": language.gettext(
            "The connection was lost. This page keeps trying to reconnect; please wait a moment."
        ),
        "skip": language.gettext("Skip the map"),
        "whole": language.gettext("Show the whole map"),
        "zoomIn": language.gettext("Zoom in"),
        "zoomOut": language.gettext("Zoom out"),
        "legend": language.gettext("What the shades mean"),
        "titles": {
            country: language.gettext("Map of affiliate groups, {country}", country=country_name(language, country))
            for country in COUNTRIES
        },
    }


def _mark_words(language: Language) -> dict[Mark, str]:
    return {
        Mark.DOUBTFUL: language.gettext(NOT_CERTAIN),
        Mark.LOCAL: tier_phrase(language, Tier.LOCAL),
        Mark.PLANNED: language.gettext("a new group is planned"),
    }


def _phrases(language: Language) -> dict[Shading, dict[str, dict[str, str]]]:
    """How each shading puts a number of a country into words, but for 0 and the shadings whose legend does it."""
    groups = _plural_forms(language, lambda count: language.ngettext("1 group", "{count} groups", count, count=_COUNT))
    children = _plural_forms(
        language,
        lambda count: language.ngettext(
            "1 child without a group", "{count} children without a group", count, count=_COUNT
        ),
    )
    people = _plural_forms(
        language,
        lambda count: language.ngettext(
            "1 person without a group", "{count} people without a group", count, count=_COUNT
        ),
    )
    return {
        Shading.GROUPS: dict.fromkeys(COUNTRIES, groups),
        Shading.WITHOUT: {"US": children, "CA": people},
    }


def _plural_forms(language: Language, phrase: Callable[[int], str]) -> dict[str, str]:
    """A phrase by the name of each plural form, as ``Intl.PluralRules`` of browsers calls them: ``one``, ``other``."""
    samples = {language.locale.plural_form(count): count for count in reversed(_SAMPLES)}
    return {form: phrase(count) for form, count in samples.items()}
