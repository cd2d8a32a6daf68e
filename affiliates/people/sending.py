"""Sending people their letters: each step is kept, so that no letter ever goes out twice.

That a letter is about to go is kept before it goes, and that it went after. Of a letter without the second record
nobody knows whether it went: it counts as sent, and reviewers see it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage

import pandas as pd

from affiliates.directory.queries import groups_serving, is_national_or_virtual
from affiliates.directory.schema import Status
from affiliates.errors import Conflict, DecisionConflictError, MailError
from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.preference import language_with
from affiliates.people.answers import PeopleLink, link_token
from affiliates.people.letter import (
    PeopleLetter,
    confirm_letter,
    letter_as_html,
    letter_as_text,
    message_letter,
    published_letter,
)
from affiliates.people.outbox import DueLetter, letters_to_send, with_news
from affiliates.people.retention import AFTER_A_GROUP_FOR
from affiliates.reports.data import records
from affiliates.review.mail import MailServer, compose_mail, deliver
from affiliates.site.addresses import region_page
from affiliates.site.pages.links import PEOPLE_PAGE
from affiliates.storage.contract.people import Person, PersonLetter, PersonLetterKind, PersonLetterStep
from affiliates.storage.contract.store import Store
from affiliates.upkeep.links.listed import links_not_to_show
from affiliates.upkeep.signed_links import VALID_FOR

TOKEN = "t"  # noqa: S105 (the name of the parameter)
_MAX_FAILURES = 3  # a server that is down is not asked for each of the others
_MAX_AT_ONCE = 20
# How often it is tried to have somebody confirm, where the mail server does not take this letter, and where it takes
# none: six hours, and three days, as ``outbox`` waits between tries.
_MAX_TRIES, _MAX_TRIES_WITHOUT_SERVER = 4, 10


@dataclass(frozen=True)
class SentLetter:
    """What became of a letter; ``problem`` says why it did not go, ``is_of_letter`` that others may well go."""

    due: DueLetter
    step: PersonLetterStep
    problem: str = ""
    is_of_letter: bool = False

    @property
    def stops_others(self) -> bool:
        """Whether the mail server takes no others either, as far as anybody can tell."""
        return bool(self.problem) and self.step is not PersonLetterStep.BEGUN and not self.is_of_letter


def notice_groups(store: Store, now: datetime) -> None:
    """Has those told who asked for it, of every region that has a group by now, however it came into the directory.

    Raises ``StoreError``, and ``DirectoryUnreadableError``: then everything stays as it was.
    """
    if not any(each.confirmed_at for each in store.people.people()):
        return
    groups = _group_ids(store.directory.read().groups)
    store.people.update(lambda people: with_news(people, groups, now))


def send_letters(
    store: Store, now: datetime, *, base_url: str, server: MailServer, most: int = _MAX_AT_ONCE
) -> Iterator[SentLetter]:
    """Sends the letters that are due one by one, ``most`` of them; stops when the mail server failed thrice in a row.

    ``base_url`` is the public address of the site, with a slash at its end. Letters that somebody else is sending, and
    those to people who changed or left meanwhile, are passed over. Raises ``StoreError``.
    """
    failures = 0
    for due in letters_to_send(store.people.people(), now)[:most]:
        try:
            sent = _send(store, due, now, base_url, server)
        except DecisionConflictError:
            continue
        if sent:
            yield sent
            failures = failures + 1 if sent.stops_others else 0
            if failures == _MAX_FAILURES:
                return


def message_id(letter: PersonLetter, person: Person, sender: str) -> str:
    """The id of a mail; it names no address."""
    return f"<people.{letter.kind}.{letter.id}.{person.id}@{sender.rpartition('@')[2] or 'localhost'}>"


def as_mail(store: Store, due: DueLetter, now: datetime, *, base_url: str, sender: str) -> EmailMessage | None:
    """The mail with all its links; None where there is no group to tell of any more. Raises ``MailError``."""
    person = due.person
    language = language_with(person.language) or ENGLISH
    leave = _address(base_url, PeopleLink.LEAVE, link_token(store, PeopleLink.LEAVE, person, now))
    letter = _letter(store, due, now, base_url, leave)
    if letter is None:
        return None
    return compose_mail(
        sender,
        person.email,
        letter.subject,
        letter_as_text(letter),
        html=letter_as_html(language, letter),
        headers={
            "Message-ID": message_id(due.letter, person, sender),
            **({} if due.letter.kind is PersonLetterKind.MESSAGE else {"Auto-Submitted": "auto-generated"}),
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _letter(store: Store, due: DueLetter, now: datetime, base_url: str, leave: str) -> PeopleLetter | None:
    person, kind = due.person, due.letter.kind
    language = language_with(person.language) or ENGLISH
    if kind is PersonLetterKind.CONFIRM:
        confirm = _address(base_url, PeopleLink.CONFIRM, link_token(store, PeopleLink.CONFIRM, person, now))
        return confirm_letter(language, person, confirm=confirm, leave=leave, valid_until=(now + VALID_FOR).date())
    if kind is PersonLetterKind.MESSAGE:
        return message_letter(language, person, subject=due.letter.subject, text=due.letter.text, leave=leave)
    serving = groups_serving(store.directory.read().groups, person.region)
    groups = list(records(serving[~is_national_or_virtual(serving)]))
    if not groups:
        return None
    page = base_url + region_page(language, person.region)
    gone = links_not_to_show(store, now.date())
    until = (now + AFTER_A_GROUP_FOR).date()
    return published_letter(language, person, groups, page=page, leave=leave, gone_links=gone, kept_until=until)


def _send(store: Store, due: DueLetter, now: datetime, base_url: str, server: MailServer) -> SentLetter | None:
    try:
        message = as_mail(store, due, now, base_url=base_url, sender=server.sender)
    except MailError as error:
        _keep_step(store, due, replace(due.letter, step=PersonLetterStep.RETURNED, at=now))
        return SentLetter(due, PersonLetterStep.RETURNED, str(error), is_of_letter=True)
    if message is None:
        return None
    begun = replace(due.letter, step=PersonLetterStep.BEGUN, at=now, tries=due.letter.tries + 1)
    _keep_step(store, due, begun)
    due = replace(due, letter=begun)
    sent = SentLetter(due, PersonLetterStep.SENT)
    try:
        deliver(server, message)
    except MailError as error:
        sent = SentLetter(due, _step_after(error, begun), str(error), is_of_letter=error.is_of_letter)
    if sent.step is not PersonLetterStep.BEGUN:
        _keep_step(store, due, replace(begun, step=sent.step))
    return sent


def _step_after(error: MailError, letter: PersonLetter) -> PersonLetterStep:
    if error.may_have_gone:
        return PersonLetterStep.BEGUN
    most = _MAX_TRIES if error.is_of_letter else _MAX_TRIES_WITHOUT_SERVER
    is_over = letter.kind is PersonLetterKind.CONFIRM and letter.tries >= most
    return PersonLetterStep.RETURNED if error.is_refused or is_over else PersonLetterStep.FAILED


def _keep_step(store: Store, due: DueLetter, letter: PersonLetter) -> None:
    """Keeps the next step of a letter. Raises ``DecisionConflictError`` where it, or its person, is another by now."""

    def change(people: list[Person]) -> list[Person]:
        kept = next((each for each in people if each.id == due.person.id), None)
        if kept is None or due.letter not in kept.letters or kept.confirmed_at != due.person.confirmed_at:
            raise DecisionConflictError(Conflict.STATE_CHANGED)
        letters = tuple(letter if each == due.letter else each for each in kept.letters)
        after = after_step(replace(kept, letters=letters), letter)
        return [changed for each in people if (changed := after if each is kept else each)]

    store.people.update(change)


def after_step(person: Person, letter: PersonLetter) -> Person | None:
    """What is kept of somebody after a step of a letter; None where they have what they asked for."""
    if letter.step is not PersonLetterStep.SENT:
        return person
    if letter.kind is PersonLetterKind.PUBLISHED:
        return replace(person, wants_news=False) if person.would_help else None
    said = replace(letter, subject="", text="")
    return replace(person, letters=tuple(said if each == letter else each for each in person.letters))


def _group_ids(groups: pd.DataFrame) -> dict[str, str]:
    """The id of one group of its own for each region that has some."""
    own = groups[(groups["status"] == Status.ACTIVE) & ~is_national_or_virtual(groups)]
    by_region = own.sort_values(["sort_scope", "sort_name", "id"])[["regions", "id"]].explode("regions")
    return dict(by_region.drop_duplicates("regions").itertuples(index=False, name=None))


def _address(base_url: str, purpose: PeopleLink, token: str) -> str:
    return f"{base_url}{PEOPLE_PAGE}/{purpose}?{TOKEN}={token}"
