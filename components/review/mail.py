"""Asking an applicant for more: a text to copy into a mail, and the mail itself where a server is named."""

import streamlit as st

from affiliates.applications.model import Application, Verdict
from affiliates.errors import AffiliatesError
from affiliates.review.mail import MailServer, send_mail
from components.review.actions import perform
from components.state.resources import review_service
from components.state.settings import outgoing_mail

_TO_SEND = "desk_mail_to_send"
_TEXT = """Hello {name},

thank you for your application for {group} ({reference}). Before we can publish it, could you tell us:



Thank you for standing up for the children,
the volunteers of the Alliance Against Seclusion and Restraint"""


def ask_form(token: str, opened: Application, expected_decision_id: str) -> None:
    """The text that asks an applicant for more; noting it makes the application wait for their answer."""
    key = f"desk_ask_{opened.reference}"
    server = _server()
    text = _TEXT.format(
        name=opened.contact_name or "there",
        group=opened.proposal.get("name") or "your group",
        reference=opened.reference,
    )
    with st.form(key, border=False):
        st.text_area("Your mail", value=text, key=f"{key}_text", height=260, max_chars=4000)
        ways = {"note": "Note it, I send it myself"} | ({"send": "Note it and send it"} if server else {})
        for way, label in ways.items():
            st.form_submit_button(
                label, key=f"{key}_{way}", on_click=_note, args=(token, opened, expected_decision_id, way == "send")
            )


def send_asked_mail() -> None:
    """Sends the mail that was asked for, and shows the text to copy where nobody sends it for the reviewer."""
    to, reference, text, is_to_be_sent = st.session_state.pop(_TO_SEND, ("", "", "", False))
    if not to:
        return
    server = _server()
    if is_to_be_sent and server:
        try:
            with st.spinner("Sending the mail …"):
                send_mail(server, to, f"Your application {reference}", text)
        except AffiliatesError as error:
            st.error(f"{error} The decision is kept. Please send the text yourself.")
        else:
            st.success("The mail is on its way.")
            return
    st.markdown("Copy this into a mail to:")
    st.code(to, language=None)
    st.code(text, language=None, wrap_lines=True)


def _server() -> MailServer | None:
    try:
        return outgoing_mail()
    except AffiliatesError as error:
        st.warning(str(error))
        return None


def _note(token: str, opened: Application, expected_decision_id: str, send: bool) -> None:
    text = st.session_state[f"desk_ask_{opened.reference}_text"]
    kept = perform(
        lambda: review_service().rule(
            token, Verdict.ASK, opened.reference, expected_decision_id=expected_decision_id, note=text
        ),
        "Noted: it waits for their answer.",
    )
    if kept:
        st.session_state[_TO_SEND] = (opened.contact_email, opened.reference, text, send)
