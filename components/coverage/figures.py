"""The three figures about a country, all on one base; a plan shows what it would change in them."""

import streamlit as st

from affiliates.content.wording import format_percent
from affiliates.coverage.headline import WHOLE_REGION, CoverageSummary
from affiliates.coverage.planning import Plan
from affiliates.coverage.population import POPULATION_MEASURES
from components.state.language import current_language


def figures_today(summary: CoverageSummary) -> None:
    """Places with a group, people where a statewide group is, and people where none is, local-only ones told apart."""
    local_only = f"; {format_percent(current_language(), summary.share_local_only)} more with local groups only" * bool(
        summary.local_only
    )
    _figures(
        summary,
        f"{summary.statewide} {WHOLE_REGION[summary.country]}, {summary.local_only} local only",
        f"{summary.people_statewide:,}" if summary.people_total else None,
        f"{summary.people_without:,}{local_only}" if summary.people_total else None,
    )


def figures_planned(plan: Plan) -> None:
    """The same figures once a plan has come true, and how far they are from today's."""
    before, after = plan.before[0], plan.after[0]
    _figures(
        after,
        f"{after.covered - before.covered:+d} with a group, {after.statewide - before.statewide:+d} "
        f"{WHOLE_REGION[plan.country]}",
        _points(before.share, after.share),
        _points(before.share_without, after.share_without),
    )


def _figures(summary: CoverageSummary, places: str, with_group: str | None, without: str | None) -> None:
    people, whole = POPULATION_MEASURES[summary.country].people.capitalize(), WHOLE_REGION[summary.country]
    figures = (
        ("Places with a group", f"{summary.covered} of {summary.regions}", places),
        (f"{people} where a {whole} group is", format_percent(current_language(), summary.share), with_group),
        (f"{people} where there is no group", format_percent(current_language(), summary.share_without), without),
    )
    for column, (label, value, note) in zip(st.columns(len(figures)), figures, strict=True):
        column.metric(label, value, note, delta_color="off", delta_arrow="off", border=True)


def _points(before: float | None, after: float | None) -> str | None:
    if before is None or after is None:
        return None
    return f"{(after - before) * 100:+.1f} percentage points".replace("-", "−")
