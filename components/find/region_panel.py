"""What a visitor sees of one region: its groups, or an honest next step where there is none."""

import pandas as pd
import streamlit as st

from affiliates.content.charter import WHAT_AFFILIATES_ARE
from affiliates.content.wording import format_distance
from affiliates.coverage.metrics import nearest_groups
from affiliates.directory.queries import groups_serving, is_national_or_virtual
from affiliates.geo.regions import region_names
from components.shared.group_cards import group_cards, serves
from components.shared.report_buttons import fact_sheet_button
from components.shared.support_organizations import support_organization_cards
from components.state.filters import select_region

# More cards than these stand in the list below the map, which has pages.
_MOST = 5


def region_panel(groups: pd.DataFrame, region: str) -> None:
    """The groups of a region, statewide before local; without one, who can help now, who is near, and how to start."""
    name = region_names()[region]
    _heading(name)
    there = groups_serving(groups, region)
    own, wide = there[~is_national_or_virtual(there)], there[is_national_or_virtual(there)]
    if own.empty:
        _without_group(groups, region, wide)
    else:
        count = "One group is" if len(own) == 1 else f"{len(own):,} groups are"
        st.markdown(f"{count} there for families in {name}.")
        group_cards(own.head(_MOST), anchors=True)
        if len(own) > _MOST:
            st.markdown(f"[All {len(own):,} are in the list below.](#groups)")
        _groups_for_everyone(wide)
        with st.expander("More help for families", key="more_help"):
            support_organization_cards(region)
    fact_sheet_button(region)
    st.caption(WHAT_AFFILIATES_ARE)


def region_without_list(region: str) -> None:
    """A region while nobody can see which groups there are: who can help now."""
    _heading(region_names()[region])
    st.markdown("You are not alone: here is who you can turn to.")
    support_organization_cards(region)


def _heading(name: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header(name, anchor="region", width="content")
        st.button("Show all places", key="close_region", type="tertiary", on_click=select_region, args=(None,))


def _without_group(groups: pd.DataFrame, region: str, wide: pd.DataFrame) -> None:
    name = region_names()[region]
    st.markdown(f"There is no affiliate group in {name} yet. You are not alone: here is who you can turn to.")
    support_organization_cards(region)
    _groups_for_everyone(wide)
    near = nearest_groups(groups, region)
    if not near.empty:
        st.subheader("The nearest groups", anchor=False)
        st.markdown("They work for the same change, and may know somebody closer to you.")
        group_cards(near, note=_how_far)
    st.subheader(f"Be the first in {name}", anchor=False)
    st.markdown("Every group began with one family that found a second one. The Alliance helps you to start.")
    st.page_link(
        "pages/apply.py",
        label=f"Start a group in {name}",
        icon=":material/arrow_forward:",
        query_params={"region": region},
    )


def _groups_for_everyone(wide: pd.DataFrame) -> None:
    if not wide.empty:
        st.subheader("Groups for families everywhere", anchor=False)
        group_cards(wide.head(_MOST))


def _how_far(group: pd.Series) -> str:
    if group["miles"] == 0:
        return f"In {region_names()[group['region']]}, which is next to you."
    return f"In {serves(group)}, {format_distance(group['miles'])} from your border."
