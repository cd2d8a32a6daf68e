"""The pages behind the links of our letters: fetched by scanners, opened by groups, attacked by others."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message
from itertools import count
from pathlib import Path
from threading import Event

import httpx
import pytest
from starlette.testclient import TestClient
from streamlit.runtime.secrets import secrets_singleton

from affiliates.applications.decisions import Verdict, decisions_on
from affiliates.applications.model import Kind
from affiliates.applications.senders import TRUSTED_PROXIES
from affiliates.site.settings import PUBLIC_URL
from affiliates.storage.contract.letters import LetterStep
from affiliates.storage.files.store import FileStore
from affiliates.upkeep.reminders.answers import YEARLY_PURPOSES, Purpose
from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.mail import asked, mail_server, store_with
from tests.server.made_up_site import serving


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with as many groups as there are tests: each test asks one of its own."""
    folder = tmp_path_factory.mktemp("letters")
    store_with(folder, *[400] * 20, now=datetime.now(UTC))
    return folder


@pytest.fixture(scope="module")
def store(folder: Path) -> FileStore:
    return FileStore(folder)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[TestClient]:
    with serving(folder) as client:
        yield client


@pytest.fixture
def client(server: TestClient) -> TestClient:
    server.cookies.clear()
    return server


@pytest.fixture
def number(numbers: Iterator[int]) -> int:
    """The number of the group of this test."""
    return next(numbers)


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    return count(1)


@pytest.fixture
def tokens(store: FileStore, number: int) -> dict[Purpose, str]:
    return asked(store, number, datetime.now(UTC))


def opened(client: TestClient, purpose: Purpose, token: str) -> httpx.Response:
    """The page behind a link, as a browser comes to it."""
    sent_on = client.get(f"/our-entry/{purpose}?t={token}")
    assert (sent_on.status_code, sent_on.headers["location"]) == (303, f"/our-entry/{purpose}")
    return client.get(sent_on.headers["location"])


def pressed(client: TestClient, purpose: Purpose, token: str) -> httpx.Response:
    return client.post(f"/our-entry/{purpose}", data={"t": token})


def kept(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*.csv")}


def test_link_shows_the_entry_and_a_button_and_does_nothing(
    client: TestClient, folder: Path, tokens: dict[Purpose, str]
) -> None:
    before = kept(folder)
    for purpose in YEARLY_PURPOSES:
        page = opened(client, purpose, tokens[purpose])
        assert page.status_code == 200
        assert "Made-up City" in page.text
        assert "<script" not in page.text
        assert "@made-up.example" not in page.text
        client.head(f"/our-entry/{purpose}?t={tokens[purpose]}")

    assert kept(folder) == before


def test_token_leaves_the_address_and_is_kept_by_nobody(client: TestClient, tokens: dict[Purpose, str]) -> None:
    token = tokens[Purpose.CLOSED]
    answers = [client.get(f"/our-entry/closed?t={token}"), opened(client, Purpose.CLOSED, token)]

    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "frame-ancestors 'none'" in policy
    cookie = answers[0].headers["set-cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=lax", "max-age=3600", "path=/our-entry/closed"))
    assert token not in answers[0].text + str(answers[0].headers["location"])


def test_cookie_is_secure_and_addresses_stay_below_the_base_path(
    folder: Path, store: FileStore, tokens: dict[Purpose, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PUBLIC_URL, "https://groups.example/map/")
    monkeypatch.setattr("server.front.base_path", lambda: "/map")
    with serving(folder) as client:
        sent_on = client.get(f"/map/our-entry/stop?t={tokens[Purpose.STOP]}")

    assert sent_on.headers["location"] == "/map/our-entry/stop"
    assert "secure" in sent_on.headers["set-cookie"].lower()


def test_still_right_is_kept_once(
    client: TestClient, store: FileStore, number: int, tokens: dict[Purpose, str]
) -> None:
    first, second = (pressed(client, Purpose.STILL_RIGHT, tokens[Purpose.STILL_RIGHT]) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 410)
    assert "verified as of today" in first.text
    assert "have your answer already" in second.text
    own = decisions_on(store.decisions(), group_id=f"group-{number}")
    assert [each.verdict for each in own] == [Verdict.APPROVE, Verdict.VERIFY]
    assert opened(client, Purpose.CLOSED, tokens[Purpose.CLOSED]).status_code == 410


def test_closed_goes_to_the_desk_and_stop_is_kept(
    client: TestClient, store: FileStore, number: int, tokens: dict[Purpose, str]
) -> None:
    assert pressed(client, Purpose.CLOSED, tokens[Purpose.CLOSED]).status_code == 200
    assert pressed(client, Purpose.STOP, tokens[Purpose.STOP]).status_code == 200

    told, stopped = store.applications()[-1], store.letters.events()[-1]
    assert (told.kind, told.group_id) == (Kind.CORRECTION, f"group-{number}")
    assert (stopped.step, stopped.group_id) == (LetterStep.OPTED_OUT, f"group-{number}")


class ReviewersBox(Letterbox):
    """Says when a mail has come."""

    def __init__(self) -> None:
        super().__init__()
        self.came = Event()

    def handle_message(self, message: Message) -> None:
        super().handle_message(message)
        self.came.set()


def test_reviewers_hear_at_once_that_a_group_says_it_has_closed(
    client: TestClient,
    store: FileStore,
    number: int,
    tokens: dict[Purpose, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    box = ReviewersBox()
    with mail_server(box) as post:
        smtp = {"host": post.host, "port": post.port, "sender": post.sender, "security": "none"}
        secrets = {"smtp": smtp, "reviewers": {"notify": ["robin@made-up.example"]}}
        monkeypatch.setattr(secrets_singleton, "load_if_toml_exists", lambda: True)
        monkeypatch.setattr(secrets_singleton, "_secrets", secrets)
        assert pressed(client, Purpose.CLOSED, tokens[Purpose.CLOSED]).status_code == 200
        assert box.came.wait(60)

    sent = store.applications()[-1]
    (letter,) = box.letters
    assert (sent.group_id, letter["To"]) == (f"group-{number}", "robin@made-up.example")
    assert f"{sent.reference} (correction)" in str(letter.get_payload())
    assert "contact-" not in str(letter.get_payload())


def test_changed_opens_the_form_with_the_entry(
    client: TestClient, folder: Path, number: int, tokens: dict[Purpose, str]
) -> None:
    before = kept(folder)
    answer = pressed(client, Purpose.CHANGED, tokens[Purpose.CHANGED])

    assert (answer.status_code, answer.headers["location"]) == (303, f"/correct?group=group-{number}&own=1&lang=en")
    assert kept(folder) == before


def test_mail_program_stops_the_letters_with_one_click(
    client: TestClient, store: FileStore, number: int, tokens: dict[Purpose, str]
) -> None:
    one_click = {"List-Unsubscribe": "One-Click"}
    right = client.post(f"/our-entry/still-right?t={tokens[Purpose.STILL_RIGHT]}", data=one_click)
    stop = client.post(f"/our-entry/stop?t={tokens[Purpose.STOP]}", data=one_click)

    assert (right.status_code, stop.status_code) == (404, 200)
    assert len(decisions_on(store.decisions(), group_id=f"group-{number}")) == 1
    stopped = store.letters.events()[-1]
    assert (stopped.step, stopped.group_id) == (LetterStep.OPTED_OUT, f"group-{number}")


def test_what_is_no_token_of_ours_does_nothing(client: TestClient, folder: Path, tokens: dict[Purpose, str]) -> None:
    before = kept(folder)
    bodies = [b"", b"t=", b"t=made-up", b"t=" + b"x" * 5000, b"\xff", b"t&" * 50, b"t=%FF%FE", b'{"t": 1}']
    answers = [client.post(f"/our-entry/{purpose}", content=body) for purpose in Purpose for body in bodies]
    addresses = ["", "?t=", "?t=%E2%98%83", "?t=%0d%0aSet-Cookie:x", "?t=" + "x" * 2000, "?t=a;b"]
    answers += [client.get(f"/our-entry/stop{each}") for each in addresses]

    assert {each.status_code for each in answers} == {404}
    assert not [each for each in answers if "set-cookie" in each.headers]
    assert kept(folder) == before


def test_token_of_another_purpose_and_one_that_is_too_old_do_nothing(
    client: TestClient, folder: Path, store: FileStore, number: int, tokens: dict[Purpose, str]
) -> None:
    old = asked(store, number, datetime.now(UTC) - timedelta(days=31))
    before = kept(folder)

    assert pressed(client, Purpose.STILL_RIGHT, tokens[Purpose.STOP]).status_code == 404
    assert pressed(client, Purpose.CLOSED, tokens[Purpose.STILL_RIGHT]).status_code == 404
    expired = pressed(client, Purpose.STILL_RIGHT, old[Purpose.STILL_RIGHT])
    assert (expired.status_code, "30 days" in expired.text) == (410, True)
    assert kept(folder) == before


def test_one_link_is_not_looked_at_without_end_and_other_methods_are_refused(
    client: TestClient, tokens: dict[Purpose, str]
) -> None:
    token = tokens[Purpose.STILL_RIGHT]
    opened(client, Purpose.STILL_RIGHT, token)
    statuses = [client.get("/our-entry/still-right").status_code for _ in range(60)]

    assert (statuses[0], statuses[-1]) == (200, 429)
    client.cookies.clear()  # who has no link stands in nobody's way
    assert {client.get("/our-entry/still-right").status_code for _ in range(61)} == {404}
    assert {client.request(each, "/our-entry/stop").status_code for each in ("PUT", "DELETE", "OPTIONS")} == {405}


def test_one_address_tries_so_often_and_no_more(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TRUSTED_PROXIES, "127.0.0.1")

    def tries(client: TestClient, number: int, sender: str) -> int:
        answer = client.post("/our-entry/stop", data={"t": f"guess-{number}"}, headers={"X-Forwarded-For": sender})
        return answer.status_code

    with serving(folder) as client:
        statuses = [tries(client, number, "198.51.100.7") for number in range(121)]
        assert (set(statuses[:120]), statuses[120]) == ({404}, 429)
        assert tries(client, 0, "198.51.100.8") == 404


def test_answer_that_cannot_be_kept_is_an_apology(client: TestClient, folder: Path, tokens: dict[Purpose, str]) -> None:
    letters = folder / "review/letters.csv"
    whole = letters.read_bytes()
    letters.write_bytes(b"another program\r")
    answer = pressed(client, Purpose.STILL_RIGHT, tokens[Purpose.STILL_RIGHT])
    letters.write_bytes(whole)

    assert answer.status_code == 503
    assert str(folder) not in answer.text
