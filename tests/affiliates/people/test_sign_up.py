"""Signing up: what is taken, how often, and that nobody learns who signed up before."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from affiliates.people.sign_up import SignUp, SignUpOutcome, SignUps, read_sign_up
from affiliates.storage.contract.people import Person, PersonLetterKind
from affiliates.storage.files.store import FileStore
from tests.affiliates.people.made_up import DAY, NOW, SENDER, person, sign_up, wish
from tests.made_up import write_directory

TYPED = {
    "wants_news": "yes",
    "email": " parent@made-up.example ",
    "first_name": "Robin",
    "sentence": "A\r\nB\x07\ud800",
}


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(write_directory(tmp_path))


def letters(people: list[Person]) -> list[int]:
    """How many letters each person was to be asked with."""
    return [sum(each.kind is PersonLetterKind.CONFIRM for each in one.letters) for one in people]


def test_what_is_typed_is_cleaned_and_kept() -> None:
    read = read_sign_up("US-OH", "es", TYPED)
    assert read == SignUp("US-OH", True, False, "parent@made-up.example", "Robin", "A B", "es")


@pytest.mark.parametrize(
    ("typed", "mistakes"),
    [
        ({"wants_news": ""}, {"wants_news": "wish_not_chosen"}),
        ({"email": ""}, {"email": "own_email_missing"}),
        ({"email": "parent"}, {"email": "email_format"}),
        ({"email": "a@made-up.example, b@made-up.example"}, {"email": "email_format"}),
        ({"email": "a@made-up.example\nBcc: b@made-up.example"}, {"email": "email_format"}),
        ({"email": f"{'a' * 300}@made-up.example"}, {"email": "too_long"}),
        ({"email": "pаrent@mаde-up.example"}, {"email": "email_format"}),
        ({"first_name": "x" * 61, "sentence": "x" * 301}, {"first_name": "too_long", "sentence": "too_long"}),
    ],
)
def test_every_mistake_is_named_at_once(typed: dict[str, str], mistakes: dict[str, str]) -> None:
    read = read_sign_up("US-OH", "en", TYPED | typed)
    assert isinstance(read, dict)
    assert {field: each.code for field, each in read.items()} == mistakes


def test_somebody_who_signs_up_is_asked_once_however_often_they_send(store: FileStore) -> None:
    assert sign_up(store, wish()) is SignUpOutcome.KEPT
    (first,) = store.people.people()
    sign_up(store, wish(would_help=True, email="PERSON-1@made-up.example", sentence="More"), NOW + DAY)

    (kept,) = store.people.people()
    assert (kept.id, kept.leave_code, kept.confirmed_at) == (first.id, first.leave_code, None)
    assert (kept.would_help, kept.sentence, letters([kept])) == (True, "More", [1])
    sign_up(store, wish(), NOW + 8 * DAY)
    assert letters(store.people.people()) == [2]


def test_nobody_can_have_us_write_to_somebody_for_every_region(store: FileStore) -> None:
    for region in ("US-OH", "US-TX", "US-NY", "US-CA", "CA-ON"):
        sign_up(store, wish(region=region))

    assert letters(store.people.people()) == [1, 1, 1, 0, 0]


def test_whoever_erases_it_is_not_written_to_again_and_again(store: FileStore) -> None:
    sign_ups, asked = SignUps(store), 0
    for _ in range(20):
        sign_ups.take(wish(), SENDER, NOW, opened_at=NOW - DAY, honeypot="")
        asked += sum(letters(store.people.people()))
        store.people.update(lambda _: [])

    assert asked == 5


def test_confirmed_wish_is_changed_by_nobody_but_its_owner(store: FileStore) -> None:
    store.people.update(lambda _: [person(sentence="Mine", first_name="Me")])
    sign_up(store, wish(first_name="Not me"), NOW + DAY)
    assert store.people.people() == [person(sentence="Mine", first_name="Me", asked_at=NOW + DAY)]

    sign_up(store, wish(would_help=True, sentence="Not mine"), NOW + DAY)
    mine, other = store.people.people()
    assert (mine.sentence, mine.would_help) == ("Mine", False)
    assert (other.sentence, other.confirmed_at) == ("Not mine", None)


def test_known_and_unknown_addresses_get_the_same_answer_after_the_same_work(store: FileStore) -> None:
    store.people.update(lambda _: [person(1), person(2, confirmed_at=None)])
    outcomes, versions = set(), {store.people.version()}
    for number in (1, 2, 3):
        outcomes.add(sign_up(store, wish(number), NOW + DAY))
        versions.add(store.people.version())

    assert outcomes == {SignUpOutcome.KEPT}
    assert len(versions) == 4  # each of them was written


def test_programs_floods_and_a_full_store_are_told_apart(store: FileStore) -> None:
    sign_ups = SignUps(store, room=12)

    def take(number: int, sender: str = SENDER, honeypot: str = "", seconds: int = 60) -> SignUpOutcome:
        opened = NOW - timedelta(seconds=seconds)
        return sign_ups.take(wish(number), sender, NOW, opened_at=opened, honeypot=honeypot)

    assert take(0, honeypot="x") is take(0, seconds=1) is SignUpOutcome.LIKE_A_PROGRAM
    assert store.people.people() == []
    assert [take(number) for number in range(12)] == [SignUpOutcome.KEPT] * 10 + [SignUpOutcome.TOO_MANY] * 2
    assert [take(number, "203.0.113.9") for number in range(20, 23)] == [SignUpOutcome.KEPT] * 2 + [
        SignUpOutcome.NO_ROOM
    ]
    store.people.update(lambda people: [replace(each, confirmed_at=NOW) for each in people])
    assert take(30, "203.0.113.10") is SignUpOutcome.KEPT
