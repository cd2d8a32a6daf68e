"""The field for the file of a list, and what is asked where nobody can tell how to read it."""

import streamlit as st

from affiliates.errors import SourceUnclearError
from affiliates.storage.contract.drafts import ListDraft
from components.review.actions import forget_message, perform
from components.review.door.uploads import forget_uploads, list_uploader
from components.shared.markdown import escape_markdown
from components.state.resources import import_review

_ATTEMPT = "desk_upload_attempt"
_TYPES = ["csv", "tsv", "txt", "xlsx", "ods", "json", "geojson"]
_OPTION_QUESTIONS = {
    "encoding": "Some letters of this file can be read in several ways. Which one looks right?",
    "delimiter": "What stands between the cells?",
}


def upload(token: str) -> None:
    """Takes a file in and keeps it as the reviewer's list."""
    st.header("Bring a list in", anchor=False)
    st.markdown(
        "Groups from a form, a spreadsheet or another directory, with its own columns. You see what will happen before "
        "anything changes, and one press takes it back."
    )
    attempt = st.session_state.get(_ATTEMPT, 0)
    file = list_uploader(token, "An Excel, OpenDocument, CSV, JSON or GeoJSON file", _TYPES, f"desk_upload_{attempt}")
    if file is None:
        return
    name, content = file.name, file.getvalue()
    st.session_state[_ATTEMPT] = attempt + 1  # the field is empty again
    with st.spinner("Reading the list"):
        if perform(lambda: import_review().upload(token, name, content), ""):
            forget_message()
    forget_uploads()
    st.rerun()


def how_to_read(token: str, draft: ListDraft, error: SourceUnclearError) -> None:
    """Asks for what only a person can tell about a file."""
    if error.option == "header_row":
        st.markdown("No row of this list seems to name the columns.")
        value: str | int | None = st.number_input("The row that names them", min_value=1, max_value=1_000, value=1)
    else:
        choices = error.choices
        value = st.radio(
            _OPTION_QUESTIONS[error.option],
            list(choices),
            format_func=lambda each: escape_markdown(choices[each]),
        )
    st.button(
        "Read it so",
        key="desk_import_read",
        type="primary",
        on_click=_read_as,
        args=(token, draft, error.option, value),
    )


def _read_as(token: str, draft: ListDraft, option: str, value: str | int) -> None:
    perform(lambda: import_review().read_as(token, draft, **{option: value}), "")
