"""The files a visitor's browser loads for the map, from our own server: Leaflet, our script, and the shapes."""

import hashlib
import json
import tempfile
from importlib.util import find_spec
from pathlib import Path

import streamlit as st
import streamlit.components.v1 as components

from affiliates.composite import WIDTH, composite, rings
from affiliates.errors import AffiliatesError
from affiliates.regions import COUNTRIES, names

_OWN = Path(__file__).parent / "map_assets"


@st.cache_resource(show_spinner=False)
def map_files() -> dict[str, str]:
    """The address of each file, seen from the map's frame: leaflet.js, leaflet.css, region_map.js, region_map.css,
    and a country's shapes under its code.

    The files are put together once per server process, in a folder of their own that goes with the process. A
    file's name changes with its content, so that a browser never keeps an old one beside a new one.
    """
    folder = Path(tempfile.mkdtemp(prefix="affiliate-map-"))
    sources = {
        "leaflet.js": _leaflet() / "leaflet.js",
        "leaflet.css": _leaflet() / "leaflet.css",
        "region_map.js": _OWN / "region_map.js",
        "region_map.css": _OWN / "region_map.css",
    }
    texts = {name: source.read_text(encoding="utf-8") for name, source in sources.items()}
    texts |= {f"{country}.js": _shapes(country) for country in COUNTRIES}
    # The component serves nothing but files: Streamlit has no other place for them that works under any base path.
    components.declare_component("files", path=str(folder))
    files = {}
    for name, text in texts.items():
        stem, _, ending = name.rpartition(".")
        file = folder / f"{stem}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.{ending}"
        file.write_text(text, encoding="utf-8")
        files[stem if stem in COUNTRIES else name] = f"../components.map_files.files/{file.name}"
    return files


def _leaflet() -> Path:
    package = find_spec("js_lib_leaflet")
    if package is None or not package.submodule_search_locations:
        raise AffiliatesError("Leaflet is missing. Run: pip install -r requirements.txt")
    return Path(package.submodule_search_locations[0]) / "static/js_lib_leaflet"


def _shapes(country: str) -> str:
    picture = composite(country)
    in_alphabet = [region for region in names() if region in picture.shapes.index]
    shapes = picture.shapes.geometry
    content = {
        "width": WIDTH,
        "height": round(picture.height, 1),
        "regions": {region: {"name": names()[region], "rings": rings(shapes[region])} for region in in_alphabet},
        "insets": [{"region": each.region, "label": each.label, "frame": each.frame} for each in picture.insets],
    }
    return f"affiliateMap.addPicture({json.dumps(country)}, {json.dumps(content, separators=(',', ':'))})\n"
