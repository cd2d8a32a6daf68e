"""The share of people with a statewide group over time: a sentence, and a line."""

from datetime import UTC, datetime

import altair as alt
import pandas as pd
import streamlit as st

from affiliates.content.wording import format_day, format_percent
from affiliates.languages.language import N_
from components.coverage.changes.chart_locale import DAY, chart_locale
from components.state.language import current_language, gettext
from components.state.resources import shares_over_time

_MAX_AXIS_DAYS = 4
_SUMMARIES = {
    "US": N_(
        "Since {day}, the share of children who live in a place with a statewide group went from {before} to {after}."
    ),
    "CA": N_(
        "Since {day}, the share of people who live in a place with a province-wide group went from {before} to {after}."
    ),
}
_TITLES = {"US": N_("Children with a statewide group"), "CA": N_("People with a province-wide group")}
_PLACES = {"US": N_("Places with a statewide group"), "CA": N_("Places with a province-wide group")}


def share_line(country: str) -> None:
    """The share by day as a line, unless all that is known is of a single day."""
    language = current_language()
    shares = shares_over_time()
    shares = shares[shares["country"] == country]
    summary = gettext(
        _SUMMARIES[country],
        day=format_day(language, shares["moment"].iloc[0].date()),
        before=format_percent(language, shares["share"].iloc[0]),
        after=format_percent(language, shares["share"].iloc[-1]),
    )
    st.markdown(summary)
    days = _by_day(shares)
    if len(days) > 1:
        st.caption(gettext(_TITLES[country]))  # above the chart, because a phone cuts off the title of an axis
        st.altair_chart(_line(days, country), alt=summary)


def _by_day(shares: pd.DataFrame) -> pd.DataFrame:
    """The share at the end of each day on which it changed, and today's."""
    present = shares.tail(1).assign(moment=datetime.now(UTC))
    days = pd.concat([shares, present])
    days = days.assign(day=days["moment"].map(lambda moment: moment.date().isoformat()))
    return days.drop_duplicates("day", keep="last").drop(columns="moment")


def _line(days: pd.DataFrame, country: str) -> alt.Chart:
    axis = alt.Axis(values=_axis_days(days["day"]), format=DAY, labelOverlap=True, labelFlush=True)
    chart: alt.Chart = (
        alt.Chart(days)
        .mark_line(interpolate="step-after", point=True, strokeWidth=3)
        .encode(
            x=alt.X("day:T", title=None, scale=alt.Scale(type="utc"), axis=axis),
            y=alt.Y("share:Q", title=None, axis=alt.Axis(format=".0%", tickCount=4, tickMinStep=0.01)),
            tooltip=[
                alt.Tooltip("utcyearmonthdate(day):T", title=gettext("Since"), format=DAY),
                alt.Tooltip("share:Q", title=gettext(_TITLES[country]), format=".1%"),
                alt.Tooltip("statewide:Q", title=gettext(_PLACES[country])),
            ],
        )
        .properties(height=220)
        .configure(locale=chart_locale(current_language()))
    )
    return chart


def _axis_days(days: pd.Series) -> list[str]:
    """The days that the axis names: the first, the last, and a few between them, evenly spaced."""
    spread = pd.date_range(days.iloc[0], days.iloc[-1], periods=_MAX_AXIS_DAYS).normalize().unique()
    return [f"{day:%Y-%m-%d}" for day in spread]
