"""The facts about one region, and what a visitor can do there next."""

import pandas as pd
import streamlit as st

from affiliates.content.place_names import display_name, region_name
from affiliates.content.wording import format_distance, format_number, format_percent, join_words
from affiliates.coverage.answers import CoverageAnswers
from affiliates.coverage.metrics import Tier, Verification
from affiliates.coverage.words.labels import tier_phrase, unknown, verification_name
from affiliates.languages.language import N_, Language
from components.coverage.people_ready import people_ready
from components.shared.region_picker import region_heading
from components.state.coverage_query import CoverageQuery, set_plan
from components.state.language import current_language, gettext, ngettext, pgettext, with_language

_SHARES = {"US": N_("Share of the country’s children"), "CA": N_("Share of the country’s people")}


def region_facts(answers: CoverageAnswers, region: str, coverage_query: CoverageQuery) -> None:
    """What a region has and lacks, and what a visitor can do next."""
    coverage = answers.coverage
    facts = coverage.loc[[region]].iloc[0]
    region_heading(region)
    language = current_language()
    ready = 0 if facts["covered"] else people_ready().get(region, 0)
    rows = {
        **_groups(language, facts),
        **_ready(language, ready),
        **_people(language, facts),
        **_places(language, facts, coverage["covered"]),
    }
    shown = pd.Series({label: text for label, text in rows.items() if text}, name="", dtype="str")
    alt = gettext("Figures for {region}", region=region_name(language, region))
    st.table(shown, border="horizontal", hide_header=True, alt=alt)
    with st.container(horizontal=True):
        label = gettext("See its groups") if facts["covered"] else gettext("Who can help there today")
        address = with_language(region=region)
        st.page_link("pages/find.py", label=label, icon=":material/arrow_forward:", query_params=address)
        plan = coverage_query.plan
        if not facts["statewide"] and region not in plan and facts["tier"] != Tier.UNKNOWN:
            st.button(
                gettext("Add to the plan"), key="add_to_plan", on_click=set_plan, args=([*plan, region],), wrap=True
            )


# What follows are facts in words, by their labels; those that do not apply are empty.


def _groups(language: Language, facts: pd.Series) -> dict[str, str]:
    verification = verification_name(language, Verification(facts["verification"])) if facts["covered"] else ""
    return {
        gettext("Groups"): ", ".join(_counts(facts)) or _none_yet(language, facts),
        gettext("Verification"): verification,
        gettext("National and virtual groups"): format_number(language, facts["national"] + facts["virtual"]),
    }


def _counts(facts: pd.Series) -> list[str]:
    statewide, regional, local = (int(facts[scope]) for scope in ("statewide", "regional", "local"))
    if facts["country"] == "CA":
        entire = ngettext("{count} province-wide", "{count} province-wide", statewide)
    else:
        # TRANSLATORS: This and the next two are said of groups: "1 statewide, 2 regional, 5 local".
        entire = ngettext("{count} statewide", "{count} statewide", statewide)
    counted = (
        (statewide, entire),
        (regional, ngettext("{count} regional", "{count} regional", regional)),
        (local, ngettext("{count} local", "{count} local", local)),
    )
    return [words for count, words in counted if count]


def _none_yet(language: Language, facts: pd.Series) -> str:
    is_doubtful = facts["tier"] == Tier.UNKNOWN
    return tier_phrase(language, Tier.UNKNOWN) if is_doubtful else pgettext("groups", "none yet")


def _ready(language: Language, count: int) -> dict[str, str]:
    return {gettext("People ready to help start a group"): format_number(language, count) if count else ""}


def _people(language: Language, facts: pd.Series) -> dict[str, str]:
    country = facts["country"]
    children = gettext("no figure for Canada") if country == "CA" else _number(language, facts["under_18"])
    return {
        gettext("People"): _number(language, facts["population"]),
        gettext("Children"): children,
        gettext(_SHARES[country]): format_percent(language, facts["share"]),
    }


def _number(language: Language, people: float) -> str:
    return unknown(language) if pd.isna(people) else format_number(language, people)


def _places(language: Language, facts: pd.Series, covered: pd.Series) -> dict[str, str]:
    """How far it is to others."""
    nearest, apart = facts["nearest"], gettext("next to each other")
    return {
        gettext("Neighbors with a group"): _neighbors(language, facts["neighbors"], covered),
        gettext("Nearest other place with a group"): (
            pgettext("place", "none yet") if pd.isna(nearest) else display_name(language, nearest)
        ),
        gettext("From border to border"): format_distance(
            language, facts["border_miles"], facts["border_km"], neighbor=apart
        ),
        gettext("From center to center"): format_distance(language, facts["center_miles"], facts["center_km"]),
    }


def _neighbors(language: Language, neighbors: tuple[str, ...], covered: pd.Series) -> str:
    with_group = [region_name(language, each) for each in neighbors if covered[each]]
    if not with_group:
        return gettext("{count} of {total}", count=0, total=len(neighbors))
    places = join_words(language, with_group)
    return gettext("{count} of {total}: {places}", count=len(with_group), total=len(neighbors), places=places)
