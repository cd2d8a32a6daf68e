"""The short form by which any visitor tells us what is wrong with an entry."""

import streamlit as st

from affiliates.applications.model import Kind
from affiliates.applications.validation import correction_reasons, field_label, validate_draft
from components.apply.fields import FormFields, read_fields
from components.apply.outcomes import submission_failed, submission_received
from components.apply.progress import (
    form_progress,
    honeypot_field,
    prepare_submission,
    start_over,
    submit_if_prepared,
)
from components.state.language import current_language, gettext


@st.fragment
def correction_form(*, group_id: str = "", organization_id: str = "", of_ally: bool = False) -> None:
    """Draws the form about a listed group or ally, or about an organization that helps families; or thanks for it."""
    key = f"{Kind.CORRECTION}_{group_id or organization_id}"
    reasons = correction_reasons(current_language(), is_organization=bool(organization_id), of_ally=of_ally)
    submit_if_prepared(key)
    progress = form_progress(key)
    if progress.saved:
        submission_received(progress.saved, key=key, on_another=start_over)
        return
    st.markdown(gettext("Only the reviewers see what you write here."))
    with st.form(key, enter_to_submit=False, border=False):
        fields = FormFields(current_language(), key, progress.draft.values, progress.draft.mistakes)
        fields.mistake("problem")
        st.radio(
            field_label(current_language(), "problem"),
            list(reasons),
            format_func=reasons.__getitem__,
            index=None,
            key=f"{key}_problem",
            label_visibility="collapsed",  # the heading above says the same
        )
        fields.area("message", height=110)
        fields.text("contact_email", required=False)
        st.form_submit_button(
            gettext("Tell us"),
            key=f"{key}_submit",
            icon=":material/send:",
            on_click=_check,
            args=(key, group_id, organization_id),
        )
        honeypot_field(key)
    submission_failed(progress, key=key)


def _check(key: str, group_id: str, organization_id: str) -> None:
    progress = form_progress(key)
    progress.draft = validate_draft(Kind.CORRECTION, read_fields(current_language(), key))
    if not progress.draft.mistakes and not progress.saved:
        prepare_submission(key, Kind.CORRECTION, group_id=group_id, organization_id=organization_id)
