"""The short form by which any visitor tells what is wrong with a listed group."""

import streamlit as st

from affiliates.applications.model import CorrectionReason, Kind
from affiliates.applications.validation import FORM_FIELDS, validate_draft
from components.apply.fields import FormFields, read_fields
from components.apply.outcomes import submission_failed, submission_received
from components.apply.progress import form_progress, honeypot_field, prepare_submission, start_over, submit_if_prepared

WORDS: dict[str, str] = {
    CorrectionReason.CLOSED: "The group has closed",
    CorrectionReason.DEAD_LINK: "A link is dead",
    CorrectionReason.WRONG_STATE: "It stands in the wrong state or province",
    CorrectionReason.SOMETHING_ELSE: "Something else",
}


@st.fragment
def correction_form(group_id: str) -> None:
    """Draws the form about a listed group, or thanks for it."""
    key = f"{Kind.CORRECTION}_{group_id}"
    submit_if_prepared(key)
    progress = form_progress(key)
    if progress.sent:
        submission_received(progress.sent, key=key, on_another=start_over)
        return
    st.markdown("Only the reviewers see what you write here.")
    with st.form(key, enter_to_submit=False, border=False):
        fields = FormFields(key, progress.checked.values, progress.checked.mistakes)
        st.radio(
            FORM_FIELDS["problem"].label,
            list(CorrectionReason),
            format_func=WORDS.__getitem__,
            index=None,
            key=f"{key}_problem",
            label_visibility="collapsed",  # the heading above says the same
        )
        fields.mistake("problem")
        fields.area("message", height=110)
        fields.text("contact_email", needed=False)
        st.form_submit_button(
            "Tell us", key=f"{key}_submit", icon=":material/send:", on_click=_submit, args=(key, group_id)
        )
        honeypot_field(key)
    submission_failed(progress.trouble, progress.unsent, key=key)


def _submit(key: str, group_id: str) -> None:
    progress = form_progress(key)
    progress.checked = validate_draft(Kind.CORRECTION, read_fields(key))
    if not progress.checked.mistakes and not progress.sent:
        prepare_submission(key, Kind.CORRECTION, group_id=group_id)
