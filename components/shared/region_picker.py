"""The ways to choose a region besides the map: country, one box for whatever somebody types, and buttons; and back."""

from collections.abc import Callable, Sequence

import streamlit as st

from affiliates.content.find_words import (
    ALL_PLACES,
    DID_YOU_MEAN,
    PLACE_BOX,
    PLACE_EXAMPLES,
    SHOW_ALL_PLACES,
    THREE_WAYS,
    UNKNOWN_PLACE,
    WHICH_CITY,
    WHICH_PLACE,
)
from affiliates.content.place_names import country_name, names_in_order, place_labels, region_name
from affiliates.errors import PostalCodeError
from affiliates.geo.place_search import PlaceMatch, find_places
from affiliates.geo.regions import COUNTRIES, country_of, region_names
from affiliates.site.pages.fragments import region_title
from components.shared.cards.site_part import draw
from components.shared.postal_code_messages import postal_code_message
from components.state.language import current_language, gettext
from components.state.page_query import (
    ALL_PLACES_OPEN,
    PageQuery,
    select_country,
    select_region,
)
from components.state.url import current_key, url_widget
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
    """The switch between the United States and Canada."""
    switch, language = url_widget("country", query.country), current_language()
    st.segmented_control(
        gettext("Country"),
        COUNTRIES,
        format_func=lambda country: country_name(language, country),
        required=True,
        default=query.country,
        key=switch.key,
        on_change=lambda: select_country(switch.value),
        label_visibility="collapsed",
        wrap=True,  # else Streamlit measures it on each visit, to scroll it where there is no room
    )


def place_box(query: PageQuery) -> None:
    """The one box for a place: a list that filters while somebody types, and takes whatever else they type.

    A ZIP or postal code, or a city, stays in it and in the session, and never gets into the URL.
    """

    def is_current(said: str | None) -> bool:
        match = _match(said)
        return query.region == match.regions[0] if match and match.is_certain else query.region is None

    key, labels = current_key(_PLACE, is_current), place_labels(current_language())
    st.selectbox(
        gettext(PLACE_BOX),
        labels,
        format_func=lambda said: labels.get(said, said),
        # An open region can be changed, but not cleared by accident: Escape in an empty list would do that.
        index=None if query.region is None else list(labels).index(query.region),
        placeholder=PLACE_EXAMPLES,
        accept_new_options=True,
        filter_mode="contains",
        icon=":material/search:",
        width=_BOX_WIDTH,
        key=key,
        on_change=lambda: _choose_place(st.session_state[key]),
    )
    if query.region is None:
        _what_was_typed(st.session_state.get(key))


def all_places(query: PageQuery) -> None:
    """A button for each region of the country, once they are wanted."""
    places = st.expander(gettext(ALL_PLACES), key=ALL_PLACES_OPEN, on_change="rerun")
    if places.open:
        with places:
            region_buttons(
                [code for code in names_in_order(current_language()) if country_of(code) == query.country], key="place"
            )


def region_heading(region: str) -> None:
    """The name of the open region below the title of a page, and the way back to all of them."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        draw(region_title(region_name(current_language(), region), level=2), width="content")
        close_button()


def close_button() -> None:
    """The way back from a region to all of them."""
    st.button(
        gettext(SHOW_ALL_PLACES), key="close_region", type="tertiary", on_click=select_region, args=(None,), wrap=True
    )


def region_buttons(regions: Sequence[str], *, key: str, on_select: Callable[[str], None] = select_region) -> None:
    """A row of buttons, one per region; ``key`` tells apart several rows on a page."""
    language = current_language()
    with st.container(horizontal=True, gap="xsmall"):
        for region in regions:
            st.button(
                region_name(language, region), key=f"{key}_{region}", on_click=on_select, args=(region,), wrap=True
            )


def _choose_place(said: str | None) -> None:
    if said:
        match = _match(said)
        if match and match.is_certain:
            _open(match.regions[0], said)
        else:
            select_region(None)


def _open(region: str, said: str) -> None:
    remember_place(said, region)
    select_region(region)


def _what_was_typed(said: str | None) -> None:
    """What is typed and leads to no one place: which of several, or why to none, and what else to try."""
    if not said:
        return
    try:
        match = find_places(said)
    except PostalCodeError as error:
        st.warning(f"{postal_code_message(current_language(), error)} {gettext(THREE_WAYS)}")
        return
    if match.regions:
        st.info(gettext(DID_YOU_MEAN if match.is_guess else WHICH_CITY if match.city else WHICH_PLACE))
        region_buttons(match.regions, key="typed", on_select=lambda region: _open(region, said))
    else:
        st.warning(f"{gettext(UNKNOWN_PLACE)} {gettext(THREE_WAYS)}")


def _match(said: str | None) -> PlaceMatch | None:
    """The places that the box says, None where it says nothing or a code that leads nowhere."""
    if said in region_names():
        return PlaceMatch((said,))
    try:
        return find_places(said) if said else None
    except PostalCodeError:
        return None
