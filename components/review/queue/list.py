"""The queue: one line for each application, which says what it is before it is opened."""

from collections.abc import Callable, Sequence

import streamlit as st

from affiliates.applications.states import State
from affiliates.content.wording import format_age
from affiliates.geo.regions import display_name
from affiliates.languages.catalogs import ENGLISH
from affiliates.review.desk.lookalikes import Lookalike
from affiliates.review.desk.queue import find, in_state, name_of
from affiliates.review.views import QueuedApplication
from components.review.queue.bulk import decide_on_held, erase_all
from components.review.queue.choices import STATES, choose_rows, choose_state, read_choices
from components.review.queue.navigation import open_application
from components.review.wording import KIND_ICONS, kind_label
from components.shared.markdown import escape_markdown, isolate_direction
from components.state.resources import directory_version, review_service

_LOOKALIKES = "desk_lookalikes"
_PAGE_SIZE = 20
_MAX_REGIONS_SHOWN = 3
_MAX_NAME_SHOWN = 120


def queue(token: str, applications: Sequence[QueuedApplication], *, overflow_size: int = 0) -> None:
    """The applications of one state, each a button that opens it, below the ways to search and sort them.

    ``overflow_size`` is how many more are kept, for which there is no room in these lists yet.
    """
    choose_rows()
    found = find(applications, read_choices())
    state = choose_state({each: len(in_state(found, each)) for each in STATES})
    rows = in_state(found, state)
    if overflow_size:
        st.info(f"{overflow_size:,} more are kept safely. They appear here as you decide on these.")
    if state is State.HELD and rows:
        st.markdown(
            "Many came from the same place, so these wait apart from the others. Some may well be genuine: they stay "
            "here until you decide."
        )
    if not rows:
        _nothing_here(state)
        return
    pages = -(-len(rows) // _PAGE_SIZE)
    page = st.pagination(pages, key="desk_page") if pages > 1 else 1
    shown = rows[(page - 1) * _PAGE_SIZE : page * _PAGE_SIZE]
    alike = _lookalikes(token, applications, references_of(shown))
    for each in shown:
        _row(each, alike.get(each.application.reference))
    if state is State.SPAM:
        erase_all(token, references_of(rows))
    if state is State.HELD:
        decide_on_held(token, references_of(rows), references_of(shown))


def title_of(queued: QueuedApplication, escape: Callable[[str], str] = isolate_direction) -> str:
    """What an application is called in a list: the name of its group, and its regions; ``escape`` treats what was
    typed."""
    regions = [*map(display_name, queued.application.proposal.get("regions", "").split())]
    title = escape(name_of(queued)[:_MAX_NAME_SHOWN])
    if not regions:
        return title
    more = " …" if len(regions) > _MAX_REGIONS_SHOWN else ""
    return f"{title} ({escape(', '.join(regions[:_MAX_REGIONS_SHOWN]))}{more})"


def references_of(rows: Sequence[QueuedApplication]) -> list[str]:
    """Their reference numbers, in their order."""
    return [each.application.reference for each in rows]


def _row(queued: QueuedApplication, alike: Lookalike | None) -> None:
    application = queued.application
    parts = [
        kind_label(application),
        f"**{title_of(queued, escape_markdown)}**",
        format_age(ENGLISH, application.sent_at),
    ]
    if alike:
        where = "which is listed" if alike.is_listed else "which waits as well"
        parts.append(f"looks like {escape_markdown(alike.name[:_MAX_NAME_SHOWN])}, {where}")
    if application.follows:
        parts.append(f"adds to {application.follows}")
    st.button(
        " · ".join(parts),
        key=f"desk_open_{application.reference}",
        icon=KIND_ICONS[application.kind],
        width="stretch",
        on_click=open_application,
        args=(application.reference,),
    )


def _nothing_here(state: State) -> None:
    choices = read_choices()
    if choices.words or choices.kind:
        st.markdown("Nothing here is like that. The numbers above say where else something is.")
    else:
        st.markdown("Nothing is waiting. Thank you for looking." if state is State.WAITING else "Nothing here.")


def _lookalikes(
    token: str, applications: Sequence[QueuedApplication], references: Sequence[str]
) -> dict[str, Lookalike]:
    """Worked out again once the directory, the queue or the page has changed: it takes a while in a long list."""
    state = directory_version(), [(each.application.reference, each.state) for each in applications], references
    kept_state, found = st.session_state.get(_LOOKALIKES, (None, {}))
    if kept_state != state:
        found = review_service().lookalikes(token, references)
        st.session_state[_LOOKALIKES] = (state, found)
    return dict(found)
