"""Mail to an applicant, to ask for more or to say that their group is published: a text to copy into a mail, or the
mail itself where the settings name a server."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import streamlit as st

from affiliates.applications.decisions import Decision
from affiliates.applications.model import Application
from affiliates.content.labels import language_label
from affiliates.content.letters import (
    ally_letter,
    letter_subject,
    link_letter,
    link_letter_subject,
    publication_letter,
    question_letter,
)
from affiliates.directory.schema import is_ally
from affiliates.directory.values import split_codes
from affiliates.errors import MailError
from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import Language
from affiliates.languages.preference import PARAMETER, language_with
from affiliates.review.mail import MailServer, send_mail
from affiliates.site.addresses import allies_page, group_page
from affiliates.site.pictures.badge import badge_address, badge_snippet
from components.review.deciding import decide
from components.shared.affiliate_graphic import site_address
from components.shared.markdown import escape_markdown
from components.state.resources import review_service
from components.state.settings import outgoing_mail

_PREPARED = "desk_mail_prepared"


@dataclass(frozen=True)
class _Mail:
    """A mail to an applicant or a group, and whether the server is still to send it.

    ``receiver`` says who that is. ``english`` is the same in English where it is in another language.
    """

    receiver: str
    to: str
    subject: str
    text: str
    english: str
    is_to_be_sent: bool
    is_question: bool


def ask_form(token: str, application: Application, expected_decision_id: str) -> None:
    """The text that asks an applicant for more; once it is noted, the application waits for their answer."""
    key = f"desk_ask_{application.reference}"
    language = _language_of(application)
    if language != ENGLISH:
        st.markdown(f"They wrote to us in {language_label(ENGLISH, language.code)}. In English, your mail begins as:")
        st.text(_question(ENGLISH, application))
    text = _question(language, application)
    choices = {"note": "Save the note; I will send it myself"}
    if _server():
        choices["send"] = "Save the note and send it"
    with st.form(key, border=False):
        st.text_area("Your mail", value=text, key=f"{key}_text", height=260, max_chars=4000)
        for choice, label in choices.items():
            arguments = (token, application, expected_decision_id, choice == "send")
            st.form_submit_button(label, key=f"{key}_{choice}", on_click=_note, args=arguments)


def can_send_mail() -> bool:
    """Whether the settings name a mail server that can work."""
    try:
        return outgoing_mail() is not None
    except MailError:
        return False


def prepare_publication_mail(application: Application, group: Mapping[str, str], *, is_to_be_sent: bool) -> None:
    """Prepares the mail that tells an applicant where their group is now, and how to show it on its own site.

    ``group`` is the published entry. Without an address of theirs there is none.
    """
    base_url, language = site_address(), _language_of(application)
    text = publication_text(language, application, group, base_url)
    english = "" if language == ENGLISH else publication_text(ENGLISH, application, group, base_url)
    _prepare(application, text, english, is_to_be_sent=is_to_be_sent)


def prepare_link_mail(application: Application | None, group: Mapping[str, str], address: str) -> None:
    """Prepares the mail that asks a group about a link of its entry that no longer works.

    It goes to the sender of ``application``, else to the group's public address, for the reviewer to send.
    """
    language = _language_of(application) if application else ENGLISH
    _keep(
        group["id"],
        _Mail(
            receiver=group["name"],
            to=application.contact_email if application else group["email"],
            subject=link_letter_subject(language, of_ally=is_ally(group)),
            text=_link_text(language, application, group, address),
            english="" if language == ENGLISH else _link_text(ENGLISH, application, group, address),
            is_to_be_sent=False,
            is_question=True,
        ),
    )


def _link_text(language: Language, application: Application | None, group: Mapping[str, str], address: str) -> str:
    return link_letter(
        language,
        name=application.contact_name if application else "",
        group=group["name"],
        address=address,
        change=_form_address(language, group["id"]),
        of_ally=is_ally(group),
    )


def publication_text(language: Language, application: Application, group: Mapping[str, str], base_url: str) -> str:
    """What that mail says; ``base_url`` is the public address of the site, with a slash at its end."""
    change = _form_address(language, group["id"], base_url)
    if is_ally(group):
        return ally_letter(
            language,
            name=application.contact_name,
            ally=group["name"],
            reference=application.reference,
            page=base_url + allies_page(language),
            change=change,
        )
    regions = split_codes(group["regions"])
    return publication_letter(
        language,
        name=application.contact_name,
        group=group["name"],
        reference=application.reference,
        page=base_url + group_page(language, regions),
        snippet=badge_snippet(language, group["id"], group["name"], base_url, regions),
        picture=base_url + badge_address(language, group["id"]),
        change=change,
    )


def _form_address(language: Language, group_id: str, base_url: str = "") -> str:
    """The full address of the form to change a group's entry, in a language."""
    asked_for = {} if language == ENGLISH else {PARAMETER: language.code}
    return f"{base_url or site_address()}correct?{urlencode({'group': group_id} | asked_for)}"


def mail_to_send() -> None:
    """Sends what was prepared to be sent; keeps the rest at hand to be copied until the reviewer has sent it."""
    prepared = st.session_state.get(_PREPARED, {})
    for reference, mail in list(prepared.items()):
        if mail.is_to_be_sent and _is_sent(reference, mail):
            del prepared[reference]
    if not prepared:
        return
    label = f"Mail for you to send: {len(prepared):,}"
    with st.expander(label, icon=":material/mail:", expanded=any(each.is_question for each in prepared.values())):
        for reference, mail in prepared.items():
            st.markdown(f"Copy this into a mail to {escape_markdown(mail.receiver)}:")
            st.code(mail.to, language=None)
            st.code(mail.text, language=None, wrap_lines=True)
            if mail.english:
                st.caption("The same in English, for you:")
                st.text(mail.english)
            st.button("I have sent it", key=f"desk_sent_{reference}", on_click=forget_mail, args=(reference,))


def forget_mail(reference: str) -> None:
    """Takes back what was prepared for the sender of an application."""
    st.session_state.get(_PREPARED, {}).pop(reference, None)


def _is_sent(reference: str, mail: _Mail) -> bool:
    """Sends a mail, once: where that fails, the reviewer sends it."""
    st.session_state[_PREPARED][reference] = replace(mail, is_to_be_sent=False)
    server = _server()
    if server is None:
        return False
    try:
        with st.spinner("Sending the mail …"):
            send_mail(server, mail.to, mail.subject, mail.text)
    except MailError as error:
        st.error(f"{error} Your decision is saved. Please send the text yourself.")
        return False
    st.success("The mail has been sent.")
    return True


def _language_of(application: Application) -> Language:
    return language_with(application.language) or ENGLISH


def _question(language: Language, application: Application) -> str:
    name = application.proposal.get("name", "")
    return question_letter(language, name=application.contact_name, group=name, reference=application.reference)


def _prepare(
    application: Application, text: str, english: str, *, is_to_be_sent: bool, is_question: bool = False
) -> None:
    if application.contact_email:
        subject = letter_subject(_language_of(application), application.reference)
        receiver = f"the sender of {application.reference}"
        _keep(
            application.reference,
            _Mail(receiver, application.contact_email, subject, text, english, is_to_be_sent, is_question),
        )


def _keep(key: str, mail: _Mail) -> None:
    st.session_state[_PREPARED] = st.session_state.get(_PREPARED, {}) | {key: mail}


def _server() -> MailServer | None:
    try:
        return outgoing_mail()
    except MailError as error:
        st.warning(str(error))
        return None


def _note(token: str, application: Application, expected_decision_id: str, send: bool) -> None:
    reference = application.reference
    text = st.session_state[f"desk_ask_{reference}_text"]

    def ask() -> Decision:
        return review_service().ask(token, reference, expected_decision_id=expected_decision_id, note=text)

    if decide(token, reference, ask, "Saved. It now waits for their answer."):
        _prepare(application, text, "", is_to_be_sent=send, is_question=True)
