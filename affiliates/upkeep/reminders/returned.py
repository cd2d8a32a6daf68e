"""Mail that came back: which letters reached nobody, read from a folder or a mailbox into which returned mail comes.

A letter is known by the id of its mail, one with a visitor's message by a line in its head. Only the receiver has seen
either: nobody else can have it counted as returned.
"""

import re
import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from pathlib import Path

from affiliates.errors import MailError
from affiliates.storage.contract.letters import LetterEvent, LetterStep
from affiliates.storage.contract.store import Store
from affiliates.upkeep.contacts import contacts_by_mark, group_contacts
from affiliates.upkeep.reminders.mailbox import ReturnedMailbox, opened_mailbox

_MAX_SIZE = 1_000_000  # bytes of a mail
_MAX_MAILS = 10_000
# RFC 3464, 2.3.3 and 2.3.4: failed for good, not only delayed.
_FAILED = re.compile(rb"^Action:\s*failed\b", re.IGNORECASE | re.MULTILINE)
_PERMANENT = re.compile(rb"^Status:\s*5\.", re.IGNORECASE | re.MULTILINE)
_LETTER = re.compile(rb"<reminder\.([0-9a-f]{32})\.([0-9])@")
# The line that marks the contact to whom a visitor's message went.
CONTACT_HEADER = "X-Affiliates-Contact"
_CONTACT = re.compile(rb"^" + CONTACT_HEADER.encode() + rb":\s*([0-9a-f]{32})\s", re.IGNORECASE | re.MULTILINE)
_NO_NUMBER = -1


def record_returned(store: Store, folder: Path, now: datetime) -> list[LetterEvent]:
    """Keeps which letters came back, and returns those that nobody knew of yet; the mails stay as they are.

    ``folder`` holds one mail in each file, at any depth, as a Maildir does. Raises ``MailError`` where it cannot be
    read, ``StoreError``.
    """
    return _record(store, set(_returned_letters(folder)), now)


def record_returned_to(store: Store, mailbox: ReturnedMailbox, now: datetime) -> list[LetterEvent]:
    """As ``record_returned``, for a mailbox; mails that are about letters of ours are marked as seen once that is kept.

    Whoever is killed before reads them again, and keeps nothing twice.
    """
    with opened_mailbox(mailbox) as opened:
        found = {number: letter for number, mail in opened.reports() if (letter := _returned_letter(mail))}
        returned = _record(store, set(found.values()), now)
        opened.mark_seen(found)
    return returned


def _record(store: Store, found: set[tuple[str, int]], now: datetime) -> list[LetterEvent]:
    events = store.letters.events()
    known = {(each.question, each.number) for each in events if each.step is LetterStep.RETURNED}
    sent = {(each.question, each.number): each for each in events if each.number}
    returned = [
        replace(sent[letter], step=LetterStep.RETURNED, at=now) for letter in sorted(found & sent.keys() - known)
    ]
    returned += _contacts_without_mail(store, {mark for mark, number in found if number == _NO_NUMBER}, now)
    for event in returned:
        store.letters.record(event)
    return returned


def _contacts_without_mail(store: Store, marks: set[str], now: datetime) -> list[LetterEvent]:
    """The contacts whom a visitor's message did not reach, and of whom that was not known."""
    known = {each.application for each in store.letters.events() if each.step is LetterStep.RETURNED}
    contacts = group_contacts(store.applications(), store.decisions()) if marks else {}
    by_mark = contacts_by_mark(store, contacts.values(), now)
    returned = {by_mark[mark] for mark in marks & by_mark.keys()} - known
    return [
        LetterEvent(secrets.token_hex(16), group_id, reference, 0, LetterStep.RETURNED, now)
        for group_id, contact in contacts.items()
        if (reference := contact.application.reference) in returned
    ]


def _returned_letters(folder: Path) -> Iterator[tuple[str, int]]:
    """Question and number of each letter that came back; for a visitor's message, the mark of the contact."""
    try:
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()][-_MAX_MAILS:]
        if not folder.is_dir():
            raise MailError(f"{folder}: there is no such folder of returned mail.")
        for path in files:
            if path.stat().st_size <= _MAX_SIZE and (letter := _returned_letter(path.read_bytes())):
                yield letter
    except OSError as error:
        raise MailError(f"{error.filename or folder}: cannot be read ({error.strerror}).") from None


def _returned_letter(mail: bytes) -> tuple[str, int] | None:
    """Which letter of ours a mail says that it failed for good; None for any other mail (RFC 3462)."""
    if message_from_bytes(mail).get_content_type() != "multipart/report":
        return None
    if not _FAILED.search(mail) or not _PERMANENT.search(mail):
        return None
    if letter := _LETTER.search(mail):
        return letter[1].decode(), int(letter[2])
    contact = _CONTACT.search(mail)
    return (contact[1].decode(), _NO_NUMBER) if contact else None
