"""Makes data/region_distances.csv from the outlines of the regions: how far each is from each other one.

Run it with ``python -m tools.measure_distances`` after a change of the outlines. This is most of a second of
work, which no start of the app does again; tests/affiliates/geo/test_distances.py says when the file is out of date.
"""

import csv
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import shapely
from pyproj import Geod, Proj
from shapely.geometry.base import BaseGeometry

from affiliates.geo.distances import DISTANCES_FILE, kilometers_from
from affiliates.geo.outlines import outlines

# The outlines are simplified to about a kilometer and come from two sources: anything closer is a shared border.
NEIGHBOR_KM = 8.0
_ELLIPSOID = Geod(ellps="WGS84")


def border_kilometers(region: str) -> pd.Series:
    """Kilometers from a region to every other region, border to border; index: code, in the order of the outlines.

    The two nearest points are found in an azimuthal equidistant projection centered on the region; the distance
    between them is the geodesic on the WGS 84 ellipsoid. Neighbors are 0 km apart: because the outlines are
    simplified, anything under ``NEIGHBOR_KM`` counts as a shared border, including across a river.
    """
    inside = outlines().geometry[region].representative_point()
    plane = Proj(proj="aeqd", lat_0=inside.y, lon_0=inside.x, datum="WGS84")
    flat = shapely.make_valid(_project(outlines().geometry.to_numpy(), plane))
    others = pd.Series(flat, index=outlines().index, dtype=object)
    shortest_lines = shapely.shortest_line(others.pop(region), others.to_numpy())
    ends = shapely.get_coordinates(shortest_lines).reshape(-1, 2, 2)
    lons, lats = plane(ends[..., 0], ends[..., 1], inverse=True)
    _, _, meters = _ELLIPSOID.inv(lons[:, 0], lats[:, 0], lons[:, 1], lats[:, 1])
    kilometers = pd.Series(meters / 1000, index=others.index)
    return kilometers.where(kilometers >= NEIGHBOR_KM, 0.0)


@cache
def region_centers() -> pd.DataFrame:
    """The center of each region's area, regardless of where its people live; index: code, columns: ``lon``, ``lat``.

    It is the centroid of the outline in a Lambert azimuthal equal-area projection of WGS 84 centered on the region
    itself: first on a point inside it, then on the centroid just found. It may lie in water, as Hawaii's does.
    """
    centers = {region: _center(outline) for region, outline in outlines().geometry.items()}
    return pd.DataFrame.from_dict(centers, orient="index", columns=["lon", "lat"])


def center_kilometers(region: str) -> pd.Series:
    """Kilometers from the center of a region to that of every other region; index: code, in the order of the outlines.

    The distance is the geodesic on the WGS 84 ellipsoid between ``region_centers``.
    """
    others = region_centers().drop(region)
    lon, lat = map(float, region_centers().loc[region])
    return pd.Series(kilometers_from(lon, lat, others["lon"], others["lat"]), index=others.index)


def measured() -> Iterator[tuple[str, str, str, str]]:
    """The rows of the file: from which region to which, and the kilometers, to a meter, between borders and centers."""
    for region in map(str, outlines().index):
        borders, centers = border_kilometers(region), center_kilometers(region)
        for other in map(str, borders.index):
            yield region, other, f"{borders[other]:.3f}", f"{centers[other]:.3f}"


def main() -> None:
    """Writes the file."""
    with DISTANCES_FILE.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["region", "other", "border_km", "center_km"])
        rows.writerows(measured())


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


if __name__ == "__main__":
    main()
