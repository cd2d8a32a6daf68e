"""Where regions lie: their outlines, which of them are neighbours, and how far they are apart."""

from functools import cache
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod, Proj
from shapely.geometry.base import BaseGeometry

from affiliates.geo.regions import COUNTRIES, SHIPPED_DATA

SHAPE_FILES = {"US": "us_states.geojson", "CA": "ca_provinces.geojson"}
KM_PER_MILE = 1.609344  # international mile, exact
# Our outlines are simplified to about a kilometre and come from two sources: closer than this is a common border.
NEIGHBOR_KM = 8.0
_EARTH = Geod(ellps="WGS84")


@cache
def outlines() -> gpd.GeoDataFrame:
    """The outline of every region, one row each, index: ISO 3166-2 code, in WGS 84 longitude and latitude."""
    shapes = [gpd.read_file(SHIPPED_DATA / SHAPE_FILES[country]) for country in COUNTRIES]
    return pd.concat(shapes).set_index("region")[["geometry"]]


@cache
def border_distances(region: str) -> pd.Series:
    """Kilometres from a region to every other region, border to border, index: code, the nearest first.

    The two nearest points are found in an azimuthal equidistant projection centred on the region, and the distance
    between them is the geodesic on the WGS 84 ellipsoid. Neighbours are 0 km apart: the outlines are simplified, so
    less than ``NEIGHBOR_KM`` counts as a common border (a river between them included). Empty for a region without
    an outline.
    """
    if region not in outlines().index:
        return pd.Series(dtype=float)
    middle = outlines().geometry[region].representative_point()
    plane = Proj(proj="aeqd", lat_0=middle.y, lon_0=middle.x, datum="WGS84")
    flat = shapely.make_valid(_projected(outlines().geometry.to_numpy(), plane))
    shapes = pd.Series(flat, index=outlines().index, dtype=object)
    ways = shapely.shortest_line(shapes.pop(region), shapes.to_numpy())
    ends = shapely.get_coordinates(ways).reshape(-1, 2, 2)
    lons, lats = plane(ends[..., 0], ends[..., 1], inverse=True)
    _, _, metres = _EARTH.inv(lons[:, 0], lats[:, 0], lons[:, 1], lats[:, 1])
    kilometres = pd.Series(metres / 1000, index=shapes.index)
    return kilometres.where(kilometres >= NEIGHBOR_KM, 0.0).sort_values(kind="stable")


@cache
def region_centers() -> pd.DataFrame:
    """The middle of each region's area, blind to where its people live; index: code, columns: ``lon``, ``lat``.

    It is the centre of gravity of the outline in a Lambert azimuthal equal-area projection of WGS 84 that is centred
    on the region itself: first on a point inside, then on the middle found. It may lie in water, as Hawaii's does.
    """
    found = {region: _center(outline) for region, outline in outlines().geometry.items()}
    return pd.DataFrame.from_dict(found, orient="index", columns=["lon", "lat"])


def center_distances(region: str) -> pd.Series:
    """Kilometres from the centre of a region to that of every other region, index: code, in the order of the data.

    The distance is the geodesic on the WGS 84 ellipsoid between ``region_centers``. Empty for a region without an
    outline.
    """
    if region not in region_centers().index:
        return pd.Series(dtype=float)
    others = region_centers().drop(region)
    lon, lat = region_centers().loc[region]
    _, _, metres = _EARTH.inv(np.full(len(others), lon), np.full(len(others), lat), others["lon"], others["lat"])
    return pd.Series(metres / 1000, index=others.index)


@cache
def neighbors(region: str) -> tuple[str, ...]:
    """The codes of the regions that share a border with a region (see ``border_distances``), in their own order."""
    distances = border_distances(region)
    return tuple(sorted(str(other) for other in distances.index[distances == 0]))


def _center(outline: BaseGeometry) -> tuple[float, float]:
    middle = outline.representative_point()
    lon, lat = middle.x, middle.y
    for _ in range(2):
        plane = Proj(proj="laea", lat_0=lat, lon_0=lon, datum="WGS84")
        found = shapely.centroid(_projected(outline, plane))
        lon, lat = plane(found.x, found.y, inverse=True)
    return lon, lat


def _projected(shapes: Any, plane: Proj) -> Any:
    return shapely.transform(shapes, lambda points: np.column_stack(plane(points[:, 0], points[:, 1])))
