"""The map without any app behind it: Leaflet and the same shapes on a page of HTML, as files of a plain server."""

from contextlib import AbstractContextManager
from pathlib import Path

from affiliates.geo.regions import SHIPPED_DATA
from benchmarks.cdn import leaflet_folder
from benchmarks.plain_server import File, plain_server

_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".geojson": "application/geo+json"}


def leaflet_page() -> AbstractContextManager[str]:
    """Serves the page; yields its address."""
    page = Path(__file__).parent / "leaflet/index.html"
    shapes = (SHIPPED_DATA / "us_states.geojson", SHIPPED_DATA / "ca_provinces.geojson")
    scripts = (leaflet_folder() / name for name in ("leaflet.js", "leaflet.css"))
    kept = {f"/{file.name}": File(file.read_bytes(), _TYPES[file.suffix]) for file in (*shapes, *scripts)}
    return plain_server({**kept, "/": File(page.read_bytes(), "text/html", "no-cache")}.get)
