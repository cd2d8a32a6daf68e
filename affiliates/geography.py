"""Where regions lie: their outlines, which of them are neighbours, and how far they are apart."""

from functools import cache

import geopandas as gpd
import pandas as pd
from pyproj import Geod
from shapely.ops import nearest_points

from affiliates.regions import COUNTRIES, SHIPPED_DATA

SHAPE_FILES = {"US": "us_states.geojson", "CA": "ca_provinces.geojson"}
KM_PER_MILE = 1.609344  # international mile, exact
# Our outlines are simplified to about a kilometre and come from two sources: closer than this is a common border.
NEIGHBOUR_KM = 8.0
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
    less than ``NEIGHBOUR_KM`` counts as a common border (a river between them included).
    """
    centre = outlines().geometry[region].representative_point()
    plane = f"+proj=aeqd +lat_0={centre.y} +lon_0={centre.x} +datum=WGS84 +units=m"
    shapes = outlines().to_crs(plane).geometry.make_valid()
    here = shapes.pop(region)
    ends = gpd.GeoSeries([point for shape in shapes for point in nearest_points(here, shape)], crs=plane)
    ends = ends.to_crs("EPSG:4326")
    start, end = ends[::2], ends[1::2]
    _, _, metres = _EARTH.inv(start.x, start.y, end.x, end.y)
    kilometres = pd.Series(metres / 1000, index=shapes.index)
    return kilometres.where(kilometres >= NEIGHBOUR_KM, 0.0).sort_values(kind="stable")
