"""What any place that keeps the people who want a group where they live promises; a part of ``store.Store``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class PersonLetterKind(StrEnum):
    """What a letter to somebody is about."""

    CONFIRM = "confirm"  # is this address theirs, and do they want this?
    PUBLISHED = "published"  # there is a group now
    MESSAGE = "message"  # what a reviewer writes to all who would help in a region


class PersonLetterStep(StrEnum):
    """How far a letter has come."""

    WAITING = "waiting"  # to be sent
    BEGUN = "begun"  # about to be sent: whether it was is not known until the next step
    SENT = "sent"
    FAILED = "failed"  # not sent for sure, and to be tried again
    RETURNED = "returned"  # nobody gets mail at this address, or it was tried often enough


@dataclass(frozen=True)
class PersonLetter:
    """One letter to one person, and its last step with its moment (UTC).

    ``id`` is the same for all who get the same message, and another one for every other letter. ``subject`` and
    ``text`` are those of a message until it was sent, and empty otherwise; ``group_id`` is the group that was
    published, else empty. ``tries`` is how often it was begun.
    """

    id: str
    kind: PersonLetterKind
    step: PersonLetterStep
    at: datetime
    group_id: str = ""
    subject: str = ""
    text: str = field(default="", repr=False)
    tries: int = 0


@dataclass(frozen=True)
class Person:
    """Somebody who wants a group in a region: to be told of it (``wants_news``), to help start it (``would_help``), or
    both. Never neither.

    ``email`` is as it was typed, ``first_name`` and ``sentence`` may be empty; ``language`` is the code of the one they
    asked in. ``asked_at`` is when, ``confirmed_at`` when they pressed the button behind the link that only the owner of
    the address has, None until then (UTC). ``leave_code`` is the secret in the link by which they erase all of this: it
    stands in letters to them and is shown to nobody. ``letters`` are in the order in which they were begun.
    """

    id: str
    region: str
    wants_news: bool
    would_help: bool
    email: str = field(repr=False)
    first_name: str = field(repr=False)
    sentence: str = field(repr=False)
    language: str
    asked_at: datetime
    leave_code: str = field(repr=False)
    confirmed_at: datetime | None = None
    letters: tuple[PersonLetter, ...] = ()


ChangePeople = Callable[[list[Person]], Iterable[Person]]


class PeopleStore(Protocol):
    """The people who want a group where they live. They are private, and kept apart from applications.

    Who is no longer among them is erased: nothing of their row is kept anywhere in the store.
    """

    def version(self) -> str:
        """A text that changes whenever what is kept does, empty where nothing ever was; cheap to ask for often."""
        ...

    def people(self) -> list[Person]:
        """Everybody, exactly as they were given, in the order in which they were kept."""
        ...

    def update(self, change: ChangePeople) -> None:
        """Keeps what ``change`` makes of all people in their place; nobody else can keep any meanwhile.

        Where it raises, all stays as it was; where it returns those whom it was given, nothing is written.
        """
        ...
