"""The clickable map of a country; the only file that knows folium.

folium compiles what it is given as a template on the server, and streamlit-folium runs it as a script in the browser.
So nothing that a person wrote may come here: region codes, numbers and the words below, and one tripwire.
"""

import json
import re
from collections.abc import Callable
from enum import StrEnum

import folium
import pandas as pd
import streamlit as st
from branca.element import MacroElement
from jinja2 import Template
from streamlit_folium import st_folium

from affiliates.coverage import SHADE_STARTS
from affiliates.figures import FIGURES
from affiliates.regions import COUNTRIES, country_of
from components.map_files import map_files

_KEY = "region_map"
_WORDS = {
    "noneMatches": "no group matches the filters",
    "below": "The details follow after the map.",
    "noAnswer": "The connection is lost. This page goes on trying; please wait a moment.",
    "skip": "Skip the map",
    "legend": "What the shades mean",
    "titles": {country: f"Map of affiliate groups, {name}" for country, name in COUNTRIES.items()},
}


class Shading(StrEnum):
    """What the shades of the map tell."""

    GROUPS = "groups"
    TIER = "tier"
    WITHOUT = "without"


# How numbers become shades: shade 1 begins at the first of ``starts``, below it lies shade 0, and a missing number is
# ``unknown``. ``legend`` has a line for each shade; ``told`` says a number: for shade 0, for 1, and for more, or for
# each shade. Striped is the shade of places without a group, or without a number: it needs no colour to be seen.
_SHADINGS = {
    Shading.GROUPS: {
        "starts": SHADE_STARTS,
        "striped": 0,
        "legend": ["no group yet", "1 group", "2–3 groups", "4–9 groups", "10 or more"],
        "told": {country: ["no group yet", "1 group", "# groups"] for country in COUNTRIES},
    },
    Shading.TIER: {
        "starts": [1, 2, 3],
        "striped": 0,
        "legend": ["no group yet", "local groups only", "statewide groups only", "statewide and local groups"],
        "told": {},
    },
    Shading.WITHOUT: {
        "starts": [1, 500_000, 1_000_000, 2_500_000],
        "striped": None,
        "legend": [
            "has a group",
            "no group, under 500,000",
            "500,000 to 1 million",
            "1 to 2.5 million",
            "2.5 million or more",
        ],
        "unknown": "no group, number not known",
        "told": {
            country: ["has a group", f"1 {figure.people} without a group", f"# {figure.people} without a group"]
            for country, figure in FIGURES.items()
        },
    },
}
_TEMPLATE_MARKS = re.compile(r"\{[{%#]")


class _Script(MacroElement):
    """One call of a function of region_map.js with plain data."""

    _template = Template("{% macro script(this, kwargs) %}{{ this.call() }}{% endmacro %}")

    def __init__(self, function: str, data: object, *, on_map: bool = False) -> None:
        super().__init__()
        self.function = function
        self.on_map = on_map
        self.data = json.dumps(data)
        if _TEMPLATE_MARKS.search(self.data):
            raise ValueError("The map takes codes, numbers and our own words only: this looks like a template.")

    def call(self) -> str:
        """The script: the function gets the map that this was added to, if it asked for it, and the data."""
        on_map = f"{self._parent.get_name()}, " if self.on_map and self._parent else ""
        return f"affiliateMap.{self.function}({on_map}{self.data});"


def region_map(
    values: pd.Series,
    *,
    country: str,
    selected: str | None,
    on_select: Callable[[str], None],
    shading: Shading = Shading.GROUPS,
    filtered: bool = False,
) -> None:
    """Draws a country with each region shaded by its number; a click, Enter or Space calls ``on_select``.

    ``values``: numbers by ISO 3166-2 code, missing where unknown: groups; or the place of the tier in
    ``coverage.TIERS``; or people who live where no group is, 0 where one is. ``filtered`` says that there may be more
    groups than these. The map itself never changes, so the browser keeps it; what changes is sent as one small message
    of codes and numbers.
    ``on_select`` gets the code as the browser sent it: check it.
    """
    message = folium.FeatureGroup()
    own = values[[country_of(str(region)) == country for region in values.index]]
    numbers = {str(region): None if pd.isna(value) else int(value) for region, value in own.items() if value != 0}
    painted = {"country": country, "selected": selected, "values": numbers, "filtered": filtered, "shading": shading}
    _Script("paint", painted).add_to(message)
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
    # Built for each run, because st_folium changes the map it is given; it holds no shapes, so this is cheap.
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
    _Script("attach", {"files": shapes, "shadings": _SHADINGS, "words": _WORDS}, on_map=True).add_to(base)
    return base
