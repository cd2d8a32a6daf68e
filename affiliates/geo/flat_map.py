"""The flat map of a country: projected, with distant parts in insets, in units of its own."""

from dataclasses import dataclass
from functools import cache

import geopandas as gpd
import pandas as pd
from shapely.geometry import MultiPolygon, Polygon

from affiliates.geo.regions import SHIPPED_DATA, country_of
from affiliates.languages.language import NP_, Message

WIDTH = 1000.0
# Made from the outlines by tools/draw_flat_shapes.py, which says how each part is projected.
SHAPES_FILE = SHIPPED_DATA / "flat_shapes.csv"


@dataclass(frozen=True)
class Inset:
    """A part of a country that is drawn in a box of its own, not to scale.

    ``label`` is the region's name, or a shorter one where the box has no room for it. ``frame`` is (left, bottom,
    right, top) in map units.
    """

    region: str
    label: Message
    frame: tuple[float, float, float, float]


# In map units, below the lower 48 states and the Gulf of Mexico.
INSETS = (
    Inset("US-AK", NP_("region", "Alaska"), (0, 0, 270, 205)),
    Inset("US-HI", NP_("region", "Hawaii"), (278, 0, 415, 95)),
    Inset("US-PR", NP_("region", "Puerto Rico"), (430, 0, 540, 60)),
    Inset("US-VI", NP_("region, at most 15 letters", "U.S. Virgin Is."), (545, 0, 655, 60)),
    Inset("US-AS", NP_("region, at most 15 letters", "Am. Samoa"), (660, 0, 770, 60)),
    Inset("US-GU", NP_("region", "Guam"), (775, 0, 885, 60)),
    Inset("US-MP", NP_("region, at most 15 letters", "N. Mariana Is."), (890, 0, 1000, 60)),
)


@dataclass(frozen=True)
class FlatMap:
    """A country as it is drawn: ``shapes`` (index: ISO 3166-2 code, column ``geometry``), the insets with their
    frames, and the map's height. One unit is a thousandth of the map's width; y points up."""

    shapes: gpd.GeoDataFrame
    insets: tuple[Inset, ...]
    height: float


@cache
def flat_map(country: str) -> FlatMap:
    """The flat map of a country by its ISO 3166-1 code."""
    insets = tuple(inset for inset in INSETS if country_of(inset.region) == country)
    rows = pd.read_csv(SHAPES_FILE, index_col="region")
    texts = rows.loc[[country_of(str(region)) == country for region in rows.index], "shape"]
    shapes = gpd.GeoDataFrame(geometry=gpd.GeoSeries.from_wkt(texts))
    return FlatMap(shapes, insets, float(shapes.total_bounds[3]))


def rings(shape: Polygon | MultiPolygon) -> list[list[list[float]]]:
    """The outer rings of a shape as lists of [x, y], rounded to a tenth of a unit. Holes are left out: another region
    always fills them."""
    polygons = getattr(shape, "geoms", [shape])
    return [[[round(x, 1), round(y, 1)] for x, y in polygon.exterior.coords] for polygon in polygons]
