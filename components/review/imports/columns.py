"""Step 1: what each column of the list holds, and ten rows as the map would have them."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from affiliates.content.wording import format_age
from affiliates.directory.schema import COLUMNS
from affiliates.imports.columns import holds_emails
from affiliates.imports.desk.columns import examples, sample_rows, target_of, with_columns
from affiliates.imports.desk.review import mapping_of
from affiliates.imports.findings import Cause, Effect
from affiliates.imports.mapping import ListMapping, missing_targets
from affiliates.imports.reading.table import Table
from affiliates.imports.rows import ImportRow, read_rows
from affiliates.imports.wording import cause_label
from affiliates.languages.catalogs import ENGLISH
from affiliates.storage.contract.drafts import ListDraft
from components.review.actions import perform
from components.review.imports.opened import change_list, look_again
from components.review.imports.wording import (
    MISSING_LABELS,
    SCOPE_LABELS,
    STATUS_LABELS,
    TARGET_LABELS,
    places_label,
    shorten,
)
from components.shared.markdown import escape_markdown
from components.state.resources import import_review

_NOT_USED = ""
_MAX_EXAMPLE = 30
_SAMPLE_LABELS = {"name": "Name", "regions": "Place", "scope": "Reach", "status": "Status"}
_MIN_WIDTH = 260  # pixels of one column of fields
_CONSTANTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "scope": ("Every group of the list is", SCOPE_LABELS),
    "status": ("And each of them is", STATUS_LABELS),
}


def columns(token: str, draft: ListDraft, table: Table) -> None:
    """Each column with what it holds; each change counts at once."""
    mapping = mapping_of(draft)
    former = import_review().last_import_of(token, mapping.source)
    if former:
        when = f"{former.reviewer} brought in {format_age(ENGLISH, former.decided_at)}"
        st.info(
            f"This is read as “{escape_markdown(mapping.source)}”, which {escape_markdown(when)}. If it is another "
            "list, give it a name of its own below."
        )
    st.markdown(f"What does each column hold? {'' if former else 'We have guessed; correct what is wrong.'}")
    with st.grid(2, min_column_width=_MIN_WIDTH):
        for place, column in enumerate(table.columns):
            _column(token, draft, table, place, column)
    _constants(token, draft, table, mapping)
    _more(token, draft, table, mapping)
    if missing := missing_targets(mapping):
        for target in missing:
            st.warning(MISSING_LABELS[target])
    else:
        _sample(table, mapping)


def _column(token: str, draft: ListDraft, table: Table, place: int, column: str) -> None:
    mapping = mapping_of(draft)
    key = f"desk_import_column_{draft.id}_{place}"
    st.session_state[key] = target_of(mapping, column)
    texts = ", ".join(shorten(text, _MAX_EXAMPLE) for text in examples(table, column))
    is_private = holds_emails(table, column) and not target_of(mapping, column)
    with st.container(gap="xsmall"):
        st.selectbox(
            escape_markdown(column),
            [_NOT_USED, *TARGET_LABELS],
            format_func=lambda target: TARGET_LABELS.get(target, "Not used"),
            key=key,
            on_change=_assign,
            args=(token, draft, table, key, column),
        )
        st.caption(escape_markdown(texts) + "  \nPrivate: nobody sees these unless you say so." * is_private)


def _assign(token: str, draft: ListDraft, table: Table, key: str, column: str) -> None:
    chosen = str(st.session_state[key])

    def assign(mapping: ListMapping) -> ListMapping:
        targets = {each: target_of(mapping, each) for each in table.columns} | {column: chosen}
        return with_columns(mapping, targets, mapping.constants)

    change_list(token, draft, assign)
    look_again()


def _constants(token: str, draft: ListDraft, table: Table, mapping: ListMapping) -> None:
    """What holds for every row, where no column says it."""
    asked = [target for target in _CONSTANTS if target not in mapping.columns]
    for target in asked:
        label, choices = _CONSTANTS[target]
        key = f"desk_import_constant_{draft.id}_{target}"
        st.session_state[key] = mapping.constants.get(target)
        st.segmented_control(
            label,
            list(choices),
            format_func=choices.__getitem__,
            key=key,
            on_change=_set_constant,
            args=(token, draft, key, target),
        )


def _set_constant(token: str, draft: ListDraft, key: str, target: str) -> None:
    value = st.session_state[key]

    def set_value(mapping: ListMapping) -> ListMapping:
        others = {each: text for each, text in mapping.constants.items() if each != target}
        return mapping.model_copy(update={"constants": others | ({target: str(value)} if value else {})})

    change_list(token, draft, set_value)
    look_again()


def _more(token: str, draft: ListDraft, table: Table, mapping: ListMapping) -> None:
    """What is right for most lists: its name, its sheet, the row with the names, and garbled letters."""
    with st.expander("Name, sheet and row of the list"):
        st.text_input(
            "Name of the list: under this name its groups are known again next month",
            mapping.source,
            key=f"desk_import_source_{draft.id}",
            max_chars=100,
            on_change=_rename,
            args=(token, draft),
        )
        if len(table.sheets) > 1:
            key = f"desk_import_sheet_{draft.id}"
            st.session_state[key] = table.sheet
            st.selectbox("Sheet", table.sheets, key=key, on_change=_read_as, args=(token, draft, key, "sheet"))
        key = f"desk_import_header_{draft.id}"
        st.session_state[key] = table.header_row
        st.number_input(
            "The row that names the columns",
            min_value=1,
            key=key,
            on_change=_read_as,
            args=(token, draft, key, "header_row"),
        )
        key = f"desk_import_mend_{draft.id}"
        st.session_state[key] = mapping.mend_text
        st.checkbox(
            "Mend garbled text, such as “QuÃ©bec” and “&amp;”", key=key, on_change=_mend, args=(token, draft, key)
        )


def _rename(token: str, draft: ListDraft) -> None:
    name = " ".join(str(st.session_state[f"desk_import_source_{draft.id}"]).split())
    if name:
        change_list(token, draft, lambda mapping: mapping.model_copy(update={"source": name}))
    look_again()


def _read_as(token: str, draft: ListDraft, key: str, option: str) -> None:
    value = st.session_state[key]
    perform(lambda: import_review().read_as(token, draft, **{option: value}), "")
    look_again()


def _mend(token: str, draft: ListDraft, key: str) -> None:
    value = bool(st.session_state[key])
    change_list(token, draft, lambda mapping: mapping.model_copy(update={"mend_text": value}))
    look_again()


def _sample(table: Table, mapping: ListMapping) -> None:
    rows = read_rows(table, mapping, sample_rows(table))
    st.subheader(f"{len(rows)} of the rows as the map would have them", anchor=False)
    frame = pd.DataFrame([_sample_row(row) for row in rows]).fillna("")
    st.dataframe(frame.loc[:, (frame != "").any()], hide_index=True)


def _sample_row(row: ImportRow) -> dict[str, str]:
    """A row in words: its number, the values, and what a person should look at."""
    words = {"regions": places_label, "scope": SCOPE_LABELS.__getitem__, "status": STATUS_LABELS.__getitem__}
    given = {column: words.get(column, str)(text) for column in COLUMNS if (text := row.values.get(column))}
    values = {_SAMPLE_LABELS.get(column, TARGET_LABELS[column]): text for column, text in given.items()}
    seen = [f"{each.column}: {cause_label(each.code)}" for each in row.findings if each.effect is not Effect.NOTE]
    garbled = any(each.code == Cause.TEXT_GARBLED for each in row.findings)
    seen += ["garbled text"] if garbled else []
    name = {_SAMPLE_LABELS["name"]: values.pop(_SAMPLE_LABELS["name"], "")}
    return {"Row": str(row.source.number), **name, "To look at": "; ".join(seen), **values}
