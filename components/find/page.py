"""The page that most people come for: the map, the open region beside it, and all groups below."""

import streamlit as st

from affiliates.content.find_words import PAGE_TITLE
from affiliates.search.choices import GroupChoices
from components.find.directory_list import directory_list
from components.find.region_panel import region_panel, region_without_list
from components.find.welcome import welcome
from components.map.region_map import region_map
from components.shared.page_title import page_title
from components.shared.region_picker import (
    country_switch,
    postal_code_answer,
    postal_code_box,
    region_box,
    small_region_buttons,
    unknown_region_notice,
)
from components.state.page_query import PageQuery, read_page_query, select_region
from components.state.resources import directory, directory_is_readable, doubtful_regions, group_choices


@st.fragment  # a choice redraws only this: the sidebar, navigation and footer stay as they are
def find_a_group() -> None:
    """The map, the open region, and the list of groups."""
    st.set_page_config(page_title=page_title(PAGE_TITLE))
    query = read_page_query()
    directory()  # shows a warning if the list cannot be read
    if directory_is_readable():
        _map_and_groups(group_choices(), query)
    else:
        _region_boxes(query)
        if query.region:
            region_without_list(query.region)
        else:
            st.markdown("Choose your state or province to see who else can help you today.")


def _map_and_groups(choices: GroupChoices, query: PageQuery) -> None:
    # Drawn in the order of need, not of place: after a click that is the region, on a first visit the map.
    top = st.container()
    left, right = st.columns([3, 2], gap="large")
    with right:
        if query.region:
            region_panel(choices, query.region)
        else:
            welcome(choices, query)
    with left:
        country_switch(query)
        region_map(
            choices.count_by_region(query.filters.without_place()),
            country=query.country,
            selected=query.region,
            on_select=select_region,
            is_filtered=query.filters.narrows_map,
            doubtful=doubtful_regions(),
        )
        small_region_buttons(query)
    with top:
        unknown_region_notice(query)
        _region_boxes(query)

    directory_list(choices, query)


def _region_boxes(query: PageQuery) -> None:
    by_name, by_code = st.columns(2)
    with by_name:
        region_box(query)
    with by_code:
        typed = postal_code_box(query)
    postal_code_answer(typed)
