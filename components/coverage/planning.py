"""Where a new group would reach the most families: the ranking as a chart, and the planner."""

import altair as alt
import pandas as pd
import streamlit as st

from affiliates.content.wording import join_words
from affiliates.coverage.planning import (
    NoPopulationError,
    RankingOrder,
    fewest_groups_for_share,
    plan_sentences,
    ranking,
    what_if,
)
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.geo.regions import region_names
from components.state.coverage_choice import CoverageQuery, order_switch, plan_box, set_plan, target_box

_MOST_BARS = 15


def where_next(coverage: pd.DataFrame, country: str, choice: CoverageQuery) -> None:
    """The places without a group, ranked: how to rank, and the first ones as bars."""
    st.header("Where next", anchor="next", divider="gray")
    order_switch(choice, country)
    ranked = ranking(coverage, country, choice.order, choice.weight / 100)
    if ranked.empty:
        st.markdown("Every place has a group.")
    else:
        _bars(ranked.head(_MOST_BARS), country, choice.order)


def planner(coverage: pd.DataFrame, country: str, choice: CoverageQuery) -> None:
    """The fewest groups for a share, and what a set of places would change."""
    st.header("Plan", anchor="plan", divider="gray")
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("The fewest new groups for a share", anchor=False)
        target_box(choice, country)
        _fewest(coverage, country, choice.target)
    with right:
        st.subheader("What if these places had a group", anchor=False)
        open_regions = [region for region in region_names() if region in set(ranking(coverage, country).index)]
        plan_box(choice, open_regions)
        chosen = what_if(coverage, country, choice.plan)
        st.markdown("\n".join(f"- {sentence}" for sentence in plan_sentences(chosen, coverage["name"])))


def _bars(ranked: pd.DataFrame, country: str, order: RankingOrder) -> None:
    people = POPULATION_MEASURES[country].people
    column, title = {
        RankingOrder.PEOPLE: ("people", f"{people.capitalize()} without a group"),
        RankingOrder.DISTANCE: ("border_miles", "Miles to the nearest place with a group"),
        RankingOrder.BOTH: ("points", "Points: 100 would be first by both"),
    }[order]
    shown = ranked.dropna(subset=column)[["name", column]]
    if shown.empty:
        st.markdown(
            f"Nothing can be ranked so: {'no place has a group yet' if column != 'figure' else 'no figure is known'}."
        )
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
    # Above the chart, because an axis cuts its title off on a phone.
    st.caption(title)
    first = join_words(
        f"{name} {value:,.0f}" for name, value in zip(shown["name"].head(3), shown[column].head(3), strict=True)
    )
    st.altair_chart(bars, alt=f"{title}: {first}. The table of every place has all of them.")


def _fewest(coverage: pd.DataFrame, country: str, target: int) -> None:
    try:
        fewest = fewest_groups_for_share(coverage, country, target / 100)
    except NoPopulationError as error:
        st.markdown(str(error))
        return
    if not fewest.regions:
        st.markdown("This share is reached today.")
        return
    st.markdown("\n".join(f"- {sentence}" for sentence in plan_sentences(fewest, coverage["name"])))
    st.button("Take these places over into the plan", key="plan_fewest", on_click=set_plan, args=(fewest.regions,))
