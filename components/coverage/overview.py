"""Coverage at a glance: the headline in words, the figures, and the map."""

import pandas as pd
import streamlit as st

from affiliates.content.find_words import list_incomplete
from affiliates.coverage.answers import CoverageAnswers
from affiliates.coverage.metrics import TIERS, Tier
from affiliates.coverage.planning import Plan
from affiliates.coverage.words.headline import part_name
from components.coverage.controls import shading_switch
from components.coverage.figures import figures_today
from components.map.region_map import region_map
from components.map.shading import Mark, Shading
from components.shared.region_picker import unknown_region_notice
from components.state.coverage_query import CoverageQuery
from components.state.language import current_language, gettext
from components.state.page_query import PageQuery, select_region


def coverage_title(query: PageQuery) -> None:
    """The page's title, seen before the first figure is worked out."""
    st.title(gettext("Where groups are, and where they are missing"), anchor=False)
    unknown_region_notice(query)


def coverage_headline(answers: CoverageAnswers, query: PageQuery, *, rows_set_aside: int) -> None:
    """The two sentences that matter most, what they leave out, and the figures on one base with what is behind them."""
    language = current_language()
    st.header(" ".join(answers.headline(language, query.country)), anchor=False)
    if rows_set_aside:
        st.warning(list_incomplete(language, rows_set_aside))
    summary = answers.summary(query.country)
    figures_today(summary)
    st.caption(
        gettext(
            "All three figures are about the same {count} places: {places}",
            count=summary.regions,
            places=part_name(language, summary),
        )
    )
    with st.expander(gettext("Behind these numbers")):
        st.markdown("\n".join(f"- {sentence}" for sentence in answers.details(language, query.country)))


def coverage_map(answers: CoverageAnswers, query: PageQuery, coverage_query: CoverageQuery) -> None:
    """The map, shaded as chosen, with the planned places; a click opens a region's facts beside it."""
    shading_switch(coverage_query, query.country)
    coverage = answers.coverage
    values = {
        Shading.TIER: coverage["tier"].map({tier: number for number, tier in enumerate(TIERS)}),
        Shading.GROUPS: coverage["groups"],
        Shading.WITHOUT: coverage["people"].where(~coverage["covered"] & (coverage["tier"] != Tier.UNKNOWN), 0),
    }
    region_map(
        current_language(),
        values[coverage_query.shading],
        country=query.country,
        selected=query.region,
        on_select=select_region,
        shading=coverage_query.shading,
        marks=_marks(coverage, coverage_query.shading, answers.plan(query.country, coverage_query.plan)),
    )


def _marks(coverage: pd.DataFrame, shading: Shading, plan: Plan) -> dict[str, Mark]:
    """The mark of each region that has one; a planned region shows that it is planned."""
    is_local_only = (coverage["tier"] == Tier.LOCAL) & (shading is Shading.WITHOUT)
    return {
        **dict.fromkeys(map(str, coverage.index[is_local_only]), Mark.LOCAL),
        **dict.fromkeys(plan.regions, Mark.PLANNED),
        **dict.fromkeys(map(str, coverage.index[coverage["tier"] == Tier.UNKNOWN]), Mark.DOUBTFUL),
    }
