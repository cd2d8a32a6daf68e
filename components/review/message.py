"""The result of the last action, with the way to take a decision back."""

import streamlit as st

from affiliates.applications.decisions import Decision
from components.review.actions import kept_message, perform
from components.review.mail import forget_mail
from components.review.queue.navigation import OPEN_REFERENCE
from components.review.shortcuts import shortcut
from components.shared.markdown import escape_markdown
from components.state.resources import review_service

_BOXES = {"error": st.error, "warning": st.warning, "success": st.success}


def show_message(token: str) -> None:
    """Shows what came of the last action, until the next one."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if decision := message_box():
            st.button(
                "Undo",
                key="desk_undo_last",
                icon=":material/undo:",
                shortcut=shortcut("U"),
                on_click=_undo,
                args=(token, decision),
            )


def message_box() -> Decision | None:
    """Shows the message alone, and returns the decision that can be undone."""
    kind, message, decision = kept_message()
    if message:
        _BOXES[kind](escape_markdown(message))
    return decision


def _undo(token: str, decision: Decision) -> None:
    """Takes it back and opens the application again, if it was about one."""

    def undo() -> Decision:
        return review_service().undo(token, decision, expected_decision_id=decision.decision_id)

    if perform(undo, "Undone. You can decide again."):
        forget_mail(decision.application)
        st.session_state[OPEN_REFERENCE] = decision.application
