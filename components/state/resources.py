"""Loaders that keep what they loaded: the only place where a cache meets the data files.

What everybody shares is kept by Python's own cache, under a lock: any visitor's browser may ask Streamlit to empty its
caches. Comparisons of two days, which each visitor chooses, are in Streamlit's.
"""

import logging
import threading
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import pandas as pd
import streamlit as st

from affiliates.coverage.changes import DirectoryChanges, changes_between
from affiliates.coverage.metrics import coverage_by_region
from affiliates.directory.loader import FILE_NAME, Directory, data_folder, empty_directory, file_version, read_directory
from affiliates.directory.snapshots import Snapshot, list_snapshots, today
from affiliates.errors import DirectoryUnreadableError
from affiliates.review.service import ReviewService
from affiliates.review.sign_in import IDLE, SignIns
from affiliates.storage.contract import Store
from affiliates.storage.files.reviewers import FileReviewerStore
from affiliates.storage.files.store import FileStore
from components.state.settings import minutes_idle, reviewers_emails, signs_in_by_openid

_log = logging.getLogger("affiliates")
# A changed file shows within this time on a page that nobody touches.
_LOOK_AGAIN = "5s"
_lock = threading.RLock()
P = ParamSpec("P")
R = TypeVar("R")


def _one_at_a_time(work: Callable[P, R]) -> Callable[P, R]:
    """Lets others wait for a first result instead of working out one of their own."""

    @wraps(work)
    def waiting(*given: P.args, **named: P.kwargs) -> R:
        with _lock:
            return work(*given, **named)

    return waiting


def directory() -> Directory:
    """The directory as its file says now, shared by all visitors: never change it, make new frames.

    Where the file cannot be read, an empty directory and a word to the visitor; the log says what is wrong.
    """
    stamp = directory_version()
    _look_again(stamp)
    read = _directory(data_folder(), stamp)
    if read is None:
        st.warning(
            "We cannot show the list of groups right now, and are sorry. Please come back a little later.",
            title="The list of groups is missing",
        )
    return read or empty_directory()


def directory_is_readable() -> bool:
    """Whether the list of groups can be read. Where not, nobody may be told that there is no group."""
    return _read_once(data_folder(), directory_version()) is not None


def current_groups() -> tuple[tuple[int, ...], pd.DataFrame]:
    """The groups, and the stamp of the directory's file under which they were read."""
    stamp = directory_version()
    return stamp, (_read_once(data_folder(), stamp) or empty_directory()).groups


def store() -> Store:
    """Where applications and decisions are kept. No row of it is ever cached: they are private."""
    return _store(data_folder())


def reviewer_store() -> FileReviewerStore:
    """The reviewers who sign in by passphrase."""
    return FileReviewerStore(data_folder())


def sign_ins() -> SignIns:
    """Who is signed in to this process."""
    return _sign_ins(data_folder())


def review_service() -> ReviewService:
    """What reviewers may do."""
    return ReviewService(store(), sign_ins())


@_one_at_a_time
@cache
def _store(folder: Path) -> FileStore:
    return FileStore(folder)


@_one_at_a_time
@cache
def _sign_ins(folder: Path) -> SignIns:
    def credential(name: str) -> str | None:
        if signs_in_by_openid():
            return name if name in {each.strip().casefold() for each in reviewers_emails()} else None
        return FileReviewerStore(folder).passphrase_hashes().get(name)

    minutes = minutes_idle()
    return SignIns(credential, idle=timedelta(minutes=minutes) if minutes else IDLE)


def coverage_today() -> pd.DataFrame:
    """What each region has and lacks today, as ``coverage_by_region`` gives it, shared by all visitors: never change
    it. Nothing is covered where the directory cannot be read; ``directory`` says so."""
    return _coverage(data_folder(), directory_version(), today())


def known_snapshots() -> tuple[Snapshot, ...]:
    """Every version of the directory that is kept, and the present one if it can be read."""
    return list_snapshots(data_folder()) if directory_version() else ()


def directory_changes(first: date, last: date) -> DirectoryChanges:
    """What changed between two days; see ``affiliates.coverage.changes.changes_between`` for what it raises."""
    return _change(known_snapshots(), directory_version(), first, last)


@st.cache_resource(max_entries=2, show_spinner="Opening the list of groups")
def _directory(folder: Path, stamp: tuple[int, ...]) -> Directory | None:
    return _read_once(folder, stamp)  # Streamlit's cache is for the sign of progress


@_one_at_a_time
@lru_cache(maxsize=2)
def _read_once(folder: Path, stamp: tuple[int, ...]) -> Directory | None:
    """The directory at a time, None where it cannot be read; every problem goes to the log, once."""
    try:
        read = read_directory(folder)
    except DirectoryUnreadableError as error:
        _log.error("%s", error)
        return None
    for problem in read.problems:
        _log.log(logging.WARNING if problem.is_error else logging.INFO, "%s", problem)
    return read


@_one_at_a_time
@lru_cache(maxsize=2)
def _coverage(folder: Path, stamp: tuple[int, ...], day: date) -> pd.DataFrame:
    return coverage_by_region((_read_once(folder, stamp) or empty_directory()).groups, day)


@st.cache_resource(max_entries=20, show_spinner="Comparing the lists")
def _change(known: tuple[Snapshot, ...], stamp: tuple[int, ...], first: date, last: date) -> DirectoryChanges:
    return changes_between(known, first, last)


def directory_version() -> tuple[int, ...]:
    """What changes whenever the directory's file does, empty where there is none."""
    return file_version(data_folder() / FILE_NAME)


@st.fragment(run_every=_LOOK_AGAIN)
def _look_again(stamp: tuple[int, ...]) -> None:
    if directory_version() != stamp:
        st.rerun()
