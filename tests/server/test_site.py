"""What the server answers at the addresses of the site."""

import gzip
import os
import threading
from datetime import date
from pathlib import Path

import brotli
import httpx
import pytest
from starlette.testclient import TestClient

from affiliates.errors import DirectoryAwayError
from affiliates.site.documents import Document, SiteData
from affiliates.storage.files.directory.lists import FileDirectory
from tests.made_up import row, write_directory
from tests.server.made_up_site import MadeUpSite, serving


def test_a_document_comes_with_its_type_and_is_asked_for_again_each_time(client: TestClient) -> None:
    page = client.get("/r/US-MI/")

    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.text.startswith("r/US-MI/ at http://map.example/ on ")
    assert "no-cache" in page.headers["cache-control"]


@pytest.mark.parametrize(("accepted", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_texts_are_compressed_as_the_browser_takes_them(client: TestClient, accepted: str, decode: object) -> None:
    plain = client.get("/r/US-MI/", headers={"Accept-Encoding": "identity"})
    with client.stream("GET", "/r/US-MI/", headers={"Accept-Encoding": accepted}) as packed:
        raw = b"".join(packed.iter_raw())

    assert packed.headers["content-encoding"] == accepted
    assert int(packed.headers["content-length"]) == len(raw) < len(plain.content)
    assert decode(raw) == plain.content  # type: ignore[operator]
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert packed.headers["etag"] != plain.headers["etag"]


def test_a_picture_is_not_compressed_again(client: TestClient) -> None:
    assert "content-encoding" not in client.get("/og/US-MI.png", headers={"Accept-Encoding": "br, gzip"}).headers


def test_a_browser_that_has_the_page_gets_nothing_but_that(client: TestClient) -> None:
    etag = client.get("/r/US-MI/", headers={"Accept-Encoding": "br"}).headers["etag"]

    for known in (etag, f'"other", W/{etag}', "*"):
        again = client.get("/r/US-MI/", headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["cache-control"]
    assert client.get("/r/US-MI/", headers={"If-None-Match": '"of another version"'}).status_code == 200


def test_head_says_what_get_would(client: TestClient) -> None:
    whole, head = client.get("/groups.csv"), client.head("/groups.csv")

    assert head.content == b""
    assert head.headers == whole.headers


def test_scripts_of_other_sites_may_read_the_data_files_only(client: TestClient) -> None:
    assert client.get("/groups.csv").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in client.get("/r/US-MI/").headers

    asked = client.options("/groups.csv", headers={"Origin": "https://other.example"})
    assert (asked.status_code, asked.headers["access-control-allow-methods"]) == (204, "GET, HEAD, OPTIONS")
    assert "access-control-allow-origin" not in client.options("/r/US-MI/").headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    refused = client.request(method, "/r/US-MI/")

    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("path", ["/", "/coverage", "/r/US-MI/", "/healthz", "/readyz"])
def test_whoever_asks_for_the_methods_hears_them(client: TestClient, path: str) -> None:
    told = client.options(path)

    assert (told.status_code, told.headers["allow"], told.content) == (204, "GET, HEAD, OPTIONS", b"")


RANGES = ["bytes=5-1", "bytes=999999999-", "bytes=" + "0-," * 5000, "potatoes=1-2"]


@pytest.mark.parametrize("ranges", RANGES, ids=lambda each: each[:20])
def test_absurd_ranges_cost_no_more_than_the_page(client: TestClient, ranges: str) -> None:
    for path in ("/r/US-MI/", "/groups.csv", "/"):
        assert client.get(path, headers={"Range": ranges}).content == client.get(path).content


def test_a_part_of_a_page_is_answered_with_all_of_it(client: TestClient) -> None:
    answer = client.get("/groups.csv", headers={"Range": "bytes=0-3"})

    assert answer.status_code == 200
    assert len(answer.content) > 4


UNKNOWN = [
    "/r/US-XX/",
    "/r/..%2f..%2fetc/passwd",
    "/r/%00/",
    "/r/US-MI/%0d%0aSet-Cookie:x=1",
    "/og/US-XX.png",
    "/badge/<script>.svg",
    "/groups.exe",
    "/r/" + "x" * 5000,
]


@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_address_gets_a_kind_page_that_repeats_nothing(client: TestClient, path: str) -> None:
    page = client.get(path)

    assert page.status_code == 404
    assert "This page is not here" in page.text
    assert 'href="/r/"' in page.text
    assert "passwd" not in page.text
    assert "script" not in page.text
    assert page.headers["cache-control"] == "no-store"


def test_the_kind_page_speaks_the_language_of_the_address_else_the_browsers(client: TestClient) -> None:
    for path, accepted, language, places, whole_map in (
        ("/es/r/US-XX/", "fr", "es", "/es/r/", "/?lang=es"),
        ("/nowhere?lang=fr", "es", "fr", "/fr/r/", "/?lang=fr"),
        ("/nowhere", "es", "es", "/es/r/", "/"),
    ):
        page = client.get(path, headers={"Accept-Language": accepted})

        assert page.status_code == 404
        assert page.headers["content-language"] == language
        assert f'<html lang="{language}"' in page.text
        assert f'href="{places}"' in page.text
        assert f'href="{whole_map}"' in page.text
        assert "This page is not here" not in page.text


@pytest.mark.parametrize("query", ["?region=US-XX", "?" + "a=1&" * 5000, "?%00=%ff", "?region=../../etc/passwd"])
def test_an_absurd_query_changes_nothing(client: TestClient, query: str) -> None:
    assert client.get("/r/US-MI/" + query).content == client.get("/r/US-MI/").content


@pytest.mark.parametrize(
    "path", ["/r/US-MI", "/r/us-mi/", "/r/us-mi", "/R/us-mi", "/r", "/groups.CSV", "/og/us-mi.PNG"]
)
def test_what_was_meant_is_found(client: TestClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 308
    assert not answer.headers["location"].startswith(("http", "//"))
    assert client.get(path, follow_redirects=True).status_code == 200
    assert client.get(f"{path}?x=why?").headers["location"] == f"{answer.headers['location']}?x=why?"


def test_everything_else_is_streamlits(client: TestClient) -> None:
    for path in ("/_stcore/health", "/media/a.pdf", "/component/map/index.html"):
        assert client.get(path).text.endswith(f"Streamlit at {path}")  # the frame of a map after its guard


@pytest.mark.parametrize("path", ["/nowhere", "/nowhere/coverage", "/US-TX", "/wp-login.php", "/static/js/gone.js"])
def test_an_address_that_nobody_knows_is_not_the_start_page(client: TestClient, path: str) -> None:
    page = client.get(path)

    assert page.status_code == 404
    assert "This page is not here" in page.text


def test_a_failure_shows_nothing_of_the_inside(client: TestClient) -> None:
    page = client.get("/r/US-OH/")

    assert page.status_code == 500
    assert "Please come back a little later" in page.text
    assert "secret" not in page.text
    assert "Traceback" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_without_a_setting_a_page_is_made_for_the_host_that_asks_and_kept_for_nobody_else(client: TestClient) -> None:
    forged = client.get("/r/US-MI/", headers={"Host": "evil.example"})
    honest = client.get("/r/US-MI/")

    assert "http://evil.example/" in forged.text
    assert "evil.example" not in honest.text
    assert honest.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize("host", ['a"><script>', "evil.example/path", "a b", "", "user@evil.example", "x" * 300])
def test_a_host_that_is_none_gets_into_no_page(client: TestClient, host: str) -> None:
    page = client.get("/r/US-MI/", headers={"Host": host})

    assert "r/US-MI/ at http://map.example:80/" in page.text or "r/US-MI/ at http://testserver" in page.text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Forwarded-Host", "evil.example"),
        ("Forwarded", "host=evil.example;proto=https"),
        ("X-Forwarded-Prefix", "/evil.example"),
        ("X-Original-URL", "/evil.example"),
    ],
)
def test_what_no_proxy_of_ours_says_gets_into_no_page(client: TestClient, name: str, value: str) -> None:
    for path in ("/r/US-MI/", "/"):
        forged = client.get(path, headers={name: value})

        assert forged.content == client.get(path).content
        assert "evil.example" not in str(forged.headers)


def test_with_a_setting_no_host_gets_into_a_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFFILIATES_PUBLIC_URL", "https://groups.example.org")
    with serving(folder) as client:
        page = client.get("/r/US-MI/", headers={"Host": "evil.example"})

    assert "r/US-MI/ at https://groups.example.org/ on" in page.text
    assert page.headers["cache-control"] == "public, no-cache"


def test_many_who_ask_at_once_get_what_was_made_once(folder: Path) -> None:
    made: list[str] = []
    gate, has_begun = threading.Event(), threading.Event()

    class SlowSite(MadeUpSite):
        def document(self, address: str) -> Document | None:
            made.append(address)
            has_begun.set()
            assert gate.wait(20)
            return super().document(address)

    with serving(folder, SlowSite) as client:
        answers: list[httpx.Response] = []
        askers = [threading.Thread(target=lambda: answers.append(client.get("/groups.csv"))) for _ in range(8)]
        for asker in askers:
            asker.start()
        assert has_begun.wait(20)
        assert client.get("/_stcore/health").status_code == 200  # the event loop is free meanwhile
        gate.set()
        for asker in askers:
            asker.join()

    assert [answer.status_code for answer in answers] == [200] * 8
    assert made == ["groups.csv"]


def wait_for(client: TestClient, path: str, words: str) -> httpx.Response:
    """Asks until an answer has these words: the server looks for changes once a second."""
    for _ in range(2000):
        answer = client.get(path)
        if words in answer.text:
            return answer
    raise AssertionError(answer.text)


def test_a_changed_directory_shows_and_has_another_mark(client: TestClient, folder: Path) -> None:
    before = client.get("/groups.csv")
    write_directory(folder, row(1, name="Made-up Parents of Ohio"), row(2, name="Made-up Newcomers"))
    after = wait_for(client, "/groups.csv", "Made-up Newcomers")

    assert after.headers["etag"] != before.headers["etag"]
    assert client.get("/groups.csv", headers={"If-None-Match": before.headers["etag"]}).status_code == 200


def test_while_the_directory_cannot_be_read_the_last_version_stands(client: TestClient, folder: Path) -> None:
    assert client.get("/healthz").text == client.get("/readyz").text == "ok\n"
    file = folder / "affiliates.csv"
    os.replace(file, file.with_suffix(".away"))

    ill = wait_for(client, "/readyz", "cannot be read")

    assert ill.status_code == 503
    assert client.get("/healthz").status_code == 503
    page = client.get("/r/US-MI/")
    assert page.status_code == 200
    assert f"on {date.today().year}-" in page.text  # the page says of which day it is
    assert "Made-up Parents of Ohio" in page.text

    os.replace(file.with_suffix(".away"), file)
    assert wait_for(client, "/readyz", "ok").status_code == 200


def test_database_that_is_away_is_no_fault_of_the_process(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/readyz").text == "ok\n"

    def away(_: FileDirectory) -> str:
        raise DirectoryAwayError("The database cannot be reached.")

    monkeypatch.setattr(FileDirectory, "version", away)

    assert wait_for(client, "/readyz", "cannot be read").status_code == 503
    assert client.get("/healthz").text == "ok\n"
    assert "Made-up Parents of Ohio" in client.get("/r/US-MI/").text


def test_readyz_says_where_nothing_could_be_kept(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert FileDirectory(tmp_path).is_writable()
    assert not FileDirectory(tmp_path / "nothing here").is_writable()
    monkeypatch.setattr(FileDirectory, "is_writable", lambda _: False)

    assert wait_for(client, "/readyz", "nothing that is sent can be kept").status_code == 503
    assert client.get("/healthz").text == "ok\n"


def test_without_any_version_the_site_apologizes_and_the_app_still_starts(tmp_path: Path) -> None:
    with serving(tmp_path / "nothing here") as client:
        page = client.get("/r/US-MI/")
        assert (page.status_code, page.headers["cache-control"]) == (503, "no-store")
        assert "Please come back a little later" in page.text
        assert client.get("/healthz").status_code == client.get("/readyz").status_code == 503
        assert client.get("/").status_code == 200


def test_a_site_that_is_made_sees_public_data_of_the_present_day(folder: Path) -> None:
    seen: list[SiteData] = []

    def remember(data: SiteData) -> MadeUpSite:
        seen.append(data)
        return MadeUpSite(data)

    with serving(folder, remember) as client:
        client.get("/r/")
        client.get("/groups.csv")

    assert [data.base_url for data in seen] == ["http://map.example/"]
    assert "email_private" not in seen[0].groups.columns
