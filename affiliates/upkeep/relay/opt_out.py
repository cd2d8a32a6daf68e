"""The links by which a group ends the messages of visitors, and has them again.

The first stands in each letter that passes one on, the second in the letter that says that they have ended.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime

from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.preference import language_with
from affiliates.storage.contract.letters import LetterEvent, LetterStep
from affiliates.storage.contract.store import Store
from affiliates.upkeep.contacts import GroupContact, contact_mark, contacts_by_mark, group_contacts
from affiliates.upkeep.reminders.answers import LinkProblem, OpenedLink, Purpose
from affiliates.upkeep.signed_links import read_signed, sign
from affiliates.upkeep.wishes import LetterKind, takes

_SEPARATOR = "."  # in no id of a group
_STEPS = {Purpose.NO_MESSAGES: LetterStep.NO_MESSAGES, Purpose.MESSAGES: LetterStep.MESSAGES}


def wish_token(store: Store, purpose: Purpose, group_id: str, contact: GroupContact, now: datetime) -> str:
    """The token of a link to end messages or to have them again. It names the group and marks its contact; no address
    is in it.

    Raises ``StoreError``.
    """
    parts = (group_id, contact_mark(store, contact, now), str(_times_begun(store.letters.events(), group_id)))
    return sign(store, purpose, _SEPARATOR.join(parts), now)


def open_wish_link(store: Store, purpose: Purpose, token: str, now: datetime) -> OpenedLink | LinkProblem:
    """What such a link opens; changes nothing. Raises ``StoreError``.

    It ends with its contact, with the key that signed it, and when the group has messages again: whoever got hold of it
    cannot end them once more. Until then it says what its holder wants, however old it is.
    """
    signed = read_signed(store, purpose, token, now)
    if signed is None:
        return LinkProblem.NOT_OURS
    group_id, mark, begun = [*signed.value.split(_SEPARATOR), "", ""][:3]
    contact = group_contacts(store.applications(), store.decisions()).get(group_id)
    entry = store.directory.entry(group_id)
    if contact is None or entry is None or mark not in contacts_by_mark(store, [contact], now):
        return LinkProblem.CONTACT_CHANGED
    if begun != str(_times_begun(store.letters.events(), group_id)):
        return LinkProblem.CONTACT_CHANGED
    application = contact.application
    language = language_with(application.language) or ENGLISH
    return OpenedLink(purpose, secrets.token_hex(16), application.reference, entry, language)


def record_wish(store: Store, link: OpenedLink, now: datetime) -> bool:
    """Keeps whether a group wants messages, whoever is its contact; False where that is known.

    Raises ``StoreError``.
    """
    group_id, step = link.entry["id"], _STEPS[link.purpose]
    if takes(store.letters.events(), group_id, LetterKind.MESSAGE) is (step is LetterStep.MESSAGES):
        return False
    store.letters.record(LetterEvent(link.question, group_id, link.application, 0, step, now))
    return True


def _times_begun(events: Sequence[LetterEvent], group_id: str) -> int:
    return sum(each.group_id == group_id and each.step is LetterStep.MESSAGES for each in events)
