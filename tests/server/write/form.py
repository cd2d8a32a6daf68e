"""The form of the page: its fields, and how a browser sends it."""

from html.parser import HTMLParser

import httpx
import pytest
from starlette.testclient import TestClient
from streamlit.runtime.secrets import secrets_singleton

from affiliates.site.settings import PUBLIC_URL

MAP = "http://map.example"
TYPED = {"message": "They shut my son in a room.", "email": "robin@made-up.example", "name": "Robin"}


def can_send(patch: pytest.MonkeyPatch, port: int) -> None:
    """The operator has set a mail server and a public address."""
    smtp = {"host": "127.0.0.1", "port": port, "sender": "desk@made-up.example", "security": "none"}
    patch.setenv(PUBLIC_URL, f"{MAP}/")
    patch.setattr(secrets_singleton, "load_if_toml_exists", lambda: True)
    patch.setattr(secrets_singleton, "_secrets", {"smtp": smtp})


class Form(HTMLParser):
    """The fields of a page and what stands in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.action, self._area = "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = values["action"]
        if tag in {"input", "textarea"}:
            self.fields[values["name"]] = values.get("value", "")
        self._area = values["name"] if tag == "textarea" else ""

    def handle_endtag(self, tag: str) -> None:
        self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data.removeprefix("\n")


def opened(client: TestClient, group: str, **query: str) -> dict[str, str]:
    """The fields of the form, as it is opened."""
    return Form(client.get("/write", params={"group": group, **query}).text).fields


def sends(client: TestClient, fields: dict[str, str], sender: str = "198.51.100.1", **headers: str) -> httpx.Response:
    own = {"Origin": MAP, "Sec-Fetch-Site": "same-origin", "X-Forwarded-For": sender}
    return client.post("/write", data=fields, headers={**own, **headers})
