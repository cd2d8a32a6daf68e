"""Cached loaders: the only place where Streamlit's cache meets the data files."""

import logging
from pathlib import Path

import streamlit as st

from affiliates.errors import DirectoryUnreadableError
from affiliates.reading import FILE_NAME, Directory, data_folder, empty_directory, read_directory
from affiliates.review import Desk
from affiliates.sign_in import SignIns
from affiliates.storage.file_store import FileStore
from affiliates.storage.reviewer_files import ReviewerFiles
from affiliates.storage.store import Store
from components.secrets import reviewers_emails, signs_in_by_openid

_log = logging.getLogger("affiliates")
# A changed file shows within this time on a page that nobody touches.
_LOOK_AGAIN = "5s"


def directory() -> Directory:
    """The directory as its file says now, shared by all visitors: never change it, make new frames.

    Where the file cannot be read, an empty directory and a word to the visitor; the log says what is wrong.
    """
    stamp = _stamp()
    _look_again(stamp)
    read = _directory(data_folder(), stamp)
    if read is None:
        st.warning(
            "We cannot show the list of groups right now, and are sorry. Everything else on this page still works. "
            "Please come back a little later.",
            title="The list of groups is missing",
        )
    return read or empty_directory()


def store() -> Store:
    """Where applications and decisions are kept. No row of it is ever cached: they are private."""
    return _store(data_folder())


def reviewer_files() -> ReviewerFiles:
    """The reviewers who sign in by passphrase."""
    return ReviewerFiles(data_folder())


def sign_ins() -> SignIns:
    """Who is signed in to this process."""
    return _sign_ins(data_folder())


def desk() -> Desk:
    """What reviewers may do."""
    return Desk(store(), sign_ins())


@st.cache_resource(show_spinner=False)
def _store(folder: Path) -> FileStore:
    return FileStore(folder)


@st.cache_resource(show_spinner=False)
def _sign_ins(folder: Path) -> SignIns:
    def is_reviewer(name: str) -> bool:
        if signs_in_by_openid():
            return name in {each.strip().casefold() for each in reviewers_emails()}
        return name in ReviewerFiles(folder).hashes()

    return SignIns(is_reviewer)


@st.cache_resource(max_entries=2, show_spinner="Opening the list of groups")
def _directory(folder: Path, stamp: tuple[int, ...]) -> Directory | None:
    """The directory at a time, None where it cannot be read; every problem goes to the log, once."""
    try:
        read = read_directory(folder)
    except DirectoryUnreadableError as error:
        _log.error("%s", error)
        return None
    for problem in read.problems:
        _log.log(logging.WARNING if problem.is_error else logging.INFO, "%s", problem)
    return read


def _stamp() -> tuple[int, ...]:
    """What changes whenever the directory's file does: time of change, size and inode; empty without a file."""
    try:
        status = (data_folder() / FILE_NAME).stat()
    except OSError:
        return ()
    return status.st_mtime_ns, status.st_size, status.st_ino


@st.fragment(run_every=_LOOK_AGAIN)
def _look_again(stamp: tuple[int, ...]) -> None:
    if _stamp() != stamp:
        st.rerun()
