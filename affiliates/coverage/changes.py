"""What changed between two days, as far as former versions of the directory are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

import pandas as pd

from affiliates.coverage.headline import CoverageSummary, format_percent, join_words, summarize_country
from affiliates.coverage.metrics import count_by_region, coverage_by_region, population_by_region
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.directory.schema import Status
from affiliates.directory.snapshots import Snapshot, snapshot_at_end_of, snapshot_at_start_of
from affiliates.errors import DirectoryUnreadableError
from affiliates.geo.regions import COUNTRIES, region_names


@dataclass(frozen=True)
class DirectoryChanges:
    """What changed from the beginning of the day ``first`` to the end of the day ``last`` (UTC).

    ``gained`` and ``lost`` are codes of regions that are covered now and were not, or the other way round, in the
    order of their names. The frames hold one row per group with the columns of the directory: ``added`` are active
    and were not listed; ``resumed`` are active and were listed as paused or inactive; ``paused`` were active and are
    paused; ``closed`` were active and are inactive or no longer listed (these rows are as they were); ``verified``
    are active and have a day of verification among these days that they did not have. ``before`` and ``after`` sum up
    each country.
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


def changes_between(known: Sequence[Snapshot], first: date, last: date) -> DirectoryChanges:
    """What changed from the day ``first`` to the day ``last``, both days included.

    ``known`` is what ``history.versions`` gives. Raises ``DayUnknownError`` where a day's version is not known,
    ``DirectoryUnreadableError`` where its file is damaged, and ``ValueError`` where ``last`` comes before ``first``.
    """
    if last < first:
        raise ValueError(f"{last} comes before {first}.")
    old, new = snapshot_at_start_of(known, first).groups(), snapshot_at_end_of(known, last).groups()
    before, after = coverage_by_region(old, first), coverage_by_region(new, last)
    was_active, is_active = _ids(old, Status.ACTIVE), _ids(new, Status.ACTIVE)
    is_paused = _ids(new, Status.PAUSED)
    started = is_active - was_active
    stopped = was_active - is_active
    return DirectoryChanges(
        first=first,
        last=last,
        gained=_codes(after["covered"] & ~before["covered"]),
        lost=_codes(before["covered"] & ~after["covered"]),
        added=new[new["id"].isin(started - set(old["id"]))],
        resumed=new[new["id"].isin(started & set(old["id"]))],
        paused=new[new["id"].isin(stopped & is_paused)],
        closed=old[old["id"].isin(stopped - is_paused)],
        verified=_verified(old, new, first, last),
        before={country: summarize_country(before, country) for country in COUNTRIES},
        after={country: summarize_country(after, country) for country in COUNTRIES},
    )


def change_sentences(found: DirectoryChanges) -> tuple[str, ...]:
    """What changed, in sentences; only counts of groups, so that no word that a group wrote is among them."""
    counted = {
        "added": len(found.added),
        "back": len(found.resumed),
        "verified": len(found.verified),
        "paused": len(found.paused),
        "closed": len(found.closed),
    }
    groups = [f"{count:,} {word}" for word, count in counted.items() if count]
    return (
        f"From {format_day(found.first)} to {format_day(found.last)}, both days included:",
        _places("gained a group", found.gained),
        _places("lost the last group", found.lost),
        f"Groups: {join_words(groups)}." if groups else "No group was added, verified, paused or closed.",
        *(
            f"{COUNTRIES[country]}: {format_percent(before.share)} of {POPULATION_MEASURES[country].people} lived in a "
            "place with a group "
            f"before, {format_percent(found.after[country].share)} after."
            for country, before in found.before.items()
        ),
    )


def format_day(day: date) -> str:
    """A day as people write it: March 31, 2026."""
    return f"{day:%B} {day.day}, {day.year}"


def _places(what: str, regions: tuple[str, ...]) -> str:
    if not regions:
        return f"No place {what}."
    count = f"{len(regions)} place{'' if len(regions) == 1 else 's'}"
    return f"{count} {what}: {join_words(region_names()[region] for region in regions)}."


def share_over_time(known: Sequence[Snapshot]) -> pd.DataFrame:
    """How coverage went, one row per country and version, the oldest first.

    Columns: ``country``; ``moment`` (UTC): since when the version stood, for one of which nobody knows that the
    moment it ended; ``covered`` and ``regions``: counts; ``share``: the part of the people who live in a covered
    region, between 0 and 1, missing without a figure. The figures of people are the same at all times, so that only
    groups move the share. Where a former version cannot be read, ``covered`` and ``share`` are missing.
    """
    table = population_by_region()
    rows = []
    for version in known:
        moment = version.since or version.until or datetime.now(UTC)
        covered = _covered(version)
        table["covered"] = table.index.isin(covered or ())
        for country in COUNTRIES:
            whole = summarize_country(table, country)
            told = (None, None) if covered is None else (whole.covered, whole.share)
            rows.append((country, moment, whole.regions, *told))
    return pd.DataFrame(rows, columns=["country", "moment", "regions", "covered", "share"]).astype(
        {"covered": "Int64", "share": float}
    )


@lru_cache(maxsize=10_000)
def _covered(snapshot: Snapshot) -> frozenset[str] | None:
    """The codes of the regions that a version covers, None where it cannot be read; kept, as former versions stay."""
    try:
        counts = count_by_region(snapshot.groups())
    except DirectoryUnreadableError:
        return None
    return frozenset(map(str, counts.index[counts > 0]))


def _ids(groups: pd.DataFrame, status: Status) -> set[str]:
    return set(groups.loc[groups["status"] == status, "id"])


def _codes(chosen: pd.Series) -> tuple[str, ...]:
    codes = set(chosen.index[chosen])
    return tuple(region for region in region_names() if region in codes)


def _verified(old: pd.DataFrame, new: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    active = new[new["status"] == Status.ACTIVE]
    earlier = active["id"].map(old.set_index("id")["last_verified_on"])
    is_within = active["last_verified_on"].between(pd.Timestamp(first), pd.Timestamp(last))
    return active[is_within & ~(earlier >= active["last_verified_on"])]
