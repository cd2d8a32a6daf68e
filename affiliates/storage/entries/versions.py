"""The versions of a list of entries, wherever they are kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from affiliates.directory.snapshots import Snapshot


@dataclass(frozen=True)
class ListVersion:
    """One version of a list as it is kept: since when, and until when, its content is known to have stood (UTC).

    ``since`` is None where nobody knows. ``until`` of the last version is when it was last seen. Versions of earlier
    releases, which had no numbers, have numbers below 1. ``read`` gives the content.
    """

    number: int
    since: datetime | None
    until: datetime
    sha256: str
    read: Callable[[], bytes] = field(compare=False, repr=False)


def bounded_snapshots(snapshots: Iterable[Snapshot]) -> tuple[Snapshot, ...]:
    """The same snapshots, in their order, of a clock that may have jumped: a version cannot have begun, nor ended,
    later than the next one began."""
    latest: datetime | None = None
    bounded: list[Snapshot] = []
    for each in reversed(list(snapshots)):
        since, until = (_earlier(moment, latest) for moment in (each.since, each.until))
        bounded.append(replace(each, since=since, until=until))
        latest = since or latest
    return tuple(reversed(bounded))


def _earlier(moment: datetime | None, bound: datetime | None) -> datetime | None:
    return min(moment, bound) if moment and bound else moment
