"""Coverage at a glance: the headline in words, the figures, the map, and the facts about one region."""

import pandas as pd
import streamlit as st

from affiliates.content.find_words import NOT_CERTAIN, list_incomplete
from affiliates.content.wording import format_distance, format_percent, join_words
from affiliates.coverage.answers import CoverageAnswers
from affiliates.coverage.metrics import TIERS, Tier
from affiliates.coverage.planning import Plan
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.geo.regions import region_names
from components.coverage.controls import shading_switch
from components.coverage.figures import figures_today
from components.map.region_map import region_map
from components.map.shading import Mark, Shading
from components.shared.region_picker import region_heading, unknown_region_notice
from components.state.coverage_query import CoverageQuery, set_plan
from components.state.language import current_language, gettext
from components.state.page_query import PageQuery, select_region

_NEXT_TO_EACH_OTHER = "next to each other"


def coverage_title(query: PageQuery) -> None:
    """The page's title, seen before the first figure is worked out."""
    st.title("Where groups are, and where they are missing", anchor=False)
    unknown_region_notice(query)


def coverage_headline(answers: CoverageAnswers, query: PageQuery, *, rows_set_aside: int) -> None:
    """The two sentences that matter most, what they leave out, and the figures on one base with what is behind them."""
    st.header(" ".join(answers.headline(query.country)), anchor=False)
    if rows_set_aside:
        st.warning(list_incomplete(current_language(), rows_set_aside))
    summary = answers.summary(query.country)
    figures_today(summary)
    st.caption(f"All three figures are about the same {summary.regions} places: {summary.name}")
    with st.expander("Behind these numbers"):
        st.markdown("\n".join(f"- {sentence}" for sentence in answers.details(query.country)))


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


def region_facts(answers: CoverageAnswers, region: str, coverage_query: CoverageQuery) -> None:
    """What a region has and lacks, and what a visitor can do next."""
    coverage = answers.coverage
    facts = coverage.loc[[region]].iloc[0]
    region_heading(region)
    rows = _fact_rows(facts, coverage["covered"])
    st.table(rows, border="horizontal", hide_header=True, alt=f"Figures for {region_names()[region]}")
    with st.container(horizontal=True):
        label = "See its groups" if facts["covered"] else "Who can help there today"
        st.page_link("pages/find.py", label=label, icon=":material/arrow_forward:", query_params={"region": region})
        plan = coverage_query.plan
        if not facts["statewide"] and region not in plan and facts["tier"] != Tier.UNKNOWN:
            st.button("Add to the plan", key="add_to_plan", on_click=set_plan, args=([*plan, region],))


def _fact_rows(facts: pd.Series, covered: pd.Series) -> pd.Series:
    """The facts in words, by their labels; those that do not apply are left out."""
    measure = POPULATION_MEASURES[facts["country"]]
    neighbors = [region_names()[each] for each in facts["neighbors"]]
    with_group = [region_names()[each] for each in facts["neighbors"] if covered[each]]
    counts = {scope: facts[scope] for scope in ("statewide", "regional", "local") if facts[scope]}
    none = gettext(NOT_CERTAIN) if facts["tier"] == Tier.UNKNOWN else "none yet"
    rows = {
        "Groups": ", ".join(f"{count} {scope}" for scope, count in counts.items()) or none,
        "Verification": facts["verification"] if facts["covered"] else None,
        "National and virtual groups": str(facts["national"] + facts["virtual"]),
        "People": _format_count(facts["population"]),
        "Children": _format_count(facts["under_18"]) if measure.under_18 else "no figure for Canada",
        f"Share of the country’s {measure.people}": format_percent(current_language(), facts["share"]),
        "Neighbors with a group": f"{len(with_group)} of {len(neighbors)}"
        + (f": {join_words(current_language(), with_group)}" if with_group else ""),
        "Nearest other place with a group": region_names().get(facts["nearest"], "none yet"),
        "From border to border": format_distance(
            current_language(), facts["border_miles"], facts["border_km"], neighbor=_NEXT_TO_EACH_OTHER
        ),
        "From center to center": format_distance(current_language(), facts["center_miles"], facts["center_km"]),
    }
    return pd.Series({label: text for label, text in rows.items() if text}, name="", dtype="str")


def _format_count(people: float) -> str:
    return "unknown" if pd.isna(people) else f"{people:,.0f}"
