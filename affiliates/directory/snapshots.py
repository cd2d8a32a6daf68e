"""Snapshots of the directory: what it listed on a day in the past."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import pandas as pd

from affiliates.directory.parsing import Directory
from affiliates.errors import DayUnknownError


@dataclass(frozen=True)
class Snapshot:
    """The directory as it is known to have stood from ``since`` until ``until`` (UTC).

    ``since`` may be None for the earliest snapshot: nobody knows. ``until`` is None for the present one. What stood
    between the end of one and the beginning of the next is not known. ``version`` is the same only for the same
    content, so that what is worked out from a snapshot can be kept under it. ``read`` loads the content, and raises
    ``DirectoryUnreadableError`` where it is damaged.
    """

    since: datetime | None
    until: datetime | None
    version: str
    read: Callable[[], Directory] = field(compare=False, repr=False)

    def groups(self) -> pd.DataFrame:
        """The groups listed, as in ``Directory.groups``."""
        return self.read().groups


def today() -> date:
    """The present day in UTC, in which every snapshot is dated: so that the page and the command line agree."""
    return datetime.now(UTC).date()


def first_known_day(snapshots: Sequence[Snapshot]) -> date | None:
    """The first day (UTC) for which the directory is known: when the earliest snapshot began, or else ended."""
    moment = (snapshots[0].since or snapshots[0].until) if snapshots else None
    return moment.date() if moment else None


def snapshot_at_start_of(snapshots: Sequence[Snapshot], day: date) -> Snapshot:
    """The snapshot that stood when a day (UTC) began; on the first known day, the earliest one.

    ``snapshots`` are in their order, the present one last. Raises ``DayUnknownError`` for a day that is not known,
    and for one that has not come yet.
    """
    if day == first_known_day(snapshots):
        return snapshots[0]
    return _snapshot_at(snapshots, day, datetime.combine(day, time(), UTC))


def snapshot_at_end_of(snapshots: Sequence[Snapshot], day: date) -> Snapshot:
    """The snapshot that stood when a day (UTC) ended; for today, the present one. Raises as above."""
    _require_begun(day)
    return _snapshot_at(snapshots, day, datetime.combine(day + timedelta(days=1), time(), UTC))


def _require_begun(day: date) -> None:
    if day > today():
        raise DayUnknownError(f"{day} is in the future.")


def _snapshot_at(snapshots: Sequence[Snapshot], day: date, moment: datetime) -> Snapshot:
    _require_begun(day)
    place, found = next(
        (place, each) for place, each in enumerate(snapshots) if each.until is None or each.until >= moment
    )
    if found.since is None and day != today():
        first = first_known_day(snapshots)
        reason = f"it is known from {first} on" if first else "no former version is kept"
        raise DayUnknownError(f"What the list of groups held on {day} is not known: {reason}.")
    if found.since and moment < found.since:
        ended = snapshots[place - 1].until if place else None
        gap = (
            f"somebody changed it between {ended:%Y-%m-%d %H:%M} and {found.since:%Y-%m-%d %H:%M} UTC" if ended else ""
        )
        reason = gap or f"it is known from {found.since:%Y-%m-%d} on"
        raise DayUnknownError(f"What the list of groups held on {day} is not known: {reason}.")
    return found
