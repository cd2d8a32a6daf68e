"""Signing up: to be told when there is a group in a region, to help start one, or both.

Whoever asks gets the same answer whether an address is known or not, after the same work: nobody learns who signed up.
"""

import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from threading import Condition

from cachetools import cached

from affiliates.applications.intake import max_per_hour
from affiliates.applications.senders import SlidingWindows, is_this_machine, site_of
from affiliates.applications.spam import min_fill_time
from affiliates.applications.validation import clean_text
from affiliates.directory.mistakes import Mistake
from affiliates.directory.schema import is_email_address
from affiliates.geo.regions import region_names
from affiliates.people.asked import Asked, AskedLately, may_be_asked
from affiliates.people.mailboxes import is_of_mailbox, mailbox
from affiliates.storage.contract.people import Person, PersonLetter, PersonLetterKind, PersonLetterStep
from affiliates.storage.contract.store import Store
from affiliates.storage.replicas import own_share
from affiliates.storage.settings import open_store

WANTS_NEWS, WOULD_HELP, EMAIL, FIRST_NAME, SENTENCE = "wants_news", "would_help", "email", "first_name", "sentence"
YES = "yes"
MAX_LENGTHS = {EMAIL: 254, FIRST_NAME: 60, SENTENCE: 300}
_MAX_NAME_OF_MAILBOX = 64  # RFC 5321, 4.5.3.1.1
_HOUR, _DAY = 3600.0, 86_400.0
_DAYS_WORTH, _SITES_WORTH = 3, 3
_MAX_OF_ALL_PER_HOUR = 200
# For wishes that nobody confirmed, of all and of one mailbox: what confirmed ones take nobody else can fill.
_ROOM, _ROOM_OF_MAILBOX = 5000, 5


class SignUpOutcome(StrEnum):
    """What became of a sign-up."""

    KEPT = "kept"
    LIKE_A_PROGRAM = "like_a_program"  # faster than any person, or with a field filled in that people do not see
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class SignUp:
    """What somebody asks for; ``language`` is the code of the one of the form."""

    region: str
    wants_news: bool
    would_help: bool
    email: str
    first_name: str
    sentence: str
    language: str


def read_sign_up(region: str, language: str, typed: Mapping[str, str]) -> SignUp | dict[str, Mistake]:
    """What was typed into the form, or every mistake in it by field.

    ``typed`` holds text by field, a checked box as "yes". Raises ``ValueError`` for a region that is none.
    """
    if region not in region_names():
        raise ValueError("no region of this code")
    values = {field: _cleaned(typed.get(field, "")) for field in MAX_LENGTHS}
    mistakes = {
        field: Mistake("too_long", {"max_length": most})
        for field, most in MAX_LENGTHS.items()
        if len(values[field]) > most
    }
    if not values[EMAIL]:
        mistakes[EMAIL] = Mistake("own_email_missing")
    elif EMAIL not in mistakes and not _can_be_written_to(values[EMAIL]):
        mistakes[EMAIL] = Mistake("email_format")
    wants_news, would_help = (typed.get(field) == YES for field in (WANTS_NEWS, WOULD_HELP))
    if not wants_news and not would_help:
        mistakes[WANTS_NEWS] = Mistake("wish_not_chosen")
    return mistakes or SignUp(region, wants_news, would_help, **values, language=language)


def same_address(one: str, other: str) -> bool:
    """Whether two mail addresses are the same mailbox, as nearly all servers see it."""
    return one.casefold() == other.casefold()


class SignUps:
    """Takes sign-ups for one store, and remembers who came how often; nothing of that is written down.

    Where several processes serve the site, each lets its share through, as ``Intake`` does.
    """

    def __init__(
        self,
        store: Store,
        *,
        clock: Callable[[], float] = time.monotonic,
        room: int = _ROOM,
    ) -> None:
        """``room`` is for how many wishes that nobody confirmed there is room."""
        most = own_share(max_per_hour())
        many = most * _SITES_WORTH
        self._store, self._asked, self._room = store, AskedLately(), room
        self._senders = SlidingWindows((most, _HOUR), (most * _DAYS_WORTH, _DAY), clock=clock)
        self._sites = SlidingWindows((many, _HOUR), (many * _DAYS_WORTH, _DAY), clock=clock)
        self._all = SlidingWindows((own_share(_MAX_OF_ALL_PER_HOUR), _HOUR), clock=clock)

    def take(self, sign_up: SignUp, sender: str, now: datetime, *, opened_at: datetime, honeypot: str) -> SignUpOutcome:
        """Keeps a sign-up that came from ``sender`` (``senders.sender_of``), with the letter that asks for the button.

        ``opened_at`` is when the form was, ``honeypot`` what stood in the field that people do not see: whoever looks
        like a program is to send it once more. Raises ``StoreError`` where it could not be kept.
        """
        if honeypot or now - opened_at < min_fill_time():
            return SignUpOutcome.LIKE_A_PROGRAM
        if not self._admits(sender):
            return SignUpOutcome.TOO_MANY
        letter = PersonLetter(secrets.token_hex(16), PersonLetterKind.CONFIRM, PersonLetterStep.WAITING, now)
        asks = self._asked.admits(sign_up.email, sign_up.region, now)
        kept: list[Person] = []

        def change(people: list[Person]) -> list[Person]:
            kept[:] = _with(sign_up, now, letter if asks else None, people, self._room)
            return kept

        self._store.people.update(change)
        if any(letter in each.letters for each in kept):
            self._asked.note(sign_up.email, sign_up.region, now)
        return SignUpOutcome.KEPT

    def _admits(self, sender: str) -> bool:
        # Behind a proxy that nobody named all come from this machine, and one must not keep the others out.
        is_known = not is_this_machine(sender)
        within = [self._senders.admits(sender), self._sites.admits(site_of(sender))] if is_known else []
        return all(within) and self._all.admits("")


@cached({}, condition=Condition())
def sign_ups_at(place: Path | str) -> SignUps:
    """What takes sign-ups for the store at a place: one for all forms of this process, as one sender may use both."""
    return SignUps(open_store(place))


def _cleaned(text: str) -> str:
    return clean_text("", text).encode(errors="ignore").decode().strip()


def _can_be_written_to(email: str) -> bool:
    return len(email.rpartition("@")[0]) <= _MAX_NAME_OF_MAILBOX and is_email_address(email)


def _with(sign_up: SignUp, now: datetime, letter: PersonLetter | None, people: list[Person], room: int) -> list[Person]:
    """All people with this one among them: in place of what they asked for before and did not confirm.

    ``letter`` is the one that may ask them, if any may.
    """
    same = [each for each in people if each.region == sign_up.region and same_address(each.email, sign_up.email)]
    confirmed = next((each for each in same if each.confirmed_at), None)
    if confirmed and not _asks_for_more(sign_up, confirmed):
        # Something is written in any case: how long it takes tells nobody that they are known.
        return [replace(each, asked_at=now) if each is confirmed else each for each in people]
    waiting = next((each for each in same if not each.confirmed_at), None)
    box = mailbox(sign_up.email)
    theirs = [each for each in people if is_of_mailbox(each.email, box)]
    letters = waiting.letters if waiting else ()
    if letter and may_be_asked(sign_up.region, _asked(theirs), now):
        letters = (*letters, letter)
    person = Person(
        id=waiting.id if waiting else secrets.token_hex(16),
        region=sign_up.region,
        wants_news=sign_up.wants_news,
        would_help=sign_up.would_help,
        email=sign_up.email,
        first_name=sign_up.first_name,
        sentence=sign_up.sentence,
        language=sign_up.language,
        asked_at=now,
        leave_code=waiting.leave_code if waiting else secrets.token_urlsafe(24),
        letters=letters,
    )
    gone = waiting or _to_make_room(people, theirs, room)
    return [*(each for each in people if each is not gone), person]


def _to_make_room(people: Iterable[Person], theirs: Iterable[Person], room: int) -> Person | None:
    """Whoever has to go for a new wish: of the same mailbox where it has enough, else the oldest where all have.

    Whoever is refused instead would be everybody, as soon as a stranger has filled the room.
    """
    of_mailbox = [each for each in theirs if not each.confirmed_at]
    if len(of_mailbox) >= _ROOM_OF_MAILBOX:
        return min(of_mailbox, key=lambda each: (bool(each.letters), each.asked_at))
    of_all = [each for each in people if not each.confirmed_at]
    return min(of_all, key=lambda each: each.asked_at) if len(of_all) >= room else None


def _asks_for_more(sign_up: SignUp, person: Person) -> bool:
    return (
        (sign_up.wants_news and not person.wants_news)
        or (sign_up.would_help and not person.would_help)
        or bool(sign_up.sentence and sign_up.sentence != person.sentence)
    )


def _asked(people: Iterable[Person]) -> list[Asked]:
    return [
        (each.region, letter.at)
        for each in people
        for letter in each.letters
        if letter.kind is PersonLetterKind.CONFIRM
    ]
