"""The applications by state, oldest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from affiliates.applications.model import Application
from affiliates.applications.states import State
from affiliates.content.wording import format_age
from affiliates.geo.regions import display_name
from affiliates.review.views import QueuedApplication
from components.review.actions import forget_mistakes
from components.review.wording import KIND_LABELS, STATE_LABELS
from components.shared.markdown import escape_markdown, isolate_direction

OPEN_REFERENCE = "desk_open"
_PAGE_SIZE = 20
_MAX_REGIONS_SHOWN = 3
_MAX_NAME_SHOWN = 120
_TABS = (State.WAITING, State.NEEDS_INFORMATION, State.HELD, State.APPROVED, State.DECLINED, State.SPAM)


@dataclass(frozen=True)
class BulkActions:
    """What can be done to many applications at once; each gets the references of those that the reviewer saw."""

    erase_spam: Callable[[list[str]], None]
    release_held: Callable[[list[str]], None]
    mark_held_as_spam: Callable[[list[str]], None]


def queue(applications: Sequence[QueuedApplication], actions: BulkActions, *, overflow_size: int = 0) -> None:
    """The applications of one state, each a button that opens it.

    ``overflow_size`` is how many more are kept, for which there is no room in these lists yet.
    """
    counts = {state: sum(each.state is state for each in applications) for state in _TABS}
    chosen = st.segmented_control(
        "State",
        _TABS,
        format_func=lambda state: f"{STATE_LABELS[state]} ({counts[state]:,})",
        default=State.WAITING,
        required=True,
        key="desk_state",
        persist_state="session",
        label_visibility="collapsed",
    )
    if overflow_size:
        st.info(f"{overflow_size:,} more are kept safely. They appear here as you decide on these.")
    rows = [each for each in applications if each.state is chosen]
    if chosen is State.HELD and rows:
        st.markdown(
            "Many came from the same place, so these wait apart from the others. Some may well be genuine: they stay "
            "here until you decide."
        )
    if not rows:
        st.markdown("Nothing is waiting. Thank you for looking." if chosen is State.WAITING else "Nothing here.")
        return
    pages = -(-len(rows) // _PAGE_SIZE)
    page = st.pagination(pages, key="desk_page") if pages > 1 else 1
    shown = rows[(page - 1) * _PAGE_SIZE : page * _PAGE_SIZE]
    for each in shown:
        application = each.application
        title = title_of(application, each.entry_name, escape_markdown)
        st.button(
            f"{KIND_LABELS[application.kind]} · {title} · {format_age(application.sent_at)}",
            key=f"desk_open_{application.reference}",
            width="stretch",
            on_click=open_application,
            args=(application.reference,),
        )
    if chosen is State.SPAM:
        _erase_all(_references(rows), actions.erase_spam)
    if chosen is State.HELD:
        _decide_on_held(_references(rows), _references(shown), actions)


def open_application(reference: str | None) -> None:
    """Opens an application; with None, the list again."""
    st.session_state[OPEN_REFERENCE] = reference
    forget_mistakes()


def title_of(application: Application, entry_name: str, escape: Callable[[str], str] = isolate_direction) -> str:
    """What an application is called in a list: the name of its group, and its regions; ``escape`` treats what was
    typed. ``entry_name`` is that of the listed entry it is about."""
    name = application.proposal.get("name") or entry_name or application.reference
    regions = [*map(display_name, application.proposal.get("regions", "").split())]
    title = escape(name[:_MAX_NAME_SHOWN])
    if not regions:
        return title
    more = " …" if len(regions) > _MAX_REGIONS_SHOWN else ""
    return f"{title} ({escape(', '.join(regions[:_MAX_REGIONS_SHOWN]))}{more})"


def _erase_all(references: list[str], erase_spam: Callable[[list[str]], None]) -> None:
    with st.expander("Erase all spam"):
        st.markdown("Erases what was sent, for good. Is a genuine group among it? Open it first and choose “Not spam”.")
        st.button(
            f"Erase all {len(references):,}" if len(references) > 1 else "Erase it",
            key="desk_erase_spam",
            on_click=erase_spam,
            args=(references,),
        )


def _decide_on_held(references: list[str], shown: list[str], actions: BulkActions) -> None:
    count = len(references)
    with st.container(horizontal=True):
        st.button(
            f"Put all {count:,} with the waiting ones" if count > 1 else "Put it with the waiting ones",
            key="desk_release_held",
            on_click=actions.release_held,
            args=(references,),
        )
        st.button(
            f"Mark the {len(shown)} on this page as spam" if len(shown) > 1 else "Mark it as spam",
            key="desk_spam_held",
            on_click=actions.mark_held_as_spam,
            args=(shown,),
        )


def _references(rows: Sequence[QueuedApplication]) -> list[str]:
    return [each.application.reference for each in rows]
