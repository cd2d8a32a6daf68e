"""Everything in a folder, read and written as a whole."""

from pathlib import Path

from affiliates.storage.contract.contents import Contents, contents_of
from affiliates.storage.files.batches import BatchFiles
from affiliates.storage.files.directory.lists import GAPS_FILE_NAME
from affiliates.storage.files.durable import exclusive_lock, make_folder, read_bytes, replace
from affiliates.storage.files.store import APPLICATIONS, BATCHES, DECISIONS, OVERFLOW, REVIEW_FOLDER, FileStore
from affiliates.storage.files.tables.rows import (
    application_table,
    application_to_row,
    decision_table,
    decision_to_row,
)


def read_folder(folder: Path) -> Contents:
    """Everything in a folder. Raises ``StoreError`` and ``DirectoryUnreadableError``."""
    store, gaps = FileStore(folder), folder / GAPS_FILE_NAME
    return contents_of(
        store,
        directory=store.directory.history.versions(),
        support=store.support.history.versions(),
        known_gaps=read_bytes(gaps) if gaps.exists() else None,
        attempts=store.reviewers.attempts(),
        drafts=store.drafts.all(),
        written_letters=store.letters.written(),
    )


def is_empty_folder(folder: Path) -> bool:
    """Whether a folder has nothing in it, or is not there."""
    return not folder.exists() or not any(folder.iterdir())


def write_folder(folder: Path, contents: Contents) -> None:
    """Keeps everything in a folder that has nothing in it; who is interrupted begins again with another one."""
    if not folder.exists():
        make_folder(folder, mode=0o777)
    store, review = FileStore(folder), folder / REVIEW_FOLDER
    store.directory.history.restore(contents.directory)
    store.support.history.restore(contents.support)
    if contents.known_gaps is not None:
        replace(folder / GAPS_FILE_NAME, contents.known_gaps, mode=0o644)
    with exclusive_lock(review, timeout=0):
        if contents.applications:
            application_table(review / APPLICATIONS).replace(map(application_to_row, contents.applications))
        if contents.overflow:
            application_table(review / OVERFLOW).replace(map(application_to_row, contents.overflow))
        if contents.decisions:
            decision_table(review / DECISIONS).replace(map(decision_to_row, contents.decisions))
        for decision_id, batch in contents.batches.items():
            BatchFiles(review / BATCHES).keep(decision_id, batch)
    if contents.announced:
        store.update_announced(lambda _: contents.announced)
    store.reviewers.restore(
        dict(contents.passphrase_hashes), contents.attempts, contents.sign_ins, contents.known_browsers
    )
    for draft, content in contents.drafts:
        store.drafts.begin(draft, content)
    if contents.link_periods:
        store.links.update(lambda _: contents.link_periods)
    if contents.people:
        store.people.update(lambda _: contents.people)
    store.letters.restore(contents.letter_events, contents.written_letters)
    if contents.link_keys:
        store.letters.renew_link_keys(lambda _: list(contents.link_keys))
