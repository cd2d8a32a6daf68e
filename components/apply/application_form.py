"""The form by which a group asks to be listed, or to have its entry changed."""

import logging
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from affiliates.applications.model import ATTESTATIONS, Kind
from affiliates.applications.submission import listed_duplicates, pending_duplicates
from affiliates.applications.validation import FORM_FIELDS, NO_CONTACT, ValidatedDraft, validate_draft
from affiliates.errors import StoreError
from components.apply.fields import FormFields, read_fields
from components.apply.outcomes import ask_about_duplicates, nothing_to_submit, submission_failed, submission_received
from components.apply.progress import (
    FormProgress,
    form_progress,
    honeypot_field,
    prepare_submission,
    start_over,
    submit_if_prepared,
)
from components.state.resources import store

_log = logging.getLogger("affiliates")
# How often one form is told whether a waiting application is like it: more is feeling for what is private.
_MOST_QUESTIONS = 5
_BELIEFS = [key for key in ATTESTATIONS if key.startswith("belief")]
_OBLIGATIONS = [key for key in ATTESTATIONS if key.startswith("obligation")]


@st.fragment
def application_form(groups: pd.DataFrame, kind: Kind, *, given: Mapping[str, str], group_id: str = "") -> None:
    """Draws the form, or the screen it has come to.

    ``given`` are the values it shows at first; ``group_id`` is the listed group that an update is about.
    """
    key = f"{kind}_{group_id}"
    submit_if_prepared(key)
    progress = form_progress(key)
    if progress.sent:
        submission_received(progress.sent, key=key, on_another=start_over)
    elif progress.is_same:
        nothing_to_submit(key=key, on_back=_take_answer)
    elif progress.listed or progress.waiting:
        ask_about_duplicates(groups, progress.listed, progress.waiting, key=key, on_answer=_take_answer)
    else:
        with st.form(key, enter_to_submit=False, border=False):
            _fields(FormFields(key, progress.checked.values or given, progress.checked.mistakes), key)
            _what_needs_a_look(progress.checked)
            st.form_submit_button(
                "Send the application" if kind is Kind.NEW else "Send the update",
                key=f"{key}_submit",
                icon=":material/send:",
                on_click=_submit,
                args=(groups, kind, key, group_id),
            )
            honeypot_field(key)
        submission_failed(progress.trouble, progress.unsent, key=key)


def _fields(fields: FormFields, key: str) -> None:
    st.subheader("About the group", anchor=False)
    fields.about_the_group()
    st.subheader("How families reach it", anchor=False)
    st.markdown("At least one of these, so that a family finds a person. Type links as you know them.")
    fields.ways_to_reach_it()
    st.subheader("Who may we write to?", anchor=False)
    st.markdown("Only the reviewers see this.")
    for name in ("contact_name", "contact_email", "contact_phone"):
        fields.text(name)
    st.subheader("What we believe", anchor=False)
    fields.agreement(_BELIEFS)
    st.subheader("What your group agrees to", anchor=False)
    fields.agreement(_OBLIGATIONS)
    st.subheader("Your consent", anchor=False)
    fields.consent()


def _what_needs_a_look(checked: ValidatedDraft) -> None:
    if not checked.mistakes:
        return
    places = [f"“{FORM_FIELDS[name].label}”" for name in FORM_FIELDS if name in checked.mistakes]
    if NO_CONTACT in checked.mistakes:
        places.append("a way to reach the group")
    if set(checked.mistakes) - set(FORM_FIELDS) - {NO_CONTACT}:
        places.append("the sentences to tick")
    st.error(f"Almost there. Please look at: {', '.join(places)}. Nothing you typed is lost.")


def _submit(groups: pd.DataFrame, kind: Kind, key: str, group_id: str) -> None:
    """Checks what was typed, looks for twins, and has it sent where there is no question."""
    progress = form_progress(key)
    progress.checked = validate_draft(kind, read_fields(key))
    if progress.checked.mistakes:
        st.toast("Almost there: some fields need a look.", icon=":material/error:")  # wherever the page is scrolled to
    if progress.checked.mistakes or progress.sent:
        return
    if kind is Kind.NEW:
        _look_for_twins(progress, groups)
    if not progress.listed and not progress.waiting:
        prepare_submission(key, kind, group_id=group_id, whole_entry=kind is Kind.UPDATE)


def _look_for_twins(progress: FormProgress, groups: pd.DataFrame) -> None:
    values = progress.checked.values
    progress.listed = listed_duplicates(values, groups)
    progress.questions += 1
    if progress.questions > _MOST_QUESTIONS:
        return  # the reviewers see the likeness anyway
    try:
        progress.waiting = pending_duplicates(values, store().applications(), store().decisions(), strict=True)
    except StoreError as error:
        _log.error("%s", error)  # sending says it to the visitor


def _take_answer(key: str, group_id: str = "", follows: str = "", *, back: bool = False, same: bool = False) -> None:
    """Sends what is in the form as an update of a listed group, as more of a waiting one, or as a different group; goes
    back to the form; or sends nothing, because it is the same."""
    progress = form_progress(key)
    progress.listed, progress.waiting, progress.is_same = [], [], same
    if not back and not same:
        prepare_submission(key, Kind.UPDATE if group_id or follows else Kind.NEW, group_id=group_id, follows=follows)
