"""Where groups are and where none is: expected regions against listed groups."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cache

import numpy as np
import pandas as pd

from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.directory.queries import is_national_or_virtual
from affiliates.directory.schema import NATIONAL_OR_VIRTUAL, Scope, Status
from affiliates.geo.distances import KM_PER_MILE, border_distances, center_distances, neighbors, outlines
from affiliates.geo.regions import COUNTRIES, country_of, regions

# Where a new shade of the map begins, in groups per region. Fixed, so that a shade means the same every month.
SHADE_THRESHOLDS = (1, 2, 4, 10)
# Nobody looked after a group for longer than this: what we say about it may no longer be true.
STALE_AFTER = pd.DateOffset(months=12)
OWN_SCOPES = (Scope.LOCAL, Scope.REGIONAL, Scope.STATEWIDE)


class Tier(StrEnum):
    """What kind of groups a region has of its own. In Canada "statewide" means: for the whole province or territory."""

    NONE = "none"
    LOCAL = "local only"
    STATEWIDE = "statewide only"
    BOTH = "statewide and local"


TIERS = tuple(Tier)  # from nothing to both
# What the keys of maps say; regional groups are counted with the local ones.
TIER_LABELS = {
    Tier.NONE: "no group yet",
    Tier.LOCAL: "local groups only",
    Tier.STATEWIDE: "statewide groups only",
    Tier.BOTH: "statewide and local groups",
}


class Verification(StrEnum):
    """Whether somebody made sure, within 12 months, that a group of the region is still there."""

    VERIFIED = "verified"
    STALE = "stale"
    NEVER = "never verified"


def count_by_region(groups: pd.DataFrame) -> pd.Series:
    """How many active groups serve each region, index: every ISO 3166-2 code we know, in the order of the data file.

    National and virtual groups are there for everyone and count for no region.
    """
    counts = _own(groups)["regions"].explode().value_counts()
    return counts.reindex(regions().index, fill_value=0).astype(int).rename("groups")


def population_by_region(expected: pd.DataFrame | None = None) -> pd.DataFrame:
    """Who lives in each region, the part of ``coverage_by_region`` that no group changes.

    Columns: ``name``, ``country``, ``kind``, ``population``, ``under_18``, ``people``, ``share``; see there.
    """
    expected = regions() if expected is None else expected
    table = expected[["name", "country", "kind"]].rename_axis("region")
    for country, figure in POPULATION_MEASURES.items():
        own = table["country"] == country
        counted = expected.loc[own, figure.column]
        table.loc[own, "population"] = expected.loc[own, figure.population]
        table.loc[own, "under_18"] = expected.loc[own, figure.under_18] if figure.under_18 else np.nan
        table.loc[own, "people"] = counted
        table.loc[own, "share"] = counted / counted.sum()
    return table


def coverage_by_region(groups: pd.DataFrame, as_of: date, expected: pd.DataFrame | None = None) -> pd.DataFrame:
    """What each region has and lacks on the day ``as_of``; index ``region``: ISO 3166-2 code, in the data file's order.

    ``groups`` is the directory as it stood on that day; ``expected`` are the regions that ought to be covered, as
    ``regions()`` gives them, which is the default. The columns:

    - ``name``, ``country`` (ISO 3166-1), ``kind`` (state, district, territory, province);
    - ``population``, ``under_18``: people, and children, in the figures of ``POPULATION_MEASURES``; missing where
      unknown;
    - ``people``: the one of the two that counts in its country; ``share``: the part it is of all figures known in its
      country, between 0 and 1; both missing where unknown;
    - ``local``, ``regional``, ``statewide``: active groups that serve the region, by scope; ``groups``: their sum;
    - ``national``, ``virtual``: active groups that serve it among others; never part of any count or tier;
    - ``covered``: whether ``groups`` is more than 0; ``tier``: see ``Tier``, regional groups count with the local ones;
    - ``last_verified_on``: the newest day on which one of its own groups was verified, missing where none was;
    - ``verification``: see ``Verification``, missing where there is no group;
    - ``nearest``: the code of the nearest other region that is covered, of either country: by border, where several
      touch by centre; missing where there is none, or no outline;
    - ``border_km``, ``border_miles``, ``center_km``, ``center_miles``: how far it is there, between the nearest points
      of the borders (0 for neighbours) and between the centres; missing as ``nearest``;
    - ``neighbors``: tuple of the codes of the regions that share a border with it.
    """
    expected = regions() if expected is None else expected
    groups = groups[["scope", "regions", "status", "last_verified_on"]]
    served = _own(groups).explode("regions")
    table = population_by_region(expected)
    table[list(OWN_SCOPES)] = _counted(served, OWN_SCOPES, table.index)
    table["groups"] = table[list(OWN_SCOPES)].sum(axis=1)
    table[list(NATIONAL_OR_VIRTUAL)] = _counted(_wide(groups, table.index), NATIONAL_OR_VIRTUAL, table.index)
    table["covered"] = table["groups"] > 0
    table["tier"] = _tiers(table)
    newest = served.groupby("regions")["last_verified_on"].max()
    table["last_verified_on"] = pd.to_datetime(newest.reindex(table.index))
    table["verification"] = _verification(table, as_of)
    table = table.join(_nearest_covered(table["covered"]))
    table["neighbors"] = [neighbors(region) for region in table.index]
    return table


def nearest_groups(groups: pd.DataFrame, region: str, most: int = 3) -> pd.DataFrame:
    """Active groups of other regions that are near to one without, the nearest first, one row per group.

    The columns are those of ``groups`` and ``region`` (the nearest region the group serves) and ``miles`` (border to
    border, 0 for a neighbour; see ``geography.border_distances``). At most ``limit`` rows; national and virtual groups
    are left out: they are no farther away than anyone.
    """
    served = _own(groups)
    served = served.assign(region=served["regions"]).explode("region")
    served["miles"] = served["region"].map(border_distances(region) / KM_PER_MILE)
    near = served.dropna(subset="miles").sort_values(["miles", "name", "id"]).drop_duplicates("id")
    return near.head(most)


def _own(groups: pd.DataFrame) -> pd.DataFrame:
    return groups[(groups["status"] == Status.ACTIVE) & ~is_national_or_virtual(groups)]


def _wide(groups: pd.DataFrame, expected: pd.Index) -> pd.DataFrame:
    """National and virtual groups, one row per group and region it serves: a country means all of its regions, and
    nothing means all regions."""
    wide = groups[(groups["status"] == Status.ACTIVE) & is_national_or_virtual(groups)]
    parts = {country: [each for each in expected if country_of(each) == country] for country in COUNTRIES}

    def places(codes: tuple[str, ...]) -> list[str]:
        return list(dict.fromkeys(part for code in codes or parts for part in parts.get(code, [code])))

    return wide.assign(regions=wide["regions"].map(places)).explode("regions")


def _counted(served: pd.DataFrame, scopes: Iterable[Scope], expected: pd.Index) -> pd.DataFrame:
    """Groups by region (rows) and scope (columns) from rows of one group and one region each."""
    counts = served.groupby(["regions", "scope"]).size().unstack()
    return counts.reindex(index=expected, columns=list(scopes)).fillna(0).astype(int)


def _tiers(table: pd.DataFrame) -> pd.Series:
    whole, part = table["statewide"] > 0, table["local"] + table["regional"] > 0
    tiers = np.select([whole & part, whole, part], [Tier.BOTH, Tier.STATEWIDE, Tier.LOCAL], Tier.NONE)
    return pd.Series(tiers, index=table.index, dtype="str")


def _verification(table: pd.DataFrame, as_of: date) -> pd.Series:
    newest = table["last_verified_on"]
    fresh = newest >= pd.Timestamp(as_of) - STALE_AFTER
    words = np.select([fresh, newest.notna()], [Verification.VERIFIED, Verification.STALE], Verification.NEVER)
    return pd.Series(words, index=table.index, dtype="str").where(table["covered"])


def _nearest_covered(covered: pd.Series) -> pd.DataFrame:
    """The columns ``nearest`` and those of the distances to it, for each region of ``covered``."""
    candidates = covered.index[covered]
    border, centre = (far.reindex(index=covered.index, columns=candidates).fillna(np.inf) for far in _distances())
    border_km, centre_km = border.min(axis=1), centre.where(border.eq(border.min(axis=1), axis=0), np.inf)
    known = np.isfinite(border_km) & bool(len(candidates))
    nearest = centre_km[known].idxmin(axis=1) if known.any() else pd.Series(dtype="str")
    near = pd.DataFrame({"nearest": nearest.reindex(covered.index).astype("str")})
    for way, kilometres in (("border", border_km), ("center", centre_km.min(axis=1))):
        near[f"{way}_km"] = kilometres.where(known)
        near[f"{way}_miles"] = near[f"{way}_km"] / KM_PER_MILE
    return near


@cache
def _distances() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Kilometres from each region (rows) to each other one (columns), between borders and between centres."""
    every = [str(region) for region in outlines().index]
    borders = pd.DataFrame({region: border_distances(region) for region in every})
    return borders.T, pd.DataFrame({region: center_distances(region) for region in every}).T
