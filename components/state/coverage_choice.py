"""What a visitor of the coverage page chose, as the URL has it, and the widgets that show and change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from affiliates.coverage.planning import Order
from affiliates.coverage.population import FIGURES
from affiliates.coverage.region_table import Sort
from affiliates.directory.snapshots import today
from affiliates.geo.regions import names
from components.map.shading import Shading
from components.state.url import known, one_of, showing, switch, take_over, write

TABLE, SHEET = "table", "sheet"
_VIEWS = {TABLE: "Table", SHEET: "Sheet"}
_TARGET = 60
_WEIGHT = 50


@dataclass(frozen=True)
class CoverageChoice:
    """What the URL asks of the coverage page, every value checked; country and region are in ``filters.Asked``.

    ``weight`` is that of the people in an order by both, and ``target`` a share, both in percent; ``plan`` are codes
    of regions that are to get a group; ``first`` and ``last`` the days to compare, None where none is chosen.
    """

    shading: Shading
    order: Order
    weight: int
    sort: Sort
    view: str
    target: int
    plan: tuple[str, ...]
    first: date | None
    last: date | None


def coverage_choice() -> CoverageChoice:
    """What this visitor chose; a value that means nothing is as if it were not there."""
    url = st.query_params
    return CoverageChoice(
        shading=Shading(one_of(list(Shading), url.get("shade", ""), Shading.TIER)),
        order=Order(one_of(list(Order), url.get("order", ""), Order.PEOPLE)),
        weight=_percent("weight", _WEIGHT),
        sort=Sort(one_of(list(Sort), url.get("sort", ""), Sort.RANK)),
        view=one_of(_VIEWS, url.get("view", ""), TABLE),
        target=_percent("target", _TARGET),
        plan=tuple(known("plan", list(names()))),
        first=_day("from"),
        last=_day("to"),
    )


def shading_switch(now: CoverageChoice, country: str) -> None:
    """What the shades of the map tell."""
    people = FIGURES[country].people
    labels = {
        Shading.TIER: "Kind of groups",
        Shading.GROUPS: "Number of groups",
        Shading.WITHOUT: f"{people.capitalize()} without a group",
    }
    switch("The map shows", "shade", labels, now.shading, Shading.TIER)


def order_switch(now: CoverageChoice, country: str) -> None:
    """What places without a group are ranked by; for both, how much each weighs."""
    people = FIGURES[country].people
    labels = {Order.PEOPLE: people.capitalize(), Order.DISTANCE: "Distance to a group", Order.BOTH: "Both"}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        switch("Rank places without a group by", "order", labels, now.order, Order.PEOPLE)
        if now.order is Order.BOTH:
            st.slider(
                f"Weight: {people} {now.weight}%, distance {100 - now.weight}%",
                min_value=10,
                max_value=90,
                step=10,
                format="%d%%",
                key=showing("weight", now.weight),
                on_change=take_over,
                args=("weight", _WEIGHT),
                width=300,
            )


def sort_switch(now: CoverageChoice, country: str) -> None:
    """The order of the table, and whether it is one to read or one to sort by its headers."""
    labels = {
        Sort.RANK: "Rank",
        Sort.NAME: "Name",
        Sort.PEOPLE: FIGURES[country].people.capitalize(),
        Sort.GROUPS: "Groups",
        Sort.DISTANCE: "Distance",
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Sort by",
            labels,
            format_func=labels.__getitem__,
            key=showing("sort", now.sort),
            on_change=take_over,
            args=("sort", Sort.RANK),
            width=170,
        )
        switch("Show as", "view", _VIEWS, now.view, TABLE)


def target_box(now: CoverageChoice, country: str) -> None:
    """The share that is to be reached."""
    people = FIGURES[country].people
    st.number_input(
        f"Share of {people} with a group where they live, in %",
        min_value=10,
        max_value=100,
        step=5,
        key=showing("target", now.target),
        on_change=take_over,
        args=("target", _TARGET),
        width=360,
    )


def plan_box(now: CoverageChoice, open_regions: Sequence[str]) -> None:
    """The places that are to get a group; those that have one by now, or lie elsewhere, are not among them."""
    st.multiselect(
        "Places",
        open_regions,
        format_func=names().__getitem__,
        key=showing("plan", [region for region in now.plan if region in open_regions]),
        on_change=take_over,
        args=("plan",),
        placeholder="Choose places without a group",
    )


def plan(regions: Sequence[str]) -> None:
    """Has the planner look at these regions."""
    write(plan=list(regions))


def day_boxes(first: date, last: date, earliest: date) -> None:
    """The two days to compare, from the first one that is known until today."""
    with st.container(horizontal=True):
        for label, name, day in (("From", "from", first), ("To", "to", last)):
            st.date_input(
                label,
                min_value=earliest,
                max_value=today(),
                format="YYYY-MM-DD",
                key=showing(name, day),
                on_change=_take_over_day,
                args=(name,),
                width=170,
            )


def _take_over_day(name: str) -> None:
    day = st.session_state[f"asked_{name}"]
    write(**{name: day.isoformat() if day else None})


def _percent(name: str, default: int) -> int:
    text = st.query_params.get(name, "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else default
    return min(max(number, 10), 100 if name == "target" else 90)


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(st.query_params.get(name, ""))
    except ValueError:
        return None
