"""One application on the reviewers' desk: as it would appear, who sent it, possible duplicates, and the decision."""

import pandas as pd
import streamlit as st

from affiliates.applications.model import Application
from affiliates.applications.states import OPEN_STATES, State
from affiliates.content.wording import format_age
from affiliates.languages.catalogs import ENGLISH
from affiliates.review.views import OpenApplication, QueuedApplication
from components.review.actions import perform
from components.review.application.bar import decision_bar
from components.review.application.contents import correction, listed_duplicates, pending_duplicates, sender
from components.review.application.dialogs import draw_dialog
from components.review.application.publishing import Publication, publication_parts, target_box
from components.review.history import history
from components.review.organizations.entry import organization_of_correction
from components.review.queue.list import references_of, title_of
from components.review.queue.navigation import open_application, rows_in_order
from components.review.shortcuts import shortcut, shortcut_switch
from components.review.wording import SPAM_LABELS, STATE_LABELS, kind_label
from components.shared.markdown import escape_markdown
from components.state.resources import review_service


def opened_application(token: str, opened: OpenApplication, groups: pd.DataFrame) -> None:
    """Everything about one application, and every decision that can be made on it."""
    application = opened.application
    _way_through_the_queue(token, application.reference)
    queued = QueuedApplication(application, opened.state, opened.entry_name)
    st.header(title_of(queued, escape_markdown), anchor=False)
    st.caption(
        f"{kind_label(application)} · {STATE_LABELS[opened.state]} · {application.reference} · "
        f"sent {format_age(ENGLISH, application.sent_at)}"
    )
    if application.spam_reason:
        st.warning(f"It waits apart because {SPAM_LABELS[application.spam_reason]}")
    if opened.state is State.ERASED:
        st.info("What was sent has been erased.")
    elif opened.state in OPEN_STATES:
        _to_decide(token, opened, groups)
    else:
        st.info("This has been decided. To change the decision, undo it below.")
        sender(application)
        _erasing(token, application)
    history(token, opened.history)


def _way_through_the_queue(token: str, reference: str) -> None:
    order = references_of(rows_in_order(token))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "Back to the list",
            key="desk_back",
            icon=":material/arrow_back:",
            type="tertiary",
            shortcut=shortcut("L"),
            on_click=open_application,
            args=(None,),
        )
        if reference in order:
            st.text(f"{order.index(reference) + 1:,} of {len(order):,}", width="content")
        shortcut_switch()


def _to_decide(token: str, opened: OpenApplication, groups: pd.DataFrame) -> None:
    application = opened.application
    publication = None if opened.target is None or application.organization_id else Publication(token, opened)
    left, right = st.columns([3, 2], gap="large")
    with left:
        correction(application)
        if application.organization_id:
            st.subheader("The entry now", anchor=False)
            organization_of_correction(
                token, application.organization_id, application.reference, opened.expected_decision_id
            )
        else:
            listed_duplicates(opened, groups)
            if publication:
                publication_parts(publication)
            target_box(opened, groups)
            pending_duplicates(opened)
    with right:
        sender(application)
        _erasing(token, application)
    decision_bar(token, opened, publication)
    draw_dialog(token, opened)


def _erasing(token: str, application: Application) -> None:
    with st.expander("Erase"):
        st.markdown("Erases everything that was sent, for good. The log keeps that it happened.")
        st.button("Erase what was sent", key="desk_erase", on_click=_erase, args=(token, application.reference))


def _erase(token: str, reference: str) -> None:
    perform(lambda: review_service().erase(token, reference), "Erased.")
