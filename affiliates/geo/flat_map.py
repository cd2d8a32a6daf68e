"""The flat picture of a country that the map draws: projected, with far-away parts set in, in its own units."""

from dataclasses import dataclass
from functools import cache

import geopandas as gpd
import pandas as pd
from shapely import affinity
from shapely.geometry import MultiPolygon, Polygon, box

from affiliates.geo.distances import outlines
from affiliates.geo.regions import country_of

WIDTH = 1000.0
# A finger needs about this much: WCAG 2.2, 2.5.8 (24 CSS pixels), on a phone whose map is 340 pixels wide.
_FINGER = 24 / 340 * WIDTH

MAIN_PROJECTIONS = {
    "US": "EPSG:5070",  # NAD83 / Conus Albers: equal area, lower 48 states
    "CA": "EPSG:3978",  # NAD83 / Canada Atlas Lambert: conformal, the federal atlas of Canada
}


@dataclass(frozen=True)
class Inset:
    """A part of a country that is drawn in a box of its own, not to scale.

    ``frame`` is (left, bottom, right, top) in units of the picture; ``window`` cuts the outline to a part of it,
    in longitude and latitude, where the rest is too small or too far to draw.
    """

    region: str
    label: str
    crs: str
    frame: tuple[float, float, float, float]
    window: tuple[float, float, float, float] | None = None


_UTM = "+proj=utm +zone={} +datum=WGS84"
# In units of the picture, below the lower 48 states and the Gulf of Mexico.
INSETS = (
    Inset("US-AK", "Alaska", "EPSG:3338", (0, 0, 270, 205)),
    Inset("US-HI", "Hawaii", "+proj=aea +lat_1=8 +lat_2=18 +lat_0=13 +lon_0=-157", (278, 0, 415, 95)),
    Inset("US-PR", "Puerto Rico", "EPSG:32161", (430, 0, 540, 60)),
    Inset("US-VI", "U.S. Virgin Is.", _UTM.format(20), (545, 0, 655, 60)),
    Inset("US-AS", "Am. Samoa", _UTM.format("2 +south"), (660, 0, 770, 60), (-171.2, -14.5, -169, -14)),
    Inset("US-GU", "Guam", _UTM.format(55), (775, 0, 885, 60)),
    Inset("US-MP", "N. Mariana Is.", _UTM.format(55), (890, 0, 1000, 60), (144.5, 14, 146.5, 15.5)),
)
# How far the mainland is lifted, so that the insets fit below it.
_MAIN_BOTTOM = {"US": 68.0, "CA": 0.0}


@dataclass(frozen=True)
class FlatMap:
    """A country as it is drawn: ``shapes`` (index: ISO 3166-2 code, column ``geometry``), the insets with their
    frames, and the picture's height. One unit is a thousandth of the picture's width, y goes up."""

    shapes: gpd.GeoDataFrame
    insets: tuple[Inset, ...]
    height: float


@cache
def flat_map(country: str) -> FlatMap:
    """The picture of a country by its ISO 3166-1 code."""
    insets = tuple(inset for inset in INSETS if country_of(inset.region) == country)
    everywhere = outlines()
    own = everywhere[[country_of(str(region)) == country for region in everywhere.index]]
    main = own.drop([inset.region for inset in insets]).to_crs(MAIN_PROJECTIONS[country])
    left, bottom, right, _ = main.total_bounds
    scale = WIDTH / (right - left)
    lift = _MAIN_BOTTOM[country] / scale
    main["geometry"] = main.geometry.affine_transform([scale, 0, 0, scale, -left * scale, (lift - bottom) * scale])
    parts = [_set_in(own, inset) for inset in insets]
    flat = [part.set_crs(None, allow_override=True) for part in (main.geometry, *parts)]
    shapes = gpd.GeoDataFrame(geometry=pd.concat(flat))
    return FlatMap(shapes, insets, float(shapes.total_bounds[3]))


def small_regions(country: str) -> list[str]:
    """The regions of a country that a finger hardly hits on a phone, as codes: narrower than half a fingertip, or
    drawn in an inset smaller than Alaska's."""
    inset = {each.region for each in flat_map(country).insets}
    bounds = flat_map(country).shapes.bounds
    reach = pd.concat([bounds["maxx"] - bounds["minx"], bounds["maxy"] - bounds["miny"]], axis=1).min(axis=1)
    return [str(region) for region in bounds.index if region in inset - {"US-AK"} or reach[region] < _FINGER / 2]


def rings(shape: Polygon | MultiPolygon) -> list[list[list[float]]]:
    """The outer rings of a shape as lists of [x, y], to a tenth of a unit. Holes are left out: no region has one
    that another region does not fill."""
    polygons = getattr(shape, "geoms", [shape])
    return [[[round(x, 1), round(y, 1)] for x, y in polygon.exterior.coords] for polygon in polygons]


def _set_in(own: gpd.GeoDataFrame, inset: Inset) -> gpd.GeoSeries:
    part = own.loc[[inset.region]]
    if inset.window:
        part = part.clip(box(*inset.window))
    flat = part.to_crs(inset.crs).geometry
    left, bottom, right, top = inset.frame
    room = (left + 6, bottom + 6, right - 6, top - 18)
    x0, y0, x1, y1 = flat.total_bounds
    scale = min((room[2] - room[0]) / (x1 - x0), (room[3] - room[1]) / (y1 - y0))
    middle = ((room[0] + room[2]) / 2, (room[1] + room[3]) / 2)
    return flat.map(
        lambda shape: affinity.affine_transform(
            shape,
            [scale, 0, 0, scale, middle[0] - (x0 + x1) / 2 * scale, middle[1] - (y0 + y1) / 2 * scale],
        )
    )
