"""What is covered at a glance: the headline in words, the map, and the facts of one region."""

import pandas as pd
import streamlit as st

from affiliates.content.wording import format_distance, format_percent, join_words
from affiliates.coverage.headline import detail_sentences, headline_sentences
from affiliates.coverage.metrics import TIERS
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.geo.regions import region_names
from components.map.region_map import region_map
from components.map.shading import Shading
from components.state.coverage_choice import CoverageQuery, set_plan
from components.state.filters import PageQuery, select_region

_NEXT_TO_EACH_OTHER = "next to each other"


def coverage_title(query: PageQuery) -> None:
    """The page's title, and a word on a link that leads nowhere: seen before the first figure is worked out."""
    st.title("Where groups are, and where none is yet", anchor=False)
    if query.unknown_region:
        st.info("This link names a place we do not know, so you see all of them. Please choose yours.")


def coverage_headline(coverage: pd.DataFrame, query: PageQuery) -> None:
    """The two sentences that matter most."""
    st.header(" ".join(headline_sentences(coverage, query.country)), anchor=False)


def coverage_map(coverage: pd.DataFrame, query: PageQuery, choice: CoverageQuery) -> None:
    """The map, shaded as chosen; a click opens a region's facts beside it."""
    values = {
        Shading.TIER: coverage["tier"].map(TIERS.index),
        Shading.GROUPS: coverage["groups"],
        Shading.WITHOUT: coverage["people"].where(~coverage["covered"], 0),
    }
    region_map(
        values[choice.shading],
        country=query.country,
        selected=query.region,
        on_select=select_region,
        shading=choice.shading,
    )


def coverage_details(coverage: pd.DataFrame, query: PageQuery) -> None:
    """What stands behind the headline, sentence by sentence."""
    with st.container(border=True):
        st.subheader("Behind these numbers", anchor=False)
        st.markdown("\n".join(f"- {sentence}" for sentence in detail_sentences(coverage, query.country)))
        st.markdown("Choose a place on the map to see its figures and who is near.")


def region_facts(coverage: pd.DataFrame, region: str, choice: CoverageQuery) -> None:
    """What a region has and lacks, and what can be done about it."""
    facts = coverage.loc[[region]].iloc[0]
    name = region_names()[region]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header(name, anchor="region", width="content")
        st.button("Show all places", key="close_region", type="tertiary", on_click=select_region, args=(None,))
    st.table(_told(facts, coverage["covered"]), border="horizontal", hide_header=True, alt=f"Figures of {name}")
    with st.container(horizontal=True):
        label = "See its groups" if facts["covered"] else "Who can help there today"
        st.page_link("pages/find.py", label=label, icon=":material/arrow_forward:", query_params={"region": region})
        if not facts["covered"] and region not in choice.plan:
            st.button("Add to the plan", key="add_to_plan", on_click=set_plan, args=([*choice.plan, region],))


def _told(facts: pd.Series, covered: pd.Series) -> pd.Series:
    figure = POPULATION_MEASURES[facts["country"]]
    neighbours = [region_names()[each] for each in facts["neighbors"]]
    with_group = [region_names()[each] for each in facts["neighbors"] if covered[each]]
    counts = {scope: facts[scope] for scope in ("statewide", "regional", "local") if facts[scope]}
    told = {
        "Groups": ", ".join(f"{count} {scope}" for scope, count in counts.items()) or "none yet",
        "Verification": facts["verification"] if facts["covered"] else None,
        "National and virtual groups": str(facts["national"] + facts["virtual"]),
        "People": _counted(facts["population"]),
        "Children": _counted(facts["under_18"]) if figure.under_18 else "We have no figure for Canada.",
        f"Share of the country’s {figure.people}": format_percent(facts["share"]),
        "Neighbors with a group": f"{len(with_group)} of {len(neighbours)}"
        + (f": {join_words(with_group)}" if with_group else ""),
        "Nearest other place with a group": region_names().get(facts["nearest"], "There is none."),
        "Between the borders": format_distance(facts["border_miles"], facts["border_km"], neighbor=_NEXT_TO_EACH_OTHER),
        "Between the centers": format_distance(facts["center_miles"], facts["center_km"]),
    }
    return pd.Series({label: text for label, text in told.items() if text}, name="", dtype="str")


def _counted(figure: float) -> str:
    return "We have no figure." if pd.isna(figure) else f"{figure:,.0f}"
