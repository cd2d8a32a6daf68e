"""Sign-ins: who is signed in, for how long, and in every process alike."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from affiliates.errors import NotAllowedError, StoreError
from affiliates.review.sign_in import MAX_DURATION, MAX_IDLE, SignInRegistry, authenticate_by_openid
from affiliates.storage.contract.reviewers import ReviewerStore
from affiliates.storage.files.store import FileStore

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)

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
        {"iat": (NOW - MAX_DURATION - SECOND).timestamp()},
    ],
)
def test_claims_that_do_not_name_a_reviewer_are_refused(claims: dict[str, Any]) -> None:
    with pytest.raises(NotAllowedError):
        authenticate_by_openid(CLAIMS | claims, ["robin@made-up.example", ""], NOW)


def test_nobody_on_the_list_is_nobody_allowed() -> None:
    with pytest.raises(NotAllowedError):
        authenticate_by_openid(CLAIMS, [], NOW)


@pytest.fixture
def reviewers(tmp_path: Path) -> ReviewerStore:
    return FileStore(tmp_path).reviewers


@pytest.fixture
def sign_ins(reviewers: ReviewerStore) -> SignInRegistry:
    return SignInRegistry(reviewers, {"Robin": "hash"}.get)


def test_token_stands_for_its_reviewer(sign_ins: SignInRegistry) -> None:
    assert sign_ins.reviewer(sign_ins.begin("Robin", NOW), NOW) == "Robin"


@pytest.mark.parametrize("token", [None, "", "Robin", "forged", "x" * 43])
def test_forged_token_is_nobody(sign_ins: SignInRegistry, token: str | None) -> None:
    sign_ins.begin("Robin", NOW)
    with pytest.raises(NotAllowedError):
        sign_ins.reviewer(token, NOW)


def test_sign_in_ends_when_nobody_uses_it(sign_ins: SignInRegistry) -> None:
    token = sign_ins.begin("Robin", NOW)
    assert sign_ins.reviewer(token, NOW + MAX_IDLE) == "Robin"
    assert sign_ins.is_open(token, NOW + 2 * MAX_IDLE)
    assert not sign_ins.is_open(token, NOW + 2 * MAX_IDLE + SECOND)
    with pytest.raises(NotAllowedError, match="expired"):
        sign_ins.reviewer(token, NOW + 2 * MAX_IDLE + SECOND)
    with pytest.raises(NotAllowedError):
        sign_ins.reviewer(token, NOW)


def test_page_that_runs_by_itself_keeps_nobody_signed_in(sign_ins: SignInRegistry) -> None:
    """Each change of the directory did, on the page of a reviewer who had gone home."""
    token = sign_ins.begin("Robin", NOW)
    for minutes in range(1, 30):
        assert sign_ins.reviewer(token, NOW + timedelta(minutes=minutes), is_active=False) == "Robin"

    assert not sign_ins.is_open(token, NOW + MAX_IDLE + SECOND)


def test_sign_in_ends_after_a_working_day_however_busy(sign_ins: SignInRegistry) -> None:
    token, at = sign_ins.begin("Robin", NOW), NOW
    while at + MAX_IDLE <= NOW + MAX_DURATION:
        at += MAX_IDLE
        assert sign_ins.reviewer(token, at) == "Robin"
    with pytest.raises(NotAllowedError, match="expired"):
        sign_ins.reviewer(token, NOW + MAX_DURATION + SECOND)


def test_reviewer_taken_off_the_list_is_out_at_once(reviewers: ReviewerStore) -> None:
    allowed = {"Robin": "hash"}
    sign_ins = SignInRegistry(reviewers, allowed.get)
    token = sign_ins.begin("Robin", NOW)
    allowed.clear()
    with pytest.raises(NotAllowedError, match="not_a_reviewer"):
        sign_ins.reviewer(token, NOW)


def test_new_passphrase_ends_the_old_sign_ins(reviewers: ReviewerStore) -> None:
    hashes = {"Robin": "old hash"}
    sign_ins = SignInRegistry(reviewers, hashes.get)
    token = sign_ins.begin("Robin", NOW)
    hashes["Robin"] = "new hash"
    with pytest.raises(NotAllowedError, match="credential_changed"):
        sign_ins.reviewer(token, NOW)


def test_signing_out_ends_the_sign_in(sign_ins: SignInRegistry) -> None:
    token = sign_ins.begin("Robin", NOW)
    sign_ins.end(token)
    with pytest.raises(NotAllowedError):
        sign_ins.reviewer(token, NOW)


def test_sign_ins_of_one_login_last_and_end_together(sign_ins: SignInRegistry) -> None:
    first, second = (sign_ins.begin("Robin", NOW, login="sub 1") for _ in range(2))
    for turn in range(1, 4):
        assert sign_ins.reviewer(first, NOW + turn * MAX_IDLE) == "Robin"
    assert sign_ins.is_open(second, NOW + 4 * MAX_IDLE)
    sign_ins.end(first)
    with pytest.raises(NotAllowedError, match="not_signed_in"):
        sign_ins.reviewer(second, NOW + 4 * MAX_IDLE)
    with pytest.raises(NotAllowedError, match="login_ended"):
        sign_ins.begin("Robin", NOW, login="sub 1")
    assert sign_ins.reviewer(sign_ins.begin("Robin", NOW, login="sub 2"), NOW) == "Robin"


def test_login_of_a_provider_counts_for_one_working_day(sign_ins: SignInRegistry) -> None:
    token, at = sign_ins.begin("Robin", NOW, login="sub 1"), NOW
    while at + MAX_IDLE <= NOW + MAX_DURATION:
        at += MAX_IDLE
        sign_ins.reviewer(token, at)
    again = sign_ins.begin("Robin", at, login="sub 1")

    assert not sign_ins.is_open(again, at + MAX_IDLE)


def test_sign_in_is_known_to_every_process_and_ended_in_all(tmp_path: Path) -> None:
    here, there = (SignInRegistry(FileStore(tmp_path).reviewers, {"Robin": "hash"}.get) for _ in range(2))
    token = here.begin("Robin", NOW)
    assert there.reviewer(token, NOW) == "Robin"
    there.end(token)
    with pytest.raises(NotAllowedError):
        here.reviewer(token, NOW)


def test_tokens_are_kept_nowhere(sign_ins: SignInRegistry, tmp_path: Path) -> None:
    token = sign_ins.begin("Robin", NOW, login="sub 1")
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    assert b"Robin" in kept
    assert token.encode() not in kept
    assert b"sub 1" not in kept


def test_store_is_not_written_to_at_each_click(sign_ins: SignInRegistry, tmp_path: Path) -> None:
    token = sign_ins.begin("Robin", NOW)
    (file,) = tmp_path.rglob("sign_ins.csv")
    before = file.stat()
    for second in range(0, 60, 5):
        sign_ins.reviewer(token, NOW + second * SECOND)

    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    sign_ins.reviewer(token, NOW + 61 * SECOND)
    assert file.stat().st_ino != before.st_ino


def test_full_disk_signs_no_reviewer_out(
    sign_ins: SignInRegistry, reviewers: ReviewerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = sign_ins.begin("Robin", NOW)

    def refuse(*arguments: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(reviewers, "save_sign_in", refuse)
    monkeypatch.setattr(reviewers, "end_sign_ins", refuse)

    assert sign_ins.reviewer(token, NOW + MAX_IDLE) == "Robin"
    with pytest.raises(NotAllowedError, match="expired"):
        sign_ins.reviewer(token, NOW + 2 * MAX_IDLE)
    with pytest.raises(StoreError):
        sign_ins.end(token)


def test_clock_that_was_ahead_makes_no_sign_in_last_longer(sign_ins: SignInRegistry) -> None:
    token = sign_ins.begin("Robin", NOW + timedelta(days=3))

    assert not sign_ins.is_open(token, NOW)
    with pytest.raises(NotAllowedError):
        sign_ins.reviewer(token, NOW)
