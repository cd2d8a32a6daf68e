"""What waits for the reviewers: the list of applications by state, oldest first."""

from collections.abc import Callable, Mapping

import streamlit as st

from affiliates.applications.model import Application, Decision, Kind, State, application_states
from affiliates.content.wording import format_age
from affiliates.geo.regions import display_name
from components.review.actions import forget_mistakes
from components.shared.markdown import escape_markdown, isolate_direction

OPEN = "desk_open"
_STATE = "desk_state"
_PAGE = "desk_page"
_PAGE_SIZE = 20
_LABELS = {
    State.WAITING: "Waiting",
    State.MORE: "More information needed",
    State.APPROVED: "Approved",
    State.DECLINED: "Declined",
    State.HELD: "Held as junk",
}
KINDS = {Kind.NEW: "New group", Kind.UPDATE: "Update", Kind.CORRECTION: "Correction"}


def queue(
    applications: list[Application],
    decisions: list[Decision],
    group_names: Mapping[str, str],
    erase_junk: Callable[[list[str]], None],
) -> None:
    """The applications of one state, each a button that opens it; ``group_names`` are those of listed groups by id,
    ``erase_junk`` gets the references of everything that is held."""
    state_of = application_states(applications, decisions)
    counts = {state: sum(each is state for each in state_of.values()) for state in _LABELS}
    chosen = st.segmented_control(
        "State",
        list(_LABELS),
        format_func=lambda state: f"{_LABELS[state]} ({counts[state]:,})",
        default=State.WAITING,
        required=True,
        key=_STATE,
        persist_state="session",
        label_visibility="collapsed",
    )
    rows = [each for each in applications if state_of[each.reference] is chosen]
    if not rows:
        st.markdown("Nothing here. Thank you for looking." if chosen is State.WAITING else "Nothing here.")
        return
    pages = -(-len(rows) // _PAGE_SIZE)
    page = st.pagination(pages, key=_PAGE) if pages > 1 else 1
    for each in rows[(page - 1) * _PAGE_SIZE : page * _PAGE_SIZE]:
        st.button(
            f"{KINDS[each.kind]} · {title_of(each, group_names, escape_markdown)} · {format_age(each.sent_at)}",
            key=f"desk_open_{each.reference}",
            width="stretch",
            on_click=open_application,
            args=(each.reference,),
        )
    if chosen is State.HELD:
        with st.expander("Erase all of this junk"):
            st.markdown(
                "Erases what was sent, for good. Is a real group among it? Open it first and choose “This is no junk”."
            )
            st.button(
                f"Erase all {len(rows):,}" if len(rows) > 1 else "Erase it",
                key="desk_erase_junk",
                on_click=erase_junk,
                args=([each.reference for each in rows],),
            )


def open_application(reference: str | None) -> None:
    """Opens an application; with None, the list again."""
    st.session_state[OPEN] = reference
    forget_mistakes()


def title_of(
    application: Application, group_names: Mapping[str, str], safe: Callable[[str], str] = isolate_direction
) -> str:
    """What an application is called in a list: the group's name, and where; ``safe`` makes fit what was typed."""
    listed = group_names.get(application.group_id, application.group_id)
    name = application.proposal.get("name") or listed or application.reference
    places = [*map(display_name, application.proposal.get("regions", "").split())]
    told = safe(name[:120])
    return f"{told} ({safe(', '.join(places[:3]))}{' …' if len(places) > 3 else ''})" if places else told
