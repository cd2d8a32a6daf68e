"""What changed between two days, and how the share went, as far as former versions of the list are kept."""

from datetime import UTC, date, datetime

import altair as alt
import pandas as pd
import streamlit as st

from affiliates.content.wording import format_day, format_percent
from affiliates.coverage.changes import DirectoryChanges, change_sentences, share_over_time
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.directory.snapshots import Snapshot, first_known_day, today
from affiliates.errors import AffiliatesError
from components.shared.markdown import escape_markdown
from components.state.coverage_choice import CoverageQuery, day_boxes
from components.state.resources import directory_changes, known_snapshots

_MOST_NAMES = 20
_KINDS = {
    "added": "Groups added",
    "resumed": "Groups that are back",
    "verified": "Groups verified",
    "paused": "Groups that paused",
    "closed": "Groups closed",
}


def change_over_time(country: str, choice: CoverageQuery) -> None:
    """The share over time as a line, two days to choose, and what changed between them."""
    st.header("What changed", anchor="change", divider="gray")
    known = known_snapshots()
    earliest = first_known_day(known)
    if earliest is None:
        st.markdown(
            "Today’s list of groups is the only one we know. Each version that a published change replaces is kept, "
            "and can be compared here from then on."
        )
        return
    _share_line(known, country)
    first, last = _days(choice, earliest)
    day_boxes(first, last, earliest)
    try:
        _told(directory_changes(first, last))
    except AffiliatesError:
        st.markdown("What stood in the list on one of these days cannot be read. Please choose another one.")


def _days(choice: CoverageQuery, earliest: date) -> tuple[date, date]:
    """The chosen days, as far as they are known; else the whole time that is."""
    days = (choice.first or earliest, choice.last or today())
    return min(max(min(days), earliest), today()), min(max(*days, earliest), today())


def _share_line(known: tuple[Snapshot, ...], country: str) -> None:
    story = share_over_time(known)
    story = story[story["country"] == country]
    present = story.tail(1).assign(moment=datetime.now(UTC))
    people = POPULATION_MEASURES[country].people
    line = (
        alt.Chart(pd.concat([story, present]))
        .mark_line(interpolate="step-after", point=True, strokeWidth=3)
        .encode(
            x=alt.X("moment:T", title=None, axis=alt.Axis(labelOverlap=True)),
            y=alt.Y("share:Q", title=f"{people.capitalize()} with a group", axis=alt.Axis(format="%", tickCount=5)),
            tooltip=[
                alt.Tooltip("moment:T", title="From", format="%B %e, %Y"),
                alt.Tooltip("share:Q", title=f"{people.capitalize()} with a group", format=".1%"),
                alt.Tooltip("covered:Q", title="Places with a group"),
            ],
        )
        .properties(height=220)
    )
    start, end = story["share"].iloc[0], story["share"].iloc[-1]
    since = format_day(story["moment"].iloc[0].date())
    went = f"went from {format_percent(start)} to {format_percent(end)}"
    told = f"Since {since}, the share of {people} who live in a place with a group {went}."
    st.markdown(told)
    st.altair_chart(line, alt=told)


def _told(found: DirectoryChanges) -> None:
    lead, *sentences = change_sentences(found)
    st.markdown("\n".join([lead, "", *(f"- {sentence}" for sentence in sentences)]))
    for kind, title in _KINDS.items():
        groups: pd.DataFrame = getattr(found, kind)
        if groups.empty:
            continue
        with st.expander(f"{title}: {len(groups):,}", key=f"changed_{kind}"):
            st.markdown("\n".join(f"- {escape_markdown(name)}" for name in groups["name"].head(_MOST_NAMES)))
            if len(groups) > _MOST_NAMES:
                st.markdown(f"and {len(groups) - _MOST_NAMES:,} more.")
