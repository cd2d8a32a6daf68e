"""Reviewers' passphrase hashes and the tries to sign in, kept beside the applications."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from affiliates.storage.files.csv_table import CsvTable
from affiliates.storage.files.durable import exclusive_lock
from affiliates.storage.files.store import REVIEW_FOLDER

_REMEMBERED = timedelta(hours=1)
# So that a flood of tries, whose names cost nothing, does not make each one slower than the one before.
_MOST_REMEMBERED = 3000


@dataclass(frozen=True)
class SignInAttempt:
    """One try to sign in: under which key, and when (UTC)."""

    key: str
    at: datetime


class FileReviewerStore:
    """The reviewers who sign in by passphrase, and who tried lately."""

    def __init__(self, data_folder: Path, *, timeout: float = 10) -> None:
        """Names the folder; nothing is made before the first write."""
        self._folder = data_folder / REVIEW_FOLDER
        self._timeout = timeout
        self._hashes = CsvTable(self._folder / "reviewers.csv", ("name", "hash"))
        self._tries = CsvTable(self._folder / "tries.csv", ("key", "at"))

    def passphrase_hashes(self) -> dict[str, str]:
        """The argon2 hash of each reviewer's passphrase, by name."""
        return {row["name"]: row["hash"] for row in self._hashes.rows()}

    def set_passphrase_hash(self, name: str, passphrase_hash: str | None) -> None:
        """Keeps a reviewer's hash in place of an earlier one; with None, the reviewer is gone."""
        with exclusive_lock(self._folder, timeout=self._timeout):
            kept = {each: known for each, known in self.passphrase_hashes().items() if each != name}
            if passphrase_hash is not None:
                kept[name] = passphrase_hash
            self._hashes.replace({"name": each, "hash": known} for each, known in kept.items())

    def record_attempt(self, key: str, at: datetime, wait: Callable[[list[SignInAttempt]], float]) -> float:
        """Notes a try, unless ``wait`` says from the tries of the last hour how many seconds it comes too early.

        Returns these seconds, 0 where the try was noted.
        """
        with exclusive_lock(self._folder, timeout=self._timeout):
            tries = [each for each in self._all_tries() if at - each.at < _REMEMBERED]
            seconds = wait(tries)
            if seconds <= 0:
                self._keep([*tries, SignInAttempt(key, at)][-_MOST_REMEMBERED:])
            return max(0.0, seconds)

    def clear_attempts(self, key: str) -> None:
        """Takes away the tries under a key, because one of them was right."""
        with exclusive_lock(self._folder, timeout=self._timeout):
            self._keep([each for each in self._all_tries() if each.key != key])

    def _all_tries(self) -> list[SignInAttempt]:
        return [SignInAttempt(row["key"], datetime.fromisoformat(row["at"])) for row in self._tries.rows()]

    def _keep(self, tries: list[SignInAttempt]) -> None:
        self._tries.replace({"key": each.key, "at": each.at.isoformat()} for each in tries)
