"""Which letters people are to get, and when: what is due follows from what is kept, whoever published a group how."""

import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from affiliates.people.mailboxes import receiver
from affiliates.storage.contract.people import Person, PersonLetter, PersonLetterKind, PersonLetterStep

# A group that was published by mistake is taken back within hours: until then nobody is told of it.
TOLD_AFTER = timedelta(hours=12)
_HOUR = timedelta(hours=1)
# Letters that strangers can cause are few enough to harm nobody's good name with mail servers.
_MAX_PER_HOUR, _MAX_CONFIRM_PER_HOUR, _MAX_CONFIRM_TO_RECEIVER = 200, 60, 15
_MAX_CONFIRM_TRIES_PER_HOUR = 140  # with those that no mail server took: there is room left for other letters
_FIRST_RETRY, _LAST_RETRY = timedelta(minutes=15), timedelta(hours=12)
_BEGUN = set(PersonLetterStep) - {PersonLetterStep.WAITING}
_TO_SEND = {PersonLetterStep.WAITING, PersonLetterStep.FAILED}
_TAKEN = {PersonLetterStep.BEGUN, PersonLetterStep.SENT}
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
    """The letters that are due, in the order in which they are to be sent, as many as this hour allows.

    What no mail server took does not count among what strangers may cause, but for a limit of its own. Fresh letters
    come before those that are tried again, and those who take mail in get theirs in turn, so that nobody fills the line
    with addresses of theirs.
    """
    begun = [
        DueLetter(each, letter)
        for each in people
        for letter in each.letters
        if letter.step in _BEGUN and now - letter.at < _HOUR
    ]
    tried = [each for each in begun if _is_asking(each)]
    taken = sum(each.letter.step in _TAKEN for each in tried)
    confirm_room = min(_MAX_CONFIRM_PER_HOUR - taken, _MAX_CONFIRM_TRIES_PER_HOUR - len(tried))
    due = sorted(_due(people, now), key=lambda each: (_ORDER.index(each.letter.kind), _is_retry(each), each.letter.at))
    asking = _in_turn([each for each in due if _is_asking(each)], tried)
    others = [each for each in due if not _is_asking(each)]
    return [*asking[: max(0, confirm_room)], *others][: max(0, _MAX_PER_HOUR - len(begun))]


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


def _in_turn(asking: list[DueLetter], begun: Iterable[DueLetter]) -> list[DueLetter]:
    """Letters with those first whose receivers got the fewest within the hour; without those that would get many."""
    got = Counter(receiver(each.person.email) for each in begun)
    turns = []
    for number, each in enumerate(asking):
        to = receiver(each.person.email)
        if got[to] < _MAX_CONFIRM_TO_RECEIVER:
            turns.append((_is_retry(each), got[to], number))
        got[to] += 1
    return [asking[number] for *_, number in sorted(turns)]


def _is_asking(due: DueLetter) -> bool:
    return due.letter.kind is PersonLetterKind.CONFIRM


def _is_retry(due: DueLetter) -> bool:
    return due.letter.step is PersonLetterStep.FAILED


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
