"""Which application is open, and which one comes next."""

import logging

import streamlit as st

from affiliates.errors import AffiliatesError
from affiliates.review.desk.queue import find, in_state, next_reference
from affiliates.review.views import QueuedApplication
from components.review.actions import forget_mistakes, turn_to_something_else
from components.review.queue.choices import read_choices
from components.state.resources import review_service

_log = logging.getLogger("affiliates")
OPEN_REFERENCE = "desk_open"
_ORDER = "desk_order"


def open_application(reference: str | None) -> None:
    """Opens an application; with None, the list again."""
    st.session_state[OPEN_REFERENCE] = reference
    turn_to_something_else()


def rows_in_order(token: str) -> list[QueuedApplication]:
    """The applications that the reviewer chose to see, as they stand now; their order is kept for the way on."""
    rows = _rows(token)
    st.session_state[_ORDER] = [each.application.reference for each in rows]
    return rows


def open_next(token: str, reference: str) -> None:
    """Opens the application that comes after one, which was decided or skipped; the list where none is left."""
    try:
        left = [each.application.reference for each in _rows(token)]
    except AffiliatesError as error:  # what was decided is saved; the list will say what is wrong
        _log.error("%s", error)
        left = []
    st.session_state[OPEN_REFERENCE] = next_reference(st.session_state.get(_ORDER, ()), reference, left)
    forget_mistakes()


def _rows(token: str) -> list[QueuedApplication]:
    choices = read_choices()
    return in_state(find(review_service().queue(token), choices), choices.state)
