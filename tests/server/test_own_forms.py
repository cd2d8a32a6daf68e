"""What is sent with a form of ours: cut off, dawdling, or from another page."""

from collections.abc import Iterator

import pytest
from anyio import sleep_forever
from starlette.requests import Request
from starlette.testclient import TestClient
from starlette.types import Message

from affiliates.people.answers import PeopleLink
from affiliates.upkeep.reminders.answers import Purpose
from server.limits.own_forms import is_from_our_page
from tests.made_up import row, write_directory
from tests.server.made_up_site import serving

FORMS = [
    "/write",
    "/sign-in",
    "/people",
    *(f"/people/{each}" for each in PeopleLink),
    *(f"/our-entry/{each}" for each in Purpose),
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with serving(write_directory(tmp_path_factory.mktemp("forms"), row(1))) as client:
        yield client


def begun(client: TestClient, address: str, *received: Message, language: str = "en") -> list[Message]:
    """What the server answers to a form that begins like this; after that nothing more comes."""
    left, sent = list(received), []
    headers = [(b"host", b"map.example"), (b"content-length", b"500"), (b"accept-language", language.encode())]
    scope = {"type": "http", "method": "POST", "path": address, "query_string": b"", "headers": headers}
    scope |= {"scheme": "http", "server": ("map.example", 80), "client": ("198.51.100.7", 5000), "http_version": "1.1"}

    async def receive() -> Message:
        if not left:
            await sleep_forever()
        return left.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    assert client.portal
    client.portal.call(client.app, scope, receive, send)
    return sent


PART = {"type": "http.request", "body": b"group=gro", "more_body": True}


@pytest.mark.parametrize("address", FORMS)
def test_body_that_is_cut_off_costs_no_line_of_the_log(
    client: TestClient, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Each wrote a traceback of 3 KB."""
    assert begun(client, address, PART, {"type": "http.disconnect"}) == []
    assert caplog.records == []


@pytest.mark.parametrize("address", FORMS)
def test_body_that_does_not_come_ends_with_its_connection(
    client: TestClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.limits.own_forms._MAX_SECONDS", 0.01)
    start, body = begun(client, address, PART)

    assert start["status"] == 408
    assert (b"connection", b"close") in start["headers"]
    assert b"did not reach us in time" in body["body"]


@pytest.mark.parametrize(
    ("public_url", "host", "origin", "is_ours"),
    [
        ("", "localhost:8501", "http://localhost:8501", True),
        ("", "[::1]:8501", "http://[::1]:8501", True),
        ("", "Map.example", "https://map.example", True),
        ("", "map.example", "https://map.example:8443", False),
        ("", "", "", False),
        ("", "map.example", "null", False),
        ("", "map.example", "http://[", False),
        ("https://map.example/", "map.example", "https://map.example", True),
        ("https://map.example/groups/", "127.0.0.1:8501", "https://map.example", True),
        ("https://map.example:443/", "map.example", "https://map.example", True),
        ("https://map.example:8443/", "map.example:8443", "https://map.example:8443", True),
        ("https://bücher.example/", "xn--bcher-kva.example", "https://xn--bcher-kva.example", True),
        ("https://map.example/", "evil.example", "http://evil.example", False),
        ("https://map.example/", "map.example", "https://map.example:8443", False),
        ("https://map.example/", "map.example", "", False),
    ],
)
def test_form_is_ours_where_it_comes_from_the_public_address(
    public_url: str, host: str, origin: str, is_ours: bool
) -> None:
    """Whoever let a name of theirs lead to our machine had pages that passed for ours."""
    headers = [(b"host", host.encode()), (b"origin", origin.encode())]

    assert is_from_our_page(Request({"type": "http", "headers": headers}), public_url) is is_ours
