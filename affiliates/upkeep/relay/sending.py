"""Passing a visitor's message on. It is handed to the mail server and kept nowhere, whatever becomes of it."""

import logging
import secrets
from datetime import datetime
from email.message import EmailMessage
from enum import StrEnum
from urllib.parse import urlencode

from affiliates.content.group_words import can_be_written_to
from affiliates.directory.schema import Group
from affiliates.errors import MailError
from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import Language
from affiliates.languages.preference import PARAMETER, language_with
from affiliates.review.mail import MailServer, compose_mail, deliver, mail_address
from affiliates.storage.contract.letters import LetterEvent, LetterStep
from affiliates.storage.contract.store import Store
from affiliates.upkeep.contacts import GroupContact, contact_mark
from affiliates.upkeep.relay.letter import letter_as_html, letter_as_text, relayed_letter
from affiliates.upkeep.relay.message import VisitorMessage
from affiliates.upkeep.relay.opt_out import wish_token
from affiliates.upkeep.relay.reachable import reachable_contacts
from affiliates.upkeep.reminders.answers import Purpose
from affiliates.upkeep.reminders.entry import entry_as_shown
from affiliates.upkeep.reminders.returned import CONTACT_HEADER
from affiliates.upkeep.reminders.sending import LINK_FOLDER, TOKEN

_log = logging.getLogger("affiliates")


class Delivery(StrEnum):
    """What became of a message."""

    SENT = "sent"
    NOT_OFFERED = "not_offered"  # the group cannot be written to, or not any more
    FAILED = "failed"  # not sent for sure
    UNKNOWN = "unknown"  # the mail server did not say


def pass_on(
    store: Store, group_id: str, message: VisitorMessage, now: datetime, *, base_url: str, server: MailServer
) -> Delivery:
    """Sends a message to the contact whom a group has at this moment; ``base_url`` is the public address of the site.

    That nobody gets mail there is kept, so that nobody is offered it again. Raises ``StoreError``.
    """
    contact, entry = reachable_contacts(store).get(group_id), store.directory.entry(group_id)
    group = entry_as_shown(entry) if entry else None
    if contact is None or group is None or not can_be_written_to(group.model_dump(), {group_id}):
        return Delivery.NOT_OFFERED
    try:
        letter = _composed(store, contact, group, message, now, base_url, server.sender)
        deliver(server, letter, is_returned_whole=False)
    except MailError as error:
        # As a text: by the error itself, whoever keeps lines of the log would reach the message.
        _log.error("A visitor's message to %s was not passed on: %s", group_id, str(error))
        if error.is_refused:
            reference = contact.application.reference
            store.letters.record(LetterEvent(secrets.token_hex(16), group_id, reference, 0, LetterStep.RETURNED, now))
            return Delivery.NOT_OFFERED
        return Delivery.UNKNOWN if error.may_have_gone else Delivery.FAILED
    return Delivery.SENT


def _composed(
    store: Store,
    contact: GroupContact,
    group: Group,
    message: VisitorMessage,
    now: datetime,
    base_url: str,
    sender: str,
) -> EmailMessage:
    application = contact.application
    language = language_with(application.language) or ENGLISH
    token = wish_token(store, Purpose.NO_MESSAGES, group.id, contact, now)
    stop = f"{base_url}{LINK_FOLDER}/{Purpose.NO_MESSAGES}?{TOKEN}={token}"
    letter = relayed_letter(
        language, group, message, name=application.contact_name, page=_page(base_url, language, group), stop=stop
    )
    host = sender.rpartition("@")[2] or "localhost"
    headers = {
        "Reply-To": mail_address(message.email),
        # It names nobody: it stands in the group's answer.
        "Message-ID": f"<message.{secrets.token_hex(16)}@{host}>",
        # By it we know whose mail came back. No answer repeats it, so that nobody can make one up.
        CONTACT_HEADER: contact_mark(store, contact, now),
        # No "I am away" goes to a visitor, who would learn the contact's address by it.
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return compose_mail(
        sender,
        application.contact_email,
        letter.subject,
        letter_as_text(letter),
        html=letter_as_html(language, letter),
        headers=headers,
    )


def _page(base_url: str, language: Language, group: Group) -> str:
    """Where the group's card is on the map."""
    region = next((code for code in group.regions if code in region_names()), "")
    asked = {"region": region} if region else {}
    asked |= {} if language == ENGLISH else {PARAMETER: language.code}
    return f"{base_url}{'?' if asked else ''}{urlencode(asked)}#group-{group.id}"
