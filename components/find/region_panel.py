"""What a visitor sees of one region: its groups, or an honest next step if there are none."""

import pandas as pd
import streamlit as st

from affiliates.content.charter import WHAT_AFFILIATES_ARE
from affiliates.content.find_words import (
    ABOUT_NEAREST_GROUPS,
    ABOUT_STARTING,
    GROUPS_EVERYWHERE,
    MORE_HELP,
    NEAREST_GROUPS,
    NOT_ALONE,
    first_in,
    group_not_certain,
    groups_are_there,
    no_group_yet,
    start_in,
    where_it_is,
)
from affiliates.content.group_words import service_area
from affiliates.content.place_names import in_region
from affiliates.search.choices import GroupChoices, RegionGroups
from components.find.directory_list import directory_list
from components.find.filters import show_all_groups_button
from components.find.nearness import distance_note, nearest_first, nearness_notice
from components.find.people_form import people_form
from components.find.region_title import region_title
from components.find.share import printed_address
from components.shared.group_cards import group_cards
from components.shared.region_picker import close_button
from components.shared.report_buttons import fact_sheet
from components.shared.support_organizations import support_organization_cards
from components.state.language import current_language, gettext, with_language
from components.state.page_query import PageQuery
from components.state.resources import doubtful_regions
from components.state.url import page_named

_MAX_CARDS = 6  # more than these come with a search, filters and pages


def region_panel(choices: GroupChoices, query: PageQuery) -> None:
    """The groups of a region; if there are none, who can help now, the nearest groups, and how to start one."""
    region = query.region or ""
    region_title(query)
    answer = choices.region(region, _MAX_CARDS)
    if not answer.own:
        _without_group(answer, region)
    else:
        st.markdown(groups_are_there(current_language(), answer.own_count, region))
    if query.has_list_settings or answer.own_count > _MAX_CARDS:
        directory_list(choices, query)
    elif answer.own:
        _few_groups(choices, query, answer)
    if answer.own:
        _groups_for_everyone(answer)
        st.header(gettext(MORE_HELP), anchor=False)
        support_organization_cards(region)
    printed_address(region)


def other_ways(choices: GroupChoices, region: str) -> None:
    """What to take along from the answer, and where else to look."""
    close_button()
    show_all_groups_button(len(choices))
    fact_sheet(region)
    st.caption(gettext(WHAT_AFFILIATES_ARE))


def region_without_list(query: PageQuery) -> None:
    """Who can help in a region now, while the list of groups cannot be read."""
    region_title(query)
    st.markdown(gettext(NOT_ALONE))
    support_organization_cards(query.region or "", level=2)
    printed_address(query.region or "")
    close_button()


def _few_groups(choices: GroupChoices, query: PageQuery, answer: RegionGroups) -> None:
    nearest = nearest_first(choices, query)
    if nearest is None:
        group_cards(answer.own, level=2, anchors=True)
        return
    if answer.own_count > 1:
        nearness_notice(query)
    own = nearest.page(0, answer.own_count)  # those for everyone come after
    group_cards(own, level=2, anchors=True, note=distance_note)


def _without_group(answer: RegionGroups, region: str) -> None:
    is_certain = region not in doubtful_regions()
    st.markdown(
        no_group_yet(current_language(), region)
        if is_certain
        else group_not_certain(current_language(), in_region(current_language(), region))
    )
    support_organization_cards(region, level=2)
    _groups_for_everyone(answer)
    if answer.nearest:
        st.markdown(f"## {gettext(NEAREST_GROUPS)}\n\n{gettext(ABOUT_NEAREST_GROUPS)}", anchors=False)
        group_cards(answer.nearest, note=_distance)
    if is_certain:
        _start_a_group(region)
        people_form(region)


def _start_a_group(region: str) -> None:
    st.markdown(f"## {first_in(current_language(), region)}\n\n{gettext(ABOUT_STARTING)}", anchors=False)
    st.page_link(
        page_named("apply"),
        label=start_in(current_language(), region),
        icon=":material/arrow_forward:",
        query_params=with_language(region=region),
    )


def _groups_for_everyone(answer: RegionGroups) -> None:
    if answer.everywhere:
        st.header(gettext(GROUPS_EVERYWHERE), anchor=False)
        group_cards(answer.everywhere)


def _distance(group: pd.Series) -> str:
    return where_it_is(
        current_language(), group["region"], service_area(current_language(), group["regions"]), group["miles"]
    )
