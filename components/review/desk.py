"""The reviewers' desk: what waits, the application that is open, and the listed groups."""

import logging
from functools import partial

import streamlit as st

from affiliates.errors import StoreError
from components.review.actions import act, forget_mistakes, show_what_was_done
from components.review.application import opened_application
from components.review.listed_groups import listed_groups
from components.review.mail import send_asked_mail
from components.review.queue import OPEN, queue
from components.state.resources import desk, directory

_log = logging.getLogger("affiliates")
_ROOMS = ("Applications", "Listed groups")


def review_desk(token: str) -> None:
    """Draws the desk for the reviewer who holds a token; the rows are read anew each time and kept nowhere."""
    try:
        applications, decisions = desk().rows(token)
    except StoreError as error:
        _log.error("%s", error)
        st.error("The applications cannot be read just now. The log of the server says why.")
        return
    groups = directory().groups
    show_what_was_done()
    send_asked_mail()
    room = st.segmented_control(
        "Room",
        _ROOMS,
        default=_ROOMS[0],
        required=True,
        key="desk_room",
        on_change=forget_mistakes,
        label_visibility="collapsed",
        persist_state="session",
    )
    opened = next((each for each in applications if each.reference == st.session_state.get(OPEN)), None)
    if room == _ROOMS[1]:
        listed_groups(token, groups, decisions)
    elif opened:
        opened_application(token, opened, applications, decisions, groups)
    else:
        names = dict(zip(groups["id"], groups["name"], strict=True))
        queue(applications, decisions, names, erase_junk=partial(_erase_junk, token))


def _erase_junk(token: str, seen: list[str]) -> None:
    act(lambda: desk().erase_junk(token, seen), "What was held as junk is erased.")
