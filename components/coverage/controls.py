"""The switches and boxes of the coverage page."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from affiliates.coverage.planning import RankingOrder
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.coverage.region_table import RegionSort
from affiliates.directory.snapshots import today
from affiliates.geo.regions import region_names
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
from components.state.url import UrlWidget, url_widget

_VIEWS = {TABLE: "Table", SHEET: "Sheet"}


def shading_switch(coverage_query: CoverageQuery, country: str) -> None:
    """What the shades of the map mean."""
    people = POPULATION_MEASURES[country].people
    labels = {
        Shading.WITHOUT: f"{people.capitalize()} without a group",
        Shading.TIER: "Kind of groups",
        Shading.GROUPS: "Number of groups",
    }
    segmented_switch("The map shows", "shade", labels, coverage_query.shading, DEFAULT_SHADING)


def order_switch(coverage_query: CoverageQuery, country: str) -> None:
    """What regions without a statewide group are ranked by, and how much each counts if it is both."""
    people = POPULATION_MEASURES[country].people
    labels = {
        RankingOrder.PEOPLE: people.capitalize(),
        RankingOrder.DISTANCE: "Distance",
        RankingOrder.BOTH: "Both",
    }
    segmented_switch("Rank by", "order", labels, coverage_query.order, RankingOrder.PEOPLE)
    if coverage_query.order is RankingOrder.BOTH:
        weight = coverage_query.weight
        slider = url_widget("weight", weight)
        st.slider(
            f"Weight: {people} {weight}%, distance {100 - weight}%",
            min_value=MIN_WEIGHT,
            max_value=MAX_WEIGHT,
            value=weight,
            step=10,
            format="%d%%",
            key=slider.key,
            on_change=slider.sync_to_url,
            args=(DEFAULT_WEIGHT,),
        )


def sort_switch(coverage_query: CoverageQuery, country: str) -> None:
    """The order of the list of regions, and whether it is a table to read or a sheet to sort by its headers."""
    labels = {
        RegionSort.RANK: "Rank",
        RegionSort.NAME: "Name",
        RegionSort.PEOPLE: POPULATION_MEASURES[country].people.capitalize(),
        RegionSort.GROUPS: "Groups",
        RegionSort.DISTANCE: "Distance",
    }
    sort = url_widget("sort", coverage_query.sort)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Sort by",
            labels,
            index=list(labels).index(coverage_query.sort),
            format_func=labels.__getitem__,
            key=sort.key,
            on_change=sort.sync_to_url,
            args=(RegionSort.RANK,),
            width=170,
        )
        segmented_switch("Show as", "view", _VIEWS, coverage_query.view, TABLE)


def target_box(coverage_query: CoverageQuery, country: str) -> None:
    """The share of people that is to have a statewide group."""
    people = POPULATION_MEASURES[country].people
    target = url_widget("target", coverage_query.target)
    st.number_input(
        f"Share of {people} to reach with a statewide group (%)",
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
        "Planned places",
        open_regions,
        default=chosen,
        format_func=region_names().__getitem__,
        key=plan.key,
        on_change=plan.sync_to_url,
        placeholder="Choose places without a statewide group",
    )


def day_boxes(first: date, last: date, earliest: date) -> None:
    """The two days to compare, between the earliest known one and today."""
    with st.container(horizontal=True):
        for label, name, day in (("From", "from", first), ("To", "to", last)):
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
