"""Signing up: to be told when there is a group in a region, to help start one, or both.

Whoever asks gets the same answer whether an address is known or not, after the same work: nobody learns who signed up.
"""

import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from hashlib import sha256

from affiliates.applications.intake import max_per_hour
from affiliates.applications.senders import SlidingWindows, is_this_machine, site_of
from affiliates.applications.spam import min_fill_time
from affiliates.applications.validation import clean_text
from affiliates.directory.mistakes import Mistake
from affiliates.directory.schema import is_email_address
from affiliates.geo.regions import region_names
from affiliates.storage.contract.people import Person, PersonLetter, PersonLetterKind, PersonLetterStep
from affiliates.storage.contract.store import Store

WANTS_NEWS, WOULD_HELP, EMAIL, FIRST_NAME, SENTENCE = "wants_news", "would_help", "email", "first_name", "sentence"
YES = "yes"
MAX_LENGTHS = {EMAIL: 254, FIRST_NAME: 60, SENTENCE: 300}
# No stranger can have us write to somebody more often: about one region, and about all of them.
CONFIRM_AGAIN_AFTER = timedelta(days=7)
_MAX_CONFIRM_LETTERS, _MAX_SIGN_UPS, _CONFIRM_LETTERS_WITHIN = 3, 5, timedelta(days=30)
_HOUR, _DAY = 3600.0, 86_400.0
_DAYS_WORTH, _SITES_WORTH = 3, 3
_MAX_OF_ALL_PER_HOUR = 200
_ROOM = 5000  # for those who have not confirmed: what confirmed ones take nobody else can fill


class SignUpOutcome(StrEnum):
    """What became of a sign-up."""

    KEPT = "kept"
    LIKE_A_PROGRAM = "like_a_program"  # faster than any person, or with a field filled in that people do not see
    TOO_MANY = "too_many"
    NO_ROOM = "no_room"


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
    elif EMAIL not in mistakes and not is_email_address(values[EMAIL]):
        mistakes[EMAIL] = Mistake("email_format")
    wants_news, would_help = (typed.get(field) == YES for field in (WANTS_NEWS, WOULD_HELP))
    if not wants_news and not would_help:
        mistakes[WANTS_NEWS] = Mistake("wish_not_chosen")
    return mistakes or SignUp(region, wants_news, would_help, **values, language=language)


def same_address(one: str, other: str) -> bool:
    """Whether two mail addresses are the same mailbox, as nearly all servers see it."""
    return one.casefold() == other.casefold()


class SignUps:
    """Takes sign-ups for one store, and remembers who came how often; nothing of that is written down."""

    def __init__(self, store: Store, *, clock: Callable[[], float] = time.monotonic, room: int = _ROOM) -> None:
        """``room`` is for how many who have not confirmed there is room."""
        most = max_per_hour()
        self._store, self._room = store, room
        self._senders = SlidingWindows((most, _HOUR), (most * _DAYS_WORTH, _DAY), clock=clock)
        self._sites = SlidingWindows((most * _SITES_WORTH, _HOUR), clock=clock)
        self._all = SlidingWindows((_MAX_OF_ALL_PER_HOUR, _HOUR), clock=clock)
        # Remembers those who erased what we kept, and whom somebody signs up again and again.
        self._addresses = SlidingWindows((_MAX_SIGN_UPS, _CONFIRM_LETTERS_WITHIN.total_seconds()), clock=clock)

    def take(self, sign_up: SignUp, sender: str, now: datetime, *, opened_at: datetime, honeypot: str) -> SignUpOutcome:
        """Keeps a sign-up that came from ``sender`` (``senders.sender_of``), with the letter that asks for the button.

        ``opened_at`` is when the form was, ``honeypot`` what stood in the field that people do not see: whoever looks
        like a program is to send it once more. Raises ``StoreError`` where it could not be kept.
        """
        if honeypot or now - opened_at < min_fill_time():
            return SignUpOutcome.LIKE_A_PROGRAM
        if not self._admits(sender):
            return SignUpOutcome.TOO_MANY
        # Without a lock: a few more than there is room for do no harm.
        if sum(each.confirmed_at is None for each in self._store.people.people()) >= self._room:
            return SignUpOutcome.NO_ROOM
        may_be_asked = self._addresses.admits(sha256(sign_up.email.casefold().encode()).digest())
        self._store.people.update(partial(_with, sign_up, now, may_be_asked))
        return SignUpOutcome.KEPT

    def _admits(self, sender: str) -> bool:
        # Behind a proxy that nobody named all come from this machine, and one must not keep the others out.
        is_known = not is_this_machine(sender)
        within = [self._senders.admits(sender), self._sites.admits(site_of(sender))] if is_known else []
        return all(within) and self._all.admits("")


def _cleaned(text: str) -> str:
    return clean_text("", text).encode(errors="ignore").decode().strip()


def _with(sign_up: SignUp, now: datetime, may_be_asked: bool, people: list[Person]) -> list[Person]:
    """All people with this one among them: in place of what they asked for before and did not confirm."""
    same = [each for each in people if each.region == sign_up.region and same_address(each.email, sign_up.email)]
    confirmed = next((each for each in same if each.confirmed_at), None)
    if confirmed and not _asks_for_more(sign_up, confirmed):
        # Something is written in any case: how long it takes tells nobody that they are known.
        return [replace(each, asked_at=now) if each is confirmed else each for each in people]
    waiting = next((each for each in same if not each.confirmed_at), None)
    letters = waiting.letters if waiting else ()
    if may_be_asked and _may_be_asked(letters, sign_up.email, people, now):
        letter = PersonLetter(secrets.token_hex(16), PersonLetterKind.CONFIRM, PersonLetterStep.WAITING, now)
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
    return [*(each for each in people if each is not waiting), person]


def _asks_for_more(sign_up: SignUp, person: Person) -> bool:
    return (
        (sign_up.wants_news and not person.wants_news)
        or (sign_up.would_help and not person.would_help)
        or bool(sign_up.sentence and sign_up.sentence != person.sentence)
    )


def _may_be_asked(letters: Iterable[PersonLetter], email: str, people: Iterable[Person], now: datetime) -> bool:
    """Whether one more letter may ask at this address for the button: ``letters`` are those about the same region."""
    if any(now - each.at < CONFIRM_AGAIN_AFTER for each in letters if each.kind is PersonLetterKind.CONFIRM):
        return False
    moments = [
        letter.at
        for each in people
        if same_address(each.email, email)
        for letter in each.letters
        if letter.kind is PersonLetterKind.CONFIRM
    ]
    return sum(now - each < _CONFIRM_LETTERS_WITHIN for each in moments) < _MAX_CONFIRM_LETTERS
