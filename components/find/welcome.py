"""What a visitor sees first: what this site is, and what to do."""

import streamlit as st

from affiliates.content.charter import WHAT_AFFILIATES_ARE
from affiliates.content.find_words import PURPOSE, TITLE, WHERE, group_not_certain, nobody_there, where_groups_are
from affiliates.content.place_names import in_country, names_in_order
from affiliates.directory.queries import GroupFilters
from affiliates.geo.regions import country_of
from affiliates.search.choices import GroupChoices
from affiliates.site.pages.fragments import passage, places_card, small_print
from components.shared.cards.site_part import draw
from components.shared.region_picker import region_links
from components.state.language import current_language, gettext
from components.state.page_query import PageQuery
from components.state.resources import doubtful_regions

_MAX_PLACES = 6  # as links; the others are on the map and in the list of all places


def find_title() -> None:
    """The page's title and purpose, left out if the page is embedded in another site."""
    if not st.context.is_embedded:
        draw(passage(gettext(PURPOSE), heading=gettext(TITLE), level=1))


def places_with_groups(choices: GroupChoices, query: PageQuery) -> None:
    """Which regions of the country have a group: in a sentence, and links to the first of them."""
    counts, language = choices.count_by_region(GroupFilters()), current_language()
    covered = [region for region in names_in_order(language) if counts[region] and country_of(region) == query.country]
    said = where_groups_are(language, len(covered), query.country) if covered else no_group_in(query.country)
    most = sorted(covered, key=lambda region: -counts[region])[:_MAX_PLACES]
    links = region_links([region for region in covered if region in most])
    draw(places_card(gettext(WHERE), said, links), small_print(gettext(WHAT_AFFILIATES_ARE)))


def no_group_in(country: str) -> str:
    """What is said of a country in which no group is listed: there is none, unless the list cannot be read whole."""
    language = current_language()
    if any(country_of(region) == country for region in doubtful_regions()):
        return group_not_certain(language, in_country(language, country))
    return nobody_there(language, country)
