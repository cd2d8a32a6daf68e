"""Who gets in by passphrase while others guess, and who does not."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from affiliates.errors import NotAllowedError, SignInProblem
from affiliates.review import passphrases
from affiliates.review.door.browser_names import describe_browser
from affiliates.review.door.entrance import Entrance, PassphraseSignIn, SignInRequest
from affiliates.review.door.known_browsers import KNOWN_FOR
from affiliates.review.passphrases import add_reviewer
from affiliates.review.sign_in import SignInRegistry
from affiliates.storage.contract.reviewers import ReviewerStore
from affiliates.storage.files.store import FileStore

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOME, AWAY = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def reviewers(tmp_path: Path) -> ReviewerStore:
    return FileStore(tmp_path).reviewers


@pytest.fixture
def passphrase(reviewers: ReviewerStore) -> str:
    return add_reviewer(reviewers, "Robin")


def guess(door: PassphraseSignIn, count: int, *, name: str = "Robin", sender: str = AWAY) -> list[SignInProblem]:
    problems = []
    for number in range(count):
        with pytest.raises(NotAllowedError) as refused:
            door.enter(SignInRequest(name, f"guess {number}", sender), NOW)
        problems.append(refused.value.reason)
    return problems


def enters(door: PassphraseSignIn, passphrase: str, browser: str | None = None, **values: str) -> Entrance:
    request = SignInRequest("robin", passphrase, **{"sender": HOME, **values}, browser_token=browser)
    return door.enter(request, NOW)


def test_right_passphrase_from_a_known_browser_always_gets_in(reviewers: ReviewerStore, passphrase: str) -> None:
    """Whoever knew a reviewer's name locked them out for as long as they liked."""
    door = PassphraseSignIn(reviewers)
    browser = enters(door, passphrase).browser_token
    for number in range(10):
        guess(door, 3, sender=f"198.51.100.{number}")
        guess(door, 12, sender=HOME)

        assert enters(door, passphrase, browser).browser_token == browser
    with pytest.raises(NotAllowedError):
        enters(PassphraseSignIn(reviewers), passphrase, sender="203.0.113.5")  # the name alone has to wait


def test_known_browser_is_slowed_down_where_it_guesses(reviewers: ReviewerStore, passphrase: str) -> None:
    door = PassphraseSignIn(reviewers)
    browser = enters(door, passphrase).browser_token
    for _ in range(5):
        with pytest.raises(NotAllowedError, match="wrong_credentials"):
            enters(door, "wrong", browser)
    with pytest.raises(NotAllowedError, match="too_many_attempts"):
        enters(door, passphrase, browser)


def test_browser_is_known_for_its_own_reviewer_only(reviewers: ReviewerStore, passphrase: str) -> None:
    sams = PassphraseSignIn(reviewers).enter(SignInRequest("Sam", add_reviewer(reviewers, "Sam"), HOME), NOW)
    door = PassphraseSignIn(reviewers)
    guess(door, 5)
    for forged in (sams.browser_token, "forged", "", "\udcff"):
        with pytest.raises(NotAllowedError, match="too_many_attempts"):
            enters(door, passphrase, forged)


def test_browser_that_was_not_used_for_long_is_forgotten(reviewers: ReviewerStore, passphrase: str) -> None:
    door = PassphraseSignIn(reviewers)
    before = NOW - KNOWN_FOR - timedelta(days=1)
    browser = door.enter(SignInRequest("Robin", passphrase, HOME), before).browser_token
    guess(door, 5)

    with pytest.raises(NotAllowedError, match="too_many_attempts"):
        enters(door, passphrase, browser)


def test_guessing_is_slowed_by_address_whatever_the_names(reviewers: ReviewerStore, passphrase: str) -> None:
    seconds = 0.0
    door = PassphraseSignIn(reviewers, clock=lambda: seconds)
    problems = [guess(door, 1, name=f"Name {number}")[0] for number in range(12)]

    assert problems == [SignInProblem.WRONG_CREDENTIALS] * 10 + [SignInProblem.TOO_MANY_FROM_ADDRESS] * 2
    with pytest.raises(NotAllowedError, match="too_many_from_address"):
        enters(door, passphrase, sender=AWAY)
    assert enters(door, passphrase, sender=HOME)
    seconds = 601.0
    assert enters(door, passphrase, sender=AWAY)


def test_guessing_at_every_process_is_guessing_at_one(
    reviewers: ReviewerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFFILIATES_REPLICAS", "2")
    doors = [PassphraseSignIn(reviewers) for _ in range(2)]
    problems = [guess(doors[number % 2], 1, name=f"Name {number}")[0] for number in range(14)]

    assert problems == [SignInProblem.WRONG_CREDENTIALS] * 10 + [SignInProblem.TOO_MANY_FROM_ADDRESS] * 4


def test_networks_of_one_customer_count_together(reviewers: ReviewerStore) -> None:
    door = PassphraseSignIn(reviewers)
    senders = [f"2001:db8:1:{number:x}::/64" for number in range(31)]
    problems = [guess(door, 1, name=sender, sender=sender)[0] for sender in senders]

    assert problems[-1] is SignInProblem.TOO_MANY_FROM_ADDRESS
    assert set(problems[:-1]) == {SignInProblem.WRONG_CREDENTIALS}


@pytest.mark.parametrize("name", ["Robin", "Nobody"])
def test_known_and_unknown_names_are_answered_alike(
    reviewers: ReviewerStore, passphrase: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    matches = passphrases._matches

    def note(known_hash: str, typed: str) -> bool:
        checked.append(typed)
        return matches(known_hash, typed)

    monkeypatch.setattr(passphrases, "_matches", note)
    problems = guess(PassphraseSignIn(reviewers), 6, name=name)

    assert problems == [SignInProblem.WRONG_CREDENTIALS] * 5 + [SignInProblem.TOO_MANY_ATTEMPTS]
    assert checked == [f"guess {number}" for number in range(5)]  # each by argon2, which takes its time


def test_new_sign_in_ends_the_one_that_the_browser_had(reviewers: ReviewerStore, passphrase: str) -> None:
    door = PassphraseSignIn(reviewers)
    first = enters(door, passphrase)
    second = door.enter(SignInRequest("Robin", passphrase, HOME, former_token=first.token), NOW)
    sign_ins = SignInRegistry(reviewers, reviewers.passphrase_hashes().get)

    assert not sign_ins.is_open(first.token, NOW)
    assert sign_ins.reviewer(second.token, NOW) == "Robin"


def test_tokens_are_kept_nowhere(reviewers: ReviewerStore, passphrase: str, tmp_path: Path) -> None:
    entrance = enters(PassphraseSignIn(reviewers), passphrase)
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    for secret in (entrance.token, entrance.browser_token, HOME):
        assert secret.encode() not in kept
    assert {oct(path.stat().st_mode)[-3:] for path in (tmp_path / "review").glob("*.csv")} == {"600"}


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36 Edg/141.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Mobile Safari/604",
            "Safari on an iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36", "Chrome on Android"),
        ("=HYPERLINK(1) <script>", "an unknown browser"),
        ("", "an unknown browser"),
    ],
)
def test_browser_is_described_in_our_own_words(user_agent: str, words: str) -> None:
    assert describe_browser(user_agent) == words
