"""Which groups are there for me?"""

import streamlit as st

from affiliates.coverage import count_by_region
from affiliates.directory import matching
from components.directory_list import directory_list
from components.filters import (
    asked,
    choose_region,
    country_switch,
    postal_code_box,
    region_box,
    small_place_buttons,
)
from components.frame import require_frame
from components.load import directory
from components.region_map import region_map
from components.region_panel import region_panel
from components.welcome import find_title, welcome

require_frame()
now = asked()

find_title(now)
groups = directory().groups
with st.container(horizontal=True, vertical_alignment="top"):
    region_box(now)
    postal_code_box()

left, right = st.columns([3, 2], gap="large")
with right:  # first, because it is what a click waits for
    if now.region:
        region_panel(groups, now.region)
    else:
        welcome(groups, now)
with left:
    with st.container(horizontal=True, vertical_alignment="center"):
        country_switch(now)
        small_place_buttons(now)
    counts = count_by_region(matching(groups, now.filters.everywhere()))
    region_map(
        counts,
        country=now.country,
        selected=now.region,
        filtered=now.filters.narrow_the_map,
        on_select=choose_region,
    )
directory_list(groups, now)
