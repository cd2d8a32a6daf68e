"""Where a new group would reach the most families: rankings, the fewest groups for a target, and plans to try out."""

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from affiliates.content.wording import count_of, format_percent, join_words
from affiliates.coverage.headline import summarize_country
from affiliates.coverage.metrics import Tier
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.errors import NoPopulationError

EQUAL_WEIGHT = 0.5


class RankingOrder(StrEnum):
    """What regions without a group are ranked by: people who live there, distance to a group, or both, weighted."""

    PEOPLE = "people"
    DISTANCE = "distance"
    BOTH = "both"


@dataclass(frozen=True)
class Plan:
    """What changes in a country once each of ``regions`` has a group of its own.

    ``regions`` are the codes of regions that have none today, most people first. ``covered_before`` and
    ``covered_after`` count regions, out of ``regions_total``; ``people_before`` and ``people_after`` count the people
    (children in the United States, everyone in Canada) in covered regions, out of ``people_total``.
    ``unknown_population`` are those of ``regions`` whose population is unknown: they add no one to the share.
    ``isolated_before`` and ``isolated_after`` count regions with no group of their own and none in any neighbor.
    """

    country: str
    regions: tuple[str, ...]
    covered_before: int
    covered_after: int
    regions_total: int
    people_before: int
    people_after: int
    people_total: int
    unknown_population: tuple[str, ...]
    isolated_before: int
    isolated_after: int

    @property
    def share_before(self) -> float | None:
        """The share of the people who live in a covered region today; None if no population is known."""
        return self.people_before / self.people_total if self.people_total else None

    @property
    def share_after(self) -> float | None:
        """The share of the people who would live in a covered region; None if no population is known."""
        return self.people_after / self.people_total if self.people_total else None


def ranking(
    coverage: pd.DataFrame, country: str, order: RankingOrder = RankingOrder.PEOPLE, weight: float = EQUAL_WEIGHT
) -> pd.DataFrame:
    """The regions of a country that have no group, highest priority first, without those of which that is not known.

    Index and columns are as in ``coverage``, plus:

    - ``rank``: 1, 2, 3 ..., the same for ties;
    - ``people_points``: 100 for the region with the most people, 0 for the one with the fewest, evenly spaced by rank;
      ties get the same; missing if the population is unknown;
    - ``distance_points``: 100 for the region farthest from a covered one, 0 for the nearest, by border distance and
      then by center distance; missing if no distance is known;
    - ``points``: what the order goes by: one of the two, or for both, ``weight`` times the people's points plus
      1 - ``weight`` times the distance's; missing if either is.

    Ranks are averaged rather than amounts, so that one distant island does not outweigh a hundred miles on the
    mainland. Regions without points come last, without a rank, by people and name. Raises ``ValueError`` for a weight
    that is not between 0 and 1.
    """
    if not 0 <= weight <= 1:
        raise ValueError(f"The weight {weight} is not between 0 and 1.")
    table = coverage[(coverage["country"] == country) & ~coverage["covered"]]
    table = table[table["tier"] != Tier.UNKNOWN].copy()
    table["people_points"] = _points(table["people"].rank(method="min"))
    table["distance_points"] = _points(_distance_rank(table))
    people, distance = table["people_points"], table["distance_points"]
    both = people * weight + distance * (1 - weight)
    points = {RankingOrder.PEOPLE: people, RankingOrder.DISTANCE: distance, RankingOrder.BOTH: both}[order]
    table["points"] = points.round(9)  # so that ties stay ties in floating point
    table["rank"] = table["points"].rank(method="min", ascending=False).astype("Int64")
    by = ["points", "people", "name"]
    return table.sort_values(by, ascending=[False, False, True], na_position="last", kind="stable")


def what_if(coverage: pd.DataFrame, country: str, chosen: Collection[str]) -> Plan:
    """The plan of a group for each chosen region; regions that have one, or are in another country, are left out."""
    regions = coverage[coverage["country"] == country]
    new = regions[regions.index.isin(list(chosen)) & ~regions["covered"]]
    new = new.sort_values(["people", "name"], ascending=[False, True])
    covered = set(coverage.index[coverage["covered"]])
    before = summarize_country(coverage, country)
    return Plan(
        country=country,
        regions=tuple(map(str, new.index)),
        covered_before=before.covered,
        covered_after=before.covered + len(new),
        regions_total=before.regions,
        people_before=before.people_covered,
        people_after=before.people_covered + int(new["people"].sum()),
        people_total=before.people_total,
        unknown_population=tuple(map(str, new.index[new["people"].isna()])),
        isolated_before=_count_isolated(regions, covered),
        isolated_after=_count_isolated(regions, covered | set(new.index)),
    )


def fewest_groups_for_share(coverage: pd.DataFrame, country: str, target: float) -> Plan:
    """The plan with the fewest new groups that gives at least the share ``target`` (0 to 1) of the people a group.

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
    missing = round(target * before.people_total, 6) - before.people_covered
    open_regions = ranking(coverage, country).dropna(subset="people")
    added_before = open_regions["people"].cumsum() - open_regions["people"]
    return what_if(coverage, country, list(open_regions.index[added_before < missing]))


def plan_sentences(plan: Plan, names: pd.Series) -> tuple[str, ...]:
    """What a plan changes, in sentences; ``names`` are the regions' names by code."""
    if not plan.regions:
        return ("Nothing changes yet: choose a place that has no group.",)
    people = POPULATION_MEASURES[plan.country].people
    sentences = [
        f"{count_of(len(plan.regions), 'new group', 'new groups')}: {join_words(names[list(plan.regions)])}.",
        f"{plan.covered_after} of {plan.regions_total} places would have a group, "
        f"compared with {plan.covered_before} today.",
    ]
    if plan.people_total:
        sentences.append(
            f"{format_percent(plan.share_after)} of {people} would live in a place with a group, "
            f"compared with {format_percent(plan.share_before)} today: {plan.people_after - plan.people_before:,} more."
        )
    if plan.unknown_population:
        unknown = join_words(names[list(plan.unknown_population)])
        sentences.append(f"We do not know how many {people} live in {unknown}, so they are not counted.")
    sentences.append(
        f"Places with no group of their own and none next door: {plan.isolated_after}, "
        f"compared with {plan.isolated_before} today."
    )
    return tuple(sentences)


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


def _count_isolated(regions: pd.DataFrame, covered: set[str]) -> int:
    return sum(
        region not in covered and not covered.intersection(neighbors)
        for region, neighbors in zip(regions.index, regions["neighbors"], strict=True)
    )
