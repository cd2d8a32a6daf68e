"""Everything in a database, read and written as a whole."""

from pathlib import Path

from affiliates.storage.contract.contents import Contents, contents_of
from affiliates.storage.contract.drafts import ListDraft
from affiliates.storage.files.durable import exclusive_lock, replace
from affiliates.storage.postgres.connection.database import Database, Transaction
from affiliates.storage.postgres.documents import Document, keep_document, read_document
from affiliates.storage.postgres.drafts import keep_draft
from affiliates.storage.postgres.letters import keep_event, keep_letter, letter_name
from affiliates.storage.postgres.log import keep_application, keep_batch, keep_decision
from affiliates.storage.postgres.reviewers import (
    all_attempts,
    keep_attempt,
    keep_browser,
    keep_passphrase_hash,
    keep_sign_in,
)
from affiliates.storage.postgres.rows.texts import compressed, decompressed, from_json, from_key, to_json
from affiliates.storage.postgres.rows.turns import Part, set_number, take_turn
from affiliates.storage.postgres.store import PostgresStore

_IS_EMPTY = """
SELECT NOT EXISTS (SELECT FROM affiliates.turns WHERE number > 0)
    AND NOT EXISTS (SELECT FROM affiliates.documents)
    AND NOT EXISTS (SELECT FROM affiliates.drafts)
    AND NOT EXISTS (SELECT FROM affiliates.written_letters)
"""


def read_database(database: Database) -> Contents:
    """Everything in a database, as it stood at one moment. Raises ``StoreError``."""
    store = PostgresStore(database)

    def read(transaction: Transaction) -> Contents:
        transaction.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return contents_of(
            store,
            directory=store.directory.versions(transaction),
            support=store.support.versions(transaction),
            known_gaps=read_document(transaction, Document.KNOWN_GAPS),
            attempts=all_attempts(transaction),
            drafts=_drafts(transaction),
            written_letters=written_letters(transaction),
        )

    return database.write(read)


def is_empty_database(database: Database) -> bool:
    """Whether nothing was ever kept in a database."""
    return database.read(_is_empty)


def write_database(database: Database, contents: Contents) -> bool:
    """Keeps everything in a database, all of it or nothing; False where there is something in it already."""

    def write(transaction: Transaction) -> bool:
        take_turn(transaction, Part.LOG)  # nobody else begins to fill it meanwhile
        if not _is_empty(transaction):
            return transaction.may_be_kept
        with transaction.connection.pipeline():  # does not wait for each answer
            _write_lists(transaction, contents, PostgresStore(database))
            _write_log(transaction, contents)
            _write_reviewers(transaction, contents)
            _write_letters(transaction, contents)
            if contents.link_periods:
                keep_document(transaction, Document.LINKS, to_json(list(contents.link_periods)).encode())
                set_number(transaction, Part.LINKS, 1)
            if contents.people:
                keep_document(transaction, Document.PEOPLE, to_json(list(contents.people)).encode())
                set_number(transaction, Part.PEOPLE, 1)
            for draft, content in contents.drafts:
                keep_draft(transaction, draft, compressed(content))
        return True

    return database.write(write)


def written_letters(transaction: Transaction) -> dict[tuple[str, int], bytes]:
    """The letters for a person to send, by application and number."""
    rows = transaction.execute(
        "SELECT application, number, content FROM affiliates.written_letters ORDER BY application, number"
    ).fetchall()
    return {(from_key(application), number): decompressed(content) for application, number, content in rows}


def write_letters(database: Database, folder: Path) -> int:
    """Writes the letters for a person to send as files, for their owner only; returns how many."""
    letters = database.read(written_letters)
    if letters:
        with exclusive_lock(folder, timeout=0):
            for (application, number), letter in letters.items():
                replace(folder / letter_name(application, number), letter)
    return len(letters)


def _is_empty(transaction: Transaction) -> bool:
    return transaction.execute(_IS_EMPTY).fetchone() == (True,)


def _drafts(transaction: Transaction) -> list[ListDraft]:
    rows = transaction.execute("SELECT content FROM affiliates.drafts").fetchall()
    return sorted((from_json(ListDraft, content) for (content,) in rows), key=lambda each: each.reviewer)


def _write_lists(transaction: Transaction, contents: Contents, store: PostgresStore) -> None:
    for kept, versions in ((store.directory, contents.directory), (store.support, contents.support)):
        for version in versions:
            kept.keep(transaction, version, version.read())
    if contents.known_gaps is not None:
        keep_document(transaction, Document.KNOWN_GAPS, contents.known_gaps)


def _write_log(transaction: Transaction, contents: Contents) -> None:
    number = 0
    for in_overflow, applications in ((False, contents.applications), (True, contents.overflow)):
        for application in applications:
            keep_application(transaction, number := number + 1, application, in_overflow=in_overflow)
    for decision in contents.decisions:
        keep_decision(transaction, number := number + 1, decision)
    for decision_id, batch in contents.batches.items():
        keep_batch(transaction, decision_id, batch)
    if contents.announced:
        keep_document(transaction, Document.ANNOUNCED, to_json(contents.announced).encode())
    set_number(transaction, Part.LOG, number)


def _write_reviewers(transaction: Transaction, contents: Contents) -> None:
    number = 0
    for name, known in contents.passphrase_hashes.items():
        keep_passphrase_hash(transaction, number := number + 1, name, known)
    for attempt in contents.attempts:
        keep_attempt(transaction, number := number + 1, attempt)
    for sign_in in contents.sign_ins:
        keep_sign_in(transaction, number := number + 1, sign_in)
    for browser in contents.known_browsers:
        keep_browser(transaction, number := number + 1, browser)
    set_number(transaction, Part.REVIEWERS, number)


def _write_letters(transaction: Transaction, contents: Contents) -> None:
    number = 0
    for event in contents.letter_events:
        keep_event(transaction, number := number + 1, event)
    set_number(transaction, Part.LETTERS, number)
    for (application, letter_number), letter in contents.written_letters.items():
        keep_letter(transaction, application, letter_number, letter)
    if contents.link_keys:
        keep_document(transaction, Document.LINK_KEYS, to_json(list(contents.link_keys)).encode())
