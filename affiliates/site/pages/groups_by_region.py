"""The groups of each region, sorted once for all pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

import pandas as pd

from affiliates.directory.queries import SCOPE_ORDER, GroupSort, sorted_groups
from affiliates.directory.schema import GROUP_COLUMNS, NATIONAL_OR_VIRTUAL, Status
from affiliates.geo.distances import KM_PER_MILE, border_distances
from affiliates.geo.regions import COUNTRIES, country_of, region_names
from affiliates.reports.data import records

GroupRecord = Mapping[str, Any]


@dataclass(frozen=True)
class NearbyGroup:
    """A group of another region, the nearest region it serves, and the miles between the borders."""

    group: GroupRecord
    region: str
    miles: float


class GroupsByRegion:
    """The active groups by region, each a mapping with the columns of the schema.

    It gives the groups of ``groups_serving`` and ``nearest_groups`` in their order, in a hundredth of their time: they
    look through every group each time.
    """

    def __init__(self, groups: pd.DataFrame) -> None:
        """Sorts the groups."""
        self._own: dict[str, list[GroupRecord]] = {region: [] for region in region_names()}
        self._everywhere: dict[str, list[GroupRecord]] = {region: [] for region in region_names()}
        active = groups[groups["status"] == Status.ACTIVE]
        by_name = records(sorted_groups(active, GroupSort.NAME)[list(GROUP_COLUMNS)])
        for group in sorted(by_name, key=lambda each: SCOPE_ORDER.index(each["scope"])):
            is_everywhere = group["scope"] in NATIONAL_OR_VIRTUAL
            served = _regions_served(group["regions"]) if is_everywhere else group["regions"]
            for region in served:
                (self._everywhere if is_everywhere else self._own)[region].append(group)

    def own(self, region: str) -> Sequence[GroupRecord]:
        """The groups that count as a region's own: statewide, regional, local; within each by name."""
        return self._own[region]

    def everywhere(self, region: str) -> Sequence[GroupRecord]:
        """The national and virtual groups that serve a region among others."""
        return self._everywhere[region]

    def nearest(self, region: str, limit: int = 3) -> list[NearbyGroup]:
        """The groups of other regions that are nearest to a region, nearest first; see ``nearest_groups``."""
        found: dict[str, NearbyGroup] = {}
        for kilometers, codes in groupby(_distances(region), key=lambda each: each[1]):
            miles = kilometers / KM_PER_MILE
            there = [NearbyGroup(group, code, miles) for code, _ in codes for group in self._own[code]]
            for near in sorted(there, key=_by_name):
                found.setdefault(near.group["id"], near)
            if len(found) >= limit:
                break
        return list(found.values())[:limit]


def _by_name(near: NearbyGroup) -> tuple[str, str, int]:
    return near.group["name"], near.group["id"], near.group["regions"].index(near.region)


@lru_cache(maxsize=1_000)
def _regions_served(codes: tuple[str, ...]) -> tuple[str, ...]:
    """The regions of a national or virtual group; a country stands for all of its regions, no code for every one."""
    served = set(codes or COUNTRIES)
    return tuple(region for region in region_names() if region in served or country_of(region) in served)


def _distances(region: str) -> list[tuple[str, float]]:
    distances = border_distances(region)
    return list(zip(map(str, distances.index), map(float, distances), strict=True))
