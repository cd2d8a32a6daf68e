"""The outlines of regions, from the shape files that come with the app."""

from functools import cache

import geopandas as gpd
import pandas as pd

from affiliates.geo.regions import COUNTRIES, SHIPPED_DATA

SHAPE_FILES = {"US": "us_states.geojson", "CA": "ca_provinces.geojson"}


@cache
def outlines() -> gpd.GeoDataFrame:
    """The outline of every region, one row each; index: ISO 3166-2 code, column ``geometry``: WGS 84 longitude and
    latitude, simplified to about a kilometer."""
    shapes = [gpd.read_file(SHIPPED_DATA / SHAPE_FILES[country]) for country in COUNTRIES]
    return pd.concat(shapes).set_index("region")[["geometry"]]
