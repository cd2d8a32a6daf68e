"""The three figures about a country, all on one base; a plan shows what it would change in them."""

import streamlit as st
from babel.numbers import format_decimal

from affiliates.content.wording import format_number, format_percent
from affiliates.coverage.planning import Plan
from affiliates.coverage.summary import CoverageSummary
from affiliates.languages.language import N_, Message
from components.state.language import current_language, gettext

# By country: places with a group, people where a statewide one is, and people where none is.
_LABELS = {
    "US": (
        N_("Places with a group"),
        N_("Children where a statewide group is"),
        N_("Children where there is no group"),
    ),
    "CA": (
        N_("Places with a group"),
        N_("People where a province-wide group is"),
        N_("People where there is no group"),
    ),
}
_PLACES_TODAY = {
    "US": N_("{statewide} statewide, {local} local only"),
    "CA": N_("{statewide} province-wide, {local} local only"),
}
# TRANSLATORS: The numbers are differences, such as +2.
_PLACES_PLANNED = {
    "US": N_("{covered} with a group, {statewide} statewide"),
    "CA": N_("{covered} with a group, {statewide} province-wide"),
}


def figures_today(summary: CoverageSummary) -> None:
    """Places with a group, people where a statewide group is, and people where none is, local-only ones told apart."""
    language = current_language()
    places = gettext(_PLACES_TODAY[summary.country], statewide=summary.statewide, local=summary.local_only)
    with_group = format_number(language, summary.people_statewide)
    without = format_number(language, summary.people_without)
    if summary.local_only:
        without = gettext(
            "{count}; {percent} more with local groups only",
            count=summary.people_without,
            percent=format_percent(language, summary.share_local_only),
        )
    _figures(summary, places, *((with_group, without) if summary.people_total else (None, None)))


def figures_planned(plan: Plan) -> None:
    """The same figures once a plan has come true, and how far they are from today's."""
    before, after = plan.before[0], plan.after[0]
    places: Message = _PLACES_PLANNED[plan.country]
    _figures(
        after,
        gettext(
            places,
            covered=_difference(after.covered - before.covered),
            statewide=_difference(after.statewide - before.statewide),
        ),
        _points(before.share, after.share),
        _points(before.share_without, after.share_without),
    )


def _figures(summary: CoverageSummary, places: str, with_group: str | None, without: str | None) -> None:
    language = current_language()
    values = (
        gettext("{covered} of {regions}", covered=summary.covered, regions=summary.regions),
        format_percent(language, summary.share),
        format_percent(language, summary.share_without),
    )
    notes = (places, with_group, without)
    for column, label, value, note in zip(st.columns(3), _LABELS[summary.country], values, notes, strict=True):
        with column.container(border=True, height="stretch", gap="xxsmall"):
            st.metric(gettext(label), value)
            if note:
                st.caption(note)  # what a metric says below its value is cut off where it is long


def _points(before: float | None, after: float | None) -> str | None:
    if before is None or after is None:
        return None
    return gettext("{points} percentage points", points=_difference((after - before) * 100, ".0"))


def _difference(difference: float, decimals: str = "") -> str:
    """A number with its sign, as the language writes it: "+1.5", "−2"."""
    pattern = f"+#,##0{decimals};−#,##0{decimals}"
    return str(format_decimal(difference, pattern, locale=current_language().locale))
