"""The clickable map of a country; the only file that uses folium.

folium compiles what it is given as a template on the server, and streamlit-folium runs it as a script in the browser.
So nothing that a person wrote may come here: only region codes, numbers and addresses of our own files. ``_Script``
refuses whatever looks like a template.
"""

import json
import re
from collections.abc import Callable

import folium
import pandas as pd
import streamlit as st
from branca.element import MacroElement
from jinja2 import Template
from streamlit_folium import st_folium

from affiliates.geo.regions import COUNTRIES, country_of
from components.map.files import map_files
from components.map.shading import Shading

_KEY = "region_map"
_TEMPLATE_MARKS = re.compile(r"\{[{%#]")


class _Script(MacroElement):
    """A call of one function of region_map.js with plain data."""

    _template = Template("{% macro script(this, kwargs) %}{{ this.call() }}{% endmacro %}")

    def __init__(self, function: str, data: object, *, on_map: bool = False) -> None:
        super().__init__()
        self.function = function
        self.on_map = on_map
        self.data = json.dumps(data)
        if _TEMPLATE_MARKS.search(self.data):
            raise ValueError("The map takes only codes, numbers and our own addresses, but this looks like a template.")

    def call(self) -> str:
        """The script: it passes the data, and before it the Leaflet map if ``on_map`` is set."""
        on_map = f"{self._parent.get_name()}, " if self.on_map and self._parent else ""
        return f"affiliateMap.{self.function}({on_map}{self.data});"


def region_map(
    values: pd.Series,
    *,
    country: str,
    selected: str | None,
    on_select: Callable[[str], None],
    shading: Shading = Shading.GROUPS,
    is_filtered: bool = False,
) -> None:
    """Draws a country with each region shaded by its number; a click, Enter or Space calls ``on_select``.

    ``values`` are numbers by ISO 3166-2 code, missing where unknown. What they count depends on ``shading``: groups;
    the index of the tier in ``TIERS``; or people without a group, 0 in regions that have one. ``is_filtered`` means
    that there may be more groups than counted. ``on_select`` gets the code as the browser sent it, unchecked.

    The map itself never changes, so the browser keeps it; a change is one small message of codes and numbers.
    """
    message = folium.FeatureGroup()
    in_country = values[[country_of(str(region)) == country for region in values.index]]
    numbers = {
        str(region): None if pd.isna(value) else int(value) for region, value in in_country.items() if value != 0
    }
    state = {"country": country, "selected": selected, "values": numbers, "filtered": is_filtered, "shading": shading}
    _Script("paint", state).add_to(message)
    st_folium(
        _base_map(),
        key=_KEY,
        height=300,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=message,
        on_change=lambda: on_select(_clicked()),
    )


def _clicked() -> str:
    sent = st.session_state.get(_KEY)
    return str(sent.get("region")) if isinstance(sent, dict) else ""


def _base_map() -> folium.Map:
    # Built in each run, because st_folium changes the map it is given; without any shapes in it, this is cheap.
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
    base.default_css = [("map", files["map.css"])]
    shapes = {country: files[f"{country}.js"] for country in COUNTRIES if f"{country}.js" in files}
    _Script("attach", shapes, on_map=True).add_to(base)
    return base
