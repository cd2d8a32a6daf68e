"""Who gets in, who does not, and for how long."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
from argon2 import Type

from affiliates.errors import AffiliatesError, NotAllowedError
from affiliates.review import sign_in
from affiliates.review.sign_in import (
    ABSOLUTE,
    IDLE,
    SignIns,
    add_reviewer,
    authenticate_by_openid,
    authenticate_by_passphrase,
    new_passphrase,
)
from affiliates.storage.files.reviewers import FileReviewerStore

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def files(tmp_path: Path) -> FileReviewerStore:
    return FileReviewerStore(tmp_path)


def test_reviewer_gets_in_with_name_and_passphrase(files: FileReviewerStore) -> None:
    passphrase = add_reviewer(files, "Robin")

    assert authenticate_by_passphrase(files, " robin ", f" {passphrase} ", NOW) == "Robin"


def test_passphrase_is_kept_as_an_argon2_hash_only(files: FileReviewerStore, tmp_path: Path) -> None:
    passphrase = add_reviewer(files, "Robin")

    assert files.passphrase_hashes()["Robin"].startswith("$argon2id$")
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and passphrase.encode() in path.read_bytes()]
    assert len({new_passphrase() for _ in range(100)}) == 100


def test_guessing_at_a_stolen_hash_is_slow() -> None:
    """The module as the app loads it: tests/conftest.py makes it cheap for tests, in this process only."""
    hasher = run_path(sign_in.__file__)["_HASHER"]

    assert hasher.type is Type.ID
    assert hasher.memory_cost >= 64 * 1024  # in KiB
    assert hasher.time_cost >= 3


def test_new_passphrase_ends_the_old_one(files: FileReviewerStore) -> None:
    old, new = add_reviewer(files, "Robin"), add_reviewer(files, "robin")

    assert list(files.passphrase_hashes()) == ["Robin"]
    assert authenticate_by_passphrase(files, "Robin", new, NOW) == "Robin"
    with pytest.raises(NotAllowedError):
        authenticate_by_passphrase(files, "Robin", old, NOW)


@pytest.mark.parametrize(("name", "passphrase"), [("Robin", "wrong"), ("Nobody", "wrong"), ("", ""), ("Robin", "")])
def test_wrong_name_and_wrong_passphrase_get_the_same_answer(
    files: FileReviewerStore, name: str, passphrase: str
) -> None:
    add_reviewer(files, "Robin")
    with pytest.raises(NotAllowedError, match="do not belong together"):
        authenticate_by_passphrase(files, name, passphrase, NOW)


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "Rob\x00in"])
def test_what_is_no_name_makes_no_reviewer(files: FileReviewerStore, name: str) -> None:
    with pytest.raises(AffiliatesError):
        add_reviewer(files, name)


@pytest.mark.parametrize("name", ["Robin", "Nobody"])
def test_wrong_tries_are_slowed_down_for_every_session_and_process(tmp_path: Path, name: str) -> None:
    right = add_reviewer(FileReviewerStore(tmp_path), "Robin")
    waits: list[int] = []
    at = NOW
    while len(waits) < 8:
        answer = refusal(FileReviewerStore(tmp_path), name, "wrong", at)
        if "belong together" not in answer:
            assert refusal(FileReviewerStore(tmp_path), name, right, at) == answer
            waits.append(int(answer.split("wait ")[1].split()[0]))
            at += waits[-1] * SECOND

    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]


def refusal(files: FileReviewerStore, name: str, passphrase: str, at: datetime) -> str:
    with pytest.raises(NotAllowedError) as refused:
        authenticate_by_passphrase(files, name, passphrase, at)
    return str(refused.value)


def test_right_passphrase_clears_the_wrong_tries(files: FileReviewerStore) -> None:
    right = add_reviewer(files, "Robin")
    for _ in range(4):
        with pytest.raises(NotAllowedError):
            authenticate_by_passphrase(files, "Robin", "wrong", NOW)
    authenticate_by_passphrase(files, "Robin", right, NOW)
    with pytest.raises(NotAllowedError, match="belong together"):
        authenticate_by_passphrase(files, "Robin", "wrong", NOW)


def test_guessing_from_many_sessions_at_once_gains_nothing(files: FileReviewerStore, tmp_path: Path) -> None:
    add_reviewer(files, "Robin")

    def guess(number: int) -> str:
        with pytest.raises(NotAllowedError) as refused:
            authenticate_by_passphrase(FileReviewerStore(tmp_path), "Robin", f"guess-{number}", NOW)
        return str(refused.value)

    with ThreadPoolExecutor(16) as sessions:
        answers = list(sessions.map(guess, range(40)))

    assert sum("belong together" in answer for answer in answers) == 5


def test_guessing_at_other_names_keeps_nobody_out(files: FileReviewerStore) -> None:
    right = add_reviewer(files, "Robin")
    for number in range(100):
        files.record_attempt(str(number), NOW, lambda tries: 0)

    assert authenticate_by_passphrase(files, "Robin", right, NOW) == "Robin"


CLAIMS: dict[str, Any] = {"email": "Robin@made-up.example", "email_verified": True, "iat": NOW.timestamp(), "sub": "1"}


def test_verified_address_on_the_list_gets_in() -> None:
    assert authenticate_by_openid(CLAIMS, ["robin@MADE-UP.example"], NOW) == "robin@made-up.example"


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "true"},
        {"email": "other@made-up.example"},
        {"email": None},
        {"email": ""},
        {"iat": None},
        {"iat": (NOW - ABSOLUTE - SECOND).timestamp()},
    ],
)
def test_claims_that_do_not_name_a_reviewer_are_refused(claims: dict[str, Any]) -> None:
    with pytest.raises(NotAllowedError):
        authenticate_by_openid(CLAIMS | claims, ["robin@made-up.example", ""], NOW)


def test_nobody_on_the_list_is_nobody_allowed() -> None:
    with pytest.raises(NotAllowedError):
        authenticate_by_openid(CLAIMS, [], NOW)


@pytest.fixture
def sign_ins() -> SignIns:
    return SignIns({"Robin": "hash"}.get)


def test_token_stands_for_its_reviewer(sign_ins: SignIns) -> None:
    assert sign_ins.reviewer(sign_ins.begin("Robin", NOW), NOW) == "Robin"


@pytest.mark.parametrize("token", [None, "", "Robin", "forged", "x" * 43])
def test_forged_token_is_nobody(sign_ins: SignIns, token: str | None) -> None:
    sign_ins.begin("Robin", NOW)
    with pytest.raises(NotAllowedError):
        sign_ins.reviewer(token, NOW)


def test_sign_in_ends_when_nobody_uses_it(sign_ins: SignIns) -> None:
    token = sign_ins.begin("Robin", NOW)
    assert sign_ins.reviewer(token, NOW + IDLE) == "Robin"
    assert sign_ins.is_open(token, NOW + 2 * IDLE)
    assert not sign_ins.is_open(token, NOW + 2 * IDLE + SECOND)
    with pytest.raises(NotAllowedError, match="time was up"):
        sign_ins.reviewer(token, NOW + 2 * IDLE + SECOND)
    with pytest.raises(NotAllowedError):
        sign_ins.reviewer(token, NOW)


def test_sign_in_ends_after_a_working_day_however_busy(sign_ins: SignIns) -> None:
    token, at = sign_ins.begin("Robin", NOW), NOW
    while at + IDLE <= NOW + ABSOLUTE:
        at += IDLE
        assert sign_ins.reviewer(token, at) == "Robin"
    with pytest.raises(NotAllowedError, match="time was up"):
        sign_ins.reviewer(token, NOW + ABSOLUTE + SECOND)


def test_reviewer_taken_off_the_list_is_out_at_once() -> None:
    reviewers = {"Robin": "hash"}
    sign_ins = SignIns(reviewers.get)
    token = sign_ins.begin("Robin", NOW)
    reviewers.clear()
    with pytest.raises(NotAllowedError, match="not a reviewer any more"):
        sign_ins.reviewer(token, NOW)


def test_new_passphrase_ends_the_old_sign_ins() -> None:
    reviewers = {"Robin": "old hash"}
    sign_ins = SignIns(reviewers.get)
    token = sign_ins.begin("Robin", NOW)
    reviewers["Robin"] = "new hash"
    with pytest.raises(NotAllowedError, match="new passphrase"):
        sign_ins.reviewer(token, NOW)


def test_signing_out_ends_the_sign_in(sign_ins: SignIns) -> None:
    token = sign_ins.begin("Robin", NOW)
    sign_ins.end(token)
    with pytest.raises(NotAllowedError):
        sign_ins.reviewer(token, NOW)


def test_login_of_a_provider_counts_once(sign_ins: SignIns) -> None:
    token = sign_ins.begin("Robin", NOW, login="sub 1")
    assert sign_ins.begin("Robin", NOW, login="sub 1") == token
    sign_ins.end(token)
    with pytest.raises(NotAllowedError, match="ended"):
        sign_ins.begin("Robin", NOW, login="sub 1")
    assert sign_ins.begin("Robin", NOW, login="sub 2") != token
