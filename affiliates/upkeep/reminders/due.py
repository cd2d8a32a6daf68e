"""Which groups are to be asked today whether their entry is still right, and which ones a person has to look at.

A question is at most two letters. It is over once the entry was verified or published anew; until then no other one is
asked, however many years pass.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import pandas as pd

from affiliates.applications.model import Kind
from affiliates.applications.states import PENDING_STATES, application_states
from affiliates.directory.schema import Status
from affiliates.storage.contract.letters import WISHES_ABOUT_MESSAGES, WISHES_ABOUT_QUESTIONS, LetterEvent, LetterStep
from affiliates.storage.contract.store import Store
from affiliates.upkeep.contacts import GroupContact, group_contacts
from affiliates.upkeep.wishes import LetterKind, takes

ASKED_AFTER_VERIFICATION = timedelta(days=365)
ASKED_AFTER_PUBLICATION = timedelta(days=334)  # eleven months
BETWEEN_LETTERS = timedelta(days=14)
LAST_LETTER = 2


@dataclass(frozen=True)
class DueLetter:
    """A letter to be sent; ``question`` is empty for the first one of a new question.

    ``events_seen`` is how many steps of letters to this group there were when it was found due.
    """

    group_id: str
    name: str
    contact: GroupContact
    number: int
    question: str
    events_seen: int


class Silence(StrEnum):
    """Why no answer will come by itself."""

    NO_ANSWER = "no_answer"
    RETURNED = "returned"
    OPTED_OUT = "opted_out"
    NO_CONTACT = "no_contact"
    MAYBE_NOT_SENT = "maybe_not_sent"
    UNSETTLED = "unsettled"  # answered, and a reviewer saw it differently


@dataclass(frozen=True)
class SilentGroup:
    """A group that is due and that a person has to look at, and why.

    ``application`` is the reference of its contact's application, empty without one; ``since`` when the last step of a
    letter was, if there was any (UTC).
    """

    group_id: str
    name: str
    reason: Silence
    application: str
    since: datetime | None


def groups_to_ask(store: Store, groups: pd.DataFrame, now: datetime) -> tuple[list[DueLetter], list[SilentGroup]]:
    """The letters that are due, and the groups that a person has to look at, in the order of ``groups``.

    ``groups`` are those of the directory. Raises ``StoreError``.
    """
    applications, decisions = store.applications(), store.decisions()
    contacts = group_contacts(applications, decisions)
    events: dict[str, list[LetterEvent]] = {}
    for event in (each for each in store.letters.events() if each.step not in WISHES_ABOUT_MESSAGES):
        events.setdefault(event.group_id, []).append(event)
    questions = {event.question for steps in events.values() for event in steps}
    used = questions & ({each.decision_id for each in decisions} | {each.form_id for each in applications})
    states = application_states(applications, decisions)
    # What groups say themselves, through the form or a letter; a visitor's correction keeps no group from being asked.
    answers = [each for each in applications if each.kind is Kind.UPDATE or each.form_id in used]
    answered = {each.group_id for each in answers if states[each.reference] in PENDING_STATES}
    steps = [
        _next_step(group, contacts.get(group["id"]), events.get(group["id"], []), used, now)
        for group in groups[["id", "name", "status", "last_verified_on"]].to_dict("records")
        if group["status"] != Status.INACTIVE and group["id"] not in answered
    ]
    return [each for each in steps if isinstance(each, DueLetter)], [
        each for each in steps if isinstance(each, SilentGroup)
    ]


def due_on(last_verified_on: date | None, contact: GroupContact | None) -> date:
    """From which day on a group is to be asked; the first day there is where nobody ever saw its entry."""
    published_on = contact.published_at.date() if contact else None
    if published_on and (last_verified_on is None or last_verified_on <= published_on):
        return published_on + ASKED_AFTER_PUBLICATION
    return last_verified_on + ASKED_AFTER_VERIFICATION if last_verified_on else date.min


def _next_step(
    group: Mapping[Any, Any],
    contact: GroupContact | None,
    events: Sequence[LetterEvent],
    used: Collection[str],
    now: datetime,
) -> DueLetter | SilentGroup | None:
    day = group["last_verified_on"]
    asked_from = due_on(None if pd.isna(day) else pd.Timestamp(day).date(), contact)
    if now.date() < asked_from:
        return None

    def silent(reason: Silence) -> SilentGroup:
        reference = contact.application.reference if contact else ""
        return SilentGroup(group["id"], group["name"], reason, reference, events[-1].at if events else None)

    if not takes(events, group["id"], LetterKind.QUESTION):
        return silent(Silence.OPTED_OUT)
    if contact is None or not contact.can_be_written_to:
        return silent(Silence.NO_CONTACT)
    letters = [each for each in events if each.step not in WISHES_ABOUT_QUESTIONS]
    to_contact = [each for each in letters if each.application == contact.application.reference]
    if any(each.step is LetterStep.RETURNED for each in to_contact):
        return silent(Silence.RETURNED)
    question = to_contact[-1].question if to_contact and to_contact[-1].at.date() >= asked_from else ""
    if question in used:
        return silent(Silence.UNSETTLED)
    asked = [each for each in to_contact if each.question == question]
    if number := _next_number(asked, now):
        return DueLetter(group["id"], group["name"], contact, number, question, len(events))
    reason = _silence(asked, now)
    return silent(reason) if reason else None


def _next_number(asked: Sequence[LetterEvent], now: datetime) -> int | None:
    """Which letter of a question is to be sent now; one that failed for sure is sent again."""
    if not asked:
        return 1
    last = asked[-1]
    if last.step is LetterStep.FAILED:
        return last.number
    return last.number + 1 if last.number < LAST_LETTER and now - last.at >= BETWEEN_LETTERS else None


def _silence(asked: Sequence[LetterEvent], now: datetime) -> Silence | None:
    last = asked[-1]
    if last.number == LAST_LETTER and now - last.at >= BETWEEN_LETTERS:
        return Silence.NO_ANSWER
    return Silence.MAYBE_NOT_SENT if last.step is LetterStep.BEGUN else None
