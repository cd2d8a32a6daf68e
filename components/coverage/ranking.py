"""The places without a statewide group, ranked: beside the map, and like it a way to open one of them."""

import pandas as pd
import streamlit as st

from affiliates.content.wording import format_distance
from affiliates.coverage.answers import CoverageAnswers
from affiliates.coverage.planning import RankingOrder
from affiliates.coverage.population import POPULATION_MEASURES
from components.coverage.controls import order_switch
from components.state.coverage_query import CoverageQuery
from components.state.language import current_language
from components.state.page_query import PageQuery, select_region

_MAX_ROWS = 10
_COLUMNS = {RankingOrder.PEOPLE: "people", RankingOrder.DISTANCE: "border_miles", RankingOrder.BOTH: "points"}


def where_next(answers: CoverageAnswers, query: PageQuery, coverage_query: CoverageQuery) -> None:
    """A switch for the order, and a button for each of the first places."""
    st.subheader("Where next", anchor="next")
    order_switch(coverage_query, query.country)
    order = coverage_query.order
    ranked = answers.ranking(query.country, order, coverage_query.weight)
    if ranked.empty:
        st.markdown("Every place has a statewide group.")
        return
    shown = ranked.dropna(subset=_COLUMNS[order]).head(_MAX_ROWS)
    if shown.empty:
        reason = "no figures are available" if order is RankingOrder.PEOPLE else "no place has a group yet"
        st.markdown(f"These places cannot be ranked this way: {reason}.")
        return
    st.caption(_unit(order, query.country))
    with st.container(gap="xxsmall", key="ranking"):
        for region, row in shown.iterrows():
            st.button(
                f"{row['rank']}. {row['name']} · {_amount(row, order)}",
                key=f"rank_{region}",
                type="tertiary",
                icon=":material/chevron_right:",
                icon_position="right",
                on_click=select_region,
                args=(str(region),),
            )
    if left_out := len(ranked) - len(shown):
        st.caption(f"{left_out} more are in the list of every place below.")


def _unit(order: RankingOrder, country: str) -> str:
    people = POPULATION_MEASURES[country].people.capitalize()
    return {
        RankingOrder.PEOPLE: f"{people} without a statewide group",
        RankingOrder.DISTANCE: "To the nearest other place with a group",
        RankingOrder.BOTH: "Points: 100 means first on both counts",
    }[order]


def _amount(row: pd.Series, order: RankingOrder) -> str:
    amount = {
        RankingOrder.PEOPLE: f"{row['people']:,.0f}",
        RankingOrder.DISTANCE: format_distance(
            current_language(), row["border_miles"], row["border_km"], neighbor="next door"
        ),
        RankingOrder.BOTH: f"{row['points']:.0f}",
    }[order]
    return f"{amount} (local groups only)" if row["covered"] else amount
