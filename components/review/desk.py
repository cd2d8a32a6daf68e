"""The reviewers' desk: what waits, the application that is open, and the listed groups."""

import logging
from functools import partial

import streamlit as st

from affiliates.errors import StoreError
from components.review.actions import forget_mistakes, perform, show_message
from components.review.application import opened_application
from components.review.listed_groups import listed_groups
from components.review.mail import send_asked_mail
from components.review.queue import OPEN, queue
from components.state.resources import directory, review_service

_log = logging.getLogger("affiliates")
_TABS = ("Applications", "Listed groups")


def review_desk(token: str) -> None:
    """Draws the desk for the reviewer who holds a token; the rows are read anew each time and kept nowhere."""
    try:
        applications, decisions = review_service().rows(token)
    except StoreError as error:
        _log.error("%s", error)
        st.error("The applications cannot be read just now. The log of the server says why.")
        return
    groups = directory().groups
    show_message()
    send_asked_mail()
    room = st.segmented_control(
        "Room",
        _TABS,
        default=_TABS[0],
        required=True,
        key="desk_room",
        on_change=forget_mistakes,
        label_visibility="collapsed",
        persist_state="session",
    )
    opened = next((each for each in applications if each.reference == st.session_state.get(OPEN)), None)
    if room == _TABS[1]:
        listed_groups(token, groups, decisions)
    elif opened:
        opened_application(token, opened, applications, decisions, groups)
    else:
        names = dict(zip(groups["id"], groups["name"], strict=True))
        queue(applications, decisions, names, erase_junk=partial(_erase_junk, token))


def _erase_junk(token: str, expected_decision_id: list[str]) -> None:
    perform(lambda: review_service().erase_junk(token, expected_decision_id), "What was held as junk is erased.")
