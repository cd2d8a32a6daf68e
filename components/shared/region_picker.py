"""The ways to choose a region besides the map: country, name, postal code, and buttons; and the way back."""

from collections.abc import Sequence

import streamlit as st

from affiliates.content.find_words import TOO_SMALL
from affiliates.errors import PostalCodeError
from affiliates.geo.flat_map import small_regions
from affiliates.geo.postal_codes import regions_for_postal_code
from affiliates.geo.regions import COUNTRIES, country_of, region_names
from components.shared.postal_code_messages import postal_code_message
from components.state.page_query import SMALL_REGIONS_OPEN, PageQuery, read_page_query, select_country, select_region
from components.state.url import current_key, url_widget

_POSTAL_CODE = "postal_code"


def unknown_region_notice(query: PageQuery) -> None:
    """Says so where the link names a region that does not exist."""
    if query.has_unknown_region:
        st.info("We don’t recognize the place in this link, so here is the whole map. Please choose where you live.")


def country_switch(query: PageQuery) -> None:
    """The switch between the United States and Canada."""
    switch = url_widget("country", query.country)
    st.segmented_control(
        "Country",
        COUNTRIES,
        format_func=COUNTRIES.__getitem__,
        required=True,
        default=query.country,
        key=switch.key,
        on_change=lambda: select_country(switch.value),
        label_visibility="collapsed",
    )


def region_box(query: PageQuery) -> None:
    """The list of all states, territories and provinces: the same choice as on the map."""
    box = url_widget("region", query.region)
    regions = list(region_names())
    st.selectbox(
        "Your state or province",
        regions,
        format_func=_region_label,
        # An open region can be changed, but not cleared by accident: Escape in an empty list would do that.
        index=None if query.region is None else regions.index(query.region),
        placeholder="Choose or type",
        key=box.key,
        on_change=lambda: select_region(box.value),
    )


def postal_code_box(query: PageQuery) -> str:
    """The box for a ZIP code or Canadian postal code, and what it says, which is never written to the URL."""

    def is_current(typed: str) -> bool:
        # Emptied once the visitor has gone elsewhere, so that the same code works again.
        regions, _ = _look_up(typed)
        return not typed or (query.region in regions if query.region else len(regions) != 1)

    key = current_key(_POSTAL_CODE, is_current)
    return st.text_input(
        "Or your ZIP or postal code",
        key=key,
        max_chars=20,
        placeholder="48104 or M5V 3L9",
        autocomplete="postal-code",
        on_change=lambda: _choose_postal_code(st.session_state[key]),
    )


def postal_code_answer(typed: str) -> None:
    """Why a code leads nowhere, or buttons for the regions that share it."""
    regions, problem = _look_up(typed)
    if problem:
        st.warning(problem)
    elif len(regions) > 1 and read_page_query().region is None:
        st.info("More than one place uses this postal code. Which one is yours?")
        region_buttons(regions, key="postal")


def small_region_buttons(query: PageQuery) -> None:
    """A button for each region that is too small for a finger on the map."""
    small = st.expander(TOO_SMALL, key=SMALL_REGIONS_OPEN, on_change="rerun")
    if small.open:
        with small:
            region_buttons([region for region in region_names() if region in small_regions(query.country)], key="small")


def region_heading(region: str) -> None:
    """The name of the open region, and the way back to all of them."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header(region_names()[region], anchor="region", width="content")
        st.button("Show all places", key="close_region", type="tertiary", on_click=select_region, args=(None,))


def region_buttons(regions: Sequence[str], *, key: str) -> None:
    """A row of buttons, one per region; ``key`` tells apart several rows on a page."""
    with st.container(horizontal=True, gap="xsmall"):
        for region in regions:
            st.button(region_names()[region], key=f"{key}_{region}", on_click=select_region, args=(region,))


def _region_label(region: str) -> str:
    return region_names()[region] + (", Canada" if country_of(region) == "CA" else "")


def _choose_postal_code(typed: str) -> None:
    if typed:
        regions, _ = _look_up(typed)
        select_region(regions[0] if len(regions) == 1 else None)


def _look_up(typed: str) -> tuple[tuple[str, ...], str]:
    """The regions a code may lie in, and a message if there are none."""
    try:
        return (regions_for_postal_code(typed), "") if typed else ((), "")
    except PostalCodeError as error:
        return (), postal_code_message(error)
