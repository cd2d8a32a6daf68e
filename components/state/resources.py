"""What all visitors share, loaded once: the directory, coverage, comparisons, the store and the review service.

Caches are plain Python ones: any visitor's browser may ask Streamlit to empty its own.
"""

import logging
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path
from threading import Condition

import pandas as pd
import streamlit as st
from cachetools import LRUCache, cached

from affiliates.applications.intake import Intake
from affiliates.content.wording import format_day
from affiliates.coverage.answers import CoverageAnswers
from affiliates.coverage.changes import DirectoryChanges, changes_between, share_over_time
from affiliates.coverage.metrics import coverage_by_region
from affiliates.directory.parsing import Directory, empty_directory
from affiliates.directory.snapshots import Snapshot, today
from affiliates.imports.desk.review import ImportReview
from affiliates.review.announcements import Announcer
from affiliates.review.file.review import FileReview
from affiliates.review.organizations import OrganizationReview
from affiliates.review.service import ReviewService
from affiliates.review.sign_in import MAX_IDLE, SignInRegistry
from affiliates.search.choices import GroupChoices
from affiliates.storage.contract.store import Store
from affiliates.storage.settings import open_store, store_place
from affiliates.upkeep.links.desk import LinkReview
from components.state.automatic_runs import is_automatic_run, run_when_version_changes
from components.state.language import current_language, gettext
from components.state.lists.one_look import asked_once
from components.state.lists.present_directory import LastAnswers, PresentDirectory, ReadDirectory
from components.state.settings import minutes_idle, reviewers_emails, signs_in_by_openid

_log = logging.getLogger("affiliates")
_MAX_VERSIONS = 2  # of the directory: the present one, and the one that a slow visitor still draws
_MAX_COMPARISONS = 20


def directory() -> Directory:
    """The directory as it stands now, shared by all visitors: never change it, make new frames.

    Where it could never be read, an empty directory and an apology to the visitor; the log says what is wrong.
    """
    present = _present_directory(store_place())
    with nullcontext() if present.is_read else st.spinner(gettext("Opening the list of groups")):
        shown = _shown()
    run_when_version_changes(_seen_version(), _seen_version)
    if shown is None:
        st.warning(
            gettext("We cannot show the list of groups right now, and are sorry. Please come back a little later."),
            title=gettext("The list of groups is missing"),
        )
    elif moment := present.unseen_since:
        text = gettext(
            "Just now we cannot look for changes to this list. This is how it stood on {day} at {time} UTC.",
            day=format_day(current_language(), moment.date()),
            time=f"{moment:%H:%M}",
        )
        st.info(text, icon=":material/cloud_off:")
    return shown.directory if shown else empty_directory()


def directory_is_readable() -> bool:
    """Whether there is a directory to show. Where not, nobody may be told that there is no group."""
    return _shown() is not None


def group_choices() -> GroupChoices:
    """What every choice among the groups finds, as they stand now; no group where there is no directory to show."""
    shown = _shown()
    return shown.choices if shown else GroupChoices(empty_directory().groups)


def doubtful_regions() -> frozenset[str]:
    """The regions of which nobody may be told that they have no group: a row that cannot be shown may be one."""
    shown = _shown()
    return shown.directory.doubtful_regions if shown else frozenset()


def rows_set_aside() -> int:
    """How many rows of the directory cannot be shown."""
    shown = _shown()
    return shown.directory.set_aside if shown else 0


def current_groups() -> tuple[str, pd.DataFrame]:
    """The groups, and the version of the directory in which they stand; no group where there is none to show."""
    shown = _shown()
    return (shown.version, shown.directory.groups) if shown else ("", empty_directory().groups)


def current_entries() -> pd.DataFrame:
    """The groups and the allies as they stand, for those who look after the list; none where there is none to show."""
    shown = _shown()
    return (shown.directory if shown else empty_directory()).entries


def directory_version() -> str:
    """What changes whenever the directory that is shown does, empty where there is none."""
    shown = _shown()
    return shown.version if shown else ""


def _seen_version() -> str:
    """What changes whenever what a page says about the directory does: a version, and whether there may be a newer."""
    version = directory_version()
    return f"{version} perhaps" if _present_directory(store_place()).unseen_since else version


def _shown() -> ReadDirectory | None:
    return asked_once(_present_directory(store_place()).get)


def coverage_answers() -> CoverageAnswers:
    """What the coverage page says about today; nothing is covered where there is no directory to show."""
    shown = _shown()
    return _coverage_answers(shown.directory if shown else empty_directory(), directory_version(), today())


def known_snapshots() -> tuple[Snapshot, ...]:
    """Every version of the directory that is kept, the present one included, if there is one."""
    return last_answers().get("snapshots", store().directory.snapshots, ()) if directory_version() else ()


def shares_over_time() -> pd.DataFrame:
    """The share of people with a statewide group, in each version that is kept; see ``share_over_time``.

    Shared by all visitors: never change it.
    """
    return _shares(known_snapshots())


def directory_changes(first: date, last: date) -> DirectoryChanges:
    """What changed between two days; see ``changes_between`` for what it raises."""
    return _changes(known_snapshots(), first, last)


def store() -> Store:
    """Where everything is kept. No application or decision is ever cached: they are private."""
    return _store(store_place())


def last_answers() -> LastAnswers:
    """What the store said last, for pages that go on while it is away."""
    return _last_answers(store_place())


def intake() -> Intake:
    """What takes applications in."""
    return _intake(store_place())


def announcer() -> Announcer:
    """What tells the reviewers by mail about them."""
    return _announcer(store_place())


def sign_ins() -> SignInRegistry:
    """Who is signed in."""
    return _sign_ins(store_place())


def review_service() -> ReviewService:
    """What reviewers may do; a page that runs again by itself does not keep them signed in."""
    return ReviewService(store(), sign_ins(), current_entries, is_active=not is_automatic_run())


def organization_review() -> OrganizationReview:
    """What reviewers may do to organizations that help families."""
    return OrganizationReview(store(), sign_ins(), is_active=not is_automatic_run())


def file_review() -> FileReview:
    """What reviewers may do to the directory's file."""
    return FileReview(store(), sign_ins(), current_entries, is_active=not is_automatic_run())


def import_review() -> ImportReview:
    """What reviewers may do with lists that they bring in."""
    return ImportReview(store(), sign_ins(), is_active=not is_automatic_run())


def link_review() -> LinkReview:
    """What reviewers may do about links that no longer work."""
    return LinkReview(store(), review_service(), organization_review(), current_entries)


@cached({}, condition=Condition())
def _last_answers(_place: Path | str) -> LastAnswers:
    return LastAnswers()


@cached({}, condition=Condition())
def _store(place: Path | str) -> Store:
    return open_store(place)


@cached({}, condition=Condition())
def _intake(place: Path | str) -> Intake:
    return Intake(_store(place))


@cached({}, condition=Condition())
def _announcer(place: Path | str) -> Announcer:
    return Announcer(_store(place))


@cached({}, condition=Condition())
def _sign_ins(place: Path | str) -> SignInRegistry:
    reviewers = open_store(place).reviewers

    def credential(name: str) -> str | None:
        if signs_in_by_openid():
            return name if name in {each.strip().casefold() for each in reviewers_emails()} else None
        return reviewers.passphrase_hashes().get(name)

    minutes = minutes_idle()
    return SignInRegistry(reviewers, credential, max_idle=timedelta(minutes=minutes) if minutes else MAX_IDLE)


@cached({}, condition=Condition())
def _present_directory(place: Path | str) -> PresentDirectory:
    return PresentDirectory(_store(place).directory)


@cached(LRUCache(_MAX_VERSIONS), key=lambda _listed, *rest: rest, condition=Condition())
def _coverage_answers(listed: Directory, _version: str, day: date) -> CoverageAnswers:
    return CoverageAnswers(coverage_by_region(listed.groups, day, doubtful=listed.doubtful_regions))


@cached(LRUCache(_MAX_VERSIONS), condition=Condition())
def _shares(snapshots: tuple[Snapshot, ...]) -> pd.DataFrame:
    return share_over_time(snapshots)


@cached(LRUCache(_MAX_COMPARISONS), condition=Condition())
def _changes(snapshots: tuple[Snapshot, ...], first: date, last: date) -> DirectoryChanges:
    return changes_between(snapshots, first, last)
