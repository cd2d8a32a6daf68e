"""What the map's component is given: what st_folium would give it, and never a text that is a template."""

import json
from pathlib import Path
from typing import Any

import folium
import pytest
import streamlit_folium
from streamlit_folium import st_folium

from affiliates.languages.catalogs import ENGLISH
from components.map import region_map as module
from components.map.files import _write, map_files
from components.map.region_map import region_map
from components.map.shading import Mark


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the component was given so far."""
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **arguments: calls.append(arguments))
    return calls


def test_files_of_the_former_version_stay_for_pages_that_are_open(tmp_path: Path) -> None:
    names = [_write(tmp_path, "map.js", text) for text in ("former", "present", "present")]

    assert names[0] != names[1] == names[2]
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {names[0]: "former", names[1]: "present"}


def draw(**values: float) -> None:
    numbers = {code.replace("_", "-"): value for code, value in values.items()}
    region_map(ENGLISH, numbers, country="US", selected=None, on_select=lambda code: None)


def test_component_is_given_what_st_folium_gives_it(given: list[dict[str, Any]]) -> None:
    files = map_files()
    draw(US_TX=2)
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
    base.default_js, base.default_css = [("map", files["map.js"])], []
    module._Script().add_to(base)
    st_folium(base, key="any", height=300, use_container_width=True, returned_objects=[])
    ours, theirs = given
    changing = {"feature_group", "key", "on_change", "id"}

    assert ours.keys() == theirs.keys()
    assert {name: ours[name] for name in ours.keys() - changing} == {
        name: theirs[name] for name in ours.keys() - changing
    }
    assert ours["script"].count("affiliateMap.attach(map_div);") == 1


def test_map_is_made_once_and_the_message_once_for_each_result(given: list[dict[str, Any]]) -> None:
    module._message.cache_clear()
    for _ in range(3):
        draw(US_TX=2, US_MI=0, CA_ON=4)
    draw(US_TX=3)

    assert module._base_map.cache_info().misses == 1
    assert module._message.cache_info()[:2] == (2, 2)
    messages = [each["feature_group"].removeprefix("affiliateMap.paint(").removesuffix(");") for each in given]
    assert [json.loads(message)["values"] for message in messages] == [{"US-TX": 2}] * 3 + [{"US-TX": 3}]


def test_marked_regions_of_the_country_are_told_apart(given: list[dict[str, Any]]) -> None:
    marks = {"US-TX": Mark.PLANNED, "CA-ON": Mark.LOCAL, "US-MI": Mark.DOUBTFUL}

    region_map(ENGLISH, {}, country="US", selected=None, on_select=lambda code: None, marks=marks)

    message = given[0]["feature_group"].removeprefix("affiliateMap.paint(").removesuffix(");")
    assert json.loads(message)["marks"] == {"US-MI": "doubtful", "US-TX": "planned"}


@pytest.mark.parametrize("text", ["{{ 7 * 7 }}", "{% if x %}", "{# x #}"])
def test_template_is_refused(given: list[dict[str, Any]], text: str) -> None:
    with pytest.raises(ValueError, match="template"):
        region_map(ENGLISH, {"US-TX": 1}, country="US", selected=text, on_select=lambda code: None)

    assert not given
