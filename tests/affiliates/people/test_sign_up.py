"""Signing up: what is taken, how often, and that nobody learns who signed up before."""

from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from affiliates.geo.regions import region_names
from affiliates.people.asked import CONFIRM_AGAIN_AFTER, AskedLately
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
        ({"email": f"{'a' * 65}@made-up.example"}, {"email": "email_format"}),
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


@pytest.mark.parametrize("days", [1, 7])
def test_whoever_erases_it_is_not_written_to_again_and_again(store: FileStore, days: int) -> None:
    """Once a week about a region, three times in 30 days about all: also where every row is erased at once."""
    clock, asked = [0.0], list[int]()
    sign_ups = SignUps(store, clock=lambda: clock[0])
    for day in range(0, 31, days):
        clock[0] = day * DAY.total_seconds()
        for region in ("US-OH", "US-OH", "US-TX"):
            now = NOW + day * DAY
            sign_ups.take(wish(region=region), SENDER, now, opened_at=now - DAY, honeypot="")
            asked += [day] * sum(letters(store.people.people()))
            store.people.update(lambda _: [])

    assert asked == ([0, 0, 7, 30, 30] if days == 1 else [0, 0, 7])


def test_memory_of_whom_we_asked_is_bounded_and_names_nobody() -> None:
    asked = AskedLately(max_mailboxes=10)
    for number in range(20):
        asked.note(wish(number).email, "US-OH", NOW)

    assert [asked.admits(wish(number).email, "US-OH", NOW) for number in range(20)] == [True] * 10 + [False] * 10
    assert asked.admits(wish(19).email, "US-OH", NOW + CONFIRM_AGAIN_AFTER)
    assert "made-up.example" not in str(vars(asked))


ALIASES = ["bomb@gmail.com", "bomb+1@gmail.com", "b.o.m.b@gmail.com", "BOMB@googlemail.com", "bomb@ｇｍａｉｌ.com"]


def test_other_ways_to_write_an_address_get_no_more_letters(store: FileStore) -> None:
    for number, (region, email) in enumerate(product(("US-OH", "US-TX", "US-NY", "US-CA"), ALIASES)):
        sign_up(store, wish(region=region, email=email), NOW + number * timedelta(minutes=1))
        assert store.people.people()[-1].email == email  # the one that is written to is as it was typed

    assert sum(letters(store.people.people())) == 3


def test_one_mailbox_takes_little_room_and_its_letters_stay(store: FileStore) -> None:
    regions, versions = [*region_names()][:40], set()
    for number, region in enumerate(regions):
        assert sign_up(store, wish(region=region), NOW + number * timedelta(minutes=1)) is SignUpOutcome.KEPT
        versions.add(store.people.version())

    kept = store.people.people()
    assert [each.region for each in kept] == [*regions[:3], *regions[-2:]]
    assert letters(kept) == [1, 1, 1, 0, 0]
    assert len(versions) == 40  # each of them was written, so that nobody learns by the time who is known


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


def test_programs_and_floods_are_told_apart(store: FileStore) -> None:
    sign_ups = SignUps(store)

    def take(number: int, honeypot: str = "", seconds: int = 60) -> SignUpOutcome:
        opened = NOW - timedelta(seconds=seconds)
        return sign_ups.take(wish(number), SENDER, NOW, opened_at=opened, honeypot=honeypot)

    assert take(0, honeypot="x") is take(0, seconds=1) is SignUpOutcome.LIKE_A_PROGRAM
    assert store.people.people() == []
    assert [take(number) for number in range(12)] == [SignUpOutcome.KEPT] * 10 + [SignUpOutcome.TOO_MANY] * 2


def test_whoever_goes_to_every_process_gets_no_more_than_from_one(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFFILIATES_REPLICAS", "2")
    processes = [SignUps(store) for _ in range(2)]
    outcomes = [
        processes[number % 2].take(wish(number), SENDER, NOW, opened_at=NOW - DAY, honeypot="") for number in range(30)
    ]

    assert outcomes == [SignUpOutcome.KEPT] * 10 + [SignUpOutcome.TOO_MANY] * 20


def test_one_network_sends_only_so_many_in_a_day(store: FileStore) -> None:
    hours = [0.0]
    sign_ups = SignUps(store, clock=lambda: hours[0] * 3600)
    kept = 0
    for hour in range(20):
        hours[0] = hour
        for number in range(10):
            sender = f"2001:db8:1:{hour:x}{number:x}::/64"
            outcome = sign_ups.take(wish(kept), sender, NOW, opened_at=NOW - DAY, honeypot="")
            kept += outcome is SignUpOutcome.KEPT

    assert kept == 90


def test_full_store_takes_whoever_comes_in_place_of_the_oldest_who_did_not_confirm(store: FileStore) -> None:
    sign_ups = SignUps(store, room=3)
    store.people.update(lambda _: [person(90, asked_at=NOW - DAY)])
    for number in range(5):
        now = NOW + number * timedelta(minutes=1)
        assert sign_ups.take(wish(number), SENDER, now, opened_at=NOW - DAY, honeypot="") is SignUpOutcome.KEPT

    kept = [each.email.partition("@")[0] for each in store.people.people()]
    assert kept == ["person-90", "person-2", "person-3", "person-4"]
