"""The list that is open: its rows and its plan, worked out once and kept for this session; progress on what takes long.

Nothing of it is kept but here and in the store: these rows are private.
"""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from affiliates.imports.desk.review import mapping_of
from affiliates.imports.mapping import ListMapping
from affiliates.imports.plan import Plan, Stage
from affiliates.imports.reading.table import Table
from affiliates.storage.contract.drafts import ListDraft
from components.review.actions import perform
from components.review.imports.wording import STAGE_LABELS, rows_label
from components.state.resources import import_review

_TABLE, _PLAN = "desk_import_table", "desk_import_plan"
_IS_STALE = "desk_import_is_stale"
# Shorter lists take less than a second: a bar would only flash.
_LONG = 1_500
T = TypeVar("T")


def opened_table(token: str, draft: ListDraft) -> Table:
    """The rows of a list; raises as ``ImportReview.table`` does."""
    mapping = mapping_of(draft)
    key = (draft.id, mapping.sheet, mapping.header_row, mapping.encoding, mapping.delimiter)

    def read() -> Table:
        with st.spinner("Opening the list"):
            return import_review().table(token, draft)

    return _kept(_TABLE, key, read)


def current_plan(token: str, draft: ListDraft, table: Table) -> Plan:
    """What publishing the list as it stands now would do."""
    review, mapping = import_review(), mapping_of(draft)
    key = (draft.id, draft.mapping, review.state(token))
    st.session_state.pop(_IS_STALE, None)
    return _kept(_PLAN, key, lambda: _make_plan(token, table, mapping))


def last_plan(token: str, draft: ListDraft, table: Table) -> Plan:
    """The plan from which the open questions come: answers do not change it until the reviewer turns to another step,
    so that a long list is not compared anew after each of them."""
    key, plan = st.session_state.get(_PLAN, (("",), None))
    is_usable = key[0] == draft.id and not st.session_state.get(_IS_STALE)
    return plan if is_usable else current_plan(token, draft, table)


def look_again() -> None:
    """Has the plan made anew when it is needed next, for callbacks."""
    st.session_state[_IS_STALE] = True


def change_list(token: str, draft: ListDraft, change: Callable[[ListMapping], ListMapping], done: str = "") -> bool:
    """Keeps a change of the list's mapping, for callbacks; True where it was kept."""
    return perform(lambda: import_review().change(token, draft, change), done)


def forget_list() -> None:
    """For a list that is published or removed."""
    for name in [name for name in st.session_state if str(name).startswith("desk_import_")]:
        del st.session_state[name]


def _make_plan(token: str, table: Table, mapping: ListMapping) -> Plan:
    bar = st.empty()

    def show(stage: Stage) -> None:
        if len(table.rows) >= _LONG:
            stages = [*Stage]
            text = f"{STAGE_LABELS[stage]} ({rows_label(len(table.rows))})"
            bar.progress(stages.index(stage) / len(stages), text=text)

    with st.spinner("Comparing the list with the map", show_time=True):
        plan = import_review().plan(token, table, mapping, on_stage=show)
    bar.empty()
    return plan


def _kept(name: str, key: tuple[object, ...], make: Callable[[], T]) -> T:
    kept: tuple[tuple[object, ...], T] | None = st.session_state.get(name)
    if kept is None or kept[0] != key:
        kept = (key, make())
        st.session_state[name] = kept
    return kept[1]
