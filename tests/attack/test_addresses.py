"""Addresses that lead out of what is served, and browsers that were sent by somebody else's page."""

import http.client
import re
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from tests.attack.conftest import Attacked
from tests.attack.intruder import intruding

INSIDES = ("root:x:0:0", "import streamlit", "[project]", "[server]", "affiliates.csv")


def body_at(server: Attacked, path: str) -> str:
    """What is answered at a path that no client of ours would send as it is."""
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=10)
    connection.putrequest("GET", path)
    connection.endheaders()
    body = connection.getresponse().read().decode(errors="replace")
    connection.close()
    return body


@pytest.mark.parametrize(
    "folder", ["", "app/static", "static", "component/streamlit_folium.st_folium", "media", "r", "og"]
)
@pytest.mark.parametrize("up", ["../", "..%2f", "%2e%2e/", "..%5c", "....//", "%252e%252e%252f"])
def test_no_address_leads_out_of_what_is_served(server: Attacked, folder: str, up: str) -> None:
    for file in ("dashboard.py", "pyproject.toml", ".streamlit/config.toml", "etc/passwd"):
        for depth in (1, 2, 8):
            answer = body_at(server, f"/{folder}/{up * depth}{file}")

            assert not [inside for inside in INSIDES if inside in answer]


@pytest.mark.parametrize(
    "path", ["app/static/", "app/static/map/", "static/", "component/", "media/", "r/..", "badge/"]
)
def test_no_folder_is_listed(server: Attacked, path: str) -> None:
    assert "Index of" not in body_at(server, f"/{path}")
    assert ".js\n" not in body_at(server, f"/{path}")


def test_page_of_another_site_opens_no_connection_in_a_visitors_name(server: Attacked) -> None:
    with (
        pytest.raises(InvalidStatus, match="403"),
        intruding(server.address, headers={"Origin": "https://somebody-else.example"}),
    ):
        pass


@pytest.mark.parametrize(
    "path", ["", "review", "_stcore/health", "r/US-OH/", "groups.csv", "made-up", "_stcore/metrics"]
)
def test_headers_tell_no_version_and_let_no_other_site_read(server: Attacked, path: str) -> None:
    answer = httpx.get(f"{server.address}/{path}", headers={"Origin": "https://somebody-else.example"})

    assert not re.search(r"\d", answer.headers.get("server", ""))
    assert "x-powered-by" not in answer.headers
    assert answer.headers.get("access-control-allow-origin") == ("*" if path == "groups.csv" else None)
    assert "charset=utf-8" in answer.headers["content-type"]
    assert answer.headers["x-content-type-options"] == "nosniff"
