"""The link by which a group ends the messages of visitors: it stands in each letter that passes one on."""

import secrets
from datetime import datetime

from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.preference import language_with
from affiliates.storage.contract.letters import LetterEvent, LetterStep
from affiliates.storage.contract.store import Store
from affiliates.upkeep.contacts import GroupContact, contact_mark, group_contacts
from affiliates.upkeep.reminders.answers import LinkProblem, OpenedLink, Purpose
from affiliates.upkeep.signed_links import read_signed, sign

_SEPARATOR = "."  # in no id of a group


def stop_token(store: Store, group_id: str, contact: GroupContact, now: datetime) -> str:
    """The token of the link. It names the group and marks its contact; no address is in it. Raises ``StoreError``."""
    return sign(store, Purpose.NO_MESSAGES, f"{group_id}{_SEPARATOR}{contact_mark(contact)}", now)


def open_stop_link(store: Store, token: str, now: datetime) -> OpenedLink | LinkProblem:
    """What the link opens; changes nothing. Raises ``StoreError``.

    It ends with its contact, and with the key that signed it: however old it is, it says what its holder wants.
    """
    signed = read_signed(store, Purpose.NO_MESSAGES, token, now)
    if signed is None:
        return LinkProblem.NOT_OURS
    group_id, _, mark = signed.value.partition(_SEPARATOR)
    contact = group_contacts(store.applications(), store.decisions()).get(group_id)
    entry = store.directory.entry(group_id)
    if contact is None or entry is None or mark != contact_mark(contact):
        return LinkProblem.CONTACT_CHANGED
    application = contact.application
    language = language_with(application.language) or ENGLISH
    return OpenedLink(Purpose.NO_MESSAGES, secrets.token_hex(16), application.reference, entry, language)


def stop_messages(store: Store, link: OpenedLink, now: datetime) -> None:
    """Keeps that a group wants no messages, whoever is its contact; once is enough. Raises ``StoreError``."""
    group_id = link.entry["id"]
    if not any(each.group_id == group_id and each.step is LetterStep.NO_MESSAGES for each in store.letters.events()):
        store.letters.record(LetterEvent(link.question, group_id, link.application, 0, LetterStep.NO_MESSAGES, now))
