"""The form by which a group or an ally asks to be listed, or to have its entry changed."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from affiliates.applications.model import BELIEFS, OBLIGATIONS, Kind
from affiliates.applications.submission import listed_duplicates, pending_duplicates
from affiliates.applications.validation import ValidatedDraft, validate_draft
from affiliates.content.ally_words import BECOME_AN_ALLY
from affiliates.content.charter import language_read
from affiliates.content.find_words import ADD_YOUR_GROUP
from affiliates.directory.schema import is_ally
from affiliates.errors import StoreError
from affiliates.languages.catalogs import ENGLISH
from components.apply.duplicate_words import ALLY_WORDS, GROUP_WORDS
from components.apply.fields import FormFields, read_fields
from components.apply.outcomes import ask_about_duplicates, nothing_to_submit, submission_failed, submission_received
from components.apply.progress import (
    FormProgress,
    form_progress,
    honeypot_field,
    prepare_submission,
    sent_applications,
    start_over,
    submit_if_prepared,
)
from components.state.language import current_language, gettext
from components.state.resources import intake, store
from components.state.sender import current_sender

_log = logging.getLogger("affiliates")
_ALLY = "ally"  # in place of the kind in the key of its form
_IS_CLOSED = "is_form_closed"


@st.fragment
def application_form(
    groups: pd.DataFrame,
    kind: Kind,
    *,
    initial: Mapping[str, str],
    group_id: str = "",
    on_close: Callable[[], None] | None = None,
) -> None:
    """Draws the form, or the screen it has come to.

    ``initial`` are the values it shows at first, their kind that of the entry; ``groups`` are the listed entries of
    that kind; ``group_id`` is the one that an update is about. With ``on_close`` it has a title, and a button that
    keeps what was typed and calls this.
    """
    of_ally = is_ally(initial)
    key = f"{_ALLY if of_ally and kind is Kind.NEW else kind}_{group_id}"
    if st.session_state.pop(_IS_CLOSED, False):
        st.rerun()  # all of the page: the form is gone from it
    submit_if_prepared(key)
    progress = form_progress(key)
    is_form = not (progress.saved or progress.is_same or progress.listed or progress.pending)
    if on_close and not is_form:
        _title_with_close_button(st.button, key, initial, on_close)
    if progress.saved:
        submission_received(progress.saved, key=key, on_another=start_over)
    elif progress.is_same:
        nothing_to_submit(key=key, on_back=_take_answer)
    elif progress.listed or progress.pending:
        words = ALLY_WORDS if of_ally else GROUP_WORDS
        ask_about_duplicates(words, groups, progress.listed, progress.pending, key=key, on_answer=_take_answer)
    else:
        with st.form(key, enter_to_submit=False, border=False):
            if on_close:
                _title_with_close_button(st.form_submit_button, key, initial, on_close)
            fields = FormFields(current_language(), key, progress.draft.values or initial, progress.draft.mistakes)
            fields.mistake_summary(progress.attempts)
            _fields(fields, of_ally=of_ally)
            st.form_submit_button(
                gettext("Send the application") if kind is Kind.NEW else gettext("Send the update"),
                key=f"{key}_submit",
                type="primary",
                icon=":material/send:",
                on_click=_check,
                args=(groups, kind, key, group_id, initial.get("kind", "")),
            )
            honeypot_field(key)
        submission_failed(progress, key=key)


def _title_with_close_button(
    button: Callable[..., bool], key: str, initial: Mapping[str, str], on_close: Callable[[], None]
) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        title = BECOME_AN_ALLY if is_ally(initial) else ADD_YOUR_GROUP
        st.header(gettext(title), anchor=False, width="content")
        button(
            gettext("Close"),
            key="close_form",
            type="tertiary",
            icon=":material/close:",
            on_click=_keep_and_close,
            args=(key, initial.get("kind", ""), on_close),
        )


def _keep_and_close(key: str, entry_kind: str, on_close: Callable[[], None]) -> None:
    """A browser sends what was typed into a form with its buttons only, and forgets it with the form."""
    progress = form_progress(key)
    if typed := read_fields(current_language(), key):
        progress.draft = ValidatedDraft({**typed, "kind": entry_kind}, {})
    st.session_state[_IS_CLOSED] = True
    on_close()


def _fields(fields: FormFields, *, of_ally: bool) -> None:
    step = _Steps(5 if of_ally else 6).begin
    step(gettext("About you") if of_ally else gettext("About the group"))
    fields.about_the_group()
    if of_ally:
        step(gettext("Where people can read more"))
        st.markdown(gettext("Fill in what you have. Type links the way you know them."))
    else:
        step(gettext("How families reach it"))
        st.markdown(gettext("Give at least one, so that a family can find someone. Type links the way you know them."))
    fields.ways_to_reach_it()
    step(gettext("Who may we write to?"))
    if of_ally:
        st.markdown(gettext("Only the reviewers see this."))
    else:
        st.markdown(
            gettext(
                "Only the reviewers see this. If you give no email address for families, they can write to you through "
                "this site, without seeing yours."
            )
        )
    for name in ("contact_name", "contact_email", "contact_phone"):
        fields.text(name)
    step(gettext("What we believe"))
    if language_read(current_language()) != ENGLISH.code:
        st.markdown(
            gettext(
                "You agree to the English words. The translation beside them is there to help you; the English version "
                "counts until the Alliance approves a translation."
            )
        )
    fields.agreement(BELIEFS)
    if not of_ally:
        step(gettext("What your group agrees to"))
        fields.agreement(OBLIGATIONS)
    step(gettext("Your consent"))
    fields.consent()


@dataclass
class _Steps:
    """The headings of a form of so many steps."""

    count: int
    number: int = 0

    def begin(self, title: str) -> None:
        """Draws the heading of the next step."""
        self.number += 1
        heading = gettext("Step {number} of {count}: {title}", number=self.number, count=self.count, title=title)
        st.subheader(heading, anchor=False, divider="gray")


def _check(groups: pd.DataFrame, kind: Kind, key: str, group_id: str, entry_kind: str) -> None:
    """Validates what was typed, looks for duplicates, and has it submitted where there is no question."""
    progress = form_progress(key)
    progress.draft = validate_draft(kind, {**read_fields(current_language(), key), "kind": entry_kind})
    if progress.draft.mistakes:
        progress.attempts += 1
    if progress.draft.mistakes or progress.saved:
        return
    if kind is Kind.NEW:
        _find_duplicates(progress, groups)
    if not progress.listed and not progress.pending:
        prepare_submission(key, kind, group_id=group_id, whole_entry=kind is Kind.UPDATE)


def _find_duplicates(progress: FormProgress, groups: pd.DataFrame) -> None:
    """Listed groups, and what this session sent: that somebody else applies is nobody's business."""
    values, own = progress.draft.values, sent_applications()
    progress.listed = listed_duplicates(values, groups)
    if not own or not intake().may_compare(current_sender()):
        return  # the reviewers see the similarity anyway
    try:
        applications = [
            each
            for each in store().applications()
            if each.reference in own and is_ally(each.proposal) == is_ally(values)
        ]
        progress.pending = pending_duplicates(values, applications, store().decisions())
    except StoreError as error:
        _log.error("%s", error)  # submitting tells the visitor


def _take_answer(key: str, group_id: str = "", follows: str = "", *, back: bool = False, same: bool = False) -> None:
    """Submits what is in the form as an update of a listed group, as an addition to a pending application, or as a
    different group; goes back to the form; or submits nothing, because it is the same."""
    progress = form_progress(key)
    progress.listed, progress.pending, progress.is_same = [], [], same
    if not back and not same:
        prepare_submission(key, Kind.UPDATE if group_id or follows else Kind.NEW, group_id=group_id, follows=follows)
