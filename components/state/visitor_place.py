"""Where a visitor said they are: kept in their session and nowhere else, never in the URL, a file or a shared cache."""

from dataclasses import dataclass

import streamlit as st

from affiliates.content.find_words import where_visitor_is
from affiliates.geo.cities.points import CityPoint
from affiliates.geo.place_search import locate
from components.state.url import update_query_params

_KEY = "visitor_place"


@dataclass(frozen=True)
class VisitorPlace:
    """A ZIP code or city that a visitor typed: what to call it, and where it is."""

    label: str
    point: CityPoint


def remember_place(typed: str, region: str) -> None:
    """Keeps where in a region a visitor is who typed this, in place of what they said before."""
    point = locate(typed, region)
    st.session_state[_KEY] = VisitorPlace(where_visitor_is(typed, point.city), point) if point else None


def visitor_place(region: str | None) -> VisitorPlace | None:
    """Where the visitor is, if it is known and in this region."""
    place: VisitorPlace | None = st.session_state.get(_KEY)
    return place if place and place.point.region == region else None


def forget_place() -> None:
    """Back to the usual order of groups, from its first page."""
    st.session_state[_KEY] = None
    update_query_params(page=None)
