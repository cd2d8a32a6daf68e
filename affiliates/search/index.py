"""The groups of one version of the directory, prepared so that a choice among 100,000 of them takes milliseconds.

affiliates/directory/queries.py says what the filters mean; everything here gives the same rows, and a test holds it to
that. What depends on the groups alone (the orders, who serves which code) is worked out once; a choice then combines a
few arrays.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from statistics import mode

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from affiliates.content.place_names import names_in_order
from affiliates.directory.queries import (
    SCOPE_ORDER,
    GroupFilters,
    GroupSort,
    is_national_or_virtual,
    normalize_for_search,
    sort_columns,
    sorted_groups,
)
from affiliates.directory.schema import LINK_COLUMNS, Scope, Status
from affiliates.geo.regions import country_of, regions
from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import Language

Positions = NDArray[np.int32]
_Mask = NDArray[np.bool_]


class GroupIndex:
    """The rows of ``groups``, found by their position in it. Neither it nor the frame is ever changed.

    ``scope_rank`` has the position of each row's scope in ``SCOPE_ORDER``, ``languages`` every language of a group.
    """

    def __init__(self, groups: pd.DataFrame) -> None:
        """Takes about a second for 100,000 groups."""
        self.groups = groups
        self._orders = {order: _order(groups, order) for order in GroupSort}
        self._orders_by_region = {ENGLISH: self._orders[GroupSort.REGION]}
        self._by_code = _positions_by_value(groups["regions"])
        self._by_region = {str(region): self._by_code.get(str(region), _NONE) for region in regions().index}
        self._everywhere = _positions(not codes for codes in groups["regions"])
        self._by_language = _positions_by_value(groups["languages"])
        self._by_value: dict[str, _Mask] = {
            value: found == value
            for found, values in ((_texts(groups["scope"]), Scope), (_texts(groups["status"]), Status))
            for value in values
        }
        self._has_link: dict[str, _Mask] = {column: _texts(groups[column]) != "" for column in LINK_COLUMNS}
        self._is_region_group = self._by_value[Status.ACTIVE] & ~is_national_or_virtual(groups).to_numpy(dtype=bool)
        ranks = {scope: rank for rank, scope in enumerate(SCOPE_ORDER)}
        self.scope_rank = groups["scope"].map(ranks).to_numpy(dtype=np.int8)
        self._city_key = _texts(groups["city_key"])
        self.languages = tuple(sorted(self._by_language))

    def find(self, filters: GroupFilters, order: GroupSort, language: Language) -> Positions:
        """The positions of the groups that match every filter, in an order; as ``sorted_groups(matching(...))`` but for
        the names of regions, which are sorted as the language has them."""
        ordered = self._in_order(order, language)
        return ordered[self._matching(filters)[ordered]]

    def count(self, filters: GroupFilters) -> int:
        """How many groups match every filter."""
        return int(self._matching(filters).sum())

    def serving(self, region: str) -> Positions:
        """The positions of the active groups that serve a region; as ``groups_serving``."""
        found = self.find(GroupFilters(region=region, statuses=(Status.ACTIVE,)), GroupSort.NAME, ENGLISH)
        return found[np.argsort(self.scope_rank[found], kind="stable")]

    def is_regions_own(self, positions: Positions) -> _Mask:
        """Which of the positions are active groups that are neither national nor virtual."""
        chosen: _Mask = self._is_region_group[positions]
        return chosen

    def count_by_region(self, filters: GroupFilters) -> dict[str, int]:
        """How many active groups that match serve each region; as ``count_by_region`` of the groups that match."""
        counted = self._matching(filters) & self._is_region_group
        return {region: int(counted[positions].sum()) for region, positions in self._by_region.items()}

    def in_regions(self, codes: Iterable[str]) -> Positions:
        """The positions of the groups, of whatever status and scope, that name one of the regions."""
        found = [self._by_code[code] for code in codes if code in self._by_code]
        return np.unique(np.concatenate(found)) if found else _NONE

    def cities(self, region: str) -> dict[str, tuple[str, int]]:
        """The cities that a region's own active groups name, by ``city_key`` in alphabetical order: the name as most of
        them write it, and how many they are."""
        serving = self.serving(region)
        own = self.groups.iloc[serving[self.is_regions_own(serving)]]
        named: defaultdict[str, list[str]] = defaultdict(list)
        for key, city in zip(own["city_key"], own["city"], strict=True):
            if key:
                named[key].append(city)
        return {key: (mode(cities), len(cities)) for key, cities in sorted(named.items())}

    def rows(self, positions: Positions) -> tuple[pd.Series, ...]:
        """The groups at the positions, in their order."""
        return tuple(row for _, row in self.groups.iloc[positions].iterrows())

    def _in_order(self, order: GroupSort, language: Language) -> Positions:
        if order != GroupSort.REGION:
            return self._orders[order]
        if language not in self._orders_by_region:
            places = {region: place for place, region in enumerate(names_in_order(language))}
            ranks = np.array(
                [places.get(codes[0], len(places)) if codes else len(places) for codes in self.groups["regions"]]
            )
            in_english = self._orders[order]
            self._orders_by_region[language] = in_english[np.argsort(ranks[in_english], kind="stable")]
        return self._orders_by_region[language]

    def _matching(self, filters: GroupFilters) -> _Mask:
        is_match = np.ones(len(self.groups), dtype=bool)
        if place := filters.region or filters.country:
            is_match &= self._serve(place)
        if filters.city:
            is_match &= self._city_key == filters.city
        for chosen in (filters.scopes, filters.statuses):
            if chosen:
                is_match &= np.logical_or.reduce([self._by_value[each] for each in chosen])
        if filters.languages:
            is_match &= self._mask(self._by_language, lambda code: code in filters.languages)
        if filters.links:
            is_match &= np.logical_or.reduce([self._has_link[column] for column in filters.links])
        for word in dict.fromkeys(normalize_for_search(filters.query).split()):
            is_match &= self.groups["search_text"].str.contains(word, regex=False).to_numpy(dtype=bool)
        return is_match

    def _serve(self, place: str) -> _Mask:
        country, within = country_of(place), f"{place}-"
        serves = self._mask(self._by_code, lambda code: code in (place, country) or code.startswith(within))
        serves[self._everywhere] = True
        return serves

    def _mask(self, positions: dict[str, Positions], is_chosen: Callable[[str], bool]) -> _Mask:
        mask = np.zeros(len(self.groups), dtype=bool)
        for value, found in positions.items():
            if is_chosen(value):
                mask[found] = True
        return mask


_NONE: Positions = np.array([], dtype=np.int32)


def _order(groups: pd.DataFrame, order: GroupSort) -> Positions:
    # What the order does not look at stays out of it: to move every column of every row takes half of the time.
    numbered = groups[sort_columns(order)].reset_index(drop=True)
    return sorted_groups(numbered, order).index.to_numpy(dtype=np.int32)


def _texts(column: pd.Series) -> NDArray[np.object_]:
    return column.to_numpy(dtype=object)


def _positions_by_value(column: pd.Series) -> dict[str, Positions]:
    """For each value in a column of tuples, the positions of the rows that hold it."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for position, values in enumerate(column):
        for value in values:
            found[value].append(position)
    return {value: np.array(positions, dtype=np.int32) for value, positions in found.items()}


def _positions(is_chosen: Iterable[bool]) -> Positions:
    return np.flatnonzero(np.fromiter(is_chosen, dtype=bool)).astype(np.int32)
