"""What changed in the directory and its coverage between two days, as far back as earlier versions are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

import pandas as pd

from affiliates.coverage.metrics import Tier, count_by_region, coverage_by_region, population_by_region
from affiliates.coverage.summary import CoverageSummary, summarize_country
from affiliates.directory.queries import groups_as_text
from affiliates.directory.schema import Scope, Status
from affiliates.directory.snapshots import Snapshot, snapshot_at_end_of, snapshot_at_start_of
from affiliates.errors import DirectoryUnreadableError
from affiliates.geo.regions import COUNTRIES, region_names


@dataclass(frozen=True)
class DirectoryChanges:
    """What changed from the beginning of the day ``first`` to the end of the day ``last`` (UTC).

    ``gained`` are the codes of regions that became covered, ``lost`` of those that no longer are, both in order of
    their names. The frames hold one row per group with the columns of the directory: ``added`` are active and were
    not listed before; ``resumed`` are active and were listed as paused or inactive; ``paused`` were active and are
    paused; ``closed`` were active and are inactive or no longer listed (their rows are the old ones); ``verified`` are
    active and were verified on one of these days. ``before`` and ``after`` summarize each country.
    """

    first: date
    last: date
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    added: pd.DataFrame
    resumed: pd.DataFrame
    paused: pd.DataFrame
    closed: pd.DataFrame
    verified: pd.DataFrame
    before: dict[str, CoverageSummary]
    after: dict[str, CoverageSummary]


@dataclass(frozen=True)
class GroupChanges:
    """What changed among the groups between two versions of the directory: one row per group, as in the directory.

    ``added``, ``resumed``, ``paused`` and ``closed`` are as in ``DirectoryChanges``. ``edited`` are active in both
    versions and say something else in the later one; a verification alone is no edit.
    """

    added: pd.DataFrame
    resumed: pd.DataFrame
    edited: pd.DataFrame
    paused: pd.DataFrame
    closed: pd.DataFrame


def compare_groups(old: pd.DataFrame, new: pd.DataFrame) -> GroupChanges:
    """What changed from the groups of one version of the directory to those of a later one."""
    was_active, is_active = _ids(old, Status.ACTIVE), _ids(new, Status.ACTIVE)
    is_paused = _ids(new, Status.PAUSED)
    started = is_active - was_active
    stopped = was_active - is_active
    return GroupChanges(
        added=new[new["id"].isin(started - set(old["id"]))],
        resumed=new[new["id"].isin(started & set(old["id"]))],
        edited=new[new["id"].isin(_edited(old, new) & was_active & is_active)],
        paused=new[new["id"].isin(stopped & is_paused)],
        closed=old[old["id"].isin(stopped - is_paused)],
    )


def changes_between(known: Sequence[Snapshot], first: date, last: date) -> DirectoryChanges:
    """What changed from the day ``first`` to the day ``last``, both days included.

    ``known`` are the snapshots of ``list_snapshots``. Raises ``DayUnknownError`` if the version of a day is not known,
    ``DirectoryUnreadableError`` if its file is damaged, and ``ValueError`` if ``last`` comes before ``first``.
    """
    if last < first:
        raise ValueError(f"{last} comes before {first}.")
    old, new = snapshot_at_start_of(known, first).groups(), snapshot_at_end_of(known, last).groups()
    before, after = coverage_by_region(old, first), coverage_by_region(new, last)
    groups = compare_groups(old, new)
    return DirectoryChanges(
        first=first,
        last=last,
        gained=_codes(after["covered"] & ~before["covered"]),
        lost=_codes(before["covered"] & ~after["covered"]),
        added=groups.added,
        resumed=groups.resumed,
        paused=groups.paused,
        closed=groups.closed,
        verified=_verified(old, new, first, last),
        before={country: summarize_country(before, country) for country in COUNTRIES},
        after={country: summarize_country(after, country) for country in COUNTRIES},
    )


def share_over_time(known: Sequence[Snapshot]) -> pd.DataFrame:
    """Coverage in each version of the directory, one row per country and version, oldest first.

    Columns: ``country``; ``moment`` (UTC): when the version began, or for the first version, whose beginning is
    unknown, when it ended; ``statewide`` and ``regions``: how many regions a statewide group serves, and how many there
    are; ``share``: what part of the people live in such a region, between 0 and 1, missing if no population is known.
    Every version is measured with the same population, so that only groups change the share. If a version cannot be
    read, ``statewide`` and ``share`` are missing.
    """
    table = population_by_region()
    rows = []
    for version in known:
        moment = version.since or version.until or datetime.now(UTC)
        served = _statewide_regions(version)
        table["statewide"] = table.index.isin(served or ()).astype(int)
        table["covered"] = table["statewide"] > 0
        table["tier"] = table["covered"].map({True: Tier.STATEWIDE, False: Tier.NONE})
        for country in COUNTRIES:
            summary = summarize_country(table, country)
            values = (None, None) if served is None else (summary.statewide, summary.share)
            rows.append((country, moment, summary.regions, *values))
    return pd.DataFrame(rows, columns=["country", "moment", "regions", "statewide", "share"]).astype(
        {"statewide": "Int64", "share": float}
    )


# Cached because former snapshots never change; a changed one has another version, and so another key.
@lru_cache(maxsize=10_000)
def _statewide_regions(snapshot: Snapshot) -> frozenset[str] | None:
    """The codes of the regions that a statewide group serves in a version; None if it cannot be read."""
    try:
        groups = snapshot.groups()
    except DirectoryUnreadableError:
        return None
    counts = count_by_region(groups[groups["scope"] == Scope.STATEWIDE])
    return frozenset(map(str, counts.index[counts > 0]))


def _ids(groups: pd.DataFrame, status: Status) -> set[str]:
    return set(groups.loc[groups["status"] == status, "id"])


def _edited(old: pd.DataFrame, new: pd.DataFrame) -> set[str]:
    """The ids of the groups that stand in both versions and say something else in the later one."""
    before, after = (groups_as_text(groups).set_index("id").drop(columns="last_verified_on") for groups in (old, new))
    common = before.index.intersection(after.index)
    differs = (before.loc[common] != after.loc[common]).any(axis=1)
    return set(common[differs])


def _codes(is_chosen: pd.Series) -> tuple[str, ...]:
    codes = set(is_chosen.index[is_chosen])
    return tuple(region for region in region_names() if region in codes)


def _verified(old: pd.DataFrame, new: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    active = new[new["status"] == Status.ACTIVE]
    earlier = active["id"].map(old.set_index("id")["last_verified_on"])
    is_within = active["last_verified_on"].between(pd.Timestamp(first), pd.Timestamp(last))
    return active[is_within & ~(earlier >= active["last_verified_on"])]
