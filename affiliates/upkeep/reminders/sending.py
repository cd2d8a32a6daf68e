"""Sending the letters that are due: each step is kept, so that no letter ever goes out twice.

That a letter is about to go is kept before it goes, and that it went after. Whoever is killed in between leaves a
letter of which nobody knows whether it went; it counts as sent, and reviewers see it. The second letter is its remedy.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage
from functools import partial

from affiliates.errors import Conflict, DecisionConflictError, MailError
from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.preference import language_with
from affiliates.review.mail import MailServer, compose_mail, deliver
from affiliates.storage.contract.letters import WISHES_ABOUT_MESSAGES, LetterEvent, LetterStep
from affiliates.storage.contract.store import Store
from affiliates.upkeep.contacts import group_contacts
from affiliates.upkeep.reminders.answers import YEARLY_PURPOSES, Purpose, link_token
from affiliates.upkeep.reminders.due import DueLetter
from affiliates.upkeep.reminders.entry import entry_as_shown
from affiliates.upkeep.reminders.letter import letter_as_html, letter_as_text, reminder_letter
from affiliates.upkeep.signed_links import VALID_FOR

# Below it are the pages behind the links: server/upkeep/own_entry.py.
LINK_FOLDER = "our-entry"
TOKEN = "t"  # noqa: S105 (the name of the parameter)
# A server that is down is not asked for each of the others.
_MAX_FAILURES = 3


@dataclass(frozen=True)
class SentLetter:
    """What became of a letter; ``path`` is where it lies for a person to send, ``problem`` why it did not go."""

    due: DueLetter
    step: LetterStep
    path: str = ""
    problem: str = ""


def send_letters(
    store: Store, letters: list[DueLetter], now: datetime, *, base_url: str, server: MailServer | None
) -> Iterator[SentLetter]:
    """Sends letters one by one, or writes them for a person to send where there is no ``server``.

    ``base_url`` is the public address of the site, with a slash at its end. Gives up after three failures in a row.
    Letters that somebody else is sending, and those of groups that changed meanwhile, are passed over. Raises
    ``StoreError``.
    """
    failures = 0
    for due in letters:
        try:
            sent = _send(store, due, now, base_url, server)
        except DecisionConflictError:
            continue
        if sent:
            yield sent
            failures = failures + 1 if sent.step is LetterStep.FAILED else 0
            if failures == _MAX_FAILURES:
                return


def message_id(question: str, number: int, sender: str) -> str:
    """The id of a mail, by which it is known when it comes back; it names no address."""
    return f"<reminder.{question}.{number}@{sender.rpartition('@')[2] or 'localhost'}>"


def _send(store: Store, due: DueLetter, now: datetime, base_url: str, server: MailServer | None) -> SentLetter | None:
    if group_contacts(store.applications(), store.decisions()).get(due.group_id) != due.contact:
        return None  # somebody erased the application, or published another one, a moment ago
    question = due.question or secrets.token_hex(16)
    reference = due.contact.application.reference
    event = LetterEvent(question, due.group_id, reference, due.number, LetterStep.BEGUN, now)
    try:
        message = _message(store, due, question, now, base_url, server.sender if server else "")
    except MailError as error:
        store.letters.record(replace(event, step=LetterStep.RETURNED), partial(_require_unchanged, due))
        return SentLetter(due, LetterStep.RETURNED, problem=str(error))
    if message is None:
        return None
    store.letters.record(event, partial(_require_unchanged, due))
    sent = _hand_over(store, due, event, message, server)
    if sent.step is not LetterStep.BEGUN:
        store.letters.record(replace(event, step=sent.step))
    return sent


def _hand_over(
    store: Store, due: DueLetter, event: LetterEvent, message: EmailMessage, server: MailServer | None
) -> SentLetter:
    if server is None:
        return SentLetter(due, LetterStep.WRITTEN, path=store.letters.write(event, message.as_bytes()))
    try:
        deliver(server, message)
    except MailError as error:
        refused = LetterStep.RETURNED if error.is_refused else LetterStep.FAILED
        return SentLetter(due, LetterStep.BEGUN if error.may_have_gone else refused, problem=str(error))
    return SentLetter(due, LetterStep.SENT)


def _require_unchanged(due: DueLetter, events: list[LetterEvent]) -> None:
    steps = [each for each in events if each.group_id == due.group_id and each.step not in WISHES_ABOUT_MESSAGES]
    if len(steps) != due.events_seen:
        raise DecisionConflictError(Conflict.STATE_CHANGED)


def _message(
    store: Store, due: DueLetter, question: str, now: datetime, base_url: str, sender: str
) -> EmailMessage | None:
    """The mail with all its links; None where the group is not listed any more. Without a sender it is a draft."""
    entry = store.directory.entry(due.group_id)
    group = entry_as_shown(entry) if entry else None
    if entry is None or group is None:
        return None
    application = due.contact.application
    language = language_with(application.language) or ENGLISH
    tokens = {each: link_token(store, each, question, due.contact, entry, now) for each in YEARLY_PURPOSES}
    links = {each: f"{base_url}{LINK_FOLDER}/{each}?{TOKEN}={token}" for each, token in tokens.items()}
    letter = reminder_letter(
        language,
        group,
        number=due.number,
        name=application.contact_name,
        reference=application.reference,
        links=links,
        valid_until=(now + VALID_FOR).date(),
    )
    headers = {
        "Message-ID": message_id(question, due.number, sender),
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{links[Purpose.STOP]}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    if not sender:
        headers = {"X-Unsent": "1"}  # mail programs open it as a draft
    return compose_mail(
        sender,
        application.contact_email,
        letter.subject,
        letter_as_text(letter),
        html=letter_as_html(language, letter),
        headers=headers,
    )
