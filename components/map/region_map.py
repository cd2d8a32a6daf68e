"""The clickable map of a country; the only file that uses folium.

folium compiles what it is given as a template on the server, and streamlit-folium runs it as a script in the browser.
So nothing that a person wrote may come here: only region codes, numbers, our lines of the legend, and addresses of our
own files, in which all other words are. ``_call`` refuses whatever looks like a template.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

import folium
import pandas as pd
import streamlit as st
import streamlit_folium
from branca.element import MacroElement
from jinja2 import Template

from affiliates.geo.regions import country_of
from affiliates.languages.language import Language
from components.map.files import let_server_find, map_files
from components.map.shading import Mark, Shading, legend_lines, shade_starts

let_server_find(streamlit_folium._component_func)

_KEY = "region_map"
_TEMPLATE_MARKS = re.compile(r"\{[{%#]")
_MAX_MESSAGES = 500


def region_map(
    language: Language,
    values: Mapping[str, float] | pd.Series,
    *,
    country: str,
    selected: str | None,
    on_select: Callable[[str], None],
    shading: Shading = Shading.GROUPS,
    is_filtered: bool = False,
    marks: Mapping[str, Mark] | None = None,
) -> None:
    """Draws a country with each region shaded by its number; a click, Enter or Space calls ``on_select``.

    ``values`` are numbers by ISO 3166-2 code, missing where unknown. What they count depends on ``shading``: groups;
    the index of the tier in ``TIERS``; or people without a group, 0 in regions that have one. ``is_filtered`` means
    that there may be more groups than counted. A region among ``marks`` shows its mark, a color and a pattern with a
    line in the legend, in place of its shade. ``on_select`` gets the code as the browser sent it, unchecked.

    The map itself never changes, so the browser keeps it; a change is one small message of codes, numbers and the
    legend. Another language is such a change too: the map loads its words once.
    """
    numbers = tuple(
        (str(region), None if pd.isna(value) else int(value))
        for region, value in values.items()
        if value != 0 and country_of(str(region)) == country
    )
    # st_folium renders and changes the map that it is given, in each run; its own last step, the component, takes the
    # finished texts, which are the same in each run but for the message.
    streamlit_folium._component_func(
        **_base_map(),
        key=_KEY,
        feature_group=_message(
            language, country, selected, numbers, is_filtered, shading, tuple(sorted((marks or {}).items()))
        ),
        on_change=lambda: on_select(_clicked()),
    )


def prepare_map() -> None:
    """Makes what the first map of a process needs."""
    _base_map()


def _clicked() -> str:
    sent = st.session_state.get(_KEY)
    return str(sent.get("region")) if isinstance(sent, dict) else ""


@lru_cache(_MAX_MESSAGES)
def _message(
    language: Language,
    country: str,
    selected: str | None,
    numbers: tuple[tuple[str, int | None], ...],
    is_filtered: bool,
    shading: Shading,
    marks: tuple[tuple[str, Mark], ...],
) -> str:
    """The script that paints the map: streamlit-folium runs it whenever it is another one."""
    counted = [number for _, number in numbers if number]
    starts = shade_starts(shading, counted)
    state = {
        "language": language.code,
        "country": country,
        "selected": selected,
        "values": dict(numbers),
        "filtered": is_filtered,
        "shading": shading,
        "marks": {region: mark for region, mark in marks if country_of(region) == country},
        "starts": starts,
        "legend": legend_lines(language, shading, starts, max(counted, default=0)),
    }
    return _call("paint", state)


def _call(function: str, data: object) -> str:
    """A call of one function of region_map.js with plain data."""
    text = json.dumps(data)
    if _TEMPLATE_MARKS.search(text):
        raise ValueError("The map takes only codes, numbers and our own words, but this looks like a template.")
    return f"affiliateMap.{function}({text});"


class _Script(MacroElement):
    """Hands the Leaflet map that folium made to region_map.js."""

    _template = Template(
        "{% macro script(this, kwargs) %}affiliateMap.attach({{ this._parent.get_name() }});{% endmacro %}"
    )


@cache
def _base_map() -> dict[str, Any]:
    """What streamlit-folium's component is given for a map without any regions, as ``st_folium`` makes it."""
    files = map_files()
    base = folium.Map(
        location=[350, 500],
        crs="Simple",
        tiles=None,
        zoom_start=-1,
        attribution_control=False,
        scroll_wheel_zoom=False,
        zoom_snap=0,
        zoom_delta=1,
    )
    base.default_js = [("map", files["map.js"])]
    base.default_css = []
    _Script().add_to(base)
    base.get_root().render()
    # The order matters: the last one changes the map.
    html, header = streamlit_folium._get_html(base), streamlit_folium._get_header(base)
    script = streamlit_folium._get_map_string(base)
    return {
        "script": script,
        "header": header,
        "html": html,
        "id": streamlit_folium.get_full_id(base),
        "height": 300,
        "width": None,
        "returned_objects": [],
        "default": {},
        "zoom": None,
        "center": None,
        "return_on_hover": False,
        "layer_control": None,
        "pixelated": False,
        "css_links": [],
        "js_links": [address for _, address in base.default_js],
        "wrap_longitude": False,
    }
