"""Where a new group would reach the most families: rankings, the fewest groups for a target, and plans to try out."""

from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import pandas as pd

from affiliates.coverage.metrics import Tier
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.coverage.summary import CoverageSummary, is_in_base, summarize_country, summarize_parts
from affiliates.errors import NoPopulationError

EQUAL_WEIGHT = 0.5
# The share of the people that a plan aims for unless somebody chooses another one.
DEFAULT_TARGET = 0.6
# Of the frame of ``coverage_by_region``, what a plan depends on.
_PLAN_COLUMNS = ["name", "country", "kind", "statewide", "covered", "tier", "people", "neighbors"]
NOBODY_KNOWN: Mapping[str, int] = MappingProxyType({})


class RankingOrder(StrEnum):
    """What regions without a group are ranked by: people who live there, distance to a group, both of them weighted, or
    people who are ready to help start one."""

    PEOPLE = "people"
    DISTANCE = "distance"
    BOTH = "both"
    READY = "ready"


@dataclass(frozen=True)
class Plan:
    """What changes in a country once each of ``regions`` has a statewide group of its own.

    ``regions`` are the codes of regions that have none today, most people first. ``before`` and ``after`` summarize the
    parts of the country (see ``summarize_parts``), the base of its shares first. ``unknown_population`` are those of
    ``regions`` whose population is unknown: they add no one to the share. ``isolated_before`` and ``isolated_after``
    count regions of the base with no group of their own, not even a local one, and none in any neighbor.
    """

    country: str
    regions: tuple[str, ...]
    before: tuple[CoverageSummary, ...]
    after: tuple[CoverageSummary, ...]
    unknown_population: tuple[str, ...]
    isolated_before: int
    isolated_after: int


def ranking(
    coverage: pd.DataFrame,
    country: str,
    order: RankingOrder = RankingOrder.PEOPLE,
    weight: float = EQUAL_WEIGHT,
    ready: Mapping[str, int] = NOBODY_KNOWN,
) -> pd.DataFrame:
    """The regions of a country without a statewide group, highest priority first; those with local groups only are
    among them, doubtful ones are not. Index and columns as in ``coverage``, plus:

    - ``rank``: 1, 2, 3 ..., the same for ties;
    - ``people_points``: 100 for the region with the most people, 0 for the one with the fewest, evenly spaced by rank;
      ties get the same; missing if the population is unknown;
    - ``distance_points``: 100 for the region farthest from another covered one, 0 for the nearest, by border distance
      and then by center distance; missing if no distance is known;
    - ``ready``: how many people are ready to help start a group, by ``ready``, which has only what everybody may know
      (``affiliates.people.ready``); missing if that is not known, and where there is a group of any kind;
    - ``points``: what the order goes by: one of the two, or for both, ``weight`` times the people's points plus
      1 - ``weight`` times the distance's, missing if either is; by people who are ready, 100 for the region with the
      most of them, evenly spaced among those of which it is known.

    Ranks are averaged rather than amounts, so that one distant island does not outweigh a hundred miles on the
    mainland. Regions without points come last, without a rank, by people and name. Raises ``ValueError`` for a weight
    that is not between 0 and 1.
    """
    if not 0 <= weight <= 1:
        raise ValueError(f"The weight {weight} is not between 0 and 1.")
    table = coverage[(coverage["country"] == country) & _lacks_statewide(coverage)].copy()
    table["people_points"] = _points(table["people"].rank(method="min"))
    table["distance_points"] = _points(_distance_rank(table))
    people, distance = table["people_points"], table["distance_points"]
    table["ready"] = pd.Series(ready, dtype=float).reindex(table.index).mask(table["covered"].astype(bool))
    points = {
        RankingOrder.PEOPLE: people,
        RankingOrder.DISTANCE: distance,
        RankingOrder.BOTH: people * weight + distance * (1 - weight),
        RankingOrder.READY: _points(table["ready"].rank(method="min")),
    }
    table["points"] = points[order].round(9)  # so that ties stay ties in floating point
    table["rank"] = table["points"].rank(method="min", ascending=False).astype("Int64")
    by = ["points", "people", "name"]
    return table.sort_values(by, ascending=[False, False, True], na_position="last", kind="stable")


def what_if(coverage: pd.DataFrame, country: str, chosen: Collection[str]) -> Plan:
    """The plan of a statewide group for each chosen region; regions that have one or may have one, or are in another
    country, are left out."""
    coverage = coverage[_PLAN_COLUMNS]
    open_regions = _open_regions(coverage[coverage["country"] == country])
    new = open_regions[open_regions.index.isin(list(chosen))]
    planned = coverage.assign(statewide=coverage["statewide"] + coverage.index.isin(new.index))
    planned["covered"] |= planned["statewide"] > 0
    return Plan(
        country=country,
        regions=tuple(map(str, new.index)),
        before=summarize_parts(coverage, country),
        after=summarize_parts(planned, country),
        unknown_population=tuple(map(str, new.index[new["people"].isna()])),
        isolated_before=_count_isolated(coverage, country),
        isolated_after=_count_isolated(planned, country),
    )


def fewest_groups_for_share(coverage: pd.DataFrame, country: str, target: float) -> Plan:
    """The plan with the fewest new groups that gives at least the share ``target`` (0 to 1) of the people a statewide
    group.

    Taking the regions with the most people first is exact here, not an estimate: each new group adds the people of
    its own region and no one else, so no other choice of as many regions adds more. Ties are taken by name. Raises
    ``NoPopulationError`` if no population is known, and ``ValueError`` for a target that is not between 0 and 1.
    """
    if not 0 <= target <= 1:
        raise ValueError(f"The target {target} is not between 0 and 1.")
    before = summarize_country(coverage, country)
    if not before.people_total:
        people = POPULATION_MEASURES[country].people
        raise NoPopulationError(f"There is no count of {people} for any place, so a share cannot be worked out.")
    missing = round(target * before.people_total, 6) - before.people_statewide
    coverage = coverage[_PLAN_COLUMNS]
    open_regions = _open_regions(coverage[is_in_base(coverage, country)]).dropna(subset="people")
    added_before = open_regions["people"].cumsum() - open_regions["people"]
    return what_if(coverage, country, list(open_regions.index[added_before < missing]))


def _open_regions(regions: pd.DataFrame) -> pd.DataFrame:
    """The regions without a statewide group, most people first, ties by name."""
    return regions[_lacks_statewide(regions)].sort_values(["people", "name"], ascending=[False, True])


def _lacks_statewide(regions: pd.DataFrame) -> pd.Series:
    return (regions["statewide"] == 0) & (regions["tier"] != Tier.UNKNOWN)


def _distance_rank(table: pd.DataFrame) -> pd.Series:
    known = table[table["border_km"].notna()]
    pairs = list(zip(known["border_km"], known["center_km"], strict=True))
    ascending = sorted(pairs)
    ranks = pd.Series([bisect_left(ascending, pair) + 1.0 for pair in pairs], index=known.index, dtype=float)
    return ranks.reindex(table.index)


def _points(ranks: pd.Series) -> pd.Series:
    """Ranks from 1 (lowest) as points from 0 to 100; a single rank gets 100."""
    highest = ranks.max()
    return (ranks - 1) / (highest - 1) * 100 if highest > 1 else ranks * 100


def _count_isolated(coverage: pd.DataFrame, country: str) -> int:
    covered, regions = set(coverage.index[coverage["covered"]]), coverage[is_in_base(coverage, country)]
    return sum(
        region not in covered and not covered.intersection(neighbors)
        for region, neighbors in zip(regions.index, regions["neighbors"], strict=True)
    )
