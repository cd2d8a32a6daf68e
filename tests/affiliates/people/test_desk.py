"""What reviewers may do for people who want a group: only signed in, and each letter once."""

import inspect
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from affiliates.errors import DecisionConflictError, NotAllowedError
from affiliates.people.desk import PeopleReview, RegionPeople
from affiliates.people.sending import notice_groups
from affiliates.review.sign_in import SignInRegistry
from affiliates.storage.contract.people import PersonLetter, PersonLetterKind, PersonLetterStep
from affiliates.storage.files.store import FileStore
from tests.affiliates.people.made_up import NOW, person
from tests.made_up import row, write_directory

LETTER = PersonLetter("letter", PersonLetterKind.PUBLISHED, PersonLetterStep.BEGUN, NOW, "group-1", tries=1)


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    store = FileStore(write_directory(tmp_path, row(1)))
    people = [
        person(1, would_help=True),
        person(2, would_help=True, wants_news=False, confirmed_at=None),
        person(3, region="CA-ON", would_help=True),
        person(4, letters=(LETTER,)),
        person(5, would_help=True),
    ]
    store.people.update(lambda _: people)
    return store


@pytest.fixture
def sign_ins(store: FileStore) -> SignInRegistry:
    return SignInRegistry(store.reviewers, {"Robin": "a"}.get)


@pytest.fixture
def desk(store: FileStore, sign_ins: SignInRegistry) -> PeopleReview:
    return PeopleReview(store, sign_ins)


@pytest.fixture
def token(sign_ins: SignInRegistry) -> str:
    return sign_ins.begin("Robin", datetime.now(UTC))


def test_no_action_works_without_a_sign_in(store: FileStore, desk: PeopleReview) -> None:
    before, someone = store.people.people(), person(1)
    region = RegionPeople("US-OH", (someone,))
    arguments = {
        "by_region": (),
        "remove": (someone,),
        "send_again": (someone, LETTER),
        "note_told": (region,),
        "write": ("US-OH", "Subject", "Text", "id"),
    }
    assert {name for name, _ in inspect.getmembers(desk, inspect.ismethod) if not name.startswith("_")} == set(
        arguments
    )
    for name, given in arguments.items():
        for token in (None, "", "made-up"):
            with pytest.raises(NotAllowedError):
                getattr(desk, name)(token, *given)
    assert store.people.people() == before


def test_regions_are_by_name_and_people_in_the_order_in_which_they_asked(desk: PeopleReview, token: str) -> None:
    ohio, ontario = desk.by_region(token)

    assert (ohio.region, ontario.region) == ("US-OH", "CA-ON")
    assert [each.id for each in ohio.helpers] == ["person-1", "person-2", "person-5"]
    assert [each.id for each in ohio.confirmed_helpers] == ["person-1", "person-5"]
    assert [each.id for each in ohio.waiting_for_news] == ["person-1", "person-4", "person-5"]


def test_letter_to_all_who_would_help_goes_to_each_confirmed_one_once(
    store: FileStore, desk: PeopleReview, token: str
) -> None:
    sent = [desk.write(token, "US-OH", " Shall we\nmeet? ", " On Monday.\n\nRobin ", "message-1") for _ in range(2)]

    assert sent == [2, 0]
    letters = {each.id: each.letters for each in store.people.people() if each.letters}
    assert list(letters) == ["person-1", "person-4", "person-5"]
    assert letters["person-1"] == letters["person-5"]
    (letter,) = letters["person-1"]
    assert (letter.subject, letter.text) == ("Shall we meet?", "On Monday.\n\nRobin")


def test_letter_that_may_be_lost_is_sent_again_once(store: FileStore, desk: PeopleReview, token: str) -> None:
    lost = store.people.people()[3]
    desk.send_again(token, lost, LETTER)
    with pytest.raises(DecisionConflictError):
        desk.send_again(token, lost, LETTER)

    (again,) = store.people.people()[3].letters
    assert again == replace(LETTER, step=PersonLetterStep.WAITING, at=again.at, tries=0)


def test_one_is_removed_and_nobody_else(store: FileStore, desk: PeopleReview, token: str) -> None:
    desk.remove(token, store.people.people()[0])

    assert [each.id for each in store.people.people()] == ["person-2", "person-3", "person-4", "person-5"]


def test_who_was_told_by_a_reviewer_is_forgotten_or_stays_as_helper(
    store: FileStore, desk: PeopleReview, token: str
) -> None:
    store.people.update(lambda people: [*people, person(6)])
    notice_groups(store, NOW)
    ohio, _ = desk.by_region(token)
    assert [each.id for each in ohio.to_be_told] == ["person-1", "person-5", "person-6"]
    desk.note_told(token, ohio)

    left = {each.id: each.wants_news for each in store.people.people()}
    assert left == {"person-1": False, "person-2": False, "person-3": True, "person-4": True, "person-5": False}
    assert desk.by_region(token)[0].to_be_told == ()
