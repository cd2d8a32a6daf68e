"""Reviewers' passphrase hashes, attempts to sign in, sign-ins, and browsers, kept beside the applications."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from affiliates.errors import StoreError
from affiliates.storage.contract.reviewers import (
    ATTEMPTS_KEPT_FOR,
    MAX_ATTEMPTS_KEPT,
    MAX_BROWSERS,
    SAME_MOMENT,
    SIGN_INS_KEPT_FOR,
    KnownBrowser,
    SignIn,
    SignInAttempt,
)
from affiliates.storage.files.durable import exclusive_lock
from affiliates.storage.files.tables.csv_table import CsvTable

_SIGN_IN_TEXTS = ("token_hash", "reviewer", "login_hash", "credential_hash", "browser")
_SIGN_IN_COLUMNS = ("token_hash", "reviewer", "login_hash", "credential_hash", "opened_at", "used_at", "is_ended")
_YES = "yes"


class FileReviewerStore:
    """Files in the private folder, which is made at the first write."""

    def __init__(self, folder: Path, *, timeout: float = 10) -> None:
        """Names the folder; ``timeout`` is how many seconds a writer waits for another one."""
        self._folder = folder
        self._timeout = timeout
        self._hashes = CsvTable(folder / "reviewers.csv", ("name", "hash"))
        self._attempts = CsvTable(folder / "tries.csv", ("key", "at"))
        self._sign_ins = CsvTable(folder / "sign_ins.csv", (*_SIGN_IN_COLUMNS, "browser"), former=[_SIGN_IN_COLUMNS])
        self._browsers = CsvTable(folder / "browsers.csv", ("token_hash", "reviewer", "used_at"))

    def passphrase_hashes(self) -> dict[str, str]:
        """The argon2 hash of each reviewer's passphrase, by name."""
        return {row["name"]: row["hash"] for row in self._hashes.rows()}

    def set_passphrase_hash(self, name: str, passphrase_hash: str | None) -> None:
        """Keeps a reviewer's hash in place of an earlier one; with None, the reviewer is removed."""
        with exclusive_lock(self._folder, timeout=self._timeout):
            hashes = {each: known for each, known in self.passphrase_hashes().items() if each != name}
            if passphrase_hash is not None:
                hashes[name] = passphrase_hash
            self._hashes.replace({"name": each, "hash": known} for each, known in hashes.items())

    def record_attempt(self, key: str, at: datetime, wait: Callable[[list[SignInAttempt]], float]) -> float:
        """Records an attempt, unless ``wait`` says from those of the last hour that it comes too early."""
        with exclusive_lock(self._folder, timeout=self._timeout):
            # What is said to have come later than this one came before the clock was set back, or at the same moment.
            attempts = [
                SignInAttempt(each.key, min(each.at, at))
                for each in self.attempts()
                if -SAME_MOMENT <= at - each.at < ATTEMPTS_KEPT_FOR
            ]
            seconds = wait(attempts)
            if seconds <= 0:
                self._keep_attempts([*attempts, SignInAttempt(key, at)][-MAX_ATTEMPTS_KEPT:])
            return max(0.0, seconds)

    def clear_attempts(self, key: str) -> None:
        """Removes the attempts under a key, because one of them was right."""
        with exclusive_lock(self._folder, timeout=self._timeout):
            self._keep_attempts(each for each in self.attempts() if each.key != key)

    def sign_ins(self) -> list[SignIn]:
        """Every sign-in that is kept, in the order in which they began."""
        return [
            SignIn(
                **{name: row[name] for name in _SIGN_IN_TEXTS},
                opened_at=_moment(self._sign_ins, row["opened_at"]),
                used_at=_moment(self._sign_ins, row["used_at"]),
                is_ended=row["is_ended"] == _YES,
            )
            for row in self._sign_ins.rows()
        ]

    def save_sign_in(self, sign_in: SignIn) -> None:
        """Keeps a sign-in, in place of an earlier state of it; those of former days go. An ended one stays ended."""
        with exclusive_lock(self._folder, timeout=self._timeout):
            kept = {
                each.token_hash: each
                for each in self.sign_ins()
                if sign_in.used_at - each.used_at < SIGN_INS_KEPT_FOR or each.token_hash == sign_in.token_hash
            }
            earlier = kept.get(sign_in.token_hash)
            kept[sign_in.token_hash] = replace(sign_in, is_ended=True) if earlier and earlier.is_ended else sign_in
            self._keep_sign_ins(kept.values())

    def end_sign_ins(self, token_hashes: Collection[str]) -> None:
        """Ends sign-ins for good."""
        with exclusive_lock(self._folder, timeout=self._timeout):
            self._keep_sign_ins(
                replace(each, is_ended=True) if each.token_hash in token_hashes else each for each in self.sign_ins()
            )

    def known_browsers(self) -> list[KnownBrowser]:
        """The browsers in which reviewers signed in."""
        return [
            KnownBrowser(row["token_hash"], row["reviewer"], _moment(self._browsers, row["used_at"]))
            for row in self._browsers.rows()
        ]

    def save_known_browser(self, browser: KnownBrowser) -> None:
        """Keeps a browser at the end; those that its reviewer used least lately go."""
        with exclusive_lock(self._folder, timeout=self._timeout):
            others = [each for each in self.known_browsers() if each.token_hash != browser.token_hash]
            theirs = [each for each in others if each.reviewer == browser.reviewer]
            gone = theirs[: max(0, len(theirs) - MAX_BROWSERS + 1)]
            self._browsers.replace(
                {"token_hash": each.token_hash, "reviewer": each.reviewer, "used_at": each.used_at.isoformat()}
                for each in [*(each for each in others if each not in gone), browser]
            )

    def restore(
        self,
        hashes: dict[str, str],
        attempts: Iterable[SignInAttempt],
        sign_ins: Iterable[SignIn],
        browsers: Iterable[KnownBrowser],
    ) -> None:
        """Keeps these in a folder that has none."""
        for name, known in hashes.items():
            self.set_passphrase_hash(name, known)
        for browser in browsers:
            self.save_known_browser(browser)
        with exclusive_lock(self._folder, timeout=self._timeout):
            if attempts := list(attempts):
                self._keep_attempts(attempts)
            if sign_ins := list(sign_ins):
                self._keep_sign_ins(sign_ins)

    def attempts(self) -> list[SignInAttempt]:
        """Every attempt that is kept, in the order in which they came."""
        return [SignInAttempt(row["key"], _moment(self._attempts, row["at"])) for row in self._attempts.rows()]

    def _keep_attempts(self, attempts: Iterable[SignInAttempt]) -> None:
        self._attempts.replace({"key": each.key, "at": each.at.isoformat()} for each in attempts)

    def _keep_sign_ins(self, sign_ins: Iterable[SignIn]) -> None:
        self._sign_ins.replace(
            {
                **{name: getattr(each, name) for name in _SIGN_IN_TEXTS},
                "opened_at": each.opened_at.isoformat(),
                "used_at": each.used_at.isoformat(),
                "is_ended": _YES if each.is_ended else "",
            }
            for each in sign_ins
        )


def _moment(table: CsvTable, text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise StoreError(f"{table.path}: a row was changed by hand. Restore the file.") from None
