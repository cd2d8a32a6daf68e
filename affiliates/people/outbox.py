"""Which letters people are to get, and when: what is due follows from what is kept, whoever published a group how."""

import secrets
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from affiliates.storage.contract.people import Person, PersonLetter, PersonLetterKind, PersonLetterStep

# A group that was published by mistake is taken back within hours: until then nobody is told of it.
TOLD_AFTER = timedelta(hours=12)
_HOUR = timedelta(hours=1)
# Letters that strangers can cause are few enough to harm nobody's good name with mail servers.
_MAX_PER_HOUR, _MAX_CONFIRM_PER_HOUR = 200, 60
_FIRST_RETRY, _LAST_RETRY = timedelta(minutes=15), timedelta(hours=12)
_BEGUN = set(PersonLetterStep) - {PersonLetterStep.WAITING}
_TO_SEND = {PersonLetterStep.WAITING, PersonLetterStep.FAILED}
# Those who wait for somebody first.
_ORDER = (PersonLetterKind.CONFIRM, PersonLetterKind.MESSAGE, PersonLetterKind.PUBLISHED)


@dataclass(frozen=True)
class DueLetter:
    """A letter that is to be sent now, and to whom, both as they were when it was found due."""

    person: Person
    letter: PersonLetter


def with_news(people: Iterable[Person], groups: dict[str, str], now: datetime) -> list[Person]:
    """All people, with a letter that waits for each confirmed one in whose region there is a group and who was not
    told yet; without those that wait where there is none any more.

    ``groups`` is the id of one group of its own for each region that has some.
    """
    return [_with_news(each, groups.get(each.region, ""), now) for each in people]


def letters_to_send(people: Collection[Person], now: datetime) -> list[DueLetter]:
    """The letters that are due, in the order in which they are to be sent, as many as this hour allows."""
    begun = [letter for each in people for letter in each.letters if letter.step in _BEGUN and now - letter.at < _HOUR]
    room = _MAX_PER_HOUR - len(begun)
    confirm_room = _MAX_CONFIRM_PER_HOUR - sum(each.kind is PersonLetterKind.CONFIRM for each in begun)
    due = sorted(_due(people, now), key=lambda each: (_ORDER.index(each.letter.kind), each.letter.at))
    asking = [each for each in due if each.letter.kind is PersonLetterKind.CONFIRM][: max(0, confirm_room)]
    others = [each for each in due if each.letter.kind is not PersonLetterKind.CONFIRM]
    return [*asking, *others][: max(0, room)]


def told(person: Person) -> PersonLetter | None:
    """The letter that tells somebody of a group, however far it has come; None where there is none."""
    return next((each for each in person.letters if each.kind is PersonLetterKind.PUBLISHED), None)


def _with_news(person: Person, group_id: str, now: datetime) -> Person:
    news = told(person)
    if group_id and person.confirmed_at and news is None:
        letter = PersonLetter(
            secrets.token_hex(16), PersonLetterKind.PUBLISHED, PersonLetterStep.WAITING, now, group_id
        )
        return replace(person, letters=(*person.letters, letter))
    if not group_id and news and news.step in _TO_SEND:
        return replace(person, letters=tuple(each for each in person.letters if each is not news))
    return person


def _due(people: Iterable[Person], now: datetime) -> Iterator[DueLetter]:
    for person in people:
        for letter in person.letters:
            if letter.step in _TO_SEND and now >= letter.at + _wait(letter) and _is_wanted(person, letter):
                yield DueLetter(person, letter)


def _wait(letter: PersonLetter) -> timedelta:
    if letter.step is PersonLetterStep.FAILED:
        return min(_FIRST_RETRY * (1 << 2 * min(letter.tries - 1, 5)), _LAST_RETRY)
    return TOLD_AFTER if letter.kind is PersonLetterKind.PUBLISHED else timedelta(0)


def _is_wanted(person: Person, letter: PersonLetter) -> bool:
    return (person.confirmed_at is None) is (letter.kind is PersonLetterKind.CONFIRM)
