from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from server.addresses import Addresses
from server.limits.map_frame import MapFrame

PAGE = (
    "<!doctype html><html><head lang='en'><title>Map</title><script src='main.js'></script></head><body></body></html>"
)


@pytest.fixture
def component(tmp_path: Path) -> TestClient:
    """What a browser asks for the files of a component, below /map."""
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "bare.html").write_text("<script>run()</script>")
    (tmp_path / "main.js").write_text("run()")
    app = Starlette(routes=[Mount("/map/component/made_up", StaticFiles(directory=tmp_path, html=True))])
    app.add_middleware(GZipMiddleware, minimum_size=10)
    return TestClient(MapFrame(app, addresses=Addresses("/map", ""), map_script=lambda: "../map.js"))


def test_page_of_the_map_names_its_script_and_others_do_not(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE)
    files = StaticFiles(directory=tmp_path, html=True)
    names = ("streamlit_folium.st_folium", "made_up")
    app = Starlette(routes=[Mount(f"/component/{name}", files) for name in names])
    client = TestClient(MapFrame(app, addresses=Addresses("", ""), map_script=lambda: "../../map.js"))

    of_the_map, other = (client.get(f"/component/{name}/index.html").text for name in names)

    assert '</script><link rel="preload" as="script" href="../../map.js"><title>' in of_the_map
    assert "preload" not in other


def test_guard_stands_before_every_script_however_a_page_is_asked_for(component: TestClient) -> None:
    mark = component.get("/map/component/made_up/main.js").headers["etag"]
    asked = [{}, {"If-None-Match": mark}, {"If-None-Match": "*"}, {"Range": "bytes=60-"}, {"Accept-Encoding": "gzip"}]
    for headers in asked:
        for name in ("index.html", "", "bare.html"):
            answer = component.get(f"/map/component/made_up/{name}", headers=headers)

            assert answer.status_code == 200
            assert answer.text.index("stopImmediatePropagation") < answer.text.index(
                "run()" if "bare" in name else "main.js"
            )
            assert answer.text.count("<script") == 2
            assert not {"etag", "last-modified", "accept-ranges"} & set(answer.headers)
            assert answer.headers["cache-control"] == "private, max-age=300"


def test_page_is_otherwise_as_it_was_and_scripts_are_left_alone(component: TestClient) -> None:
    page = component.get("/map/component/made_up/index.html").text
    guard = page[page.index("<script>") : page.index("</script>") + len("</script>")]

    assert page.replace(guard, "") == PAGE
    assert component.get("/map/component/made_up/main.js").text == "run()"
    assert component.head("/map/component/made_up/index.html").status_code == 200
    assert component.get("/map/component/made_up/none.html").status_code == 404
