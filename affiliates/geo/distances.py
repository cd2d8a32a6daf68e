"""How far apart regions are, from border to border and from center to center, and which of them are neighbors."""

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import Geod, Proj
from shapely.geometry.base import BaseGeometry

from affiliates.geo.outlines import outlines

KM_PER_MILE = 1.609344  # international mile, exact
# The outlines are simplified to about a kilometer and come from two sources: anything closer is a shared border.
NEIGHBOR_KM = 8.0
_ELLIPSOID = Geod(ellps="WGS84")


@cache
def border_distances(region: str) -> pd.Series:
    """Kilometers from a region to every other region, border to border; index: code, nearest first.

    The two nearest points are found in an azimuthal equidistant projection centered on the region; the distance
    between them is the geodesic on the WGS 84 ellipsoid. Neighbors are 0 km apart: because the outlines are
    simplified, anything under ``NEIGHBOR_KM`` counts as a shared border, including across a river. Empty for a region
    without an outline.
    """
    if region not in outlines().index:
        return pd.Series(dtype=float)
    inside = outlines().geometry[region].representative_point()
    plane = Proj(proj="aeqd", lat_0=inside.y, lon_0=inside.x, datum="WGS84")
    flat = shapely.make_valid(_project(outlines().geometry.to_numpy(), plane))
    others = pd.Series(flat, index=outlines().index, dtype=object)
    shortest_lines = shapely.shortest_line(others.pop(region), others.to_numpy())
    ends = shapely.get_coordinates(shortest_lines).reshape(-1, 2, 2)
    lons, lats = plane(ends[..., 0], ends[..., 1], inverse=True)
    _, _, meters = _ELLIPSOID.inv(lons[:, 0], lats[:, 0], lons[:, 1], lats[:, 1])
    kilometers = pd.Series(meters / 1000, index=others.index)
    return kilometers.where(kilometers >= NEIGHBOR_KM, 0.0).sort_values(kind="stable")


@cache
def region_centers() -> pd.DataFrame:
    """The center of each region's area, regardless of where its people live; index: code, columns: ``lon``, ``lat``.

    It is the centroid of the outline in a Lambert azimuthal equal-area projection of WGS 84 centered on the region
    itself: first on a point inside it, then on the centroid just found. It may lie in water, as Hawaii's does.
    """
    centers = {region: _center(outline) for region, outline in outlines().geometry.items()}
    return pd.DataFrame.from_dict(centers, orient="index", columns=["lon", "lat"])


def center_distances(region: str) -> pd.Series:
    """Kilometers from the center of a region to that of every other region; index: code, in the order of the data.

    The distance is the geodesic on the WGS 84 ellipsoid between ``region_centers``. Empty for a region without an
    outline.
    """
    if region not in region_centers().index:
        return pd.Series(dtype=float)
    others = region_centers().drop(region)
    lon, lat = map(float, region_centers().loc[region])
    return pd.Series(kilometers_from(lon, lat, others["lon"], others["lat"]), index=others.index)


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


def _center(outline: BaseGeometry) -> tuple[float, float]:
    inside = outline.representative_point()
    lon, lat = inside.x, inside.y
    for _ in range(2):
        plane = Proj(proj="laea", lat_0=lat, lon_0=lon, datum="WGS84")
        centroid = shapely.centroid(_project(outline, plane))
        lon, lat = plane(centroid.x, centroid.y, inverse=True)
    return lon, lat


def _project(shapes: Any, plane: Proj) -> Any:
    return shapely.transform(shapes, lambda points: np.column_stack(plane(points[:, 0], points[:, 1])))
