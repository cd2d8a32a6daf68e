"""The page that most people come for: the answer for the chosen place, the map, and all groups below."""

import streamlit as st

from affiliates.content.find_words import PAGE_TITLE, tab_title
from affiliates.search.choices import GroupChoices
from components.find.directory_list import directory_list
from components.find.region_panel import other_ways, region_panel, region_without_list
from components.find.welcome import find_title, places_with_groups
from components.map.region_map import region_map
from components.map.shading import Mark
from components.shared.region_picker import all_places, country_switch, place_box, unknown_region_notice
from components.state.language import current_language, gettext
from components.state.lists.one_look import one_look
from components.state.page_query import PageQuery, read_page_query, select_region
from components.state.resources import directory, directory_is_readable, doubtful_regions, group_choices
from components.state.turns import turn_to_answer_click


@st.fragment  # a choice redraws only this: the header, the form and the footer stay as they are
def find_a_group() -> None:
    """Who is there, the map, and the list of groups."""
    query = read_page_query()
    st.set_page_config(page_title=tab_title(current_language(), gettext(PAGE_TITLE), query.region))
    with turn_to_answer_click(), one_look():
        directory()  # shows a warning if the list cannot be read
        if directory_is_readable():
            _answer_and_map(group_choices(), query)
        elif query.region:
            region_without_list(query)
        else:
            _question(query)
            st.markdown(gettext("Choose your state or province to see who else can help you today."))


def _answer_and_map(choices: GroupChoices, query: PageQuery) -> None:
    # The answer stands above the map, and the map in the same place of the page before and after a choice: the browser
    # keeps its frame. Drawn in the order of need: after a click that is the answer, on a first visit the map.
    answer = st.container()
    left, right = st.columns(2 if query.region else [2, 1], gap="medium")
    if query.region:
        with answer:
            region_panel(choices, query)
    with left:
        country_switch(query)
        region_map(
            current_language(),
            choices.count_by_region(query.filters.without_place()),
            country=query.country,
            selected=query.region,
            on_select=select_region,
            is_filtered=query.filters.narrows_map,
            marks=dict.fromkeys(doubtful_regions(), Mark.DOUBTFUL),
        )
    if query.region:
        with right:
            other_ways(choices, query.region)
    else:
        with answer:
            _question(query)
        with right:
            places_with_groups(choices, query)
        with left:
            all_places(query)
        directory_list(choices, query)


def _question(query: PageQuery) -> None:
    find_title()
    unknown_region_notice(query)
    place_box(query)
