"""What was decided on an application or a listed group, and taking it back."""

import streamlit as st

from affiliates.applications.model import Decision, Verdict, changed_columns, latest, standing
from components.review.actions import act
from components.shared.markdown import isolated
from components.state.resources import desk


def history(token: str, own: list[Decision], decisions: list[Decision]) -> None:
    """The decisions on one thing (of all ``decisions``), the latest first; the last that stands can be taken back."""
    if not own:
        return
    st.subheader("What was decided", anchor=False)
    stand = [each for each in standing(own) if each.verdict is not Verdict.ERASE]
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
        return latest(decisions, application=decision.application)
    return latest(decisions, group_id=decision.group_id)


def _undo(token: str, decision: Decision, seen: str) -> None:
    act(lambda: desk().undo(token, decision, seen=seen), "Taken back.")


def _what_changed(decision: Decision) -> None:
    for column in changed_columns(decision):
        before, after = (decision.before or {}).get(column, ""), (decision.after or {}).get(column, "")
        st.text(f"{column}: {isolated(before or '–')} → {isolated(after or '–')}")
