"""The files a visitor's browser loads for the map, all from our own server: Leaflet, our script, shapes and words."""

import atexit
import hashlib
import json
import os
import shutil
import tempfile
import threading
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import streamlit as st
import streamlit.components.v1 as components
from streamlit import runtime
from streamlit.components.v1.custom_component import CustomComponent
from streamlit.file_util import get_static_dir

from affiliates.errors import AffiliatesError
from affiliates.geo.flat_map import WIDTH, flat_map, rings
from affiliates.geo.map_codes import callouts, code_points
from affiliates.geo.regions import COUNTRIES
from affiliates.geo.shades import SHADES, shade_properties
from affiliates.languages.catalogs import ENGLISH, languages
from affiliates.languages.language import Language
from affiliates.storage.atomic import write_atomically
from components.map.shading import SHADINGS
from components.map.words import map_words

_ASSETS = Path(__file__).parent / "assets"
# Streamlit serves this folder under app/static. It does not say how long a browser may keep a file, so browsers take a
# tenth of the file's age (RFC 9111, 4.2.2): we give the files an old date, and a new name whenever they change.
_STATIC = Path(__file__).parents[2] / "static/map"
_OLD_DATE = 946_684_800  # January 1, 2000
_ADDRESS_FROM_FRAME = "../../app/static/map"
_lock = threading.Lock()  # two first visitors would otherwise write the same files


def map_files() -> dict[str, str]:
    """The address of each file, relative to the map's frame: ``map.js``, which the frame begins with, and those that
    the script loads once it needs them: ``CA.js`` and so on with the shapes of each further country, ``es.js`` and so
    on with the words of each further language.

    ``map.js`` holds Leaflet, our script, the shapes of the United States, the words in English, and the style: in a
    file of its own that would come after the map is drawn, and the browser would lay all of it out twice. The files are
    written once per server process. A file's name changes with its content, so that a browser may keep it for years
    and never mixes old files with new ones.
    """
    with _lock:
        return _map_files()


@cache
def _map_files() -> dict[str, str]:
    folder, address = _folder_and_address()

    def written(name: str, *parts: str) -> str:
        return f"{address}/{_write(folder, name, ''.join(parts))}"

    first, *others = COUNTRIES
    later = {country: written(f"{country}.js", _shapes(country)) for country in others}
    translated = [language for language in languages().values() if language != ENGLISH]
    later |= {language.code: written(f"{language.code}.js", _words(language)) for language in translated}
    style = "".join((_leaflet("leaflet.css"), _typeface(), _shades(), _asset("region_map.css")))
    ours = [_asset("map_labels.js"), _asset("region_map.js"), _call("configure", SHADINGS, later, style)]
    return {
        "map.js": written("map.js", _leaflet("leaflet.js"), "\n", *ours, _shapes(first), _words(ENGLISH)),
        **{f"{name}.js": place for name, place in later.items()},
    }


def let_server_find(component: CustomComponent) -> None:
    """Has the server serve a component's files. Streamlit does so by itself only for what a page declares while it is
    drawn, and the first page is prepared before that."""
    if runtime.exists():
        runtime.get_instance().component_registry.register_component(component)


def _folder_and_address() -> tuple[Path, str]:
    """The folder to write to, and its address; if ours is read-only, a temporary one until the process ends."""
    try:
        _STATIC.mkdir(parents=True, exist_ok=True)
        if os.access(_STATIC, os.W_OK) and st.get_option("server.enableStaticServing"):
            return _STATIC, _ADDRESS_FROM_FRAME
    except OSError:
        pass
    folder = tempfile.mkdtemp(prefix="affiliate-map-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # A component serves files too, but browsers ask for them again on each visit.
    let_server_find(components.declare_component("files", path=folder))
    return Path(folder), "../components.map.files.files"


def _write(folder: Path, name: str, text: str) -> str:
    stem, _, ending = name.rpartition(".")
    file = folder / f"{stem}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.{ending}"
    write_atomically(file, text.encode())
    os.utime(file, (_OLD_DATE, _OLD_DATE))
    return file.name


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _leaflet(file: str) -> str:
    package = find_spec("js_lib_leaflet")
    if package is None or not package.submodule_search_locations:
        raise AffiliatesError("Leaflet is missing. Run: pip install -r requirements.txt")
    folder = Path(package.submodule_search_locations[0]) / "static/js_lib_leaflet"
    return (folder / file).read_text(encoding="utf-8")


def _shades() -> str:
    """The shades of both themes, and what is read on them, as properties of CSS."""
    return "".join(f':root[data-theme="{theme}"] {{ {shade_properties(theme)} }}\n' for theme in SHADES)


def _typeface() -> str:
    """The page's own typeface for the map's frame, from the file that Streamlit serves; nothing if it has none."""
    fonts = sorted(Path(get_static_dir(), "static/media").glob("SourceSansVF-Upright.*.woff2"))
    face = '@font-face {{ font-family: "Source Sans"; font-weight: 200 900; src: url("../../static/media/{}"); }}\n'
    return "".join(face.format(font.name) for font in fonts[:1])


def _shapes(country: str) -> str:
    picture = flat_map(country)
    shapes, points = picture.shapes.geometry, code_points(country)
    insets = {inset.region for inset in picture.insets}

    def region(code: str) -> dict[str, object]:
        point = None if code in insets else points.get(code)  # an inset has its name above it
        at = {"at": [round(point.x, 1), round(point.y, 1), round(point.room, 1)]} if point else {}
        return {"rings": rings(shapes[code]), **at}

    content = {
        "width": WIDTH,
        "height": round(picture.height, 1),
        "regions": {str(code): region(str(code)) for code in shapes.index},
        "callouts": callouts(country),
        "insets": [{"region": inset.region, "frame": inset.frame} for inset in picture.insets],
    }
    return _call("addPicture", country, content)


def _words(language: Language) -> str:
    return _call("addWords", language.code, map_words(language))


def _call(function: str, *data: object) -> str:
    return f"affiliateMap.{function}({', '.join(json.dumps(each, separators=(',', ':')) for each in data)})\n"
