"""What was decided on an application or a listed group, and undoing it."""

from collections.abc import Sequence

import streamlit as st

from affiliates.applications.decisions import Decision
from affiliates.review.views import HistoryEntry
from components.review.actions import perform
from components.review.wording import VERDICT_LABELS
from components.shared.markdown import isolate_direction
from components.state.resources import review_service


def history(token: str, entries: Sequence[HistoryEntry]) -> None:
    """The decisions, the latest first; the last one in effect can be undone."""
    if not entries:
        return
    st.subheader("What was decided", anchor=False)
    for entry in entries:
        decision = entry.decision
        with st.container(border=True, gap="xsmall"):
            label = VERDICT_LABELS[decision.verdict]
            st.text(f"{label} by {decision.reviewer}, {decision.decided_at:%Y-%m-%d %H:%M} UTC")
            if decision.note:
                st.text(decision.note)
            _changed_values(decision)
            if entry.can_undo:
                arguments = (token, decision, entry.expected_decision_id)
                st.button("Undo", key=f"desk_undo_{decision.decision_id}", on_click=_undo, args=arguments)


def _undo(token: str, decision: Decision, expected_decision_id: str) -> None:
    perform(lambda: review_service().undo(token, decision, expected_decision_id=expected_decision_id), "Undone.")


def _changed_values(decision: Decision) -> None:
    for column in decision.changed_columns:
        before, after = (decision.before or {}).get(column, ""), (decision.after or {}).get(column, "")
        st.text(f"{column}: {isolate_direction(before or '–')} → {isolate_direction(after or '–')}")
