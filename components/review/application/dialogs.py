"""What a reviewer writes before a decision: the question to an applicant, or why an application is declined."""

import streamlit as st

from affiliates.applications.decisions import Decision
from affiliates.review.views import OpenApplication
from components.review.actions import set_message
from components.review.deciding import close_dialog, decide, dialog_about
from components.review.mail import ask_form
from components.review.message import message_box
from components.state.resources import review_service

ASK, DECLINE = "ask", "decline"
_REASONS = (
    "It is not a group of people",
    "It does not share what we stand for",
    "It is listed already",
    "Nobody can be reached",
    "It is not in the United States or Canada",
)


def draw_dialog(token: str, opened: OpenApplication) -> None:
    """The dialog that is open about this application, if there is one; what stopped it is said inside it."""
    name = dialog_about(opened.application.reference)
    if name == ASK:
        _ask(token, opened)
    elif name == DECLINE:
        _decline(token, opened)


@st.dialog("Ask for more information", width="medium", on_dismiss=close_dialog)
def _ask(token: str, opened: OpenApplication) -> None:
    _begin(opened)
    ask_form(token, opened.application, opened.expected_decision_id)


@st.dialog("Why decline it?", on_dismiss=close_dialog)
def _decline(token: str, opened: OpenApplication) -> None:
    """Common reasons decline at once; others are written down. The other reviewers read them."""
    _begin(opened)
    reference = opened.application.reference
    for number, reason in enumerate(_REASONS):
        st.button(
            reason,
            key=f"desk_decline_{reference}_{number}",
            width="stretch",
            on_click=_decline_for,
            args=(token, opened, reason),
        )
    with st.form(f"desk_decline_{reference}", border=False):
        st.text_area("Another reason (for the other reviewers)", key=f"desk_reason_{reference}", max_chars=1000)
        st.form_submit_button(
            "Decline for this reason", key="desk_decline_other", on_click=_decline_for_other, args=(token, opened)
        )


def _begin(opened: OpenApplication) -> None:
    """Says what stopped the last press; leaves the dialog once it is done, which by itself runs without the page."""
    if not dialog_about(opened.application.reference):
        st.rerun()
    message_box()


def _decline_for_other(token: str, opened: OpenApplication) -> None:
    reason = st.session_state[f"desk_reason_{opened.application.reference}"].strip()
    if reason:
        _decline_for(token, opened, reason)
    else:
        set_message("error", "Please write down why: the next reviewer will want to know.")


def _decline_for(token: str, opened: OpenApplication, reason: str) -> None:
    reference = opened.application.reference

    def decline() -> Decision:
        return review_service().decline(token, reference, expected_decision_id=opened.expected_decision_id, note=reason)

    decide(token, reference, decline, "Declined.")
