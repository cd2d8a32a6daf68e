"""Which of our letters groups want no more: what each said last, through a link in one of them or to a reviewer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from affiliates.storage.contract.letters import LetterEvent, LetterStep


class LetterKind(StrEnum):
    """A kind of letter that a group can end."""

    QUESTION = "question"  # the yearly one
    MESSAGE = "message"  # with what a visitor wrote


BEGIN_AGAIN = {LetterKind.QUESTION: LetterStep.ASK_AGAIN, LetterKind.MESSAGE: LetterStep.MESSAGES}
_ENDED_BY = {LetterStep.OPTED_OUT: LetterKind.QUESTION, LetterStep.NO_MESSAGES: LetterKind.MESSAGE}
_BEGUN_BY = {step: kind for kind, step in BEGIN_AGAIN.items()}


@dataclass(frozen=True)
class EndedLetters:
    """A kind of letter that a group wants no more, since when (UTC), and by a link in a letter to whose contact."""

    group_id: str
    kind: LetterKind
    since: datetime
    application: str


def ended_letters(events: Iterable[LetterEvent]) -> list[EndedLetters]:
    """What groups want no more by all steps of letters, in the order in which they said so."""
    ended: dict[tuple[str, LetterKind], LetterEvent] = {}
    for event in events:
        if kind := _ENDED_BY.get(event.step):
            ended.setdefault((event.group_id, kind), event)
        elif kind := _BEGUN_BY.get(event.step):
            ended.pop((event.group_id, kind), None)
    return [EndedLetters(group_id, kind, each.at, each.application) for (group_id, kind), each in ended.items()]


def takes(events: Iterable[LetterEvent], group_id: str, kind: LetterKind) -> bool:
    """Whether a group wants letters of a kind: unless the last that it said of them is that it does not."""
    ended = ended_letters(each for each in events if each.group_id == group_id)
    return all(each.kind is not kind for each in ended)
