"""What was decided on an application or a listed group, and taking it back."""

import streamlit as st

from affiliates.applications.model import Decision, Verdict, changed_columns, effective_decisions, last_decision_id
from components.review.actions import perform
from components.shared.markdown import isolate_direction
from components.state.resources import review_service


def history(token: str, own: list[Decision], decisions: list[Decision]) -> None:
    """The decisions on one thing (of all ``decisions``), the latest first; the last that stands can be taken back."""
    if not own:
        return
    st.subheader("What was decided", anchor=False)
    stand = [each for each in effective_decisions(own) if each.verdict is not Verdict.ERASE]
    for each in reversed(own):
        with st.container(border=True, gap="xsmall"):
            st.text(f"{each.verdict.capitalize()} by {each.reviewer}, {each.decided_at:%Y-%m-%d %H:%M} UTC")
            if each.note:
                st.text(each.note)
            _what_changed(each)
            if stand and each is stand[-1]:
                st.button(
                    "Take it back",
                    key=f"desk_undo_{each.decision_id}",
                    on_click=_undo,
                    args=(token, each, _seen(each, decisions)),
                )


def _seen(decision: Decision, decisions: list[Decision]) -> str:
    if decision.application:
        return last_decision_id(decisions, application=decision.application)
    return last_decision_id(decisions, group_id=decision.group_id)


def _undo(token: str, decision: Decision, expected_decision_id: str) -> None:
    perform(lambda: review_service().undo(token, decision, expected_decision_id=expected_decision_id), "Taken back.")


def _what_changed(decision: Decision) -> None:
    for column in changed_columns(decision):
        before, after = (decision.before or {}).get(column, ""), (decision.after or {}).get(column, "")
        st.text(f"{column}: {isolate_direction(before or '–')} → {isolate_direction(after or '–')}")
