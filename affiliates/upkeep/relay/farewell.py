"""The letter that says that a group's messages have ended: nobody else who has the link ends them unseen."""

import logging
from datetime import datetime

from affiliates.content.letters import closing, greeting
from affiliates.errors import MailError
from affiliates.review.mail import MailServer, send_mail
from affiliates.storage.contract.store import Store
from affiliates.upkeep.contacts import group_contacts
from affiliates.upkeep.relay.opt_out import wish_token
from affiliates.upkeep.reminders.answers import OpenedLink, Purpose
from affiliates.upkeep.reminders.sending import LINK_FOLDER, TOKEN

_log = logging.getLogger("affiliates")


def say_that_messages_ended(
    store: Store, link: OpenedLink, now: datetime, *, base_url: str, server: MailServer
) -> None:
    """Sends the letter to the contact, with a link to have messages again; a mail that fails is noted in the log.

    ``link`` is the one that ended them. Raises ``StoreError``.
    """
    group_id, gettext = link.entry["id"], link.language.gettext
    contact = group_contacts(store.applications(), store.decisions()).get(group_id)
    if contact is None or not contact.can_be_written_to:
        return
    token = wish_token(store, Purpose.MESSAGES, group_id, contact, now)
    ended = gettext(
        "because somebody used a link in one of our letters, families can no longer write to {group} through the "
        "affiliate map.",
        group=link.entry["name"],
    )
    again = gettext("If that was not you, or if you change your mind, let them write again here:")
    text = "\n\n".join(
        [
            greeting(link.language, contact.application.contact_name),
            ended,
            f"{again}\n{base_url}{LINK_FOLDER}/{Purpose.MESSAGES}?{TOKEN}={token}",
            closing(link.language),
        ]
    )
    try:
        subject = gettext("No more messages through the map")
        send_mail(server, contact.application.contact_email, subject, text, is_automatic=True)
    except MailError as error:
        _log.error("%s was not told that its messages have ended: %s", group_id, error)
