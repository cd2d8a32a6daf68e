"""Former versions of the directory: what stood in it on a day in the past."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pandas as pd

from affiliates.directory.loader import FILE_NAME, Problem, read_directory_file
from affiliates.errors import AffiliatesError, DirectoryUnreadableError

FOLDER_NAME = "history"
_STAMP = "%Y%m%dT%H%M%S.%fZ"
_PREFIX = FILE_NAME.removesuffix(".csv") + "-"


class DayUnknownError(AffiliatesError):
    """What stood in the directory on a day is not known; the message says from when on it is."""


@dataclass(frozen=True)
class Snapshot:
    """The directory as it stood from ``since`` until ``until`` (UTC), in the file ``path``.

    ``since`` is None for the first version: nobody knows. ``until`` is None for the one that stands now.
    """

    since: datetime | None
    until: datetime | None
    path: Path

    def groups(self) -> pd.DataFrame:
        """The groups that it lists, as in ``reading.Directory``; ``DirectoryUnreadableError`` where it is damaged."""
        return read_directory_file(self.path).groups


def today() -> date:
    """The present day in UTC, in which every version is dated: so that the page and the command line agree."""
    return datetime.now(UTC).date()


def snapshot_path(folder: Path, until: datetime) -> Path:
    """Where the version of ``folder``'s directory is kept that stood until the moment ``until``."""
    return folder / FOLDER_NAME / f"{_PREFIX}{until.astimezone(UTC):{_STAMP}}.csv"


def former_snapshot_files(folder: Path) -> list[tuple[datetime, Path]]:
    """Every former version of ``folder``'s directory, the oldest first: until when it stood (UTC), and its file.

    Each stood from the moment the one before it ended; since when the first stood, nobody knows. Files with other
    names are passed over.
    """
    return sorted(
        (datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC), path)
        for path in (folder / FOLDER_NAME).glob(f"{_PREFIX}*.csv")
        if _is_stamp(stamp := path.stem.removeprefix(_PREFIX))
    )


def list_snapshots(folder: Path) -> tuple[Snapshot, ...]:
    """Every version of ``folder``'s directory, the oldest first, the one that stands now last. Reads none of them."""
    former = former_snapshot_files(folder)
    ends = [until for until, _ in former]
    paths = [*(path for _, path in former), folder / FILE_NAME]
    return tuple(map(Snapshot, [None, *ends], [*ends, None], paths))


def snapshot_problems(folder: Path) -> list[Problem]:
    """What is wrong with the former versions of ``folder``'s directory: files that cannot be read, or are not named
    as versions are and so passed over."""
    known = {path for _, path in former_snapshot_files(folder)}
    problems = []
    for path in sorted((folder / FOLDER_NAME).glob("*.csv")):
        if path not in known:
            example = snapshot_path(folder, datetime(2026, 3, 31, tzinfo=UTC)).name
            told = f"is passed over: a version is called as {example}"
            problems.append(Problem(str(path), 0, "", told, is_error=False))
            continue
        try:
            read_directory_file(path)
        except DirectoryUnreadableError as error:
            problems.append(Problem(str(path), 0, "", f"cannot be read: {error}"))
    return problems


def first_known_day(known: Sequence[Snapshot]) -> date | None:
    """The first day (UTC) of which we know what stood: the one on which the first version ended; None without any."""
    return known[0].until.date() if known and known[0].until else None


def snapshot_at_start_of(known: Sequence[Snapshot], day: date) -> Snapshot:
    """The version that stood when a day (UTC) began; on the first known day, the first version.

    Raises ``DayUnknownError`` for a day of which that is not known, and for one that has not come yet.
    """
    if day == first_known_day(known):
        return known[0]
    return _snapshot_at(known, day, datetime.combine(day, time(), UTC))


def snapshot_at_end_of(known: Sequence[Snapshot], day: date) -> Snapshot:
    """The version that stood when a day (UTC) ended; today, the one that stands now. Raises as
    ``snapshot_at_start_of``."""
    return _snapshot_at(known, day, datetime.combine(day + timedelta(days=1), time(), UTC))


def groups_as_of(folder: Path, day: date) -> pd.DataFrame:
    """The groups that ``folder``'s directory listed at the end of a day (UTC).

    Raises as ``snapshot_at_end_of``, and ``DirectoryUnreadableError`` where the file of that day is damaged.
    """
    return snapshot_at_end_of(list_snapshots(folder), day).groups()


def _snapshot_at(known: Sequence[Snapshot], day: date, moment: datetime) -> Snapshot:
    if day > today():
        raise DayUnknownError(f"{day} has not come yet.")
    found = next(version for version in known if version.until is None or version.until >= moment)
    if found.since is None and day != today():
        first = first_known_day(known)
        why = f"it is known from {first} on" if first else "no former version is kept"
        raise DayUnknownError(f"What stood in the list of groups on {day} is not known: {why}.")
    return found


def _is_stamp(text: str) -> bool:
    try:
        datetime.strptime(text, _STAMP)
    except ValueError:
        return False
    return True
