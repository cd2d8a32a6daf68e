"""Where a new group would reach the most families: the ranking as a chart, and the planner."""

import altair as alt
import pandas as pd
import streamlit as st

from affiliates.content.wording import join_words
from affiliates.coverage.planning import (
    RankingOrder,
    fewest_groups_for_share,
    plan_sentences,
    ranking,
    what_if,
)
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.errors import NoPopulationError
from affiliates.geo.regions import region_names
from components.coverage.controls import order_switch, plan_box, target_box
from components.state.coverage_query import CoverageQuery, set_plan

_MAX_BARS = 15


def where_next(coverage: pd.DataFrame, country: str, coverage_query: CoverageQuery) -> None:
    """The regions without a group, ranked: a switch for the order, and the first ones as bars."""
    st.header("Where next", anchor="next", divider="gray")
    order_switch(coverage_query, country)
    ranked = ranking(coverage, country, coverage_query.order, coverage_query.weight / 100)
    if ranked.empty:
        st.markdown("Every place has a group.")
    else:
        _bars(ranked.head(_MAX_BARS), country, coverage_query.order)


def planner(coverage: pd.DataFrame, country: str, coverage_query: CoverageQuery) -> None:
    """The fewest groups that reach a share, and what a group in each of the chosen regions would change."""
    st.header("Plan", anchor="plan", divider="gray")
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("The fewest new groups to reach a share", anchor=False)
        target_box(coverage_query, country)
        _fewest(coverage, country, coverage_query)
    with right:
        st.subheader("What if these places had a group?", anchor=False)
        without_group = set(ranking(coverage, country).index)
        plan_box(coverage_query, [region for region in region_names() if region in without_group])
        plan = what_if(coverage, country, coverage_query.plan)
        st.markdown("\n".join(f"- {sentence}" for sentence in plan_sentences(plan, coverage["name"])))


def _bars(ranked: pd.DataFrame, country: str, order: RankingOrder) -> None:
    people = POPULATION_MEASURES[country].people
    column, title = {
        RankingOrder.PEOPLE: ("people", f"{people.capitalize()} without a group"),
        RankingOrder.DISTANCE: ("border_miles", "Miles to the nearest place with a group"),
        RankingOrder.BOTH: ("points", "Points (100 means first on both counts)"),
    }[order]
    shown = ranked.dropna(subset=column)[["name", column]]
    if shown.empty:
        reason = "no figures are available" if order is RankingOrder.PEOPLE else "no place has a group yet"
        st.markdown(f"These places cannot be ranked this way: {reason}.")
        return
    bars = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            x=alt.X(f"{column}:Q", title=None, axis=alt.Axis(format="~s", tickCount=5)),
            y=alt.Y("name:N", title=None, sort=None, axis=alt.Axis(labelLimit=220)),
            tooltip=[alt.Tooltip("name:N", title="Place"), alt.Tooltip(f"{column}:Q", title=title, format=",.0f")],
        )
        .properties(height=alt.Step(22))
    )
    st.caption(title)  # above the chart, because a phone cuts off the title of an axis
    first = join_words(
        f"{name} {value:,.0f}" for name, value in zip(shown["name"].head(3), shown[column].head(3), strict=True)
    )
    st.altair_chart(bars, alt=f"{title}: {first}. The table of every place below has the full list.")


def _fewest(coverage: pd.DataFrame, country: str, coverage_query: CoverageQuery) -> None:
    try:
        fewest = fewest_groups_for_share(coverage, country, coverage_query.target / 100)
    except NoPopulationError as error:
        st.markdown(str(error))
        return
    if not fewest.regions:
        st.markdown("This share has already been reached.")
        return
    st.markdown("\n".join(f"- {sentence}" for sentence in plan_sentences(fewest, coverage["name"])))
    plan = dict.fromkeys([*coverage_query.plan, *fewest.regions])
    st.button("Add these places to the plan", key="plan_fewest", on_click=set_plan, args=(list(plan),))
