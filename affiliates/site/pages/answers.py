"""What a page answers: about one region, or about all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from affiliates.content.ally_words import ALLIES
from affiliates.content.find_words import (
    NOT_CERTAIN,
    TITLE,
    group_not_certain,
    groups_are_there,
    help_in,
    no_group_yet,
    nobody_there,
    where_groups_are,
    where_it_is,
)
from affiliates.content.group_words import GroupRow, service_area
from affiliates.content.place_names import in_country, in_region, names_in_order, region_name
from affiliates.coverage.metrics import Tier
from affiliates.directory.queries import GroupSort, sorted_groups
from affiliates.directory.schema import COLUMNS, Status
from affiliates.geo.regions import COUNTRIES, country_of
from affiliates.languages.language import Language
from affiliates.reports.data import records
from affiliates.reports.html.environment import Link
from affiliates.reports.html.map import CountryMap, country_map, groups_in_words
from affiliates.site.documents import SiteData
from affiliates.site.pages.group_cards import CardList, cards_that_fit, group_card
from affiliates.site.pages.links import Links
from affiliates.site.pages.map_fills import MapKey, group_fills
from affiliates.support.cards import SupportCard, others_heading, support_card
from affiliates.support.national import NationalOrganization
from affiliates.support.queries import support_in
from affiliates.support.schema import SupportOrganization

# So that a page stays under 100 KB, and under 30 KB on the wire, however much groups write.
_MAX_GROUPS, _ROOM_FOR_GROUPS = 50, 24_000
_MAX_OTHERS, _ROOM_FOR_OTHERS = 5, 7_000
_MAX_COVERED = 6  # as in the app, beside the map


@dataclass(frozen=True)
class Place:
    """A region in a list: its name, where it leads, and what is there."""

    link: Link
    groups: str
    has_group: bool


@dataclass(frozen=True)
class CountryPart:
    """A country: its map and what the fills on it mean, its regions by name, and where groups are.

    ``where`` is that in a sentence; ``covered`` are the first places with a group.
    """

    map: CountryMap
    key: MapKey
    places: tuple[Place, ...]
    where: str
    covered: tuple[Link, ...]


@dataclass(frozen=True)
class SupportAnswer:
    """Who else helps in a region: whom to call first, further ones below a heading, and the national ones."""

    first: tuple[SupportCard, ...]
    others_heading: str
    others: tuple[SupportOrganization, ...]
    national: tuple[NationalOrganization, ...]


@dataclass(frozen=True)
class RegionAnswer:
    """What is there for families in a region.

    ``groups`` are its own, ``everywhere`` the national and virtual ones that serve it too, ``nearest`` those of other
    regions where it has none. ``sentence`` is the answer in short.
    """

    region: str
    name: str
    title: str
    sentence: str
    is_doubtful: bool
    country: CountryPart
    support: SupportAnswer
    groups: CardList
    everywhere: CardList
    nearest: CardList


@dataclass(frozen=True)
class PlacesAnswer:
    """Every place of both countries, on maps and in lists."""

    title: str
    countries: tuple[CountryPart, ...]


@dataclass(frozen=True)
class AlliesAnswer:
    """The active allies, by name."""

    title: str
    allies: CardList


Answer = RegionAnswer | PlacesAnswer | AlliesAnswer


class Answers:
    """The answers of one site; what they share is worked out once."""

    def __init__(self, data: SiteData) -> None:
        """Works out nothing yet but what the maps show."""
        self.data = data
        self._counts = {str(region): int(count) for region, count in data.coverage["groups"].items()}
        self._tiers = {str(region): Tier(tier) for region, tier in data.coverage["tier"].items()}

    def region(self, region: str, links: Links) -> RegionAnswer:
        """What is there for families in a region, by the same rules as in the app."""
        found = self.data.choices.region(region, _MAX_GROUPS)
        return RegionAnswer(
            region=region,
            name=region_name(links.language, region),
            title=help_in(links.language, region),
            sentence=self.sentence(links.language, region),
            is_doubtful=self._is_doubtful(region),
            country=self._country(country_of(region), links),
            support=support_answer(links.language, region, self.data.support, self.data.as_of),
            groups=_card_list(found.own, found.own_count, links, limit=_MAX_GROUPS, room=_ROOM_FOR_GROUPS),
            everywhere=_card_list(
                found.everywhere, found.everywhere_count, links, limit=_MAX_OTHERS, room=_ROOM_FOR_OTHERS
            ),
            nearest=cards_that_fit(
                (group_card(group, links, _note(links.language, group)) for group in found.nearest),
                len(found.nearest),
                limit=_MAX_OTHERS,
                room=_ROOM_FOR_OTHERS,
            ),
        )

    def places(self, links: Links) -> PlacesAnswer:
        """Every place, with how many groups it has of its own."""
        return PlacesAnswer(
            links.language.gettext(TITLE), tuple(self._country(country, links) for country in COUNTRIES)
        )

    def allies(self, links: Links) -> AlliesAnswer:
        """Who supports the Alliance without being an affiliate group."""
        allies = self.data.allies[self.data.allies["status"] == Status.ACTIVE]
        listed = list(records(sorted_groups(allies, GroupSort.NAME)[list(COLUMNS)]))
        cards = _card_list(listed, len(listed), links, limit=_MAX_GROUPS, room=_ROOM_FOR_GROUPS)
        return AlliesAnswer(links.language.gettext(ALLIES), cards)

    def sentence(self, language: Language, region: str) -> str:
        """The answer for a region in short: how many groups of its own are there, or that there is none yet."""
        count = self._counts[region]
        if self._is_doubtful(region):
            return group_not_certain(language, in_region(language, region))
        return groups_are_there(language, count, region) if count else no_group_yet(language, region)

    def _is_doubtful(self, region: str) -> bool:
        return region in self.data.doubtful_regions

    def _in_words(self, language: Language, region: str) -> str:
        if self._is_doubtful(region):
            return language.gettext(NOT_CERTAIN)
        return groups_in_words(language, self._counts[region], self._tiers[region])

    def _country(self, country: str, links: Links) -> CountryPart:
        language = links.language
        places = {
            code: Place(
                Link(name, links.region(code)),
                self._in_words(language, code),
                self._counts[code] > 0,
            )
            for code, name in names_in_order(language).items()
            if country_of(code) == country
        }
        words = {code: place.groups for code, place in places.items()}
        fills, key = group_fills(language, country, self._counts, words, self.data.doubtful_regions)
        covered = [code for code, place in places.items() if place.has_group]
        most = sorted(covered, key=lambda code: -self._counts[code])[:_MAX_COVERED]
        return CountryPart(
            map=country_map(language, country, fills, links.region),
            key=key,
            places=tuple(places.values()),
            where=self._where(language, country, len(covered)),
            covered=tuple(places[code].link for code in covered if code in most),
        )

    def _where(self, language: Language, country: str, covered: int) -> str:
        if covered:
            return where_groups_are(language, covered, country)
        is_doubtful = any(country_of(region) == country for region in self.data.doubtful_regions)
        if is_doubtful:
            return group_not_certain(language, in_country(language, country))
        return nobody_there(language, country)


def support_answer(
    language: Language, region: str, organizations: Iterable[SupportOrganization], day: date
) -> SupportAnswer:
    """Who of all ``organizations`` helps in a region, as their cards say it on a day."""
    support = support_in(region, organizations)
    return SupportAnswer(
        first=tuple(support_card(language, each, day) for each in support.first),
        others_heading=others_heading(language, region),
        others=support.others,
        national=support.national,
    )


def _card_list(groups: Iterable[GroupRow], count: int, links: Links, *, limit: int, room: int) -> CardList:
    return cards_that_fit((group_card(group, links) for group in groups), count, limit=limit, room=room)


def _note(language: Language, near: GroupRow) -> str:
    return where_it_is(language, near["region"], service_area(language, near["regions"]), near["miles"])
