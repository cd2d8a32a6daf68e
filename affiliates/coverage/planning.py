"""Where a new group would reach the most families: rankings, the fewest groups for a target, and what if."""

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from affiliates.coverage.headline import format_percent, join_words, summarize_country
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.errors import AffiliatesError

EQUAL_WEIGHT = 0.5


class RankingOrder(StrEnum):
    """What uncovered regions are ranked by: people who live there, distance to a group, or both, weighted."""

    PEOPLE = "people"
    DISTANCE = "distance"
    BOTH = "both"


class NoPopulationError(AffiliatesError):
    """A share was asked for where not a single figure is known."""


@dataclass(frozen=True)
class Plan:
    """What changes in a country once each of ``regions`` has a group of its own.

    ``regions`` are the codes of those that have none today, most people first. ``covered_before`` and
    ``covered_after`` count regions, of ``of`` in all; ``people_before`` and ``people_after`` count people in covered
    regions (children in the United States, everyone in Canada), of ``people_total`` in all regions with a figure.
    ``unknown_population`` are those of ``regions`` for which we have none: they add no one to the share.
    ``isolated_before`` and ``isolated_after`` count regions without a group in themselves or in any neighbour.
    """

    country: str
    regions: tuple[str, ...]
    covered_before: int
    covered_after: int
    of: int
    people_before: int
    people_after: int
    people_total: int
    unknown_population: tuple[str, ...]
    isolated_before: int
    isolated_after: int

    @property
    def share_before(self) -> float | None:
        """The part of the people who live in a covered region today; None without any figure."""
        return self.people_before / self.people_total if self.people_total else None

    @property
    def share_after(self) -> float | None:
        """The part of the people who live in a covered region then; None without any figure."""
        return self.people_after / self.people_total if self.people_total else None


def ranking(
    coverage: pd.DataFrame, country: str, order: RankingOrder = RankingOrder.PEOPLE, weight: float = EQUAL_WEIGHT
) -> pd.DataFrame:
    """The uncovered regions of a country, the one to turn to first on top; index and columns as in ``coverage``, and:

    - ``rank``: 1, 2, 3 ..., the same for equals;
    - ``people_points``: 100 for the region with the most people, 0 for the one with the fewest, evenly spread between;
      equals get the same; missing without a figure;
    - ``distance_points``: 100 for the region that is farthest from a covered one, 0 for the nearest, by borders and,
      where these are equal, by centres; missing where no distance is known;
    - ``points``: what the order goes by: one of the two, or for both, ``weight`` of the people's and the rest of the
      distance's; missing where one of them is.

    Places and not amounts are averaged, so that one far island does not outweigh a hundred miles on the mainland.
    Regions without points stand last, without a place, by people and name. Raises ``ValueError`` for a weight that is
    not between 0 and 1.
    """
    if not 0 <= weight <= 1:
        raise ValueError(f"The weight {weight} is not between 0 and 1.")
    table = coverage[(coverage["country"] == country) & ~coverage["covered"]].copy()
    table["people_points"] = _points(table["people"].rank(method="min"))
    table["distance_points"] = _points(_distance_rank(table))
    people, distance = table["people_points"], table["distance_points"]
    both = people * weight + distance * (1 - weight)
    table["points"] = {RankingOrder.PEOPLE: people, RankingOrder.DISTANCE: distance, RankingOrder.BOTH: both}[
        order
    ].round(9)  # equals stay equal
    table["rank"] = table["points"].rank(method="min", ascending=False).astype("Int64")
    by = ["points", "people", "name"]
    return table.sort_values(by, ascending=[False, False, True], na_position="last", kind="stable")


def what_if(coverage: pd.DataFrame, country: str, chosen: Collection[str]) -> Plan:
    """What changes once each of the chosen regions has a group; covered ones, and those elsewhere, change nothing."""
    own = coverage[coverage["country"] == country]
    new = own[own.index.isin(list(chosen)) & ~own["covered"]]
    new = new.sort_values(["people", "name"], ascending=[False, True])
    covered = set(coverage.index[coverage["covered"]])
    before = summarize_country(coverage, country)
    return Plan(
        country=country,
        regions=tuple(map(str, new.index)),
        covered_before=before.covered,
        covered_after=before.covered + len(new),
        of=before.regions,
        people_before=before.people_covered,
        people_after=before.people_covered + int(new["people"].sum()),
        people_total=before.people_total,
        unknown_population=tuple(map(str, new.index[new["people"].isna()])),
        isolated_before=_isolated(own, covered),
        isolated_after=_isolated(own, covered | set(new.index)),
    )


def fewest_groups_for_share(coverage: pd.DataFrame, country: str, target: float) -> Plan:
    """The fewest new groups with which at least the share ``target`` (0 to 1) of the people has one, and what changes.

    Taking the regions with the most people first is exact here, not an estimate: each new group adds the people of
    its own region and nobody else's, so no other choice of as many regions adds more. Where regions are equal, the
    first by name is taken. Raises ``NoPopulationError`` where no figure is known, ``ValueError`` for no share.
    """
    if not 0 <= target <= 1:
        raise ValueError(f"The target {target} is not between 0 and 1.")
    before = summarize_country(coverage, country)
    if not before.people_total:
        raise NoPopulationError(
            f"How many {POPULATION_MEASURES[country].people} live there is not known for a single region."
        )
    missing = round(target * before.people_total, 6) - before.people_covered
    open_regions = ranking(coverage, country).dropna(subset="people")
    added_before = open_regions["people"].cumsum() - open_regions["people"]
    return what_if(coverage, country, list(open_regions.index[added_before < missing]))


def plan_sentences(plan: Plan, names: pd.Series) -> tuple[str, ...]:
    """What a plan changes, in sentences; ``names`` are the regions' names by code."""
    if not plan.regions:
        return ("Nothing changes: choose a place that has no group yet.",)
    people = POPULATION_MEASURES[plan.country].people
    count = len(plan.regions)
    where = join_words(names[list(plan.regions)])
    sentences = [
        f"{count} new group{'' if count == 1 else 's'}: {where}.",
        f"{plan.covered_after} of all {plan.of} places would have a group; today it is {plan.covered_before}.",
    ]
    if plan.people_total:
        sentences.append(
            f"{format_percent(plan.share_after)} of {people} would live in a place with a group, "
            f"{format_percent(plan.share_before)} do today: {plan.people_after - plan.people_before:,} more."
        )
    if plan.unknown_population:
        unknown = join_words(names[list(plan.unknown_population)])
        sentences.append(f"How many {people} live in {unknown}, we do not know: nobody there is counted.")
    sentences.append(
        f"Places that have no group, and no neighbor with one: {plan.isolated_after}; "
        f"today it is {plan.isolated_before}."
    )
    return tuple(sentences)


def _distance_rank(table: pd.DataFrame) -> pd.Series:
    known = table[table["border_km"].notna()]
    pairs = list(zip(known["border_km"], known["center_km"], strict=True))
    in_order = sorted(pairs)
    ranks = pd.Series([bisect_left(in_order, pair) + 1.0 for pair in pairs], index=known.index, dtype=float)
    return ranks.reindex(table.index)


def _points(ranks: pd.Series) -> pd.Series:
    """Ranks from 1 (least) as points from 0 to 100; a single rank gets 100."""
    highest = ranks.max()
    return (ranks - 1) / (highest - 1) * 100 if highest > 1 else ranks * 100


def _isolated(own: pd.DataFrame, covered: set[str]) -> int:
    return sum(
        region not in covered and not covered.intersection(near)
        for region, near in zip(own.index, own["neighbors"], strict=True)
    )
