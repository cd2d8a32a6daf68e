"""Makes data/flat_shapes.csv from the outlines of the regions: how each is drawn on the flat map of its country.

Run it with ``python -m tools.draw_flat_shapes`` after a change of the outlines. This is nearly half a second of work,
which no start of the app does again; tests/affiliates/geo/test_flat_map.py says when the file is out of date.
"""

import csv
from collections.abc import Iterator

import geopandas as gpd
import shapely
from shapely import affinity
from shapely.geometry import box

from affiliates.geo.flat_map import INSETS, SHAPES_FILE, WIDTH, Inset
from affiliates.geo.outlines import outlines
from affiliates.geo.regions import COUNTRIES, country_of

MAIN_PROJECTIONS = {
    "US": "EPSG:5070",  # NAD83 / Conus Albers: equal area, lower 48 states
    "CA": "EPSG:3978",  # NAD83 / Canada Atlas Lambert: conformal, the federal atlas of Canada
}
_UTM = "+proj=utm +zone={} +datum=WGS84"
INSET_PROJECTIONS = {
    "US-AK": "EPSG:3338",  # NAD83 / Alaska Albers
    "US-HI": "+proj=aea +lat_1=8 +lat_2=18 +lat_0=13 +lon_0=-157",
    "US-PR": "EPSG:32161",  # NAD83 / Puerto Rico & Virgin Is.
    "US-VI": _UTM.format(20),
    "US-AS": _UTM.format("2 +south"),
    "US-GU": _UTM.format(55),
    "US-MP": _UTM.format(55),
}
# West, south, east and north, in degrees, of what is drawn of a region whose rest is too small or too far away.
WINDOWS = {"US-AS": (-171.2, -14.5, -169, -14), "US-MP": (144.5, 14, 146.5, 15.5)}
# How far the mainland is raised to make room for the insets below it.
_MAINLAND_BOTTOM = {"US": 68.0, "CA": 0.0}
# Space inside an inset's frame: on the sides and below, and for the label on top.
_INSET_MARGIN, _INSET_LABEL = 6.0, 18.0


def flat_shapes(country: str) -> gpd.GeoSeries:
    """The shape of each region of a country, by its ISO 3166-1 code, in units of the flat map; index: ISO 3166-2 code,
    those of the mainland before the insets."""
    insets = [inset for inset in INSETS if country_of(inset.region) == country]
    regions = outlines()[[country_of(str(region)) == country for region in outlines().index]].geometry
    mainland = regions.drop([inset.region for inset in insets]).to_crs(MAIN_PROJECTIONS[country])
    left, bottom, right, _ = mainland.total_bounds
    scale = WIDTH / (right - left)
    lift = _MAINLAND_BOTTOM[country] / scale
    flat = mainland.affine_transform([scale, 0, 0, scale, -left * scale, (lift - bottom) * scale])
    shapes = dict(flat.items()) | {inset.region: _fit_into_frame(regions, inset) for inset in insets}
    return gpd.GeoSeries(shapes)


def drawn() -> Iterator[tuple[str, str]]:
    """The rows of the file: a region, and its shape as WKT, to a hundredth of a unit."""
    for country in COUNTRIES:
        for region, shape in flat_shapes(country).items():
            yield str(region), shapely.to_wkt(shape, rounding_precision=2)


def main() -> None:
    """Writes the file."""
    with SHAPES_FILE.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["region", "shape"])
        rows.writerows(drawn())


def _fit_into_frame(regions: gpd.GeoSeries, inset: Inset) -> shapely.Geometry:
    part = regions.loc[[inset.region]]
    if inset.region in WINDOWS:
        part = part.clip(box(*WINDOWS[inset.region]))
    flat = part.to_crs(INSET_PROJECTIONS[inset.region])
    left, bottom, right, top = inset.frame
    left, bottom, right, top = left + _INSET_MARGIN, bottom + _INSET_MARGIN, right - _INSET_MARGIN, top - _INSET_LABEL
    x0, y0, x1, y1 = flat.total_bounds
    scale = min((right - left) / (x1 - x0), (top - bottom) / (y1 - y0))
    dx, dy = (left + right) / 2 - (x0 + x1) / 2 * scale, (bottom + top) / 2 - (y0 + y1) / 2 * scale
    return affinity.affine_transform(flat.iloc[0], [scale, 0, 0, scale, dx, dy])


if __name__ == "__main__":
    main()
