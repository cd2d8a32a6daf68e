"""What changed between two days, and the share over time, as far back as earlier versions of the list are kept."""

from datetime import UTC, date, datetime

import altair as alt
import pandas as pd
import streamlit as st

from affiliates.content.wording import format_day, format_percent
from affiliates.coverage.changes import DirectoryChanges, change_sentences
from affiliates.coverage.headline import WHOLE_REGION
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.directory.snapshots import first_known_day, today
from affiliates.errors import AffiliatesError, DayUnknownError
from components.coverage.controls import day_boxes
from components.shared.markdown import escape_markdown
from components.state.coverage_query import CoverageQuery
from components.state.language import current_language
from components.state.resources import directory_changes, known_snapshots, shares_over_time

_MAX_NAMES = 20
_MAX_AXIS_DAYS = 4
_KINDS = {
    "added": "Groups added",
    "resumed": "Groups that are active again",
    "verified": "Groups verified",
    "paused": "Groups that paused",
    "closed": "Groups that closed",
}


def change_over_time(country: str, coverage_query: CoverageQuery) -> None:
    """The share over time as a line, two days to choose, and what changed between them."""
    snapshots = known_snapshots()
    earliest = first_known_day(snapshots)
    if earliest is None or len(snapshots) == 1:
        st.markdown(
            "Today’s list of groups is the only one we have. Once it changes, we keep the earlier list, and "
            "you can compare the two here."
        )
        return
    _share_line(country)
    first, last = _days(coverage_query, earliest)
    day_boxes(first, last, earliest)
    try:
        _changes(directory_changes(first, last))
    except DayUnknownError:
        st.markdown("What the list held on one of these days is not known. Please choose another day.")
    except AffiliatesError:
        st.markdown("The list from one of these days cannot be read. Please choose another day.")


def _days(coverage_query: CoverageQuery, earliest: date) -> tuple[date, date]:
    """The chosen days, moved to the nearest known ones; the first and last known days if none are chosen."""
    days = (coverage_query.first or earliest, coverage_query.last or today())
    return min(max(min(days), earliest), today()), min(max(*days, earliest), today())


def _share_line(country: str) -> None:
    """The share by day as a line, unless all that is known is of a single day."""
    shares = shares_over_time()
    shares = shares[shares["country"] == country]
    people, whole = POPULATION_MEASURES[country].people, WHOLE_REGION[country]
    start, end = shares["share"].iloc[0], shares["share"].iloc[-1]
    since = format_day(current_language(), shares["moment"].iloc[0].date())
    went = f"went from {format_percent(current_language(), start)} to {format_percent(current_language(), end)}"
    summary = f"Since {since}, the share of {people} who live in a place with a {whole} group {went}."
    st.markdown(summary)
    present = shares.tail(1).assign(moment=datetime.now(UTC))
    days = pd.concat([shares, present])
    days = days.assign(day=days["moment"].map(lambda moment: moment.date().isoformat()))
    days = days.drop_duplicates("day", keep="last").drop(columns="moment")
    if len(days) == 1:
        return
    title = f"{people.capitalize()} with a {whole} group"
    line = (
        alt.Chart(days)
        .mark_line(interpolate="step-after", point=True, strokeWidth=3)
        .encode(
            x=alt.X(
                "day:T",
                title=None,
                scale=alt.Scale(type="utc"),
                axis=alt.Axis(values=_axis_days(days["day"]), format="%b %-d, %Y", labelOverlap=True, labelFlush=True),
            ),
            y=alt.Y("share:Q", title=None, axis=alt.Axis(format=".0%", tickCount=4, tickMinStep=0.01)),
            tooltip=[
                alt.Tooltip("utcyearmonthdate(day):T", title="Since", format="%B %-d, %Y"),
                alt.Tooltip("share:Q", title=title, format=".1%"),
                alt.Tooltip("statewide:Q", title=f"Places with a {whole} group"),
            ],
        )
        .properties(height=220)
    )
    st.caption(title)  # above the chart, because a phone cuts off the title of an axis
    st.altair_chart(line, alt=summary)


def _axis_days(days: pd.Series) -> list[str]:
    """The days that the axis names: the first, the last, and a few between them, evenly spaced."""
    spread = pd.date_range(days.iloc[0], days.iloc[-1], periods=_MAX_AXIS_DAYS).normalize().unique()
    return [f"{day:%Y-%m-%d}" for day in spread]


def _changes(changes: DirectoryChanges) -> None:
    lead, *sentences = change_sentences(changes)
    st.markdown("\n".join([lead, "", *(f"- {sentence}" for sentence in sentences)]))
    for kind, title in _KINDS.items():
        groups: pd.DataFrame = getattr(changes, kind)
        if groups.empty:
            continue
        with st.expander(f"{title}: {len(groups):,}", key=f"changed_{kind}"):
            st.markdown("\n".join(f"- {escape_markdown(name)}" for name in groups["name"].head(_MAX_NAMES)))
            if len(groups) > _MAX_NAMES:
                st.markdown(f"and {len(groups) - _MAX_NAMES:,} more.")
