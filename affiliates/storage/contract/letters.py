"""What any place that keeps which letters went out promises; a part of ``store.Store``."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class LetterStep(StrEnum):
    """What happened to a letter, or to the question that it asks."""

    BEGUN = "begun"  # about to be sent: whether it was is not known until the next step
    SENT = "sent"
    WRITTEN = "written"  # as a file, for a person to send
    FAILED = "failed"  # not sent for sure, and to be tried again
    RETURNED = "returned"  # nobody gets mail at this address
    OPTED_OUT = "opted_out"  # the group does not want to be asked
    ASK_AGAIN = "ask_again"  # and wants it again, as it told a reviewer
    # No steps of a question:
    NO_MESSAGES = "no_messages"  # the group wants no more messages of visitors
    MESSAGES = "messages"  # and wants them again


WISHES_ABOUT_QUESTIONS = frozenset({LetterStep.OPTED_OUT, LetterStep.ASK_AGAIN})
WISHES_ABOUT_MESSAGES = frozenset({LetterStep.NO_MESSAGES, LetterStep.MESSAGES})


@dataclass(frozen=True)
class LetterEvent:
    """One step of one letter.

    ``question`` is the id of what is asked, the same in the first letter and the second one; ``application`` the
    reference of the application whose contact it goes to. ``number`` counts the letters of a question from 1; it is 0
    for what was no letter of a question: a wish of the group, or a visitor's message that came back. ``at`` is UTC.
    """

    question: str
    group_id: str
    application: str
    number: int
    step: LetterStep
    at: datetime


@dataclass(frozen=True)
class LinkKey:
    """A secret that signs the links in letters, and since when it does (UTC)."""

    secret: str = field(repr=False)
    made_at: datetime


class LetterStore(Protocol):
    """Which letters went to groups, and the keys of the links in them. None of it holds an address."""

    def version(self) -> str:
        """A text that changes whenever a step is kept, empty where none ever was; cheap to ask for often."""
        ...

    def events(self) -> list[LetterEvent]:
        """Every step, in the order in which they were kept."""
        ...

    def record(self, event: LetterEvent, precondition: Callable[[list[LetterEvent]], None] | None = None) -> None:
        """Keeps a step. The precondition sees every earlier one while nobody else keeps one; it refuses by raising."""
        ...

    def write(self, event: LetterEvent, letter: bytes) -> str:
        """Keeps a letter for a person to send, and says where it lies, as whoever runs the app finds it.

        It holds an address: it is removed when its application is erased.
        """
        ...

    def remove_written(self, before: datetime) -> None:
        """Removes the letters for a person to send that were written before a moment."""
        ...

    def link_keys(self) -> list[LinkKey]:
        """The keys that count, the newest last; empty before the first letter."""
        ...

    def renew_link_keys(self, renew: Callable[[list[LinkKey]], list[LinkKey]]) -> list[LinkKey]:
        """Keeps what ``renew`` makes of the keys, when nobody else can change them, and returns it."""
        ...
