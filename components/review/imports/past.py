"""The lists that were brought in, each with the way to take it back."""

import streamlit as st

from affiliates.applications.decisions import Decision
from affiliates.content.wording import count_of, format_age
from affiliates.imports.applying import UndoneImport
from affiliates.languages.catalogs import ENGLISH
from components.review.actions import perform, set_message
from components.shared.markdown import escape_markdown
from components.state.resources import import_review

_MAX_SHOWN = 10


def past_imports(token: str) -> None:
    """The imports that nobody took back, the latest first."""
    imports = import_review().imports(token)
    if not imports:
        return
    st.header("Brought in before", anchor=False)
    for each in imports[:_MAX_SHOWN]:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            who = f"{each.reviewer}, {format_age(ENGLISH, each.decided_at)}"
            st.markdown(f"{escape_markdown(each.note)}  \n:small[{escape_markdown(who)}]", width="stretch")
            with st.popover("Take back", icon=":material/undo:"):
                st.markdown("Its groups are as before it, but for those that somebody changed since.")
                st.button(
                    "Yes, take it back",
                    key=f"desk_import_undo_{each.decision_id}",
                    on_click=_undo,
                    args=(token, each),
                )


def _undo(token: str, decision: Decision) -> None:
    if decision not in import_review().imports(token):
        return  # the second press of a double click: it is done
    undone: list[UndoneImport] = []
    with st.spinner("Taking it back"):
        is_done = perform(lambda: undone.append(import_review().undo(token, decision.decision_id)), "")
    if is_done:
        count = count_of(undone[0].taken_back, "group is", "groups are")
        kept = undone[0].kept
        names = f" Changed since, and left as they are: {', '.join(kept[:10])}{' …' * (len(kept) > 10)}" if kept else ""
        set_message("success", f"Taken back: {count} as before.{names}")
