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
from affiliates.geo.regions import region_names
from affiliates.search.choices import GroupChoices, RegionGroups
from components.shared.group_cards import group_cards
from components.shared.region_picker import region_heading
from components.shared.report_buttons import fact_sheet
from components.shared.support_organizations import support_organization_cards
from components.state.resources import doubtful_regions

_MAX_CARDS = 5  # the list below the map, which has pages, shows the rest


def region_panel(choices: GroupChoices, region: str) -> None:
    """The groups of a region; if there are none, who can help now, the nearest groups, and how to start one."""
    region_heading(region)
    answer = choices.region(region, _MAX_CARDS)
    if not answer.own:
        _without_group(answer, region)
    else:
        st.markdown(groups_are_there(answer.own_count, region))
        group_cards(answer.own, anchors=True)
        if answer.own_count > _MAX_CARDS:
            st.markdown(f"[All {answer.own_count:,} are in the list below.](#groups)")
        _groups_for_everyone(answer)
        st.subheader(MORE_HELP, anchor=False)
        support_organization_cards(region)
    fact_sheet(region)
    st.caption(WHAT_AFFILIATES_ARE)


def region_without_list(region: str) -> None:
    """Who can help in a region now, while the list of groups cannot be read."""
    region_heading(region)
    st.markdown(NOT_ALONE)
    support_organization_cards(region)


def _without_group(answer: RegionGroups, region: str) -> None:
    is_certain = region not in doubtful_regions()
    st.markdown(no_group_yet(region) if is_certain else group_not_certain(region_names()[region]))
    support_organization_cards(region)
    _groups_for_everyone(answer)
    if answer.nearest:
        st.subheader(NEAREST_GROUPS, anchor=False)
        st.markdown(ABOUT_NEAREST_GROUPS)
        group_cards(answer.nearest, note=_distance)
    if is_certain:
        _start_a_group(region)


def _start_a_group(region: str) -> None:
    st.subheader(first_in(region), anchor=False)
    st.markdown(ABOUT_STARTING)
    st.page_link(
        "pages/apply.py",
        label=start_in(region),
        icon=":material/arrow_forward:",
        query_params={"region": region},
    )


def _groups_for_everyone(answer: RegionGroups) -> None:
    if answer.everywhere:
        st.subheader(GROUPS_EVERYWHERE, anchor=False)
        group_cards(answer.everywhere)


def _distance(group: pd.Series) -> str:
    return where_it_is(group["region"], service_area(group["regions"]), group["miles"])
