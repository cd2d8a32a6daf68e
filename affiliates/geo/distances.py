"""How far apart regions are, from border to border and from center to center, and which of them are neighbors."""

from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from pyproj import Geod

from affiliates.geo.regions import SHIPPED_DATA

KM_PER_MILE = 1.609344  # international mile, exact
# Made from the outlines by tools/measure_distances.py, which says how it measures.
DISTANCES_FILE = SHIPPED_DATA / "region_distances.csv"
_ELLIPSOID = Geod(ellps="WGS84")


@cache
def distance_tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Kilometers from each region (rows) to each other one (columns), between borders and between centers.

    Rows and columns are codes, in the order of the data. The borders of neighbors are 0 km apart. A region has no
    distance to itself. Source: data/README.md.
    """
    rows = pd.read_csv(DISTANCES_FILE)
    codes = rows["region"].unique()
    border, center = (
        rows.pivot(index="region", columns="other", values=kind).reindex(index=codes, columns=codes)
        for kind in ("border_km", "center_km")
    )
    return border, center


@cache
def border_distances(region: str) -> pd.Series:
    """Kilometers from a region to every other region, border to border; index: code, nearest first.

    Neighbors are 0 km apart. Empty for a region that we do not know.
    """
    borders = distance_tables()[0]
    if region not in borders.index:
        return pd.Series(dtype=float)
    return borders.T[region].drop(region).rename(None).rename_axis(None).sort_values(kind="stable")


def kilometers_from(lon: float, lat: float, lons: ArrayLike, lats: ArrayLike) -> NDArray[np.float64]:
    """Kilometers from a point to others, in degrees of WGS 84: the geodesic on its ellipsoid; NaN where one is NaN."""
    to_lons, to_lats = np.asarray(lons, dtype=float), np.asarray(lats, dtype=float)
    _, _, meters = _ELLIPSOID.inv(np.full(to_lons.shape, lon), np.full(to_lats.shape, lat), to_lons, to_lats)
    return np.asarray(meters) / 1000


@cache
def neighbors(region: str) -> tuple[str, ...]:
    """The codes of the regions that share a border with a region, sorted; see ``border_distances``."""
    distances = border_distances(region)
    return tuple(sorted(str(other) for other in distances.index[distances == 0]))
