"""A stand-in for the public servers from which a default folium map loads its scripts."""

from contextlib import AbstractContextManager
from importlib.util import find_spec
from pathlib import Path

from benchmarks.plain_server import File, plain_server


def leaflet_folder() -> Path:
    """Where the installed package keeps Leaflet's files."""
    package = find_spec("js_lib_leaflet")
    assert package
    assert package.submodule_search_locations
    return Path(package.submodule_search_locations[0]) / "static/js_lib_leaflet"


def stand_in_for_cdns() -> AbstractContextManager[str]:
    """Serves Leaflet's files as they are and everything else empty; browsers keep them for a year, as with a CDN."""
    return plain_server(_file)


def _file(path: str) -> File:
    name = Path(path).name
    file = leaflet_folder() / name
    media_type = "text/css" if name.endswith(".css") else "text/javascript"
    return File(file.read_bytes() if file.is_file() else b"", media_type)
