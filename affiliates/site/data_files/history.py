"""What changed among the groups lately, day by day, from the versions of the directory that are kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice

import pandas as pd

from affiliates.coverage.changes import GroupChanges, compare_groups
from affiliates.directory.parsing import Directory
from affiliates.directory.snapshots import Snapshot
from affiliates.errors import DirectoryUnreadableError

# Reading a version of 5,000 groups takes nearly a second, so the first feed after a start looks no further back.
_MAX_DAYS = 20
KINDS = tuple(each.name for each in fields(GroupChanges))


@dataclass(frozen=True)
class GroupChange:
    """What happened to one group on one day: ``kind`` is one of ``KINDS``.

    ``moment`` (UTC) is when the last version of that day began.
    """

    kind: str
    moment: datetime
    group_id: str


def latest_changes(snapshots: Sequence[Snapshot], present: pd.DataFrame, limit: int) -> list[GroupChange]:
    """The latest ``limit`` changes of groups that are still listed, newest first; within a day by kind, then by
    name.

    ``snapshots`` are ordered by time; ``present`` are the groups of the last one. A version that cannot be read is
    passed over: what it changed shows on the next day whose version can.
    """
    listed = set(present["id"])
    found = (each for day in _days(snapshots, present) for each in day if each.group_id in listed)
    return list(islice(found, limit))


def _days(snapshots: Sequence[Snapshot], present: pd.DataFrame) -> Iterator[tuple[GroupChange, ...]]:
    """The changes of each day on which a version began, the latest day first."""
    versions = _last_of_each_day(snapshots)
    if not versions:
        return
    later = replace(versions[0], read=lambda: Directory(present))
    for earlier in versions[1 : _MAX_DAYS + 1]:
        try:
            yield _changes(earlier, later)
        except DirectoryUnreadableError:
            continue
        later = earlier


def _last_of_each_day(snapshots: Sequence[Snapshot]) -> list[Snapshot]:
    """The last version of each day (UTC), the latest first; last of all the earliest one, whose day is unknown."""
    by_day = {snapshot.since and snapshot.since.date(): snapshot for snapshot in snapshots}
    return list(by_day.values())[::-1]


# Cached because versions never change; an error is not kept, so that a version that was repaired is read again.
@lru_cache(maxsize=10 * _MAX_DAYS)
def _changes(earlier: Snapshot, later: Snapshot) -> tuple[GroupChange, ...]:
    """What changed from one version to another, by name. Raises ``DirectoryUnreadableError``."""
    new = _groups(later)  # first, while it is still kept from the last comparison
    compared = compare_groups(_groups(earlier), new)
    moment = later.since or datetime.min.replace(tzinfo=UTC)  # only the earliest version has none, and is never later
    changes = []
    for kind in KINDS:
        rows = getattr(compared, kind).sort_values(["sort_name", "id"])
        changes += [GroupChange(kind, moment, group_id) for group_id in rows["id"]]
    return tuple(changes)


@lru_cache(maxsize=2)  # the earlier one of a comparison is the later one of the next
def _groups(snapshot: Snapshot) -> pd.DataFrame:
    return snapshot.groups()
