"""Passphrases: who gets in, who does not, and how guessing is slowed down."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from runpy import run_path
from typing import Literal
from unicodedata import normalize

import pytest
from argon2 import Type

from affiliates.errors import NotAllowedError, ReviewerNameError, SignInProblem
from affiliates.review import passphrases
from affiliates.review.passphrases import add_reviewer, authenticate_by_passphrase, new_passphrase
from affiliates.storage.contract.reviewers import ReviewerStore
from affiliates.storage.files.store import FileStore

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def reviewers(tmp_path: Path) -> ReviewerStore:
    return FileStore(tmp_path).reviewers


def test_reviewer_gets_in_with_name_and_passphrase(reviewers: ReviewerStore) -> None:
    passphrase = add_reviewer(reviewers, "Robin")

    assert authenticate_by_passphrase(reviewers, " robin ", f" {passphrase} ", NOW) == "Robin"


@pytest.mark.parametrize(("added", "typed"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_accent_may_be_typed_in_one_piece_or_in_two(
    reviewers: ReviewerStore, added: Literal["NFC", "NFD"], typed: Literal["NFC", "NFD"]
) -> None:
    passphrase = add_reviewer(reviewers, normalize(added, "José"))

    assert authenticate_by_passphrase(reviewers, normalize(typed, "José"), passphrase, NOW) == normalize("NFC", "José")


def test_passphrase_is_kept_as_an_argon2_hash_only(reviewers: ReviewerStore, tmp_path: Path) -> None:
    passphrase = add_reviewer(reviewers, "Robin")

    assert reviewers.passphrase_hashes()["Robin"].startswith("$argon2id$")
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and passphrase.encode() in path.read_bytes()]
    assert len({new_passphrase() for _ in range(100)}) == 100


def test_guessing_at_a_stolen_hash_is_slow() -> None:
    """The module as the app loads it: tests/conftest.py makes it cheap for tests, in this process only."""
    hasher = run_path(passphrases.__file__)["_HASHER"]

    assert hasher.type is Type.ID
    assert hasher.memory_cost >= 64 * 1024  # in KiB
    assert hasher.time_cost >= 3


def test_new_passphrase_ends_the_old_one(reviewers: ReviewerStore) -> None:
    old, new = add_reviewer(reviewers, "Robin"), add_reviewer(reviewers, "robin")

    assert list(reviewers.passphrase_hashes()) == ["Robin"]
    assert authenticate_by_passphrase(reviewers, "Robin", new, NOW) == "Robin"
    with pytest.raises(NotAllowedError):
        authenticate_by_passphrase(reviewers, "Robin", old, NOW)


@pytest.mark.parametrize(("name", "passphrase"), [("Robin", "wrong"), ("Nobody", "wrong"), ("", ""), ("Robin", "")])
def test_wrong_name_and_wrong_passphrase_get_the_same_answer(
    reviewers: ReviewerStore, name: str, passphrase: str
) -> None:
    add_reviewer(reviewers, "Robin")
    with pytest.raises(NotAllowedError, match="wrong_credentials"):
        authenticate_by_passphrase(reviewers, name, passphrase, NOW)


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "Rob\x00in"])
def test_text_that_is_not_a_name_makes_no_reviewer(reviewers: ReviewerStore, name: str) -> None:
    with pytest.raises(ReviewerNameError):
        add_reviewer(reviewers, name)


@pytest.mark.parametrize("name", ["Robin", "Nobody"])
def test_wrong_attempts_are_slowed_down_for_every_session_and_process(tmp_path: Path, name: str) -> None:
    right = add_reviewer(FileStore(tmp_path).reviewers, "Robin")
    waits: list[int] = []
    at = NOW
    while len(waits) < 8:
        refused = refusal(FileStore(tmp_path).reviewers, name, "wrong", at)
        if refused.reason is SignInProblem.TOO_MANY_ATTEMPTS:
            assert refusal(FileStore(tmp_path).reviewers, name, right, at).seconds == refused.seconds
            waits.append(round(refused.seconds))
            at += waits[-1] * SECOND

    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]


def refusal(reviewers: ReviewerStore, name: str, passphrase: str, at: datetime) -> NotAllowedError:
    with pytest.raises(NotAllowedError) as refused:
        authenticate_by_passphrase(reviewers, name, passphrase, at)
    return refused.value


def test_right_passphrase_clears_the_wrong_attempts(reviewers: ReviewerStore) -> None:
    right = add_reviewer(reviewers, "Robin")
    for _ in range(4):
        with pytest.raises(NotAllowedError):
            authenticate_by_passphrase(reviewers, "Robin", "wrong", NOW)
    authenticate_by_passphrase(reviewers, "Robin", right, NOW)
    with pytest.raises(NotAllowedError, match="wrong_credentials"):
        authenticate_by_passphrase(reviewers, "Robin", "wrong", NOW)


def test_guessing_from_many_sessions_at_once_gains_nothing(reviewers: ReviewerStore, tmp_path: Path) -> None:
    add_reviewer(reviewers, "Robin")

    def guess(number: int) -> SignInProblem:
        with pytest.raises(NotAllowedError) as refused:
            authenticate_by_passphrase(FileStore(tmp_path).reviewers, "Robin", f"guess-{number}", NOW)
        return refused.value.reason

    with ThreadPoolExecutor(16) as sessions:
        answers = list(sessions.map(guess, range(40)))

    assert answers.count(SignInProblem.WRONG_CREDENTIALS) == 5


def test_guessing_at_other_names_keeps_nobody_out(reviewers: ReviewerStore) -> None:
    right = add_reviewer(reviewers, "Robin")
    for number in range(100):
        reviewers.record_attempt(str(number), NOW, lambda attempts: 0)

    assert authenticate_by_passphrase(reviewers, "Robin", right, NOW) == "Robin"


def test_clock_that_was_days_ahead_keeps_no_reviewer_waiting(reviewers: ReviewerStore) -> None:
    """Wrong attempts of a moment that has not come: they made the right passphrase wait for 259,201 seconds."""
    passphrase = add_reviewer(reviewers, "Robin")
    for number in range(5):
        with pytest.raises(NotAllowedError):
            authenticate_by_passphrase(reviewers, "Robin", "wrong", NOW + timedelta(days=3, seconds=number))

    assert authenticate_by_passphrase(reviewers, "Robin", passphrase, NOW) == "Robin"


def test_clock_that_was_a_little_ahead_gives_no_guess_away(reviewers: ReviewerStore) -> None:
    add_reviewer(reviewers, "Robin")
    for number in range(5):
        with pytest.raises(NotAllowedError):
            authenticate_by_passphrase(reviewers, "Robin", "wrong", NOW + timedelta(seconds=30 + number / 10))

    with pytest.raises(NotAllowedError) as refused:
        authenticate_by_passphrase(reviewers, "Robin", "wrong", NOW)
    assert refused.value.reason is SignInProblem.TOO_MANY_ATTEMPTS
    assert refused.value.seconds <= 60
