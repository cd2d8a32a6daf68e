"""What each choice of a visitor finds in one version of the directory: worked out once, for all visitors, and kept.

The caches belong to the version: with it they go, so nothing stale can be served. Each is bounded, because anybody may
ask for any number of searches. Whoever asks for what is being worked out waits for it instead of doing it again.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from threading import Condition
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from cachetools import LRUCache, cachedmethod
from numpy.typing import NDArray

from affiliates.directory.queries import GroupFilters, GroupSort
from affiliates.geo.cities.points import CityPoint
from affiliates.geo.distances import KM_PER_MILE, border_distances
from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import Language
from affiliates.search.index import GroupIndex, Positions
from affiliates.search.nearness import NearestFirst, local_points

_MAX_REGIONS = 100  # more than there are
_MAX_COUNTS = 500
_MAX_MAPS = 200
_MAX_PAGES = 200
_MAX_BYTES_OF_POSITIONS = 16_000_000
_NEAREST = 3

if TYPE_CHECKING:
    Cache = LRUCache[Any, Any]


@dataclass(frozen=True)
class RegionGroups:
    """Who is there for a region: the first of its own groups and how many there are, the same of those for everyone,
    and the nearest ones of other regions if it has none of its own, with the columns of ``nearest_groups``."""

    own: tuple[pd.Series, ...]
    own_count: int
    everywhere: tuple[pd.Series, ...]
    everywhere_count: int
    nearest: tuple[pd.Series, ...]


class GroupChoices:
    """Answers every choice among the groups of one version of the directory. What it returns is shared: never change
    it."""

    def __init__(self, groups: pd.DataFrame) -> None:
        """Prepares the groups; takes about a second for 100,000."""
        self.index = GroupIndex(groups)
        self._condition = Condition()
        self._regions: Cache = LRUCache(_MAX_REGIONS)
        self._cities: Cache = LRUCache(_MAX_REGIONS)
        self._counts: Cache = LRUCache(_MAX_COUNTS)
        self._maps: Cache = LRUCache(_MAX_MAPS)
        self._pages: Cache = LRUCache(_MAX_PAGES)
        self._positions: Cache = LRUCache(_MAX_BYTES_OF_POSITIONS, getsizeof=lambda found: found.nbytes + 100)

    def __len__(self) -> int:
        """How many groups there are, of every status."""
        return len(self.index.groups)

    @cachedmethod(lambda self: self._regions, condition=lambda self: self._condition, info=True)
    def region(self, region: str, limit: int) -> RegionGroups:
        """Who is there for a region, at most ``limit`` groups of each kind."""
        serving = self.index.serving(region)
        is_own = self.index.is_regions_own(serving)
        own, everywhere = serving[is_own], serving[~is_own]
        return RegionGroups(
            own=self.index.rows(own[:limit]),
            own_count=len(own),
            everywhere=self.index.rows(everywhere[:limit]),
            everywhere_count=len(everywhere),
            nearest=() if len(own) else self._nearest(region),
        )

    @cachedmethod(lambda self: self._maps, condition=lambda self: self._condition, info=True)
    def count_by_region(self, filters: GroupFilters) -> MappingProxyType[str, int]:
        """How many active groups that match serve each region, as ``count_by_region`` of the groups that match."""
        return MappingProxyType(self.index.count_by_region(filters))

    @cachedmethod(lambda self: self._positions, condition=lambda self: self._condition, info=True)
    def positions(self, filters: GroupFilters, order: GroupSort, language: Language) -> Positions:
        """The positions of the groups that match, in an order, that of regions as the language sorts their names."""
        found = self.index.find(filters, order, language)
        found.setflags(write=False)
        return found

    @cachedmethod(lambda self: self._pages, condition=lambda self: self._condition, info=True)
    def page(
        self, filters: GroupFilters, order: GroupSort, language: Language, first: int, last: int
    ) -> tuple[pd.Series, ...]:
        """Some of the groups at ``positions``: from ``first``, counted from 0, to the one before ``last``."""
        return self.index.rows(self.positions(filters, order, language)[first:last])

    @cachedmethod(lambda self: self._counts, condition=lambda self: self._condition, info=True)
    def count(self, filters: GroupFilters) -> int:
        """How many groups match every filter."""
        return self.index.count(filters)

    @cachedmethod(lambda self: self._cities, condition=lambda self: self._condition, info=True)
    def cities(self, region: str) -> MappingProxyType[str, tuple[str, int]]:
        """The cities that a region's own groups name, as ``GroupIndex.cities``."""
        return MappingProxyType(self.index.cities(region))

    def nearest_first(self, filters: GroupFilters, visitor: CityPoint) -> NearestFirst:
        """The groups that match, in the order of their distance from a visitor.

        It takes milliseconds and is not kept: everybody is somewhere else, and nobody's ZIP code outlives their visit.
        """
        by_name = self.positions(filters, GroupSort.NAME, ENGLISH)
        return NearestFirst(self.index, by_name, self._local_points, visitor)

    def frame(self, filters: GroupFilters, order: GroupSort, language: Language) -> pd.DataFrame:
        """All groups at ``positions``."""
        return self.index.groups.iloc[self.positions(filters, order, language)]

    @cached_property
    def _local_points(self) -> NDArray[np.float64]:
        return local_points(self.index.groups)

    def _nearest(self, region: str) -> tuple[pd.Series, ...]:
        """As ``nearest_groups``, in a quarter of the time: outward from the region, and no farther than it needs."""
        found = dict[int, tuple[float, str]]()  # by position: kilometers, and the nearest region
        columns: list[Any] = [self.index.groups[column] for column in ("name", "id", "regions")]
        names, ids, served = columns
        for kilometers, near in groupby(border_distances(region).dropna().items(), key=itemgetter(1)):
            codes = {str(code) for code, _ in near}  # equally near
            positions = self.index.in_regions(codes)
            for position in positions[self.index.is_regions_own(positions)].tolist():
                if position not in found:
                    found[position] = kilometers, next(code for code in served.iat[position] if code in codes)
            if len(found) >= _NEAREST:
                break
        nearest = sorted(found, key=lambda position: (found[position][0], names.iat[position], ids.iat[position]))
        del nearest[_NEAREST:]
        rows = self.index.groups.iloc[nearest].assign(
            region=[found[each][1] for each in nearest], miles=[found[each][0] / KM_PER_MILE for each in nearest]
        )
        return tuple(row for _, row in rows.iterrows())
