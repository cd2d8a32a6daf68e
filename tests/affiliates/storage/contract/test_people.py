"""People who want a group where they live: kept as they were given, changed by one at a time, and gone once erased."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from affiliates.storage.contract.people import Person, PersonLetter, PersonLetterKind, PersonLetterStep
from tests.affiliates.storage.contract.conftest import MOMENT, Opened

LETTER = PersonLetter("letter-1", PersonLetterKind.CONFIRM, PersonLetterStep.SENT, MOMENT, tries=1)
MESSAGE = PersonLetter(
    *("letter-2", PersonLetterKind.MESSAGE, PersonLetterStep.WAITING, MOMENT),
    subject="=Subject, with a comma",
    text="A line\r\nand {{ another }}\n\n“one”",
)
PUBLISHED = PersonLetter("letter-3", PersonLetterKind.PUBLISHED, PersonLetterStep.BEGUN, MOMENT, "group-1")
ALL = (
    Person("id-1", "US-OH", True, False, "a@made-up.example", "", "", "en", MOMENT, "code-1"),
    Person(
        *("id-2", "CA-QC", True, True, "=B@made-up.example", "-É\u2028", 'Two\r\nlines, "quoted" \x00'),
        *("fr", MOMENT + timedelta(microseconds=1), "code-2", MOMENT + timedelta(days=1), (LETTER, MESSAGE, PUBLISHED)),
    ),
)


def test_people_come_back_as_they_were_given(opened: Opened) -> None:
    assert (opened().people.people(), opened().people.version()) == ([], "")
    opened().people.update(lambda _: ALL)

    assert opened().people.people() == list(ALL)
    assert opened().people.version() == opened().people.version() != ""


def test_what_is_kept_tells_its_version_and_the_same_people_do_not(opened: Opened) -> None:
    store = opened()
    store.people.update(lambda people: people)
    assert store.people.version() == ""
    store.people.update(lambda _: ALL)
    first = store.people.version()
    store.people.update(lambda people: people)
    assert store.people.version() == first

    store.people.update(lambda people: [replace(people[0], confirmed_at=MOMENT), *people[1:]])
    assert opened().people.version() != first
    assert [each.confirmed_at is not None for each in opened().people.people()] == [True, True]


def test_change_that_fails_keeps_everybody(opened: Opened) -> None:
    opened().people.update(lambda _: ALL)
    with pytest.raises(ZeroDivisionError):
        opened().people.update(lambda people: [people[1 // (len(people) - 2)]])

    assert opened().people.people() == list(ALL)


def test_many_who_keep_somebody_at_once_lose_nobody(opened: Opened) -> None:
    def add(number: int) -> None:
        opened().people.update(lambda people: [*people, replace(ALL[0], id=f"id-{number}")])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(12)))

    assert {each.id for each in opened().people.people()} == {f"id-{number}" for number in range(12)}


def test_what_a_person_is_never_stands_in_what_is_printed_of_them() -> None:
    assert not [each for each in ("made-up.example", "É", "quoted", "code-2", "another") if each in repr(ALL[1])]
