"""Reviewers: their passphrases, attempts to get in, sign-ins and browsers."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import groupby
from typing import Any

from affiliates.storage.contract.reviewers import KnownBrowser, SignIn, SignInAttempt
from tests.affiliates.storage.contract.conftest import MOMENT, Opened

MINUTE = timedelta(minutes=1)


def test_passphrase_hashes_are_kept_by_name(opened: Opened) -> None:
    opened().reviewers.set_passphrase_hash("Robin", "hash 1")
    opened().reviewers.set_passphrase_hash("Sam, =1+1", "hash 2")
    opened().reviewers.set_passphrase_hash("Robin", "hash 3")
    assert opened().reviewers.passphrase_hashes() == {"Robin": "hash 3", "Sam, =1+1": "hash 2"}
    opened().reviewers.set_passphrase_hash("Robin", None)
    opened().reviewers.set_passphrase_hash("Nobody", None)

    assert opened().reviewers.passphrase_hashes() == {"Sam, =1+1": "hash 2"}


def test_attempts_of_a_clock_that_was_ahead_are_bounded_or_forgotten(opened: Opened) -> None:
    judged: dict[datetime, list[SignInAttempt]] = {}

    def judge(at: datetime, attempts: list[SignInAttempt]) -> float:
        judged[at] = attempts
        return 0

    now = datetime.now(UTC)
    for at in (now + timedelta(days=3), now + timedelta(seconds=20), now):
        opened().reviewers.record_attempt("key", at, partial(judge, at))

    assert list(judged.values()) == [[], [], [SignInAttempt("key", now)]]


def test_attempts_are_judged_by_those_of_the_last_hour_one_at_a_time(opened: Opened) -> None:
    judged: list[list[SignInAttempt]] = []

    def wait(attempts: list[SignInAttempt]) -> float:
        judged.append(attempts)
        return 7.5 if len(attempts) >= 2 else 0

    waits = [opened().reviewers.record_attempt("key", MOMENT + n * MINUTE, wait) for n in (0, 10, 20, 65)]
    assert waits == [0, 0, 7.5, 0]
    assert [len(each) for each, _ in groupby(judged)] == [0, 1, 2, 1]  # a store may ask again
    opened().reviewers.clear_attempts("key")
    opened().reviewers.record_attempt("other", MOMENT + 66 * MINUTE, wait)
    assert judged[-1] == []

    with ThreadPoolExecutor(8) as pool:
        again = pool.map(lambda _: opened().reviewers.record_attempt("other", MOMENT + 67 * MINUTE, wait), range(8))
    assert sorted(again) == [0] + [7.5] * 7


def test_sign_ins_are_kept_used_and_ended_for_good(opened: Opened) -> None:
    first, second = sign_in("1"), sign_in("2", login_hash="login", used_at=MOMENT + MINUTE, browser="Firefox")
    for each in (first, second):
        opened().reviewers.save_sign_in(each)
    assert opened().reviewers.sign_ins() == [first, second]
    used = replace(first, used_at=MOMENT + 2 * MINUTE)
    opened().reviewers.save_sign_in(used)
    opened().reviewers.end_sign_ins(["2", "unknown"])
    opened().reviewers.save_sign_in(second)

    assert opened().reviewers.sign_ins() == [used, replace(second, is_ended=True)]


def test_browsers_are_kept_by_token_and_the_20_last_ones_of_each_reviewer(opened: Opened) -> None:
    browsers = [KnownBrowser(str(number), "Robin, =1+1", MOMENT + number * MINUTE) for number in range(21)]
    sams = KnownBrowser("s", "Sam", MOMENT)
    for each in (sams, *browsers):
        opened().reviewers.save_known_browser(each)
    used = replace(browsers[1], used_at=MOMENT + 60 * MINUTE)
    opened().reviewers.save_known_browser(used)

    assert opened().reviewers.known_browsers() == [sams, *browsers[2:], used]


def sign_in(token_hash: str, **values: Any) -> SignIn:
    own: dict[str, Any] = {"login_hash": "", "credential_hash": "c", "opened_at": MOMENT, "used_at": MOMENT}
    return SignIn(token_hash=token_hash, reviewer="Robin, =1+1", **{**own, **values})
