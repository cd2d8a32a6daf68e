"""The tabs below the map: every place, what changed, and the method. Only the open one is worked out."""

import streamlit as st

from affiliates.coverage.answers import CoverageAnswers
from affiliates.languages.language import N_
from components.coverage.changes.over_time import change_over_time
from components.coverage.method import method_section
from components.coverage.region_list import region_list
from components.state.coverage_query import CoverageQuery, Tab, select_tab
from components.state.language import gettext
from components.state.page_query import PageQuery
from components.state.url import UrlWidget, url_widget

_LABELS = {Tab.PLACES: N_("Every place"), Tab.CHANGES: N_("What changed"), Tab.METHOD: N_("What the words mean")}


def detail_tabs(answers: CoverageAnswers, query: PageQuery, coverage_query: CoverageQuery) -> None:
    """Draws the tabs, opening the one that the link leads to."""
    labels = {tab: gettext(label) for tab, label in _LABELS.items()}
    box = url_widget("tab", labels[coverage_query.tab])
    # Streamlit draws tabs anew when their default changes, and a keyboard loses its place among them.
    default = st.session_state.setdefault(f"{box.key}_default", coverage_query.tab)
    tabs = st.tabs(list(labels.values()), default=labels[default], key=box.key, on_change=_select, args=(box,))
    with tabs[list(labels).index(coverage_query.tab)]:
        if coverage_query.tab is Tab.PLACES:
            region_list(answers, query.country, coverage_query)
        elif coverage_query.tab is Tab.CHANGES:
            change_over_time(query.country, coverage_query)
        else:
            method_section()


def _select(box: UrlWidget) -> None:
    select_tab(next(tab for tab, label in _LABELS.items() if gettext(label) == box.value))
