"""Reviewers' passphrase hashes, attempts to sign in, sign-ins, and browsers."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

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
from affiliates.storage.postgres.connection.database import Database, Transaction
from affiliates.storage.postgres.rows.texts import as_key, from_json, from_key, to_json
from affiliates.storage.postgres.rows.turns import Part, set_number, take_turn


class PostgresReviewers:
    """The reviewers in a database. Who writes holds the row of ``Part.REVIEWERS``, so that applications do not wait."""

    def __init__(self, database: Database) -> None:
        """Reads nothing yet."""
        self._database = database

    def passphrase_hashes(self) -> dict[str, str]:
        """The argon2 hash of each reviewer's passphrase, by name."""
        query = "SELECT name, hash FROM affiliates.reviewers ORDER BY number"
        rows = self._database.read(lambda transaction: transaction.execute(query).fetchall())
        return {from_key(name): known for name, known in rows}

    def set_passphrase_hash(self, name: str, passphrase_hash: str | None) -> None:
        """Keeps a reviewer's hash in place of an earlier one; with None, the reviewer is removed."""

        def keep(transaction: Transaction) -> None:
            number = _next(transaction)
            transaction.execute("DELETE FROM affiliates.reviewers WHERE name = %s", as_key(name))
            if passphrase_hash is not None:
                keep_passphrase_hash(transaction, number, name, passphrase_hash)

        self._database.write(keep)

    def record_attempt(self, key: str, at: datetime, wait: Callable[[list[SignInAttempt]], float]) -> float:
        """Records an attempt, unless ``wait`` says from those of the last hour that it comes too early."""

        def record(transaction: Transaction) -> float:
            number = _next(transaction)
            found = _attempts(transaction)
            if transaction.may_be_kept and SignInAttempt(key, at) in found.values():
                return 0
            # What is said to have come later came before the clock was set back, or at the same moment.
            kept = {
                each: replace(attempt, at=min(attempt.at, at))
                for each, attempt in found.items()
                if -SAME_MOMENT <= at - attempt.at < ATTEMPTS_KEPT_FOR
            }
            if (seconds := wait(list(kept.values()))) > 0:
                return seconds
            last = list(kept)[-MAX_ATTEMPTS_KEPT + 1 :]
            transaction.execute("DELETE FROM affiliates.attempts WHERE number <> ALL(%s)", last)
            for each in last:
                if kept[each] != found[each]:
                    transaction.execute(
                        "UPDATE affiliates.attempts SET at = %s WHERE number = %s", kept[each].at.isoformat(), each
                    )
            keep_attempt(transaction, number, SignInAttempt(key, at))
            return 0

        return self._database.write(record)

    def clear_attempts(self, key: str) -> None:
        """Removes the attempts under a key, because one of them was right."""

        def clear(transaction: Transaction) -> None:
            take_turn(transaction, Part.REVIEWERS)
            transaction.execute("DELETE FROM affiliates.attempts WHERE key = %s", as_key(key))

        self._database.write(clear)

    def sign_ins(self) -> list[SignIn]:
        """Every sign-in that is kept, in the order in which they began."""
        return self._database.read(_sign_ins)

    def save_sign_in(self, sign_in: SignIn) -> None:
        """Keeps a sign-in, in place of an earlier state of it; those of former days go. An ended one stays ended."""

        def keep(transaction: Transaction) -> None:
            number = _next(transaction)
            kept = {each.token_hash: each for each in _sign_ins(transaction)}
            old = [
                as_key(each.token_hash)
                for each in kept.values()
                if sign_in.used_at - each.used_at >= SIGN_INS_KEPT_FOR and each.token_hash != sign_in.token_hash
            ]
            transaction.execute("DELETE FROM affiliates.sign_ins WHERE token_hash = ANY(%s)", old)
            earlier = kept.get(sign_in.token_hash)
            is_ended = sign_in.is_ended or bool(earlier and earlier.is_ended)
            keep_sign_in(transaction, number, replace(sign_in, is_ended=is_ended))

        self._database.write(keep)

    def end_sign_ins(self, token_hashes: Collection[str]) -> None:
        """Ends sign-ins for good."""

        def end(transaction: Transaction) -> None:
            number = take_turn(transaction, Part.REVIEWERS)
            for each in _sign_ins(transaction):
                if each.token_hash in token_hashes:
                    keep_sign_in(transaction, number, replace(each, is_ended=True))

        self._database.write(end)

    def known_browsers(self) -> list[KnownBrowser]:
        """The browsers in which reviewers signed in."""
        return self._database.read(_browsers)

    def save_known_browser(self, browser: KnownBrowser) -> None:
        """Keeps a browser at the end; those that its reviewer used least lately go."""

        def keep(transaction: Transaction) -> None:
            number = _next(transaction)
            theirs = [
                each
                for each in _browsers(transaction)
                if each.reviewer == browser.reviewer and each.token_hash != browser.token_hash
            ]
            gone = [*theirs[: max(0, len(theirs) - MAX_BROWSERS + 1)], browser]
            hashes = [as_key(each.token_hash) for each in gone]
            transaction.execute("DELETE FROM affiliates.browsers WHERE token_hash = ANY(%s)", hashes)
            keep_browser(transaction, number, browser)

        self._database.write(keep)


def keep_passphrase_hash(transaction: Transaction, number: int, name: str, passphrase_hash: str) -> None:
    """Keeps a reviewer's hash under a number."""
    transaction.execute(
        "INSERT INTO affiliates.reviewers (name, number, hash) VALUES (%s, %s, %s)",
        as_key(name),
        number,
        passphrase_hash,
    )


def keep_attempt(transaction: Transaction, number: int, attempt: SignInAttempt) -> None:
    """Keeps an attempt under a number."""
    transaction.execute(
        "INSERT INTO affiliates.attempts (number, key, at) VALUES (%s, %s, %s)",
        number,
        as_key(attempt.key),
        attempt.at.isoformat(),
    )


def keep_sign_in(transaction: Transaction, number: int, sign_in: SignIn) -> None:
    """Keeps a sign-in under a number, or a later state of it where it stands."""
    transaction.execute(
        "INSERT INTO affiliates.sign_ins (token_hash, number, content) VALUES (%s, %s, %s) "
        "ON CONFLICT (token_hash) DO UPDATE SET content = excluded.content",
        as_key(sign_in.token_hash),
        number,
        to_json(sign_in),
    )


def keep_browser(transaction: Transaction, number: int, browser: KnownBrowser) -> None:
    """Keeps a browser under a number."""
    transaction.execute(
        "INSERT INTO affiliates.browsers (token_hash, number, content) VALUES (%s, %s, %s)",
        as_key(browser.token_hash),
        number,
        to_json(browser),
    )


def all_attempts(transaction: Transaction) -> list[SignInAttempt]:
    """Every attempt that is kept, in the order in which they came."""
    return list(_attempts(transaction).values())


def _next(transaction: Transaction) -> int:
    """The next number, while nobody else can take one."""
    number = take_turn(transaction, Part.REVIEWERS) + 1
    set_number(transaction, Part.REVIEWERS, number)
    return number


def _attempts(transaction: Transaction) -> dict[int, SignInAttempt]:
    rows = transaction.execute("SELECT number, key, at FROM affiliates.attempts ORDER BY number").fetchall()
    return {number: SignInAttempt(from_key(key), datetime.fromisoformat(at)) for number, key, at in rows}


def _sign_ins(transaction: Transaction) -> list[SignIn]:
    rows = transaction.execute("SELECT content FROM affiliates.sign_ins ORDER BY number").fetchall()
    return [from_json(SignIn, content) for (content,) in rows]


def _browsers(transaction: Transaction) -> list[KnownBrowser]:
    rows = transaction.execute("SELECT content FROM affiliates.browsers ORDER BY number").fetchall()
    return [from_json(KnownBrowser, content) for (content,) in rows]
