"""The page that most people come for: the map, the region that is open beside it, and all groups below."""

import pandas as pd
import streamlit as st

from affiliates.coverage.metrics import count_by_region
from affiliates.directory.queries import matching
from components.find.directory_list import directory_list
from components.find.region_panel import region_panel, region_without_list
from components.find.welcome import welcome
from components.map.region_map import region_map
from components.shell.page import tab_title
from components.state.filters import (
    Asked,
    asked,
    choose_region,
    country_switch,
    postal_code_answer,
    postal_code_box,
    region_box,
    small_place_buttons,
)
from components.state.resources import directory, knows_groups


@st.fragment  # a choice draws this anew, and leaves sidebar, navigation and foot as they are
def find_a_group() -> None:
    """The map, the region that is open, and the list of groups."""
    st.set_page_config(page_title=tab_title("Find a group"))
    now = asked()
    groups = directory().groups
    if knows_groups():
        _map_and_groups(groups, now)
    else:
        _places(now)
        if now.region:
            region_without_list(now.region)
        else:
            st.markdown("Choose your place, and you see who else can help you today.")


def _map_and_groups(groups: pd.DataFrame, now: Asked) -> None:
    # Drawn first stands below: a click waits for its region, a first visit for the map.
    top = st.container()
    left, right = st.columns([3, 2], gap="large")
    with right:
        if now.region:
            region_panel(groups, now.region)
        else:
            welcome(groups, now)
    with left:
        country_switch(now)
        region_map(
            count_by_region(matching(groups, now.filters.everywhere())),
            country=now.country,
            selected=now.region,
            on_select=choose_region,
            filtered=now.filters.narrow_the_map,
        )
        small_place_buttons(now)
    with top:
        if now.unknown_region:
            st.info("This link names a place we do not know, so you see all of them. Please choose yours.")
        _places(now)

    directory_list(groups, now)


def _places(now: Asked) -> None:
    by_name, by_code = st.columns(2)
    with by_name:
        region_box(now)
    with by_code:
        postal_code_box(now)
    postal_code_answer()
