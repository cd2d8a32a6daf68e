"""The groups of a region in the order of their distance from where a visitor is."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from affiliates.directory.schema import Scope
from affiliates.geo.cities.points import CityPoint, point_of_city
from affiliates.geo.distances import KM_PER_MILE, kilometers_from
from affiliates.search.index import GroupIndex, Positions

_UNKNOWN = (float("nan"), float("nan"))


class NearestFirst:
    """Groups by reach, and the local ones among them by distance; those whose place is unknown after them, by name.

    The distance is from the visitor's point to the mean of the ZIP codes of the group's city.
    """

    def __init__(self, index: GroupIndex, by_name: Positions, points: NDArray[np.float64], visitor: CityPoint) -> None:
        """Sorts the groups at the positions, which are in the order of names; ``points`` are those of all groups."""
        lons, lats = points[by_name].T
        miles = kilometers_from(visitor.lon, visitor.lat, lons, lats) / KM_PER_MILE
        order = np.lexsort((miles, index.scope_rank[by_name]))  # stable, and NaN last
        self._index, self._positions, self._miles = index, by_name[order], miles[order]

    @property
    def has_distances(self) -> bool:
        """Whether it is known of any group how far away it is."""
        return not bool(np.isnan(self._miles).all())

    def page(self, first: int, last: int) -> tuple[pd.Series, ...]:
        """The groups from ``first``, counted from 0, to the one before ``last``, each with its distance in ``miles``,
        which is missing where it is unknown."""
        groups = self._index.groups.iloc[self._positions[first:last]]
        return tuple(row for _, row in groups.assign(miles=self._miles[first:last]).iterrows())


def local_points(groups: pd.DataFrame) -> NDArray[np.float64]:
    """Where the city of each local group is, in the order of the rows: degrees of longitude and latitude.

    Both are missing for a group without a city, one in Canada, and one whose city is in none or several of its regions.
    """
    rows = zip(groups["scope"], groups["city"], groups["regions"], strict=True)
    points = [_point(city, regions) if city and scope == Scope.LOCAL else _UNKNOWN for scope, city, regions in rows]
    return np.array(points, dtype=np.float64).reshape(-1, 2)


def _point(city: str, regions: tuple[str, ...]) -> tuple[float, float]:
    found = [point for region in regions if (point := point_of_city(city, region))]
    return (found[0].lon, found[0].lat) if len(found) == 1 else _UNKNOWN
