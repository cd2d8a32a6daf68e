"""The page on which reviewers sign in: what it takes, what it sets, and what it refuses."""

from datetime import UTC, datetime
from http.cookies import Morsel, SimpleCookie
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient
from streamlit.runtime.secrets import secrets_singleton

from affiliates.review.passphrases import add_reviewer
from affiliates.review.sign_in import SIGN_IN_COOKIE, SignInRegistry
from affiliates.site.settings import PUBLIC_URL
from affiliates.storage.files.store import FileStore
from tests.server.made_up_site import serving

ORIGIN = {"Origin": "http://map.example"}


@pytest.fixture
def passphrase(folder: Path) -> str:
    return add_reviewer(FileStore(folder).reviewers, "Robin")


def sends(client: TestClient, name: str, passphrase: str, **headers: str) -> httpx.Response:
    given = {**ORIGIN, **{key.replace("_", "-"): value for key, value in headers.items()}}
    return client.post("/sign-in", data={"name": name, "passphrase": passphrase}, headers=given)


def cookies_of(answer: httpx.Response) -> dict[str, Morsel[str]]:
    cookies: dict[str, Morsel[str]] = {}
    for header in answer.headers.get_list("set-cookie"):
        cookies.update(SimpleCookie(header))
    return cookies


def test_form_needs_no_script_and_is_kept_by_nobody(client: TestClient) -> None:
    answer = client.get("/sign-in")

    assert answer.status_code == 200
    assert 'action="/sign-in"' in answer.text
    assert answer.headers["cache-control"] == "no-store"
    policy = answer.headers["content-security-policy"]
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "form-action 'self'" in policy
    assert "frame-ancestors 'none'" in policy


def test_passphrase_opens_the_desk_with_a_cookie_that_no_script_reads(
    client: TestClient, folder: Path, passphrase: str
) -> None:
    answer = sends(client, "robin", passphrase, User_Agent="Firefox Linux")

    assert (answer.status_code, answer.headers["location"]) == (303, "review")
    cookies = cookies_of(answer)
    assert {cookie["httponly"] for cookie in cookies.values()} == {True}
    assert {cookie["samesite"] for cookie in cookies.values()} == {"strict"}
    assert {name: cookie["path"] for name, cookie in cookies.items()} == {
        SIGN_IN_COOKIE: "/",
        "affiliates_browser": "/sign-in",
    }
    assert not cookies[SIGN_IN_COOKIE]["max-age"]  # it goes when the browser is closed
    reviewers = FileStore(folder).reviewers
    registry = SignInRegistry(reviewers, reviewers.passphrase_hashes().get)
    assert registry.reviewer(cookies[SIGN_IN_COOKIE].value, datetime.now(UTC)) == "Robin"
    assert [each.browser for each in reviewers.sign_ins()] == ["Firefox on Linux"]


def test_cookies_are_secure_behind_https_and_stay_below_the_base_path(
    folder: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PUBLIC_URL, "https://groups.example/map/")
    monkeypatch.setattr("server.front.base_path", lambda: "/map")
    with serving(folder) as client:
        answer = client.post(
            "/map/sign-in",
            data={"name": "Robin", "passphrase": passphrase},
            headers={"Origin": "https://groups.example"},
        )

    assert [(each["secure"], each["path"]) for each in cookies_of(answer).values()] == [
        (True, "/map/"),
        (True, "/map/sign-in"),
    ]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://map.example.evil.example"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
    ids=str,
)
def test_form_of_another_site_signs_nobody_in(client: TestClient, passphrase: str, headers: dict[str, str]) -> None:
    answer = sends(client, "Robin", passphrase, **headers)

    assert answer.status_code == 400
    assert not cookies_of(answer)


def test_wrong_name_and_wrong_passphrase_are_answered_alike(client: TestClient, passphrase: str) -> None:
    known, unknown = sends(client, "Robin", "mistyped"), sends(client, "Nobody", "mistyped")

    assert (known.status_code, unknown.status_code) == (403, 403)
    assert known.text.replace("Robin", "Nobody") == unknown.text
    assert "do not match" in known.text
    assert "mistyped" not in known.text
    assert not cookies_of(known)


def test_what_was_typed_comes_back_as_text(client: TestClient) -> None:
    answer = sends(client, '"><script>alert(1)</script>{{ 7*7 }}', "x")

    assert "<script>" not in answer.text
    assert "{{ 7*7 }}" in answer.text


@pytest.mark.parametrize(
    "body",
    [b"", b"name=Robin", b"name=Robin&passphrase=" + b"x" * 5000, b"\xff=1", b"a&" * 2000, b'{"name": "Robin"}'],
    ids=lambda body: str(body[:20]),
)
def test_what_is_not_our_form_is_refused(client: TestClient, body: bytes) -> None:
    assert client.post("/sign-in", content=body, headers=ORIGIN).status_code == 400


def test_guesses_are_slowed_and_the_known_browser_gets_in(folder: Path, passphrase: str) -> None:
    with serving(folder) as client:
        browser = cookies_of(sends(client, "Robin", passphrase))["affiliates_browser"].value
        client.cookies.clear()
        statuses = [sends(client, "Robin", f"guess {number}").status_code for number in range(12)]
        assert statuses == [403] * 5 + [429] * 7
        assert sends(client, "Robin", passphrase).status_code == 429

        client.cookies.set("affiliates_browser", browser)
        assert sends(client, "Robin", passphrase).status_code == 303


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    assert client.request(method, "/sign-in").status_code == 405


def test_where_reviewers_have_a_provider_there_is_no_such_page(
    client: TestClient, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets_singleton, "load_if_toml_exists", lambda: True)
    monkeypatch.setattr(secrets_singleton, "_secrets", {"auth": {"client_id": "made-up"}})
    assert client.get("/sign-in").status_code == 404
    assert sends(client, "Robin", passphrase).status_code == 404


def test_store_that_cannot_be_read_is_an_apology(client: TestClient, folder: Path, passphrase: str) -> None:
    (folder / "review/reviewers.csv").write_bytes(b"another program\r")

    answer = sends(client, "Robin", passphrase)
    assert answer.status_code == 503
    assert "does not work right now" in answer.text
    assert str(folder) not in answer.text
