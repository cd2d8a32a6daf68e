"""The page on which visitors write to a group: opened, filled in, pressed twice, and attacked."""

import gc
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient
from streamlit.runtime.secrets import secrets_singleton

from affiliates.applications.senders import TRUSTED_PROXIES
from affiliates.review.mail import MailServer
from affiliates.site.settings import PUBLIC_URL
from affiliates.storage.contract.letters import LetterEvent, LetterStep
from affiliates.storage.files.store import FileStore
from affiliates.upkeep.relay.message import VisitorMessage
from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.mail import mail_server, parts, store_with, token
from tests.browser.app import free_port
from tests.server.made_up_site import serving

MAP = "http://map.example"
TYPED = {"message": "They shut my son in a room.", "email": "robin@made-up.example", "name": "Robin"}
GROUPS = 30


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with as many groups as there are tests: each test writes to one of its own."""
    folder = tmp_path_factory.mktemp("relay")
    store_with(folder, *[30] * GROUPS, now=datetime.now(UTC))
    return folder


@pytest.fixture(scope="module")
def store(folder: Path) -> FileStore:
    return FileStore(folder)


@pytest.fixture(scope="module")
def posted() -> Iterator[tuple[MailServer, Letterbox]]:
    box = Letterbox()
    with mail_server(box) as server:
        yield server, box


def can_send(patch: pytest.MonkeyPatch, port: int) -> None:
    """The operator has set a mail server and a public address."""
    smtp = {"host": "127.0.0.1", "port": port, "sender": "desk@made-up.example", "security": "none"}
    patch.setenv(PUBLIC_URL, f"{MAP}/")
    patch.setattr(secrets_singleton, "load_if_toml_exists", lambda: True)
    patch.setattr(secrets_singleton, "_secrets", {"smtp": smtp})


@pytest.fixture(scope="module")
def client(folder: Path, posted: tuple[MailServer, Letterbox]) -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patch:
        can_send(patch, posted[0].port)
        patch.setenv("AFFILIATES_MIN_FILL_SECONDS", "0")
        patch.setenv(TRUSTED_PROXIES, "127.0.0.1")
        with serving(folder) as client:
            yield client


@pytest.fixture
def box(posted: tuple[MailServer, Letterbox]) -> Letterbox:
    posted[1].letters.clear()
    return posted[1]


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    return count(1)


@pytest.fixture
def group(numbers: Iterator[int]) -> str:
    """The group of this test."""
    return f"group-{next(numbers)}"


@pytest.fixture
def sender(group: str) -> str:
    """The address from which this test writes."""
    return group.replace("group-", "198.51.100.")


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


def test_message_goes_out_and_the_page_says_what_happens_next(
    client: TestClient, group: str, sender: str, box: Letterbox
) -> None:
    answer = sends(client, opened(client, group) | TYPED, sender)

    assert answer.status_code == 200
    assert "Your message is on its way" in answer.text
    assert "robin@made-up.example" in answer.text
    assert "call 911" in answer.text
    (letter,) = box.letters
    assert letter["Reply-To"] == "robin@made-up.example"
    assert "> They shut my son in a room." in parts(letter)[0]
    assert parts(letter)[0].count(f"{MAP}/") == 2


def test_page_is_guarded_and_names_no_contact(client: TestClient, group: str, sender: str, box: Letterbox) -> None:
    answers = [client.get(f"/write?group={group}"), sends(client, opened(client, group) | TYPED, sender)]

    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "form-action 'self'" in policy
        assert "script-src" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "same-origin"  # else a browser says nothing of where a form is from
        assert "<script" not in answer.text
        for private in ("contact-", "Contact ", "AM-0000"):
            assert private not in answer.text + str(answer.headers)
    assert box.letters


def test_page_is_in_the_language_of_the_link_or_of_the_browser(client: TestClient, group: str) -> None:
    assert '<html lang="fr"' in client.get(f"/write?group={group}&lang=fr").text
    assert '<html lang="es"' in client.get(f"/write?group={group}", headers={"Accept-Language": "es-MX"}).text
    fields = opened(client, group, lang="fr")
    assert '<html lang="fr"' in sends(client, fields).text


def test_every_mistake_is_named_and_nothing_typed_is_lost(
    client: TestClient, group: str, sender: str, box: Letterbox
) -> None:
    typed = {"message": '</textarea><b>"&', "email": 'robin"@', "name": "'<i>"}
    answer = sends(client, opened(client, group) | typed, sender)

    assert answer.status_code == 400
    assert answer.text.count("is not an email address") == 2
    assert 'href="#email"' in answer.text
    assert 'aria-describedby="email-wrong"' in answer.text
    assert {name: Form(answer.text).fields[name] for name in typed} == typed
    again = sends(client, Form(answer.text).fields | {"email": "robin@made-up.example"}, sender)
    assert "on its way" in again.text
    assert len(box.letters) == 1


def test_what_would_pass_for_ours_in_the_letter_is_a_mistake(
    client: TestClient, group: str, sender: str, box: Letterbox
) -> None:
    answer = sends(client, opened(client, group) | TYPED | {"email": "desk@made-up.example", "name": "www.x"}, sender)

    assert answer.status_code == 400
    assert "is ours: enter your own" in answer.text
    assert "your first name is enough" in answer.text
    assert box.letters == []


def test_pressed_twice_it_goes_out_once(client: TestClient, group: str, sender: str, box: Letterbox) -> None:
    fields = opened(client, group) | TYPED
    with ThreadPoolExecutor(5) as fingers:
        answers = list(fingers.map(lambda _: sends(client, fields, sender), range(5)))
    answers.append(sends(client, fields, sender))

    assert {(each.status_code, "on its way" in each.text) for each in answers} == {(200, True)}
    assert len(box.letters) == 1


def test_form_that_is_corrected_after_back_goes_out_as_it_is_then(
    client: TestClient, group: str, sender: str, box: Letterbox
) -> None:
    """The page said that it was on its way, and the group answered to the address with the mistake."""
    fields = opened(client, group) | TYPED
    wrong = fields | {"email": "robbin@made-up.example"}
    answers = [sends(client, each, sender) for each in (wrong, fields, wrong, fields, fields | {"message": "More."})]

    assert {(each.status_code, "on its way" in each.text) for each in answers} == {(200, True)}
    assert [letter["Reply-To"] for letter in box.letters] == [wrong["email"], TYPED["email"], TYPED["email"]]
    assert sends(client, fields | {"message": "Even more."}, sender).status_code == 429


def test_mail_server_that_is_down_loses_nothing_that_was_typed(
    client: TestClient, group: str, sender: str, box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = opened(client, group) | TYPED
    with monkeypatch.context() as patch:
        can_send(patch, free_port())
        failed = sends(client, fields, sender)
    assert (failed.status_code, "did not go out" in failed.text) == (503, True)
    assert {name: Form(failed.text).fields[name] for name in TYPED} == TYPED

    assert "on its way" in sends(client, Form(failed.text).fields, sender).text
    assert len(box.letters) == 1


def test_mail_server_that_is_down_uses_up_no_groups_room(
    client: TestClient, group: str, box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After ten tries the group “has received many today”, though it received none."""
    fields = opened(client, group) | TYPED
    with monkeypatch.context() as patch:
        can_send(patch, free_port())
        during = [sends(client, fields, f"203.0.113.{number}").status_code for number in range(100, 112)]

    assert during == [503] * 12
    assert "on its way" in sends(client, fields, "203.0.113.100").text
    assert len(box.letters) == 1


def test_what_a_program_would_send_is_asked_to_be_sent_again(
    client: TestClient, group: str, sender: str, box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = sends(client, opened(client, group) | TYPED | {"homepage": "https://spam.example/"}, sender)
    with monkeypatch.context() as patch:
        patch.setenv("AFFILIATES_MIN_FILL_SECONDS", "60")
        hurried = sends(client, opened(client, group) | TYPED, sender)

    for answer in (filled, hurried):
        assert (answer.status_code, "That was quick" in answer.text) == (400, True)
    assert box.letters == []
    assert Form(filled.text).fields["homepage"] == ""
    assert "on its way" in sends(client, Form(filled.text).fields, sender).text


def test_form_that_is_not_ours_or_of_another_group_is_asked_for_again(
    client: TestClient, group: str, sender: str, box: Letterbox
) -> None:
    fields, other = opened(client, group) | TYPED, opened(client, "group-30")
    for form in ("", "x", "x" * 5000, "é", other["form"], fields["form"][:-1]):
        answer = sends(client, fields | {"form": form}, sender)
        assert (answer.status_code, "once more" in answer.text) == (400, True)
    assert box.letters == []
    assert "on its way" in sends(client, Form(answer.text).fields, sender).text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://map.example.evil.example"},
    ],
)
def test_form_of_another_site_sends_nothing_in_a_visitors_name(
    client: TestClient, group: str, box: Letterbox, headers: dict[str, str]
) -> None:
    answer = sends(client, opened(client, group) | TYPED, **headers)

    assert answer.status_code == 403
    assert TYPED["message"] not in answer.text
    assert box.letters == []


def test_unknown_group_and_one_that_cannot_be_written_to_are_answered_alike(
    client: TestClient, store: FileStore, group: str, box: Letterbox
) -> None:
    fields = opened(client, group) | TYPED
    store.letters.record(LetterEvent("q", group, "AM-0000-0001", 0, LetterStep.NO_MESSAGES, datetime.now(UTC)))
    early = sends(client, fields)
    unknown = ["", "nobody", "group-1' OR 1=1", "../../etc/passwd", "\0", "é" * 2000]
    answers = [early, *(sends(client, fields | {"group": each}) for each in unknown)]
    answers += [client.get("/write", params={"group": each}) for each in unknown]

    assert {each.status_code for each in answers} == {404}
    assert len({each.text for each in answers}) == 1
    assert box.letters == []


def test_flood_ends_at_the_limits_and_others_are_heard(client: TestClient, group: str, box: Letterbox) -> None:
    def one_more(sender: str) -> httpx.Response:
        return sends(client, opened(client, group) | TYPED, sender)

    from_one = [one_more("203.0.113.5") for _ in range(5)]
    from_others = [one_more(f"203.0.113.{number}").status_code for number in range(20, 28)]
    over = one_more("203.0.113.6")

    assert [each.status_code for each in from_one] == [200] * 3 + [429] * 2
    assert "several from your network today" in from_one[-1].text
    assert from_others == [200] * 7 + [429]
    assert (over.status_code, "a few volunteers" in over.text) == (429, True)  # ten an hour for one group
    assert Form(over.text).fields["message"] == TYPED["message"]
    assert len(box.letters) == 10


def test_one_address_tries_so_often_and_no_more(client: TestClient, group: str) -> None:
    fields = opened(client, group)
    statuses = [sends(client, fields, "203.0.113.9").status_code for _ in range(121)]

    assert (set(statuses[:120]), statuses[120]) == ({400}, 429)


@pytest.mark.parametrize(
    "body", [b"", b"group", b"\xff", b"a&" * 50, b"message=" + b"x" * 70_000, b'{"group": "group-1"}', b"group=%FF%00"]
)
def test_what_is_no_form_of_ours_is_refused(client: TestClient, box: Letterbox, body: bytes) -> None:
    answer = client.post("/write", content=body, headers={"Origin": MAP})

    assert answer.status_code in {404, 413}
    assert box.letters == []
    assert {client.request(each, "/write").status_code for each in ("PUT", "DELETE", "PATCH")} == {405}


def test_bytes_that_are_no_text_do_no_harm(client: TestClient, group: str, sender: str, box: Letterbox) -> None:
    fields = opened(client, group)
    body = f"group={group}&form={fields['form']}&email=robin%40made-up.example&message=Hello+%ED%A0%80%FF%00you+all"
    own = {"Origin": MAP, "X-Forwarded-For": sender, "Content-Type": "application/x-www-form-urlencoded"}

    assert "on its way" in client.post("/write", content=body, headers=own).text
    assert "you all" in parts(box.letters[0])[0]


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


def test_nothing_of_a_message_is_kept_or_logged(
    client: TestClient,
    folder: Path,
    group: str,
    sender: str,
    box: Letterbox,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    canary = {"message": "canary-7f3a text", "email": "canary-7f3a@made-up.example", "name": "canary-7f3a"}
    caplog.set_level("DEBUG", "affiliates")
    fields = opened(client, group) | canary
    sends(client, fields | {"email": "canary-7f3a"}, sender)
    with monkeypatch.context() as patch:
        can_send(patch, free_port())
        assert sends(client, fields, sender).status_code == 503
    assert "on its way" in sends(client, fields, sender).text

    assert "canary-7f3a" in parts(box.letters[0])[0]
    kept = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert not [path for path, content in kept.items() if b"canary" in content]
    assert "canary" not in caplog.text
    gc.collect()
    messages = [each for each in gc.get_objects() if isinstance(each, VisitorMessage)]
    assert not [each for each in messages if each.text == canary["message"]]


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
