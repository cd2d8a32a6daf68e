"""The flat map of a country: projected, with distant parts in insets, in units of its own."""

from dataclasses import dataclass
from functools import cache

import geopandas as gpd
import pandas as pd
from shapely import affinity
from shapely.geometry import MultiPolygon, Polygon, box

from affiliates.geo.outlines import outlines
from affiliates.geo.regions import country_of
from affiliates.languages.language import NP_, Message

WIDTH = 1000.0

MAIN_PROJECTIONS = {
    "US": "EPSG:5070",  # NAD83 / Conus Albers: equal area, lower 48 states
    "CA": "EPSG:3978",  # NAD83 / Canada Atlas Lambert: conformal, the federal atlas of Canada
}


@dataclass(frozen=True)
class Inset:
    """A part of a country that is drawn in a box of its own, not to scale.

    ``label`` is the region's name, or a shorter one where the box has no room for it. ``frame`` is (left, bottom,
    right, top) in map units; ``window`` clips the outline, in longitude and latitude, where the rest of the region is
    too small or too far away to draw.
    """

    region: str
    label: Message
    crs: str
    frame: tuple[float, float, float, float]
    window: tuple[float, float, float, float] | None = None


_UTM = "+proj=utm +zone={} +datum=WGS84"
# In map units, below the lower 48 states and the Gulf of Mexico.
INSETS = (
    Inset("US-AK", NP_("region", "Alaska"), "EPSG:3338", (0, 0, 270, 205)),
    Inset("US-HI", NP_("region", "Hawaii"), "+proj=aea +lat_1=8 +lat_2=18 +lat_0=13 +lon_0=-157", (278, 0, 415, 95)),
    Inset("US-PR", NP_("region", "Puerto Rico"), "EPSG:32161", (430, 0, 540, 60)),
    Inset("US-VI", NP_("region, at most 15 letters", "U.S. Virgin Is."), _UTM.format(20), (545, 0, 655, 60)),
    Inset(
        "US-AS",
        NP_("region, at most 15 letters", "Am. Samoa"),
        _UTM.format("2 +south"),
        (660, 0, 770, 60),
        (-171.2, -14.5, -169, -14),
    ),
    Inset("US-GU", NP_("region", "Guam"), _UTM.format(55), (775, 0, 885, 60)),
    Inset(
        "US-MP",
        NP_("region, at most 15 letters", "N. Mariana Is."),
        _UTM.format(55),
        (890, 0, 1000, 60),
        (144.5, 14, 146.5, 15.5),
    ),
)
# How far the mainland is raised to make room for the insets below it.
_MAINLAND_BOTTOM = {"US": 68.0, "CA": 0.0}
# Space inside an inset's frame: on the sides and below, and for the label on top.
_INSET_MARGIN, _INSET_LABEL = 6.0, 18.0


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
    all_outlines = outlines()
    regions = all_outlines[[country_of(str(region)) == country for region in all_outlines.index]]
    mainland = regions.drop([inset.region for inset in insets]).to_crs(MAIN_PROJECTIONS[country])
    left, bottom, right, _ = mainland.total_bounds
    scale = WIDTH / (right - left)
    lift = _MAINLAND_BOTTOM[country] / scale
    mainland["geometry"] = mainland.geometry.affine_transform(
        [scale, 0, 0, scale, -left * scale, (lift - bottom) * scale]
    )
    parts = (mainland.geometry, *(_fit_into_frame(regions, inset) for inset in insets))
    # Map units belong to no coordinate system; without one, parts of different projections fit into one frame.
    flat = [part.set_crs(None, allow_override=True) for part in parts]
    shapes = gpd.GeoDataFrame(geometry=pd.concat(flat))
    return FlatMap(shapes, insets, float(shapes.total_bounds[3]))


def rings(shape: Polygon | MultiPolygon) -> list[list[list[float]]]:
    """The outer rings of a shape as lists of [x, y], rounded to a tenth of a unit. Holes are left out: another region
    always fills them."""
    polygons = getattr(shape, "geoms", [shape])
    return [[[round(x, 1), round(y, 1)] for x, y in polygon.exterior.coords] for polygon in polygons]


def _fit_into_frame(regions: gpd.GeoDataFrame, inset: Inset) -> gpd.GeoSeries:
    part = regions.loc[[inset.region]]
    if inset.window:
        part = part.clip(box(*inset.window))
    flat = part.to_crs(inset.crs).geometry
    left, bottom, right, top = inset.frame
    left, bottom, right, top = left + _INSET_MARGIN, bottom + _INSET_MARGIN, right - _INSET_MARGIN, top - _INSET_LABEL
    x0, y0, x1, y1 = flat.total_bounds
    scale = min((right - left) / (x1 - x0), (top - bottom) / (y1 - y0))
    dx, dy = (left + right) / 2 - (x0 + x1) / 2 * scale, (bottom + top) / 2 - (y0 + y1) / 2 * scale
    return flat.map(lambda shape: affinity.affine_transform(shape, [scale, 0, 0, scale, dx, dy]))
