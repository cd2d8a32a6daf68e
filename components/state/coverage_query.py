"""What a visitor of the coverage page chose, as the URL has it, and the widgets that show and change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from affiliates.coverage.planning import RankingOrder
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.coverage.region_table import RegionSort
from affiliates.directory.snapshots import today
from affiliates.geo.regions import region_names
from components.map.shading import Shading
from components.state.url import (
    known_values,
    segmented_switch,
    sync_to_url,
    update_query_params,
    value_or_default,
    widget_key,
)

TABLE, SHEET = "table", "sheet"
_VIEWS = {TABLE: "Table", SHEET: "Sheet"}
_TARGET = 60
_WEIGHT = 50


@dataclass(frozen=True)
class CoverageQuery:
    """What the URL asks of the coverage page, every value checked; country and region are in ``filters.Asked``.

    ``weight`` is that of the people in an order by both, and ``target`` a share, both in percent; ``set_plan`` are
    codes of regions that are to get a group; ``first`` and ``last`` the days to compare, None where none is chosen.
    """

    shading: Shading
    order: RankingOrder
    weight: int
    sort: RegionSort
    view: str
    target: int
    plan: tuple[str, ...]
    first: date | None
    last: date | None


def read_coverage_query() -> CoverageQuery:
    """What this visitor chose; a value that means nothing is as if it were not there."""
    url = st.query_params
    return CoverageQuery(
        shading=Shading(value_or_default(list(Shading), url.get("shade", ""), Shading.TIER)),
        order=RankingOrder(value_or_default(list(RankingOrder), url.get("order", ""), RankingOrder.PEOPLE)),
        weight=_percent("weight", _WEIGHT),
        sort=RegionSort(value_or_default(list(RegionSort), url.get("sort", ""), RegionSort.RANK)),
        view=value_or_default(_VIEWS, url.get("view", ""), TABLE),
        target=_percent("target", _TARGET),
        plan=tuple(known_values("plan", list(region_names()))),
        first=_day("from"),
        last=_day("to"),
    )


def shading_switch(query: CoverageQuery, country: str) -> None:
    """What the shades of the map tell."""
    people = POPULATION_MEASURES[country].people
    labels = {
        Shading.TIER: "Kind of groups",
        Shading.GROUPS: "Number of groups",
        Shading.WITHOUT: f"{people.capitalize()} without a group",
    }
    segmented_switch("The map shows", "shade", labels, query.shading, Shading.TIER)


def order_switch(query: CoverageQuery, country: str) -> None:
    """What places without a group are ranked by; for both, how much each weighs."""
    people = POPULATION_MEASURES[country].people
    labels = {
        RankingOrder.PEOPLE: people.capitalize(),
        RankingOrder.DISTANCE: "Distance to a group",
        RankingOrder.BOTH: "Both",
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        segmented_switch("Rank places without a group by", "order", labels, query.order, RankingOrder.PEOPLE)
        if query.order is RankingOrder.BOTH:
            st.slider(
                f"Weight: {people} {query.weight}%, distance {100 - query.weight}%",
                min_value=10,
                max_value=90,
                step=10,
                format="%d%%",
                key=widget_key("weight", query.weight),
                on_change=sync_to_url,
                args=("weight", _WEIGHT),
                width=300,
            )


def sort_switch(query: CoverageQuery, country: str) -> None:
    """The order of the table, and whether it is one to read or one to sort by its headers."""
    labels = {
        RegionSort.RANK: "Rank",
        RegionSort.NAME: "Name",
        RegionSort.PEOPLE: POPULATION_MEASURES[country].people.capitalize(),
        RegionSort.GROUPS: "Groups",
        RegionSort.DISTANCE: "Distance",
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Sort by",
            labels,
            format_func=labels.__getitem__,
            key=widget_key("sort", query.sort),
            on_change=sync_to_url,
            args=("sort", RegionSort.RANK),
            width=170,
        )
        segmented_switch("Show as", "view", _VIEWS, query.view, TABLE)


def target_box(query: CoverageQuery, country: str) -> None:
    """The share that is to be reached."""
    people = POPULATION_MEASURES[country].people
    st.number_input(
        f"Share of {people} with a group where they live, in %",
        min_value=10,
        max_value=100,
        step=5,
        key=widget_key("target", query.target),
        on_change=sync_to_url,
        args=("target", _TARGET),
        width=360,
    )


def plan_box(query: CoverageQuery, open_regions: Sequence[str]) -> None:
    """The places that are to get a group; those that have one by now, or lie elsewhere, are not among them."""
    st.multiselect(
        "Places",
        open_regions,
        format_func=region_names().__getitem__,
        key=widget_key("plan", [region for region in query.plan if region in open_regions]),
        on_change=sync_to_url,
        args=("plan",),
        placeholder="Choose places without a group",
    )


def set_plan(regions: Sequence[str]) -> None:
    """Has the planner look at these regions."""
    update_query_params(plan=list(regions))


def day_boxes(first: date, last: date, earliest: date) -> None:
    """The two days to compare, from the first one that is known until today."""
    with st.container(horizontal=True):
        for label, name, day in (("From", "from", first), ("To", "to", last)):
            st.date_input(
                label,
                min_value=earliest,
                max_value=today(),
                format="YYYY-MM-DD",
                key=widget_key(name, day),
                on_change=_take_over_day,
                args=(name,),
                width=170,
            )


def _take_over_day(name: str) -> None:
    day = st.session_state[f"asked_{name}"]
    update_query_params(**{name: day.isoformat() if day else None})


def _percent(name: str, default: int) -> int:
    text = st.query_params.get(name, "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else default
    return min(max(number, 10), 100 if name == "target" else 90)


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(st.query_params.get(name, ""))
    except ValueError:
        return None
