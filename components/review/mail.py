"""Mail to an applicant, to ask for more or to say that their group is published: a text to copy into a mail, or the
mail itself where the settings name a server."""

from collections.abc import Mapping

import streamlit as st

from affiliates.applications.model import Application
from affiliates.directory.values import split_codes
from affiliates.errors import MailError
from affiliates.review.mail import MailServer, send_mail
from affiliates.site.addresses import group_page
from affiliates.site.pictures.badge import badge_address, badge_snippet
from components.review.actions import perform
from components.shared.affiliate_graphic import site_address
from components.state.resources import review_service
from components.state.settings import outgoing_mail

_PREPARED = "desk_mail_prepared"
_TEXT = """Hello {name},

thank you for your application for {group} ({reference}). Before we can publish it, could you tell us:



Thank you for standing up for the children,
the volunteers of the Alliance Against Seclusion and Restraint"""


_PUBLISHED = """Hello {name},

{group} is on the affiliate map now ({reference}). Families find it here:
{page}

To show on your website that you are an affiliate group, paste this where it takes HTML:

{snippet}

The graphic by itself:
{picture}

If your entry should change one day, please tell us here:
{change}

Thank you for standing up for the children,
the volunteers of the Alliance Against Seclusion and Restraint"""


def ask_form(token: str, application: Application, expected_decision_id: str) -> None:
    """The text that asks an applicant for more; once it is noted, the application waits for their answer."""
    key = f"desk_ask_{application.reference}"
    text = _TEXT.format(
        name=application.contact_name or "there",
        group=application.proposal.get("name") or "your group",
        reference=application.reference,
    )
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
    text = publication_text(application, group, site_address())
    st.session_state[_PREPARED] = (application.contact_email, application.reference, text, is_to_be_sent)


def publication_text(application: Application, group: Mapping[str, str], base_url: str) -> str:
    """What that mail says; ``base_url`` is the public address of the site, with a slash at its end."""
    regions = split_codes(group["regions"])
    return _PUBLISHED.format(
        name=application.contact_name or "there",
        group=group["name"],
        reference=application.reference,
        page=base_url + group_page(regions),
        snippet=badge_snippet(group["id"], group["name"], base_url, regions),
        picture=base_url + badge_address(group["id"]),
        change=f"{base_url}correct?group={group['id']}",
    )


def send_prepared_mail() -> None:
    """Sends the mail that was prepared; shows the text to copy where nobody sends it for the reviewer."""
    to, reference, text, is_to_be_sent = st.session_state.pop(_PREPARED, ("", "", "", False))
    if not to:
        return
    server = _server()
    if is_to_be_sent and server:
        try:
            with st.spinner("Sending the mail …"):
                send_mail(server, to, f"Your application {reference}", text)
        except MailError as error:
            st.error(f"{error} Your decision is saved. Please send the text yourself.")
        else:
            st.success("The mail has been sent.")
            return
    st.markdown("Copy this into a mail to:")
    st.code(to, language=None)
    st.code(text, language=None, wrap_lines=True)


def _server() -> MailServer | None:
    try:
        return outgoing_mail()
    except MailError as error:
        st.warning(str(error))
        return None


def _note(token: str, application: Application, expected_decision_id: str, send: bool) -> None:
    reference = application.reference
    text = st.session_state[f"desk_ask_{reference}_text"]
    saved = perform(
        lambda: review_service().ask(token, reference, expected_decision_id=expected_decision_id, note=text),
        "Saved. It now waits for their answer.",
    )
    if saved:
        st.session_state[_PREPARED] = (application.contact_email, reference, text, send)
