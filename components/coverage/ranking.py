"""The places without a statewide group, ranked: beside the map, and like it a way to open one of them."""

import pandas as pd
import streamlit as st

from affiliates.content.place_names import region_name
from affiliates.content.wording import format_distance, format_number
from affiliates.coverage.answers import CoverageAnswers
from affiliates.coverage.planning import RankingOrder
from affiliates.languages.language import N_, Language, Message
from components.coverage.controls import order_switch
from components.coverage.people_ready import people_ready
from components.state.coverage_query import CoverageQuery
from components.state.language import current_language, gettext, ngettext
from components.state.page_query import PageQuery, select_region

_MAX_ROWS = 10
_COLUMNS = {
    RankingOrder.PEOPLE: "people",
    RankingOrder.DISTANCE: "border_miles",
    RankingOrder.BOTH: "points",
    RankingOrder.READY: "ready",
}
_PEOPLE = {"US": N_("Children without a statewide group"), "CA": N_("People without a province-wide group")}
_UNITS = {
    RankingOrder.DISTANCE: N_("To the nearest other place with a group"),
    RankingOrder.BOTH: N_("Points: 100 means first on both counts"),
    RankingOrder.READY: N_("People ready to help start a group, where there are five or more"),
}


def where_next(answers: CoverageAnswers, query: PageQuery, coverage_query: CoverageQuery) -> None:
    """Where people are ready to help; a switch for the order, and a button for each of the first places."""
    st.subheader(gettext("Where next"), anchor="next")
    language, order = current_language(), coverage_query.order
    ranked = answers.ranking(query.country, order, coverage_query.weight, tuple(people_ready().items()))
    if order is not RankingOrder.READY:
        _people_are_ready(ranked["ready"].dropna())
    order_switch(coverage_query, query.country, anybody_ready=bool(ranked["ready"].notna().any()))
    if ranked.empty:
        st.markdown(gettext("Every place has a statewide group."))
        return
    shown = ranked.dropna(subset=_COLUMNS[order]).head(_MAX_ROWS)
    if shown.empty:
        st.markdown(_why_unranked(order))
        return
    st.caption(gettext(_unit(order, query.country)))
    with st.container(gap="xxsmall", key="ranking"):
        for region, row in shown.iterrows():
            st.button(
                f"{row['rank']}. {region_name(language, str(region))} · {_amount(language, row, order)}",
                key=f"rank_{region}",
                type="tertiary",
                icon=":material/chevron_right:",
                icon_position="right",
                on_click=select_region,
                args=(str(region),),
            )
    if left_out := len(ranked) - len(shown):
        st.caption(
            ngettext(
                "{count} more is in the list of every place below.",
                "{count} more are in the list of every place below.",
                left_out,
            )
        )


def _people_are_ready(ready: pd.Series) -> None:
    """The places in which people have told us that they would help, the most first; nothing where too few have."""
    if ready.empty:
        return
    st.caption(gettext("People are ready to help start a group here"))
    with st.container(gap="xxsmall", key="people_ready"):
        for region, count in ready.sort_values(ascending=False, kind="stable").head(_MAX_ROWS).items():
            name = region_name(current_language(), str(region))
            st.button(
                f"{name} · {format_number(current_language(), count)}",
                key=f"ready_{region}",
                type="tertiary",
                icon=":material/group:",
                on_click=select_region,
                args=(str(region),),
            )


def _why_unranked(order: RankingOrder) -> str:
    if order is RankingOrder.PEOPLE:
        return gettext("These places cannot be ranked this way: no figures are available.")
    if order is RankingOrder.READY:
        return gettext("No place can be ranked this way yet: how many people are ready is shown from five up.")
    return gettext("These places cannot be ranked this way: no place has a group yet.")


def _unit(order: RankingOrder, country: str) -> Message:
    return _PEOPLE[country] if order is RankingOrder.PEOPLE else _UNITS[order]


def _amount(language: Language, row: pd.Series, order: RankingOrder) -> str:
    """What the place is ranked by, with a note where it has local groups."""
    amount = _number(language, row, order)
    return gettext("{amount} (local groups only)", amount=amount) if row["covered"] else amount


def _number(language: Language, row: pd.Series, order: RankingOrder) -> str:
    if order is RankingOrder.DISTANCE:
        return format_distance(language, row["border_miles"], row["border_km"], neighbor=gettext("next door"))
    return format_number(language, row[_COLUMNS[order]])
