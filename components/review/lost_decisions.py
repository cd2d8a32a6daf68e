"""Published decisions that an import or a copy took out of the directory's file: publish again, or leave it so."""

import streamlit as st

from affiliates.applications.validation import field_label
from affiliates.content.wording import count_of
from affiliates.languages.catalogs import ENGLISH
from affiliates.review.file.lost_decisions import LostDecision
from components.review.actions import perform
from components.shared.markdown import isolate_direction
from components.state.resources import directory_version, file_review

_FOUND = "desk_lost"
_MAX_SHOWN = 20


def lost_decisions(token: str) -> None:
    """What was decided and the file does not say any more, group by group; nothing where all of it is there."""
    found = _found(token)
    if not found:
        return
    more = "More than " * (len(found) > _MAX_SHOWN)
    shown = found[:_MAX_SHOWN]
    counted = count_of(len(shown), "published decision is", "published decisions are")
    with st.expander(f"{more}{counted} no longer in the list’s file", icon=":material/warning:", key="desk_lost_box"):
        st.markdown(
            "Somebody changed the file since, by an import, a copy or by hand. Publish a decision again, or leave the "
            "group as the file has it now."
        )
        for lost in shown:
            _lost(token, lost)
        if len(shown) > 1:
            with st.container(horizontal=True):
                st.button("Publish all of these again", key="desk_lost_all", on_click=_publish, args=(token, *shown))
                st.button("Leave all as the file says", key="desk_lost_none", on_click=_accept, args=(token, *shown))


def _found(token: str) -> list[LostDecision]:
    """Looked for again once the file or the decisions have changed: it takes a while in a long list."""
    state = directory_version(), file_review().last_decision_id(token)
    kept_state, found = st.session_state.get(_FOUND, (None, []))
    if kept_state != state:
        found = file_review().lost(token, limit=_MAX_SHOWN + 1)
        st.session_state[_FOUND] = (state, found)
    return list(found)


def _lost(token: str, lost: LostDecision) -> None:
    with st.container(border=True, gap="xsmall"):
        st.text(lost.name)
        if lost.entry is None:
            st.caption("It was published, and the file does not have it.")
        elif lost.after is None:
            st.caption("Its publication was taken back, and the file has it again.")
        for column in lost.decided if lost.entry else ():
            decided, present = (isolate_direction(each[column] or "–") for each in (lost.decided, lost.present))
            st.text(f"{field_label(ENGLISH, column)}: decided {decided}, now {present}")
        with st.container(horizontal=True):
            key = f"desk_lost_{lost.group_id}"
            label = "Take it off the list again" if lost.after is None else "Publish it again"
            st.button(label, key=f"{key}_again", on_click=_publish, args=(token, lost))
            st.button("Leave it as the file says", key=f"{key}_leave", on_click=_accept, args=(token, lost))


def _publish(token: str, *lost: LostDecision) -> None:
    service = file_review()
    perform(lambda: [service.publish_again(token, each) for each in lost], "It is in the list again.")


def _accept(token: str, *lost: LostDecision) -> None:
    service = file_review()
    perform(lambda: [service.accept(token, each) for each in lost], "It stays as the file says.")
