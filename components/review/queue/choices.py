"""What a reviewer chooses to see of the queue: state, words, kind and order."""

import streamlit as st

from affiliates.applications.model import Kind
from affiliates.applications.states import State
from affiliates.review.desk.queue import QueueChoices, QueueSort
from components.review.wording import KIND_LABELS, SORT_LABELS, STATE_LABELS

_STATE, _WORDS, _KIND, _SORT = "desk_state", "desk_words", "desk_kind", "desk_sort"
STATES = (State.WAITING, State.NEEDS_INFORMATION, State.HELD, State.APPROVED, State.DECLINED, State.SPAM)


def read_choices() -> QueueChoices:
    """What is chosen now, also where the widgets are not drawn."""
    chosen = st.session_state
    return QueueChoices(
        state=chosen.get(_STATE) or State.WAITING,
        kind=chosen.get(_KIND),
        words=chosen.get(_WORDS) or "",
        sort=chosen.get(_SORT) or QueueSort.OLDEST,
    )


def choose_rows() -> None:
    """The widgets for words, kind and order."""
    with st.container(horizontal=True, gap="small"):
        st.text_input(
            "Search",
            key=_WORDS,
            type="search",
            placeholder="Name, place, number or sender",
            persist_state="session",
        )
        st.selectbox(
            "Kind",
            list(Kind),
            format_func=KIND_LABELS.__getitem__,
            index=None,
            placeholder="All kinds",
            key=_KIND,
            width=180,
            persist_state="session",
        )
        st.selectbox(
            "Order",
            list(QueueSort),
            format_func=SORT_LABELS.__getitem__,
            key=_SORT,
            width=180,
            persist_state="session",
        )


def choose_state(counts: dict[State, int]) -> State:
    """The states, with how many applications are in each."""
    chosen: State = st.segmented_control(
        "State",
        STATES,
        format_func=lambda state: f"{STATE_LABELS[state]} ({counts[state]:,})",
        default=State.WAITING,
        required=True,
        key=_STATE,
        persist_state="session",
        label_visibility="collapsed",
    )
    return chosen
