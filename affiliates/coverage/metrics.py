"""Which regions have a group and which have none: the regions we expect, compared with the groups listed."""

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum
from functools import cache

import numpy as np
import pandas as pd

from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.directory.queries import is_national_or_virtual
from affiliates.directory.schema import NATIONAL_OR_VIRTUAL, Scope, Status
from affiliates.geo.distances import KM_PER_MILE, border_distances, distance_tables, neighbors
from affiliates.geo.regions import COUNTRIES, country_of, regions

# A group that nobody has verified for longer than this may no longer be there.
STALE_AFTER = pd.DateOffset(months=12)
# Scopes of the groups that count as a region's own.
_REGION_SCOPES = (Scope.LOCAL, Scope.REGIONAL, Scope.STATEWIDE)


class Tier(StrEnum):
    """Which kinds of groups a region has of its own. In Canada, "statewide" is the entire province or territory.

    These are codes of data files; people read those of ``labels``.
    """

    NONE = "none"
    LOCAL = "local only"
    STATEWIDE = "statewide only"
    BOTH = "statewide and local"
    UNKNOWN = "not known right now"  # a row of the list that cannot be read may be its group


TIERS = (Tier.NONE, Tier.LOCAL, Tier.STATEWIDE, Tier.BOTH)  # from none to both


class Verification(StrEnum):
    """Whether anyone has confirmed in the last 12 months that a group of the region is still there."""

    VERIFIED = "verified"
    STALE = "stale"
    NEVER = "never verified"


def count_by_region(groups: pd.DataFrame) -> pd.Series:
    """How many active groups serve each region; index: every ISO 3166-2 code we know, in the order of the data file.

    National and virtual groups help families everywhere and count for no region.
    """
    counts = _region_groups(groups)["regions"].explode().value_counts()
    return counts.reindex(regions().index, fill_value=0).astype(int).rename("groups")


def population_by_region(expected: pd.DataFrame | None = None) -> pd.DataFrame:
    """Who lives in each region: the columns of ``coverage_by_region`` that do not depend on groups.

    Columns: ``name``, ``country``, ``kind``, ``population``, ``under_18``, ``people``, ``share``; see there.
    """
    return _known_population().copy() if expected is None else _population(expected)


@cache
def _known_population() -> pd.DataFrame:
    return _population(regions())


def _population(expected: pd.DataFrame) -> pd.DataFrame:
    table = expected[["name", "country", "kind"]].rename_axis("region")
    for country, measure in POPULATION_MEASURES.items():
        in_country = table["country"] == country
        people = expected.loc[in_country, measure.column]
        table.loc[in_country, "population"] = expected.loc[in_country, measure.population]
        table.loc[in_country, "under_18"] = expected.loc[in_country, measure.under_18] if measure.under_18 else np.nan
        table.loc[in_country, "people"] = people
        table.loc[in_country, "share"] = people / people.sum()
    return table


def shown_tiers(coverage: pd.DataFrame) -> tuple[Tier, ...]:
    """What tables and legends list: every known tier, and that it is unknown where that is so of a region."""
    return (*TIERS, Tier.UNKNOWN) if (coverage["tier"] == Tier.UNKNOWN).any() else TIERS


def coverage_by_region(
    groups: pd.DataFrame, as_of: date, expected: pd.DataFrame | None = None, *, doubtful: Collection[str] = ()
) -> pd.DataFrame:
    """The groups that each region has on the day ``as_of``, and how far it is to others; index ``region``: ISO 3166-2
    code, in the order of the data file.

    ``groups`` is the directory as it was on that day; ``expected`` are the regions that should be covered, by default
    those of ``regions()``. Of a region in ``doubtful`` (``Directory.doubtful_regions``) nobody knows whether it has a
    group, unless one is listed: it is not covered, and its tier is ``Tier.UNKNOWN``. The columns:

    - ``name``, ``country`` (ISO 3166-1), ``kind`` (state, district, territory, province);
    - ``population``, ``under_18``: all residents, and children, as ``POPULATION_MEASURES`` counts them; missing if
      unknown;
    - ``people``: whichever of the two its country is measured by; ``share``: what part that is of all people counted
      in its country, between 0 and 1; both missing if unknown;
    - ``local``, ``regional``, ``statewide``: active groups that serve the region, by scope; ``groups``: their sum;
    - ``national``, ``virtual``: active groups that serve it among others; never part of a count or tier;
    - ``covered``: whether ``groups`` is more than 0; ``tier``: see ``Tier``, regional groups count with the local ones;
    - ``last_verified_on``: the latest day on which one of its own groups was verified, missing if none was;
    - ``verification``: see ``Verification``, missing if it has no group;
    - ``nearest``: the code of the nearest other covered region, in either country, by border distance; among several
      that touch it, by center distance; missing if there is none, or no outline;
    - ``border_km``, ``border_miles``, ``center_km``, ``center_miles``: the distance to ``nearest``, between the nearest
      points of the borders (0 for neighbors) and between the centers; missing with ``nearest``;
    - ``neighbors``: tuple of the codes of the regions that share a border with it.
    """
    groups = groups[["scope", "regions", "status", "last_verified_on"]]
    served = _region_groups(groups).explode("regions")
    table = population_by_region(expected)
    everywhere = _national_and_virtual_groups(groups, table.index)
    table[list(_REGION_SCOPES)] = _count_by_scope(served, _REGION_SCOPES, table.index)
    table["groups"] = table[list(_REGION_SCOPES)].sum(axis=1)
    table[list(NATIONAL_OR_VIRTUAL)] = _count_by_scope(everywhere, NATIONAL_OR_VIRTUAL, table.index)
    table["covered"] = table["groups"] > 0
    is_doubtful = ~table["covered"] & table.index.isin(list(doubtful))
    table["tier"] = _tiers(table).mask(is_doubtful, Tier.UNKNOWN)
    latest = served.groupby("regions")["last_verified_on"].max()
    table["last_verified_on"] = pd.to_datetime(latest.reindex(table.index))
    table["verification"] = _verification(table, as_of)
    table = table.join(_nearest_covered(table["covered"]))
    table["neighbors"] = [neighbors(region) for region in table.index]
    return table


def nearest_groups(groups: pd.DataFrame, region: str, limit: int = 3) -> pd.DataFrame:
    """The active groups of other regions that are nearest to a region, nearest first, at most ``limit`` rows.

    One row per group, with the columns of ``groups``, ``region`` (the nearest region the group serves) and ``miles``
    (border to border, 0 for a neighbor; see ``border_distances``). National and virtual groups are left out, as they
    are no farther away than anyone.
    """
    served = _region_groups(groups)
    served = served.assign(region=served["regions"]).explode("region")
    served["miles"] = served["region"].map(border_distances(region) / KM_PER_MILE)
    nearest = served.dropna(subset="miles").sort_values(["miles", "name", "id"]).drop_duplicates("id")
    return nearest.head(limit)


def _region_groups(groups: pd.DataFrame) -> pd.DataFrame:
    return groups[(groups["status"] == Status.ACTIVE) & ~is_national_or_virtual(groups)]


def _national_and_virtual_groups(groups: pd.DataFrame, expected: pd.Index) -> pd.DataFrame:
    """One row per active national or virtual group and region that it serves; a country stands for all of its regions,
    and no codes for every region."""
    found = groups[(groups["status"] == Status.ACTIVE) & is_national_or_virtual(groups)]
    by_country = {country: [each for each in expected if country_of(each) == country] for country in COUNTRIES}

    def expand(codes: tuple[str, ...]) -> list[str]:
        return list(dict.fromkeys(region for code in codes or by_country for region in by_country.get(code, [code])))

    return found.assign(regions=found["regions"].map(expand)).explode("regions")


def _count_by_scope(served: pd.DataFrame, scopes: Iterable[Scope], expected: pd.Index) -> pd.DataFrame:
    """Counts by region (rows) and scope (columns), from rows of one group and one region each."""
    counts = served.groupby(["regions", "scope"]).size().unstack()
    return counts.reindex(index=expected, columns=list(scopes)).fillna(0).astype(int)


def _tiers(table: pd.DataFrame) -> pd.Series:
    has_statewide, has_local = table["statewide"] > 0, table["local"] + table["regional"] > 0
    conditions = [has_statewide & has_local, has_statewide, has_local]
    tiers = np.select(conditions, [Tier.BOTH, Tier.STATEWIDE, Tier.LOCAL], Tier.NONE)
    return pd.Series(tiers, index=table.index, dtype="str")


def _verification(table: pd.DataFrame, as_of: date) -> pd.Series:
    latest = table["last_verified_on"]
    is_recent = latest >= pd.Timestamp(as_of) - STALE_AFTER
    values = np.select([is_recent, latest.notna()], [Verification.VERIFIED, Verification.STALE], Verification.NEVER)
    return pd.Series(values, index=table.index, dtype="str").where(table["covered"])


def _nearest_covered(covered: pd.Series) -> pd.DataFrame:
    """The columns ``nearest`` and those of the distances to it, for each region of ``covered``."""
    candidates = covered.index[covered]
    tables = (table.reindex(index=covered.index, columns=candidates) for table in distance_tables())
    border, center = (table.fillna(np.inf) for table in tables)
    border_km = border.min(axis=1)
    center = center.where(border.eq(border_km, axis=0), np.inf)
    is_known = np.isfinite(border_km) & bool(len(candidates))
    nearest = center[is_known].idxmin(axis=1) if is_known.any() else pd.Series(dtype="str")
    table = pd.DataFrame({"nearest": nearest.reindex(covered.index).astype("str")})
    for kind, kilometers in (("border", border_km), ("center", center.min(axis=1))):
        table[f"{kind}_km"] = kilometers.where(is_known)
        table[f"{kind}_miles"] = table[f"{kind}_km"] / KM_PER_MILE
    return table
