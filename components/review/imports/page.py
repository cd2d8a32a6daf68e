"""The tab on which a reviewer brings a list in: upload, columns, questions, look-alikes, and what will happen."""

from collections.abc import Callable

import streamlit as st

from affiliates.content.wording import format_age
from affiliates.errors import SourceUnclearError, SourceUnreadableError
from affiliates.imports.desk.review import mapping_of
from affiliates.imports.mapping import missing_targets
from affiliates.imports.reading.table import Table
from affiliates.languages.catalogs import ENGLISH
from affiliates.storage.contract.drafts import ListDraft
from components.review.actions import perform, turn_to_something_else
from components.review.imports.columns import columns
from components.review.imports.look_alikes import look_alikes, pairs_left
from components.review.imports.opened import forget_list, last_plan, look_again, opened_table
from components.review.imports.outcome import outcome
from components.review.imports.past import past_imports
from components.review.imports.questions import questions, questions_left
from components.review.imports.upload import how_to_read, upload
from components.review.imports.wording import rows_label
from components.shared.markdown import escape_markdown
from components.state.resources import import_review

_STEP = "desk_import_step"
_COLUMNS, _QUESTIONS, _LOOK_ALIKES, _OUTCOME = "1 Columns", "2 Questions", "3 Look-alikes", "4 Publish"
_STEPS: dict[str, Callable[[str, ListDraft, Table], None]] = {
    _COLUMNS: columns,
    _QUESTIONS: questions,
    _LOOK_ALIKES: look_alikes,
    _OUTCOME: outcome,
}


def import_page(token: str) -> None:
    """The list that the reviewer is bringing in; where there is none, the way to upload one, and former imports."""
    draft = import_review().draft(token)
    if draft is None:
        upload(token)
        past_imports(token)
        return
    try:
        table = opened_table(token, draft)
    except SourceUnclearError as error:
        _heading(token, draft)
        how_to_read(token, draft, error)
    except SourceUnreadableError as error:
        _heading(token, draft)
        st.error(escape_markdown(str(error)))
    else:
        _heading(token, draft, table)
        _steps(token, draft, table)


def _heading(token: str, draft: ListDraft, table: Table | None = None) -> None:
    facts = [rows_label(len(table.rows))] if table else []
    facts.append(f"uploaded {format_age(ENGLISH, draft.began_at)}")
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(escape_markdown(draft.file_name), anchor=False, width="content")
        with st.popover("Remove this list", icon=":material/delete:", type="tertiary"):
            st.markdown("The list goes, with every answer. Nothing on the map changes.")
            st.button("Remove it", key="desk_import_remove", on_click=_remove, args=(token,))
    st.caption(f"{' · '.join(facts)} · kept here, for you alone, until you publish or remove it")


def _steps(token: str, draft: ListDraft, table: Table) -> None:
    if st.session_state.get(_STEP) not in _STEPS:
        st.session_state[_STEP] = _first_step(token, draft, table)
    chosen = st.segmented_control(
        "Step",
        list(_STEPS),
        required=True,
        key=_STEP,
        on_change=_turn,
        label_visibility="collapsed",
        persist_state="session",
    )
    step = str(chosen)
    if step != _COLUMNS and missing_targets(mapping_of(draft)):
        st.info("First say what the columns hold, under “1 Columns”.")
        return
    _STEPS[step](token, draft, table)
    names = [*_STEPS]
    if step != _OUTCOME and not missing_targets(mapping_of(draft)):
        following = names[names.index(step) + 1]
        st.button(
            f"Next: {following}",
            key="desk_import_next",
            type="primary",
            icon=":material/arrow_forward:",
            on_click=_go,
            args=(following,),
        )


def _first_step(token: str, draft: ListDraft, table: Table) -> str:
    """Where a reviewer goes on who comes back: at the first step that waits for them."""
    if draft.changed_at == draft.began_at or missing_targets(mapping_of(draft)):
        return _COLUMNS
    plan = last_plan(token, draft, table)
    if questions_left(draft, plan):
        return _QUESTIONS
    return _LOOK_ALIKES if pairs_left(draft, plan) else _OUTCOME


def _go(step: str) -> None:
    st.session_state[_STEP] = step
    _turn()


def _turn() -> None:
    turn_to_something_else()
    look_again()


def _remove(token: str) -> None:
    if perform(lambda: import_review().discard(token), "The list is removed."):
        forget_list()
