"""The switches and boxes of the coverage page."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from affiliates.content.place_names import names_in_order
from affiliates.coverage.planning import RankingOrder
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.coverage.words.region_table import RegionSort
from affiliates.directory.snapshots import today
from affiliates.languages.language import N_
from components.map.shading import Shading
from components.shared.segmented_switch import segmented_switch
from components.state.coverage_query import (
    DEFAULT_SHADING,
    DEFAULT_TARGET,
    DEFAULT_WEIGHT,
    MAX_TARGET,
    MAX_WEIGHT,
    MIN_TARGET,
    MIN_WEIGHT,
    SHEET,
    TABLE,
    CoverageQuery,
    select_day,
)
from components.state.language import current_language, gettext, pgettext
from components.state.url import UrlWidget, url_widget

_VIEWS = {TABLE: N_("Table"), SHEET: N_("Sheet")}
_WITHOUT = {"US": N_("Children without a group"), "CA": N_("People without a group")}
_WEIGHTS = {
    "US": N_("Weight: children {people}%, distance {distance}%"),
    "CA": N_("Weight: people {people}%, distance {distance}%"),
}
_TARGETS = {
    "US": N_("Share of children to reach with a statewide group (%)"),
    "CA": N_("Share of people to reach with a province-wide group (%)"),
}


def shading_switch(coverage_query: CoverageQuery, country: str) -> None:
    """What the shades of the map mean."""
    labels = {
        Shading.WITHOUT: gettext(_WITHOUT[country]),
        Shading.TIER: gettext("Kind of groups"),
        Shading.GROUPS: gettext("Number of groups"),
    }
    segmented_switch(gettext("The map shows"), "shade", labels, coverage_query.shading, DEFAULT_SHADING)


def order_switch(coverage_query: CoverageQuery, country: str, *, anybody_ready: bool) -> None:
    """What regions without a statewide group are ranked by, and how much each counts if it is both.

    By people who are ready is offered where ``anybody_ready`` says that it is known of a place, or a link asks for it.
    """
    labels = {
        RankingOrder.PEOPLE: gettext(POPULATION_MEASURES[country].label),
        RankingOrder.DISTANCE: gettext("Distance"),
        RankingOrder.BOTH: gettext("Both"),
        RankingOrder.READY: gettext("Helpers"),  # short: the column is narrow, and the line below says who
    }
    if not anybody_ready and coverage_query.order is not RankingOrder.READY:
        del labels[RankingOrder.READY]
    segmented_switch(gettext("Rank by"), "order", labels, coverage_query.order, RankingOrder.PEOPLE)
    if coverage_query.order is RankingOrder.BOTH:
        weight = coverage_query.weight
        slider = url_widget("weight", weight)
        st.slider(
            gettext(_WEIGHTS[country], people=weight, distance=100 - weight),
            min_value=MIN_WEIGHT,
            max_value=MAX_WEIGHT,
            value=weight,
            step=10,
            key=slider.key,
            on_change=slider.sync_to_url,
            args=(DEFAULT_WEIGHT,),
        )


def sort_switch(coverage_query: CoverageQuery, country: str) -> None:
    """The order of the list of regions, and whether it is a table to read or a sheet to sort by its headers."""
    labels = {
        RegionSort.RANK: gettext("Rank"),
        RegionSort.NAME: gettext("Name"),
        RegionSort.PEOPLE: gettext(POPULATION_MEASURES[country].label),
        RegionSort.GROUPS: gettext("Groups"),
        RegionSort.DISTANCE: gettext("Distance"),
    }
    sort = url_widget("sort", coverage_query.sort)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            gettext("Sort by"),
            labels,
            index=list(labels).index(coverage_query.sort),
            format_func=labels.__getitem__,
            key=sort.key,
            on_change=sort.sync_to_url,
            args=(RegionSort.RANK,),
            width=170,
        )
        views = {view: gettext(label) for view, label in _VIEWS.items()}
        segmented_switch(gettext("Show as"), "view", views, coverage_query.view, TABLE)


def target_box(coverage_query: CoverageQuery, country: str) -> None:
    """The share of people that is to have a statewide group."""
    target = url_widget("target", coverage_query.target)
    st.number_input(
        gettext(_TARGETS[country]),
        min_value=MIN_TARGET,
        max_value=MAX_TARGET,
        value=coverage_query.target,
        step=5,
        key=target.key,
        on_change=target.sync_to_url,
        args=(DEFAULT_TARGET,),
        width=360,
    )


def plan_box(coverage_query: CoverageQuery, open_regions: Sequence[str]) -> None:
    """The regions that are to get a group, out of ``open_regions``: those of the country without a statewide one."""
    chosen = [region for region in coverage_query.plan if region in open_regions]
    plan = url_widget("plan", chosen)
    st.multiselect(
        gettext("Planned places"),
        open_regions,
        default=chosen,
        format_func=names_in_order(current_language()).__getitem__,
        key=plan.key,
        on_change=plan.sync_to_url,
        placeholder=gettext("Choose places without a statewide group"),
    )


def day_boxes(first: date, last: date, earliest: date) -> None:
    """The two days to compare, between the earliest known one and today."""
    with st.container(horizontal=True):
        boxes = ((pgettext("day", "From"), "from", first), (pgettext("day", "To"), "to", last))
        for label, name, day in boxes:
            box = url_widget(name, day)
            st.date_input(
                label,
                day,
                min_value=earliest,
                max_value=today(),
                format="YYYY-MM-DD",
                key=box.key,
                on_change=_select_day,
                args=(box,),
                width=170,
            )


def _select_day(box: UrlWidget) -> None:
    select_day(box.name, box.value)
