"""The short form by which any visitor tells what is wrong with a listed group."""

import streamlit as st

from affiliates.applications.model import Kind, Wrong
from affiliates.applications.validation import FIELDS, checked_draft
from components.apply.fields import Fields, typed_into
from components.apply.outcomes import sent_screen, trouble_box
from components.apply.progress import begin_anew, prepare, progress_of, send_if_asked, trap

WORDS: dict[str, str] = {
    Wrong.CLOSED: "The group has closed",
    Wrong.DEAD_LINK: "A link is dead",
    Wrong.WRONG_STATE: "It stands in the wrong state or province",
    Wrong.SOMETHING_ELSE: "Something else",
}


@st.fragment
def correction_form(group_id: str) -> None:
    """Draws the form about a listed group, or thanks for it."""
    key = f"{Kind.CORRECTION}_{group_id}"
    send_if_asked(key)
    progress = progress_of(key)
    if progress.sent:
        sent_screen(progress.sent, key=key, on_another=begin_anew)
        return
    st.markdown("Only the reviewers see what you write here.")
    with st.form(key, enter_to_submit=False, border=False):
        fields = Fields(key, progress.checked.values, progress.checked.mistakes)
        st.radio(
            FIELDS["problem"].label,
            list(Wrong),
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
        trap(key)
    trouble_box(progress.trouble, progress.unsent, key=key)


def _submit(key: str, group_id: str) -> None:
    progress = progress_of(key)
    progress.checked = checked_draft(Kind.CORRECTION, typed_into(key))
    if not progress.checked.mistakes and not progress.sent:
        prepare(key, Kind.CORRECTION, group_id=group_id)
