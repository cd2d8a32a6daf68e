"""What somebody means by what they typed into the box for a place, and what they read where that is not certain."""

from dataclasses import dataclass

from affiliates.content.find_words import (
    DID_YOU_MEAN,
    IN_ANOTHER_COUNTRY,
    OR_ONE_OF_THESE,
    THREE_WAYS,
    UNKNOWN_PLACE,
    WHICH_CITY,
    WHICH_IN_COUNTRY,
    WHICH_PLACE,
)
from affiliates.content.place_names import place_labels, region_name
from affiliates.content.postal_code_messages import postal_code_message
from affiliates.errors import PostalCodeError
from affiliates.geo.place_search import find_places
from affiliates.geo.regions import COUNTRIES
from affiliates.languages.language import Language


@dataclass(frozen=True)
class TypedPlace:
    """What was meant: one region, or ``choices`` of which the visitor is asked for theirs.

    ``region`` is the code of the region that is meant, empty where that is not certain; ``said`` is then the question,
    or why there is nothing to choose from. ``cities`` are the names of cities that may be meant, one for each of the
    choices, empty for the whole region. ``country`` is one of ours that was named, and ``is_elsewhere`` says that it
    was another one: what follows a link to the Alliance is then ``asked``.
    """

    region: str = ""
    choices: tuple[str, ...] = ()
    said: str = ""
    cities: tuple[str, ...] = ()
    country: str = ""
    is_elsewhere: bool = False
    asked: str = ""

    def labels(self, language: Language) -> list[str]:
        """What each of the choices is called, with its city where one may be meant."""
        names = [region_name(language, region) for region in self.choices]
        return [f"{city}, {name}" if city else name for city, name in zip(self.cities, names, strict=True)]


def typed_place(language: Language, typed: str) -> TypedPlace:
    """What somebody means who typed this, which is not empty, in a language: see ``find_places``; one of its
    ``place_labels`` means that place."""
    labelled = [region for region, label in place_labels(language).items() if label == typed]
    if labelled:
        return TypedPlace(labelled[0])
    ways = language.gettext(THREE_WAYS)
    try:
        match = find_places(typed)
    except PostalCodeError as error:
        return TypedPlace(said=f"{postal_code_message(language, error)} {ways}")
    if match.is_certain:
        return TypedPlace(match.regions[0])
    if match.country in COUNTRIES:
        return TypedPlace(said=language.gettext(WHICH_IN_COUNTRY[match.country]), country=match.country)
    cities = tuple(match.cities.get(region, "") for region in match.regions)
    if match.country:
        said = language.gettext(IN_ANOTHER_COUNTRY)
        asked = language.gettext(OR_ONE_OF_THESE) if match.regions else ""
        return TypedPlace(choices=match.regions, said=said, cities=cities, is_elsewhere=True, asked=asked)
    if match.regions:
        question = DID_YOU_MEAN if match.is_guess else WHICH_CITY if match.city else WHICH_PLACE
        return TypedPlace(choices=match.regions, said=language.gettext(question), cities=cities)
    return TypedPlace(said=f"{language.gettext(UNKNOWN_PLACE)} {ways}")
