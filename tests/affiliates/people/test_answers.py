"""The links in letters to people: what confirms, what erases, and what does nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from affiliates.people.answers import PeopleLink, PeopleLinkProblem, confirm, forget, link_token, open_link
from affiliates.people.retention import KEPT_FOR, kept_until
from affiliates.storage.contract.people import Person, PersonLetter, PersonLetterKind, PersonLetterStep
from affiliates.storage.files.store import FileStore
from affiliates.upkeep.signed_links import sign
from tests.affiliates.people.made_up import DAY, NOW, person
from tests.made_up import write_directory

CONFIRM, LEAVE = PeopleLink
WAITING = person(2, confirmed_at=None, would_help=True, sentence="New")


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    store = FileStore(write_directory(tmp_path))
    store.people.update(lambda _: [person(1), WAITING, person(3, region="US-TX", email="PERSON-2@made-up.example")])
    return store


def test_confirming_keeps_the_moment_once_and_replaces_the_earlier_wish(store: FileStore) -> None:
    earlier = person(4, email=WAITING.email)
    store.people.update(lambda people: [earlier, *people])
    token = link_token(store, CONFIRM, WAITING, NOW)
    assert WAITING.email.partition("@")[0] not in token
    for days in (1, 2):
        found = open_link(store, CONFIRM, token, NOW + days * DAY)
        assert isinstance(found, Person)
        confirm(store, found, NOW + days * DAY)

    people = store.people.people()
    assert [each.id for each in people] == ["person-1", "person-2", "person-3"]
    assert people[1] == replace(WAITING, confirmed_at=NOW + DAY)


def test_wish_that_changed_since_it_was_seen_is_not_confirmed(store: FileStore) -> None:
    store.people.update(lambda people: [replace(each, sentence="Another’s") for each in people])
    confirm(store, WAITING, NOW)

    assert store.people.people()[1].confirmed_at is None


def test_who_was_told_of_a_group_and_asks_again_is_told_of_the_next_one(store: FileStore) -> None:
    news = PersonLetter("news", PersonLetterKind.PUBLISHED, PersonLetterStep.SENT, NOW)
    store.people.update(lambda people: [person(4, email=WAITING.email, letters=(news,)), *people])
    confirm(store, WAITING, NOW + DAY)

    (again,) = (each for each in store.people.people() if each.id == WAITING.id)
    assert (again.letters, kept_until(again, has_mail=True)) == ((), NOW + DAY + KEPT_FOR)


def test_leaving_erases_everything_of_an_address_and_nothing_of_others(store: FileStore) -> None:
    found = open_link(store, LEAVE, link_token(store, LEAVE, WAITING, NOW), NOW + 700 * DAY)
    assert found == WAITING
    forget(store, WAITING)

    assert store.people.people() == [person(1)]
    assert b"person-2" not in b"".join(
        each.read_bytes() for each in Path(store.directory.history.folder).parent.rglob("*.csv")
    )
    assert open_link(store, LEAVE, "person-2.code-2", NOW) is PeopleLinkProblem.NOTHING_KEPT


def test_what_is_no_link_of_ours_opens_nothing(store: FileStore) -> None:
    token = link_token(store, CONFIRM, WAITING, NOW)
    problems = [
        open_link(store, CONFIRM, f"{token}x", NOW),
        open_link(store, CONFIRM, sign(store, "another-purpose", WAITING.id, NOW), NOW),
        open_link(store, CONFIRM, token, NOW + 31 * DAY),
        open_link(store, CONFIRM, link_token(store, CONFIRM, person(9), NOW), NOW),
        *(open_link(store, LEAVE, each, NOW) for each in ("", ".", "person-2", "person-2.", "person-2.code-1", token)),
    ]

    assert problems[:3] == [PeopleLinkProblem.NOT_OURS, PeopleLinkProblem.NOT_OURS, PeopleLinkProblem.EXPIRED]
    assert set(problems[3:]) == {PeopleLinkProblem.NOTHING_KEPT}
