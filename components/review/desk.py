"""The reviewers' desk: what is waiting, the application that is open, the listed groups, and the helpers."""

import logging
from functools import partial

import streamlit as st

from affiliates.errors import StoreError, UnknownApplicationError
from components.review.actions import forget_mistakes, perform, show_message
from components.review.application import opened_application
from components.review.listed_groups import listed_groups
from components.review.lost_decisions import lost_decisions
from components.review.mail import send_prepared_mail
from components.review.publishing import chosen_target
from components.review.queue import OPEN_REFERENCE, BulkActions, queue
from components.review.support_organizations import organization_list
from components.state.resources import directory, intake, review_service, store

_log = logging.getLogger("affiliates")
_APPLICATIONS, _GROUPS, _ORGANIZATIONS = "Applications", "Listed groups", "Helpers"


def review_desk(token: str) -> None:
    """Draws the desk for the reviewer who holds a token; everything is read again each time and kept nowhere."""
    groups = directory().groups
    show_message()
    send_prepared_mail()
    tab = st.segmented_control(
        "What to work on",
        (_APPLICATIONS, _GROUPS, _ORGANIZATIONS),
        default=_APPLICATIONS,
        required=True,
        key="desk_tab",
        on_change=forget_mistakes,
        label_visibility="collapsed",
        persist_state="session",
    )
    try:
        lost_decisions(token)
        if tab == _GROUPS:
            listed_groups(token, groups)
        elif tab == _ORGANIZATIONS:
            organization_list(token)
        elif not _draw_opened(token):
            _draw_queue(token)
    except StoreError as error:
        _log.error("%s", error)
        st.error("The applications cannot be read right now. The server’s log says why.")


def _draw_queue(token: str) -> None:
    intake().look_for_room()
    actions = BulkActions(
        erase_spam=partial(_erase_spam, token),
        release_held=partial(_release_held, token),
        mark_held_as_spam=partial(_mark_held_as_spam, token),
    )
    queue(review_service().queue(token), actions, overflow_size=store().overflow_size())


def _draw_opened(token: str) -> bool:
    """Draws the application that is open, if there is one."""
    reference = st.session_state.get(OPEN_REFERENCE)
    if not reference:
        return False
    try:
        opened = review_service().open(token, reference, target=chosen_target(reference))
    except UnknownApplicationError:
        return False
    opened_application(token, opened, directory().groups)
    return True


def _erase_spam(token: str, references: list[str]) -> None:
    perform(lambda: review_service().erase_spam(token, references), "The spam is erased.")


def _release_held(token: str, references: list[str]) -> None:
    perform(lambda: review_service().release_held(token, references), "They now wait with the others.")


def _mark_held_as_spam(token: str, references: list[str]) -> None:
    perform(lambda: review_service().mark_held_as_spam(token, references), "They are among the spam now.")
