"""The ways to choose a region besides the map: country, one box for whatever somebody types, and buttons; and back."""

from collections.abc import Sequence

import streamlit as st

from affiliates.content.charter import CONTACT_PAGE
from affiliates.content.find_words import ALL_PLACES, PLACE_BOX, PLACE_EXAMPLES, SHOW_ALL_PLACES, VISIT_ALLIANCE
from affiliates.content.place_names import country_name, names_in_order, place_labels, region_name
from affiliates.geo.regions import COUNTRIES, country_of
from affiliates.reports.html.environment import Link
from affiliates.search.typed_place import TypedPlace, typed_place
from affiliates.site.pages.fragments import folded_places, page_links, region_title, suggestions, switch
from components.shared.cards.site_part import draw
from components.state.language import current_language, gettext
from components.state.page_query import (
    PageQuery,
    country_urls,
    region_urls,
    select_country,
    select_region,
    whole_country_url,
)
from components.state.url import current_key
from components.state.visitor_place import remember_place

_PLACE = "place"
_BOX_WIDTH = 560  # pixels, less on a phone


def unknown_region_notice(query: PageQuery) -> None:
    """Says so where the link names a region that does not exist."""
    if query.has_unknown_region:
        st.info(
            gettext(
                "We don’t recognize the place in this link, so here is the whole map. Please choose where you live."
            )
        )


def country_switch(query: PageQuery) -> None:
    """The way from one country to the other.

    This, the list of places and the way back are links: for a keyboard, in another tab, and because a control of
    Streamlit's costs time at every click.
    """
    language = current_language()
    links = [Link(country_name(language, code), url) for code, url in zip(COUNTRIES, country_urls(), strict=True)]
    draw(switch(links, list(COUNTRIES).index(query.country)))


def place_box(query: PageQuery) -> None:
    """The one box for a place: whatever somebody types leads to it, and ``all_places`` suggests what they may mean.

    A ZIP or postal code, or a city, stays in it until a place is open, and never gets into the URL.
    """

    def is_current(said: str) -> bool:
        place = typed_place(current_language(), said) if said.strip() else TypedPlace()
        return not said or (query.region is None and not place.region and place.country in {"", query.country})

    key = current_key(_PLACE, is_current)
    st.text_input(
        gettext(PLACE_BOX),
        placeholder=PLACE_EXAMPLES,
        icon=":material/search:",
        autocomplete="off",
        width=_BOX_WIDTH,
        key=key,
        on_change=lambda: _choose_place(st.session_state[key]),
    )
    if query.region is None:
        _what_was_typed(st.session_state.get(key))


def all_places(query: PageQuery) -> None:
    """A link to each region of the country, once they are wanted, and what the box for a place suggests meanwhile."""
    language = current_language()
    regions = [code for code in names_in_order(language) if country_of(code) == query.country]
    # server/first_page/assets/app.js gives them to the box. A list of Streamlit's own has the map wait for it.
    suggested = suggestions(place_labels(language).values())
    draw(suggested, folded_places(gettext(ALL_PLACES), region_links(regions)))


def region_links(regions: Sequence[str]) -> list[Link]:
    """A link to the answer of each of some regions, on this page."""
    language = current_language()
    return [Link(region_name(language, region), url) for region, url in zip(regions, region_urls(regions), strict=True)]


def region_heading(region: str) -> None:
    """The name of the open region below the title of a page, and the way back to all of them."""
    draw(region_title(region_name(current_language(), region), level=2), page_links([way_back()]))


def way_back() -> Link:
    """The link from a region to all of them."""
    return Link(gettext(SHOW_ALL_PLACES), whole_country_url())


def _choose_place(said: str) -> None:
    if not said.strip():
        return
    place = typed_place(current_language(), said)
    if place.region:
        _open(place.region, said)
    elif place.country:
        select_country(place.country)
    else:
        select_region(None)


def _open(region: str, said: str) -> None:
    remember_place(said, region)
    select_region(region)


def _what_was_typed(said: str | None) -> None:
    """What is typed and leads to no one place: which of several, or why to none, and what else to try."""
    if not (said and said.strip()):
        return
    language = current_language()
    place = typed_place(language, said)
    if place.is_elsewhere:
        st.info(f"{place.said} [{gettext(VISIT_ALLIANCE)}]({CONTACT_PAGE}) {place.asked}")
    elif place.choices or place.country:
        st.info(place.said)
    elif place.said:
        st.warning(place.said)
    with st.container(horizontal=True, gap="xsmall"):
        for region, city, label in zip(place.choices, place.cities, place.labels(language), strict=True):
            st.button(label, key=f"typed_{region}", on_click=_open, args=(region, city or said), wrap=True)
