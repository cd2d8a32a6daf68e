"""The reviewers' desk: what is waiting, the application that is open, groups, helpers, links, people, and imports."""

import logging

import streamlit as st

from affiliates.errors import StoreError, UnknownApplicationError
from components.review.actions import turn_to_something_else
from components.review.application.page import opened_application
from components.review.application.publishing import chosen_target
from components.review.imports.page import import_page
from components.review.links.list import faulty_links
from components.review.listed_groups import listed_groups
from components.review.lost_decisions import lost_decisions
from components.review.mail import mail_to_send
from components.review.message import show_message
from components.review.organizations.list import organization_list
from components.review.people.list import people_list
from components.review.queue.list import queue
from components.review.queue.navigation import OPEN_REFERENCE
from components.state.resources import directory, intake, review_service, store

_log = logging.getLogger("affiliates")
_APPLICATIONS, _GROUPS, _ORGANIZATIONS = "Applications", "Listed groups", "Helpers"
_LINKS, _PEOPLE, _IMPORT = "Links", "People", "Import"


def review_desk(token: str) -> None:
    """Draws the desk for the reviewer who holds a token; everything is read again each time and kept nowhere."""
    try:
        if not _draw_opened(token):
            show_message(token)
            mail_to_send()
            _draw_tabs(token)
    except StoreError as error:
        _log.error("%s", error)
        st.error("The applications cannot be read right now. The server’s log says why.")


def _draw_tabs(token: str) -> None:
    tab = st.segmented_control(
        "What to work on",
        (_APPLICATIONS, _GROUPS, _ORGANIZATIONS, _LINKS, _PEOPLE, _IMPORT),
        default=_APPLICATIONS,
        required=True,
        key="desk_tab",
        on_change=turn_to_something_else,
        label_visibility="collapsed",
        persist_state="session",
    )
    lost_decisions(token)
    if tab == _GROUPS:
        listed_groups(token, directory().entries)
    elif tab == _ORGANIZATIONS:
        organization_list(token)
    elif tab == _LINKS:
        faulty_links(token)
    elif tab == _PEOPLE:
        people_list(token)
    elif tab == _IMPORT:
        import_page(token)
    else:
        intake().look_for_room()
        queue(token, review_service().queue(token), overflow_size=store().overflow_size())


def _draw_opened(token: str) -> bool:
    """Draws the application that is open, in place of all else, if there is one."""
    reference = st.session_state.get(OPEN_REFERENCE)
    if not reference:
        return False
    try:
        opened = review_service().open(token, reference, target=chosen_target(reference))
    except UnknownApplicationError:
        return False
    # The page begins with this container whenever another application is opened: see server/first_page/assets/app.js.
    with st.container(key=f"desk_application_{reference}"):
        show_message(token)
        mail_to_send()
        opened_application(token, opened, directory().entries)
    return True
