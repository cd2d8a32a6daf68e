"""The planner: the fewest groups that reach a share, and what a group in each of the chosen places would change."""

import streamlit as st

from affiliates.content.place_names import names_in_order
from affiliates.coverage.answers import CoverageAnswers
from affiliates.coverage.planning import Plan, RankingOrder
from affiliates.coverage.words.plan import plan_sentences
from affiliates.errors import NoPopulationError
from affiliates.languages.language import N_
from components.coverage.controls import plan_box, target_box
from components.coverage.figures import figures_planned
from components.shared.affiliate_graphic import site_address
from components.state.coverage_query import DEFAULT_WEIGHT, CoverageQuery, query_of_plan, set_plan
from components.state.language import current_language, gettext

_NO_POPULATION = {
    "US": N_("There is no count of children for any place, so a share cannot be worked out."),
    "CA": N_("There is no count of people for any place, so a share cannot be worked out."),
}


def planner(answers: CoverageAnswers, country: str, coverage_query: CoverageQuery) -> None:
    """A share to reach, the places to plan for, which the map shows, and the figures with what they would change."""
    st.header(gettext("Plan"), anchor="plan", divider="gray")
    left, right = st.columns(2, gap="large")
    with left:
        target_box(coverage_query, country)
        _fewest(answers, country, coverage_query)
    open_regions = set(answers.ranking(country, RankingOrder.PEOPLE, DEFAULT_WEIGHT).index)
    with right:
        plan_box(coverage_query, [region for region in names_in_order(current_language()) if region in open_regions])
        plan = answers.plan(country, coverage_query.plan)
        _sentences(plan)
    if plan.regions:
        figures_planned(plan)
        st.caption(
            gettext("This address leads back to the plan. Copy it to share it, or keep it for the next meeting.")
        )
        st.code(f"{site_address()}coverage?{query_of_plan(plan)}#plan", language=None, wrap_lines=True)


def _fewest(answers: CoverageAnswers, country: str, coverage_query: CoverageQuery) -> None:
    try:
        fewest = answers.fewest(country, coverage_query.target)
    except NoPopulationError:
        st.markdown(gettext(_NO_POPULATION[country]))
        return
    if not fewest.regions:
        st.markdown(gettext("This share has already been reached."))
        return
    if set(fewest.regions) <= set(coverage_query.plan):
        st.markdown(gettext("The plan reaches this share."))
        return
    st.markdown(gettext("The fewest new groups that reach it:"))
    _sentences(fewest)
    plan = dict.fromkeys([*coverage_query.plan, *fewest.regions])
    st.button(gettext("Add these places to the plan"), key="plan_fewest", on_click=set_plan, args=(list(plan),))


def _sentences(plan: Plan) -> None:
    st.markdown("\n".join(f"- {sentence}" for sentence in plan_sentences(current_language(), plan)))
