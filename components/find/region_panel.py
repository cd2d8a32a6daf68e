"""What a visitor sees of one region: its groups, or an honest next step if there are none."""

import pandas as pd
import streamlit as st

from affiliates.content.charter import WHAT_AFFILIATES_ARE
from affiliates.content.wording import format_distance
from affiliates.geo.regions import region_names
from affiliates.search.choices import GroupChoices, RegionAnswer
from components.shared.group_cards import group_cards, service_area
from components.shared.region_picker import region_heading
from components.shared.report_buttons import fact_sheet_button
from components.shared.support_organizations import support_organization_cards

_MAX_CARDS = 5  # the list below the map, which has pages, shows the rest


def region_panel(choices: GroupChoices, region: str) -> None:
    """The groups of a region; if there are none, who can help now, the nearest groups, and how to start one."""
    name = region_names()[region]
    region_heading(region)
    answer = choices.region(region, _MAX_CARDS)
    if not answer.own:
        _without_group(answer, region)
    else:
        count = "One group is" if answer.own_count == 1 else f"{answer.own_count:,} groups are"
        st.markdown(f"{count} there for families in {name}.")
        group_cards(answer.own, anchors=True)
        if answer.own_count > _MAX_CARDS:
            st.markdown(f"[All {answer.own_count:,} are in the list below.](#groups)")
        _groups_for_everyone(answer)
        with st.expander("More help for families", key="more_help"):
            support_organization_cards(region)
    fact_sheet_button(region)
    st.caption(WHAT_AFFILIATES_ARE)


def region_without_list(region: str) -> None:
    """Who can help in a region now, while the list of groups cannot be read."""
    region_heading(region)
    st.markdown("You are not alone: here is who you can turn to.")
    support_organization_cards(region)


def _without_group(answer: RegionAnswer, region: str) -> None:
    name = region_names()[region]
    st.markdown(f"There is no affiliate group in {name} yet. You are not alone: here is who you can turn to.")
    support_organization_cards(region)
    _groups_for_everyone(answer)
    if answer.nearest:
        st.subheader("The nearest groups", anchor=False)
        st.markdown("They work for the same change and may know someone closer to you.")
        group_cards(answer.nearest, note=_distance)
    st.subheader(f"Be the first in {name}", anchor=False)
    st.markdown("Every group began with one family that found another. The Alliance can help you get started.")
    st.page_link(
        "pages/apply.py",
        label=f"Start a group in {name}",
        icon=":material/arrow_forward:",
        query_params={"region": region},
    )


def _groups_for_everyone(answer: RegionAnswer) -> None:
    if answer.everywhere:
        st.subheader("Groups for families everywhere", anchor=False)
        group_cards(answer.everywhere)


def _distance(group: pd.Series) -> str:
    if group["miles"] == 0:
        return f"In {region_names()[group['region']]}, right next door."
    return f"In {service_area(group)}, {format_distance(group['miles'])} from your border."
