"""How far a visitor's form has come, and the one place that sends it: nothing is lost, nothing is kept twice."""

import logging
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime

import streamlit as st

from affiliates.applications.duplicates import DuplicateCandidate
from affiliates.applications.model import Application, Kind
from affiliates.applications.submission import SubmissionContext, build_application, submit
from affiliates.applications.validation import ValidatedDraft
from affiliates.errors import StoreError, StoreFullError
from components.apply.fields import clear_fields
from components.apply.notifications import notify_reviewers
from components.state.resources import store

_log = logging.getLogger("affiliates")
_SENT_AT = "applications_sent_at"


@dataclass
class FormProgress:
    """One form of one session.

    ``form_id`` is new with each form and makes sure that it is kept once, however often it is sent. ``checked`` is
    what was typed when it was last sent off, ``listed`` and ``waiting`` are its look-alikes; then it is ``to_send``,
    and ends as ``sent``, or as ``unsent`` with ``trouble``.
    """

    form_id: str = field(default_factory=lambda: secrets.token_hex(16))
    opened_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    checked: ValidatedDraft = field(default_factory=lambda: ValidatedDraft({}, {}))
    listed: list[DuplicateCandidate] = field(default_factory=list)
    waiting: list[DuplicateCandidate] = field(default_factory=list)
    to_send: Application | None = None
    unsent: Application | None = None
    sent: Application | None = None
    trouble: str = ""
    questions: int = 0
    is_same: bool = False


def form_progress(key: str) -> FormProgress:
    """How far the form under a key has come in this session."""
    progress: FormProgress = st.session_state.setdefault(f"progress_{key}", FormProgress())
    return progress


def start_over(key: str) -> None:
    """Forgets a form and what was typed into it."""
    del st.session_state[f"progress_{key}"]
    clear_fields(key)


def prepare_submission(
    key: str, kind: Kind, *, group_id: str = "", follows: str = "", whole_entry: bool = False
) -> None:
    """Has a checked form sent when the page is drawn."""
    progress = form_progress(key)
    circumstances = SubmissionContext(
        opened_at=progress.opened_at,
        sent_at=datetime.now(UTC),
        honeypot=st.session_state.get(f"{key}_trap", ""),
        earlier_submissions=st.session_state.get(_SENT_AT, ()),
    )
    progress.to_send = build_application(
        kind,
        progress.checked.values,
        form_id=progress.form_id,
        circumstances=circumstances,
        group_id=group_id,
        follows=follows,
        whole_entry=whole_entry,
    )


def submit_if_prepared(key: str) -> None:
    """Sends what is prepared, and shows meanwhile that it is being sent."""
    progress = form_progress(key)
    if progress.to_send:
        with st.spinner("Sending …"):
            _send(progress, progress.to_send)


def honeypot_field(key: str) -> None:
    """A field that no person sees or reaches, and that programs fill in."""
    with st.expander("For machines only: people leave this closed"):
        st.text_input("Leave this empty", key=f"{key}_trap", autocomplete="off")


def _send(progress: FormProgress, sent: Application) -> None:
    # No call of Streamlit stands between keeping it and remembering that it is kept: each could end the script.
    progress.to_send, progress.unsent, progress.trouble = None, sent, ""
    try:
        progress.sent = submit(store(), sent)
    except StoreError as error:
        _log.error("%s", error)
        progress.trouble = "full" if isinstance(error, StoreFullError) else "store"
    else:
        st.session_state[_SENT_AT] = (*st.session_state.get(_SENT_AT, ()), sent.sent_at)
        notify_reviewers(progress.sent)
