"""The page that most people come for: the map, the region that is open beside it, and all groups below."""

import pandas as pd
import streamlit as st

from affiliates.coverage.metrics import count_by_region
from affiliates.directory.queries import matching
from components.find.directory_list import directory_list
from components.find.region_panel import region_panel, region_without_list
from components.find.welcome import welcome
from components.map.region_map import region_map
from components.shell.page import page_title
from components.state.filters import (
    PageQuery,
    country_switch,
    postal_code_answer,
    postal_code_box,
    read_page_query,
    region_box,
    select_region,
    small_place_buttons,
)
from components.state.resources import directory, directory_is_readable


@st.fragment  # a choice draws this anew, and leaves sidebar, navigation and foot as they are
def find_a_group() -> None:
    """The map, the region that is open, and the list of groups."""
    st.set_page_config(page_title=page_title("Find a group"))
    query = read_page_query()
    groups = directory().groups
    if directory_is_readable():
        _map_and_groups(groups, query)
    else:
        _places(query)
        if query.region:
            region_without_list(query.region)
        else:
            st.markdown("Choose your place, and you see who else can help you today.")


def _map_and_groups(groups: pd.DataFrame, query: PageQuery) -> None:
    # Drawn first stands below: a click waits for its region, a first visit for the map.
    top = st.container()
    left, right = st.columns([3, 2], gap="large")
    with right:
        if query.region:
            region_panel(groups, query.region)
        else:
            welcome(groups, query)
    with left:
        country_switch(query)
        region_map(
            count_by_region(matching(groups, query.filters.without_place())),
            country=query.country,
            selected=query.region,
            on_select=select_region,
            filtered=query.filters.narrows_map,
        )
        small_place_buttons(query)
    with top:
        if query.unknown_region:
            st.info("This link names a place we do not know, so you see all of them. Please choose yours.")
        _places(query)

    directory_list(groups, query)


def _places(query: PageQuery) -> None:
    by_name, by_code = st.columns(2)
    with by_name:
        region_box(query)
    with by_code:
        postal_code_box(query)
    postal_code_answer()
