"""Scripts in the encoding that a browser takes, asked for once."""

import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from streamlit import file_util

from server.compression import SMALLEST, accepted_encoding, is_compressible
from server.scripts import compression
from tests.server.made_up_site import SCRIPT

BUNDLE = "/static/js/index.made-up.js"


def test_the_script_of_the_maps_frame_is_kept_like_streamlits_own(client: TestClient) -> None:
    answer = client.get("/component/made_up.map/static/js/main.0123abcd.js", headers={"Accept-Encoding": "br"})

    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_a_script_comes_compressed_and_may_be_kept_for_ever(client: TestClient, encoding: str) -> None:
    answer = client.get(BUNDLE, headers={"Accept-Encoding": encoding})

    assert answer.text == SCRIPT
    assert answer.headers["content-encoding"] == encoding
    assert int(answer.headers["content-length"]) < len(SCRIPT) / 10
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["vary"] == "Accept-Encoding"


def test_the_smallest_form_takes_the_place_of_the_first_one_and_is_not_mistaken_for_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compression, "SMALLEST", SMALLEST)  # as outside of tests: see tests/conftest.py
    first = client.get(BUNDLE, headers={"Accept-Encoding": "br"})
    until, later = time.monotonic() + 20, first
    while later.headers["etag"] == first.headers["etag"] and time.monotonic() < until:
        later = client.get(BUNDLE, headers={"Accept-Encoding": "br"})

    assert (later.headers["content-encoding"], later.text) == ("br", SCRIPT)
    assert int(later.headers["content-length"]) < int(first.headers["content-length"])


def test_a_script_for_a_browser_that_takes_no_encoding_says_that_it_depends_on_that(client: TestClient) -> None:
    answer = client.get(BUNDLE, headers={"Accept-Encoding": "identity"})

    assert answer.text == SCRIPT
    assert "content-encoding" not in answer.headers
    assert answer.headers["vary"] == "Accept-Encoding"


def test_head_and_known_scripts_need_no_body(client: TestClient) -> None:
    whole = client.get(BUNDLE, headers={"Accept-Encoding": "gzip"})
    head = client.head(BUNDLE, headers={"Accept-Encoding": "gzip"})
    known = client.get(BUNDLE, headers={"Accept-Encoding": "gzip", "If-None-Match": whole.headers["etag"]})

    assert (head.content, head.headers) == (b"", whole.headers)
    assert (known.status_code, known.content) == (304, b"")


@pytest.mark.parametrize("spelling", ["static/./js/x.js", "static//js/x.js", "static/js/../js/x.js", "static/js/x.js/"])
def test_only_one_spelling_of_a_file_is_compressed_and_kept(spelling: str) -> None:
    """Streamlit answers most of these, and each would be compressed and kept as if it were another file."""
    assert compression.HASHED.fullmatch("static/js/x.js")
    assert not compression.HASHED.fullmatch(spelling)


def test_every_file_of_streamlits_page_is_one_that_is_compressed() -> None:
    folder = Path(str(file_util.get_static_dir()))
    files = [file.relative_to(folder.parent).as_posix() for file in folder.rglob("*") if file.is_file()]

    assert len(files) > 100
    assert [file for file in files if not compression.HASHED.fullmatch(file)] == []


def test_a_part_of_a_file_is_the_apps_to_answer(client: TestClient) -> None:
    part = client.get("/static/ranges.py", headers={"Accept-Encoding": "br", "Range": "bytes=3-8"})

    assert (part.status_code, part.text) == (206, "A smal")
    assert "content-encoding" not in part.headers


def test_a_script_that_is_not_there_is_not_kept(client: TestClient) -> None:
    answer = client.get("/static/js/no-such.js", headers={"Accept-Encoding": "br"})

    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("BR;q=0.5, gzip;q=1", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.000 ,gzip;q=0", ""),
        ("*", "br"),
        ("*, br;q=0", "gzip"),
        ("identity", ""),
        ("", ""),
        (",;,=;q", ""),
    ],
)
def test_the_best_encoding_that_is_taken(header: str, expected: str) -> None:
    assert accepted_encoding(header) == expected


@pytest.mark.parametrize(
    ("media_type", "size", "expected"),
    [
        ("text/html; charset=utf-8", 5000, True),
        ("application/geo+json", 5000, True),
        ("application/atom+xml; charset=utf-8", 5000, True),
        ("image/svg+xml", 5000, True),
        ("application/json", 50, False),
        ("image/png", 5000, False),
        ("font/woff2", 5000, False),
    ],
)
def test_only_texts_of_some_length_become_smaller(media_type: str, size: int, expected: bool) -> None:
    assert is_compressible(media_type, size) is expected
