"""Where there is such a page, and how a group ends the messages."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from streamlit.runtime.secrets import secrets_singleton

from affiliates.site.settings import PUBLIC_URL
from affiliates.storage.contract.letters import LetterStep
from affiliates.storage.files.store import FileStore
from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.mail import parts, store_with, token
from tests.browser.app import free_port
from tests.server.made_up_site import serving
from tests.server.write.form import MAP, TYPED, Form, can_send, opened, sends


def test_group_ends_the_messages_by_the_link_in_one(
    client: TestClient, store: FileStore, group: str, sender: str, box: Letterbox
) -> None:
    sends(client, opened(client, group) | TYPED, sender)
    link = parts(box.letters[0])[0].rstrip().splitlines()[-1]
    before = len(store.letters.events())

    sent_on = client.get(link.removeprefix(MAP))
    page = client.get(sent_on.headers["location"])
    assert "No more messages through the map?" in page.text
    assert len(store.letters.events()) == before
    done = client.post("/our-entry/no-messages", data={"t": token(link)})
    client.cookies.clear()

    assert "nobody can write to you through the map" in done.text
    assert (store.letters.events()[-1].step, store.letters.events()[-1].group_id) == (LetterStep.NO_MESSAGES, group)
    assert sends(client, opened(client, group) | TYPED, sender).status_code == 404

    told = str(box.letters[1].get_payload(decode=True).decode())  # type: ignore[union-attr]
    again = next(line for line in told.split() if line.startswith(f"{MAP}/our-entry/messages?"))
    assert (
        "May families write to you again?" in client.get(client.get(again.removeprefix(MAP)).headers["location"]).text
    )
    assert "can write to you again" in client.post("/our-entry/messages", data={"t": token(again)}).text
    client.cookies.clear()
    assert store.letters.events()[-1].step is LetterStep.MESSAGES


def test_mail_program_ends_them_with_one_click(
    client: TestClient, store: FileStore, group: str, sender: str, box: Letterbox
) -> None:
    sends(client, opened(client, group) | TYPED, sender)
    link = str(box.letters[0]["List-Unsubscribe"]).strip("<>")

    assert client.post(link.removeprefix(MAP), data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert store.letters.events()[-1].group_id == group


@pytest.mark.parametrize("missing", ["mail server", "public address"])
def test_without_a_mail_server_or_a_public_address_there_is_no_such_page(
    tmp_path: Path, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_with(tmp_path, 30, now=datetime.now(UTC))
    can_send(monkeypatch, free_port())
    if missing == "mail server":
        monkeypatch.setattr(secrets_singleton, "_secrets", {})
    else:
        monkeypatch.delenv(PUBLIC_URL)
    with serving(tmp_path) as client:
        assert client.get("/write?group=group-1").status_code == 404


def test_page_works_below_a_base_path(
    tmp_path: Path, posted: Any, box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_with(tmp_path, 30, now=datetime.now(UTC))
    can_send(monkeypatch, posted[0].port)
    monkeypatch.setenv(PUBLIC_URL, f"{MAP}/map/")
    monkeypatch.setenv("AFFILIATES_MIN_FILL_SECONDS", "0")
    monkeypatch.setattr("server.front.base_path", lambda: "/map")
    with serving(tmp_path) as client:
        form = Form(client.get("/map/write?group=group-1").text)
        assert form.action == "/map/write"
        answer = client.post(form.action, data=form.fields | TYPED, headers={"Origin": MAP})

    assert "on its way" in answer.text
    assert re.search(r'href="/map/\?region=US-OH"', answer.text)
    assert parts(box.letters[0])[0].count(f"{MAP}/map/") == 2
