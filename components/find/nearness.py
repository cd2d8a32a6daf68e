"""The groups of a region in the order of their distance from the ZIP code or city that a visitor typed."""

import pandas as pd
import streamlit as st

from affiliates.content.find_words import USUAL_ORDER, how_far, nearest_to
from affiliates.directory.queries import GroupSort
from affiliates.search.choices import GroupChoices
from affiliates.search.nearness import NearestFirst
from components.shared.markdown import escape_markdown
from components.state.language import current_language, gettext
from components.state.page_query import PageQuery
from components.state.visitor_place import forget_place, visitor_place


def nearest_first(choices: GroupChoices, query: PageQuery) -> NearestFirst | None:
    """The groups that match, the nearest first; None where the visitor did not say where they are or chose another
    order, and where it is not known of any group how far away it is."""
    place = visitor_place(query.region)
    if place is None or query.sort != GroupSort.REGION:
        return None
    nearest = choices.nearest_first(query.filters, place.point)
    return nearest if nearest.has_distances else None


def nearness_notice(query: PageQuery) -> None:
    """What the groups below are sorted by, and the way to leave that order."""
    place = visitor_place(query.region)
    if place:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(
                escape_markdown(nearest_to(current_language(), place.label, place.point.region)), width="content"
            )
            st.button(
                gettext(USUAL_ORDER),
                key="usual_order",
                type="tertiary",
                icon=":material/undo:",
                on_click=forget_place,
                wrap=True,
            )


def distance_note(group: pd.Series) -> str:
    """How far away a group of ``NearestFirst.page`` is."""
    return how_far(current_language(), group["miles"])
