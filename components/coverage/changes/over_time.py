"""What changed between two days, and the share over time, as far back as earlier versions of the list are kept."""

from datetime import date

import pandas as pd
import streamlit as st

from affiliates.coverage.changes import DirectoryChanges
from affiliates.coverage.words.changes import change_sentences
from affiliates.directory.snapshots import first_known_day, today
from affiliates.errors import AffiliatesError, DayUnknownError
from affiliates.languages.language import N_
from components.coverage.changes.share_line import share_line
from components.coverage.controls import day_boxes
from components.shared.markdown import escape_markdown
from components.state.coverage_query import CoverageQuery
from components.state.language import current_language, gettext, ngettext
from components.state.resources import directory_changes, known_snapshots

_MAX_NAMES = 20
_KINDS = {
    "added": N_("Groups added"),
    "resumed": N_("Groups that are active again"),
    "verified": N_("Groups verified"),
    "paused": N_("Groups that paused"),
    "closed": N_("Groups that closed"),
}


def change_over_time(country: str, coverage_query: CoverageQuery) -> None:
    """The share over time as a line, two days to choose, and what changed between them."""
    snapshots = known_snapshots()
    earliest = first_known_day(snapshots)
    if earliest is None or len(snapshots) == 1:
        st.markdown(
            gettext(
                "Today’s list of groups is the only one we have. Once it changes, we keep the earlier list, and "
                "you can compare the two here."
            )
        )
        return
    share_line(country)
    first, last = _days(coverage_query, earliest)
    day_boxes(first, last, earliest)
    try:
        _changes(directory_changes(first, last))
    except DayUnknownError:
        st.markdown(gettext("What the list held on one of these days is not known. Please choose another day."))
    except AffiliatesError:
        st.markdown(gettext("The list from one of these days cannot be read. Please choose another day."))


def _days(coverage_query: CoverageQuery, earliest: date) -> tuple[date, date]:
    """The chosen days, moved to the nearest known ones; the first and last known days if none are chosen."""
    days = (coverage_query.first or earliest, coverage_query.last or today())
    return min(max(min(days), earliest), today()), min(max(*days, earliest), today())


def _changes(changes: DirectoryChanges) -> None:
    lead, *sentences = change_sentences(current_language(), changes)
    st.markdown("\n".join([lead, "", *(f"- {sentence}" for sentence in sentences)]))
    for kind, title in _KINDS.items():
        groups: pd.DataFrame = getattr(changes, kind)
        if groups.empty:
            continue
        with st.expander(gettext("{title}: {count}", title=gettext(title), count=len(groups)), key=f"changed_{kind}"):
            st.markdown("\n".join(f"- {escape_markdown(name)}" for name in groups["name"].head(_MAX_NAMES)))
            if more := max(0, len(groups) - _MAX_NAMES):
                st.markdown(ngettext("and {count} more.", "and {count} more.", more))
