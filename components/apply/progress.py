"""How far a visitor's form has come, and the one place that submits it: nothing is lost, nothing is saved twice."""

import logging
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime

import streamlit as st

from affiliates.applications.duplicates import DuplicateCandidate
from affiliates.applications.model import Application, Kind
from affiliates.applications.spam import SubmissionContext
from affiliates.applications.submission import build_application
from affiliates.applications.validation import ValidatedDraft
from affiliates.errors import StoreError
from components.apply.fields import clear_fields
from components.apply.notifications import notify_reviewers
from components.state.language import current_language, gettext
from components.state.resources import intake
from components.state.sender import current_sender

_log = logging.getLogger("affiliates")
_SENT = "sent_applications"


@dataclass
class FormProgress:
    """One form of one session.

    ``form_id`` is new with each form and makes sure that it is saved once, however often it is submitted. ``draft`` is
    what was typed when it was last sent off or closed; ``listed`` and ``pending`` are its possible duplicates. Then it
    is ``prepared``, and ends as ``saved``, or as ``unsaved``; ``is_same`` says that the applicant found it listed
    already. ``attempts`` counts how often it was sent off with mistakes.
    """

    form_id: str = field(default_factory=lambda: secrets.token_hex(16))
    opened_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    draft: ValidatedDraft = field(default_factory=lambda: ValidatedDraft({}, {}))
    listed: list[DuplicateCandidate] = field(default_factory=list)
    pending: list[DuplicateCandidate] = field(default_factory=list)
    prepared: Application | None = None
    unsaved: Application | None = None
    saved: Application | None = None
    is_same: bool = False
    attempts: int = 0


def form_progress(key: str) -> FormProgress:
    """How far the form under a key has come in this session."""
    progress: FormProgress = st.session_state.setdefault(f"progress_{key}", FormProgress())
    return progress


def start_over(key: str) -> None:
    """Forgets a form and what was typed into it."""
    del st.session_state[f"progress_{key}"]
    clear_fields(key)


def prepare_submission(
    key: str,
    kind: Kind,
    *,
    group_id: str = "",
    organization_id: str = "",
    follows: str = "",
    whole_entry: bool = False,
) -> None:
    """Has a validated form submitted when the page is drawn next."""
    progress = form_progress(key)
    context = SubmissionContext(
        opened_at=progress.opened_at,
        sent_at=datetime.now(UTC),
        honeypot=st.session_state.get(_honeypot_key(key), ""),
        earlier_submissions=tuple(sent_applications().values()),
    )
    progress.prepared = build_application(
        current_language(),
        kind,
        progress.draft.values,
        form_id=progress.form_id,
        context=context,
        group_id=group_id,
        organization_id=organization_id,
        follows=follows,
        whole_entry=whole_entry,
    )


def submit_if_prepared(key: str) -> None:
    """Submits what is prepared, and shows meanwhile that it is being sent."""
    progress = form_progress(key)
    if progress.prepared:
        with st.spinner(gettext("Sending …")):
            _submit(progress, progress.prepared)


def sent_applications() -> dict[str, datetime]:
    """The references of what this session sent, and when."""
    sent: dict[str, datetime] = st.session_state.get(_SENT, {})
    return sent


def honeypot_field(key: str) -> None:
    """A field that no person sees or reaches, and that programs fill in."""
    st.text_input(
        gettext("Leave this empty"), key=_honeypot_key(key), autocomplete="off"
    )  # hidden by server/first_page/assets/app.css


def _honeypot_key(key: str) -> str:
    return f"{key}_honeypot"


def _submit(progress: FormProgress, application: Application) -> None:
    # No call of Streamlit stands between saving it and remembering that it is saved: each could end the script.
    sender = current_sender()
    progress.prepared = None
    try:
        progress.saved = intake().submit(application, sender)
    except StoreError as error:
        _log.error("%s", error)
        progress.unsaved = application
    else:
        st.session_state[_SENT] = sent_applications() | {progress.saved.reference: application.sent_at}
        if not progress.saved.is_suspicious:
            notify_reviewers()
