"""The headers of each kind of address."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from affiliates.errors import SettingError
from server.settings import frame_ancestors
from tests.server.made_up_site import serving

EVERYWHERE = [
    "/",
    "/coverage",
    "/review",
    "/r/",
    "/es/r/US-MI/",
    "/groups.csv",
    "/write",
    "/nowhere",
    "/_stcore/health",
    "/static/js/x.js",
]


def policy(client: TestClient, path: str) -> dict[str, str]:
    text = client.get(path).headers["content-security-policy"]
    return {name: sources for name, _, sources in (part.strip().partition(" ") for part in text.split(";"))}


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_is_guarded(client: TestClient, path: str) -> None:
    headers = client.get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert policy(client, path)["default-src"] == "'none'"
    assert len(headers.get_list("content-security-policy")) == 1


@pytest.mark.parametrize("path", ["/review", "/sign-in", "/write", "/people", "/apply", "/coverage"])
def test_no_other_page_gets_hold_of_one_that_none_may_embed(client: TestClient, path: str) -> None:
    assert client.get(path).headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/?region=US-TX", "/r/", "/r/US-MI/", "/es/r/US-MI/"])
def test_browser_need_not_begin_anew_for_a_page_that_any_site_may_embed(client: TestClient, path: str) -> None:
    """With that header it does so in another process, which costs a tenth of the time until the map is there."""
    assert "cross-origin-opener-policy" not in client.get(path).headers


def test_only_the_frame_of_the_map_runs_what_is_made_in_it(client: TestClient) -> None:
    assert "'unsafe-eval'" in policy(client, "/component/streamlit_folium.st_folium/index.html")["script-src"]
    for path in EVERYWHERE:
        scripts = policy(client, path).get("script-src", "").split()
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:"} & set(scripts), path


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/", "*"),
        ("/?region=US-TX", "*"),
        ("/r/US-MI/", "*"),
        ("/es/r/US-MI/", "*"),
        ("/fr/r/", "*"),
        ("/allies/", "*"),
        ("/es/allies/", "*"),
        ("/allies", "'self'"),
        ("/es/", "'self'"),
        ("/es/og/US-MI.png", "'none'"),
        ("/es/badge/group-1.svg", "'none'"),
        ("/es/feed.atom", "'none'"),
        ("/component/map/index.html", "*"),
        ("/coverage", "'self'"),
        ("/apply", "'self'"),
        ("/review", "'none'"),
        ("/review/", "'none'"),
        ("/write", "'none'"),
        ("/media/report.pdf", "'none'"),
    ],
)
def test_any_site_may_embed_the_map_and_regions_and_none_the_reviewers_page(
    client: TestClient, path: str, who: str
) -> None:
    assert policy(client, path)["frame-ancestors"] == who


@pytest.mark.parametrize(
    ("setting", "find", "frame_of_the_map"),
    [
        ("https://endseclusion.org", "https://endseclusion.org", "https://endseclusion.org 'self'"),
        ("https://endseclusion.org:*", "https://endseclusion.org:*", "https://endseclusion.org:* 'self'"),
        ("'none'", "'none'", "'self'"),
        ("none", "'none'", "'self'"),
        ("self", "'self'", "'self'"),
    ],
)
def test_the_setting_says_who_embeds(
    folder: Path, monkeypatch: pytest.MonkeyPatch, setting: str, find: str, frame_of_the_map: str
) -> None:
    monkeypatch.setenv("AFFILIATES_FRAME_ANCESTORS", setting)
    with serving(folder) as client:
        assert policy(client, "/")["frame-ancestors"] == find
        assert policy(client, "/r/")["frame-ancestors"] == find
        assert policy(client, "/component/map/index.html")["frame-ancestors"] == frame_of_the_map
        assert policy(client, "/review")["frame-ancestors"] == "'none'"


@pytest.mark.parametrize("setting", ["*; script-src *", "javascript:", "'none' https://a.example", "a,b", "<b>"])
def test_a_setting_that_names_no_sites_stops_the_start(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv("AFFILIATES_FRAME_ANCESTORS", setting)

    with pytest.raises(SettingError, match="AFFILIATES_FRAME_ANCESTORS is"):
        frame_ancestors()


def test_browsers_are_kept_on_https_once_they_came_by_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(folder) as client:
        assert "strict-transport-security" not in client.get("/").headers
        assert client.get("https://map.example/").headers["strict-transport-security"] == "max-age=31536000"
        # A forwarded scheme counts where uvicorn trusts who sends it, and is then the scheme of the request.
        assert "strict-transport-security" not in client.get("/", headers={"X-Forwarded-Proto": "https"}).headers

    monkeypatch.setenv("AFFILIATES_PUBLIC_URL", "https://map.example/")
    with serving(folder) as client:
        assert client.get("/r/").headers["strict-transport-security"] == "max-age=31536000"


def test_download_is_kept_by_no_cache(client: TestClient) -> None:
    assert client.get("/media/1234.txt").headers.get_list("cache-control") == ["no-store"]
    assert client.get("/_stcore/health").headers["cache-control"] == "no-cache"  # as the made-up Streamlit says
