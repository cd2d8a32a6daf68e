"""What the links of a letter open, and what their buttons do: each question is answered once.

The answer has the id of the question: the decision that verifies has it as its own, the application that says that a
group has closed as that of its form. So an answer and the end of its links are one and the same record.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial

from affiliates.applications.decisions import Decision, Verdict
from affiliates.applications.model import Application, CorrectionReason, Kind
from affiliates.applications.submission import new_reference
from affiliates.errors import Conflict, DecisionConflictError
from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import Language
from affiliates.languages.preference import language_with
from affiliates.storage.contract.letters import LetterEvent, LetterStep
from affiliates.storage.contract.store import Store
from affiliates.upkeep.contacts import GroupContact, group_contacts
from affiliates.upkeep.reminders.entry import entry_as_shown
from affiliates.upkeep.signed_links import read_signed, sign
from affiliates.upkeep.wishes import LetterKind, takes

# Whom the log of decisions names as the reviewer.
THE_GROUP_ITSELF = "the group itself"
# What reviewers read.
_CLOSED_MESSAGE = "The contact of the group pressed “We have closed” on the page behind our yearly letter."
_SEPARATOR = "."


class Purpose(StrEnum):
    """What a link in a letter is for; it stands in its address."""

    STILL_RIGHT = "still-right"
    CHANGED = "changed"
    CLOSED = "closed"
    STOP = "stop"
    # Of letters about the messages of visitors: affiliates/upkeep/relay/opt_out.py
    NO_MESSAGES = "no-messages"
    MESSAGES = "messages"


YEARLY_PURPOSES = (Purpose.STILL_RIGHT, Purpose.CHANGED, Purpose.CLOSED, Purpose.STOP)


class LinkProblem(StrEnum):
    """Why a link does nothing."""

    NOT_OURS = "not_ours"
    EXPIRED = "expired"
    ANSWERED = "answered"
    ENTRY_CHANGED = "entry_changed"
    CONTACT_CHANGED = "contact_changed"


@dataclass(frozen=True)
class OpenedLink:
    """A link that still counts: what it is for, its question, and the group's entry as it stands, as text by column."""

    purpose: Purpose
    question: str
    application: str
    entry: Mapping[str, str]
    language: Language


def link_token(
    store: Store, purpose: Purpose, question: str, contact: GroupContact, entry: Mapping[str, str], now: datetime
) -> str:
    """The token of a link. It names the question and marks contact and entry; no address is in it."""
    return sign(store, purpose, f"{question}{_SEPARATOR}{_mark(contact, entry)}", now)


def open_link(store: Store, purpose: Purpose, token: str, now: datetime) -> OpenedLink | LinkProblem:
    """What a link opens; changes nothing. Raises ``StoreError``.

    It ends when the question is answered, when entry or contact are others than in the letter, when the application is
    erased, and after 30 days. The wish not to be asked counts even then, but for the last.
    """
    signed = read_signed(store, purpose, token, now)
    if signed is None or signed.is_expired:
        return LinkProblem.EXPIRED if signed else LinkProblem.NOT_OURS
    question, _, mark = signed.value.partition(_SEPARATOR)
    asked = next((each for each in store.letters.events() if each.question == question), None)
    entry = store.directory.entry(asked.group_id) if asked else None
    if asked is None or entry is None or entry_as_shown(entry) is None:
        return LinkProblem.ENTRY_CHANGED
    applications, decisions = store.applications(), store.decisions()
    contact = group_contacts(applications, decisions).get(asked.group_id)
    if purpose is not Purpose.STOP:
        if _is_answered(question, applications, decisions):
            return LinkProblem.ANSWERED
        if contact is None or not contact.can_be_written_to or mark != _mark(contact, entry):
            return LinkProblem.ENTRY_CHANGED
    code = next((each.language for each in applications if each.reference == asked.application), "")
    return OpenedLink(purpose, question, asked.application, entry, language_with(code) or ENGLISH)


def confirm_entry(store: Store, link: OpenedLink, now: datetime) -> None:
    """Verifies an entry as of today, by the group's own word.

    Raises ``DecisionConflictError`` where somebody answered or changed something first; ``StoreError``.
    """
    decision = Decision(
        decision_id=link.question,
        decided_at=now,
        reviewer=THE_GROUP_ITSELF,
        verdict=Verdict.VERIFY,
        group_id=link.entry["id"],
        before=dict(link.entry),
        after={**link.entry, "last_verified_on": str(now.date())},
    )
    store.record_decision(decision, partial(_require_open, link))


def report_closed(store: Store, link: OpenedLink, now: datetime) -> None:
    """Asks a reviewer to mark a group as closed; raises as ``confirm_entry`` does."""
    application = Application(
        reference=new_reference(),
        form_id=link.question,
        sent_at=now,
        kind=Kind.CORRECTION,
        group_id=link.entry["id"],
        follows=link.application,
        problem=CorrectionReason.CLOSED,
        message=_CLOSED_MESSAGE,
        language=link.language.code,
    )
    if store.add(application, partial(_require_open, link)).reference != application.reference:
        raise DecisionConflictError(Conflict.STATE_CHANGED)


def stop_asking(store: Store, link: OpenedLink, now: datetime) -> None:
    """Keeps that a group does not want to be asked; once is enough. Raises ``StoreError``."""
    group_id = link.entry["id"]
    if takes(store.letters.events(), group_id, LetterKind.QUESTION):
        store.letters.record(LetterEvent(link.question, group_id, link.application, 0, LetterStep.OPTED_OUT, now))


def _require_open(link: OpenedLink, applications: list[Application], decisions: list[Decision]) -> None:
    """Nobody answered, and the contact is the one whom we asked, at the moment when the answer is kept."""
    contact = group_contacts(applications, decisions).get(link.entry["id"])
    is_same = contact and contact.can_be_written_to and contact.application.reference == link.application
    if not is_same or _is_answered(link.question, applications, decisions):
        raise DecisionConflictError(Conflict.STATE_CHANGED)


def _is_answered(question: str, applications: list[Application], decisions: list[Decision]) -> bool:
    return any(each.decision_id == question for each in decisions) or any(
        each.form_id == question for each in applications
    )


def _mark(contact: GroupContact, entry: Mapping[str, str]) -> str:
    """Another one for each entry and each contact; from it nobody learns either."""
    told = json.dumps([contact.application.reference, dict(sorted(entry.items()))])
    return hashlib.sha256(told.encode()).hexdigest()[:16]
