"""The form to sign up, and the pages behind the links in letters to people: used, scanned, and attacked."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from affiliates.applications.senders import TRUSTED_PROXIES
from affiliates.people.answers import PeopleLink, link_token
from affiliates.people.sign_up import sign_ups_at
from affiliates.storage.contract.people import Person
from affiliates.storage.files.store import FileStore
from affiliates.storage.settings import DATA, store_place
from tests.affiliates.people.made_up import SENDER, person, wish
from tests.made_up import row, write_directory
from tests.server.made_up_site import serving

CONFIRM, LEAVE = PeopleLink
OURS = {"Origin": "http://map.example"}  # as a browser says that our own page sent a form
Add = Callable[..., Person]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> FileStore:
    return FileStore(write_directory(tmp_path_factory.mktemp("people"), row(1, regions="US-MI")))


@pytest.fixture(scope="module")
def folder(store: FileStore) -> Path:
    return Path(store.directory.history.folder).parent


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[TestClient]:
    with serving(folder) as client:
        yield client


@pytest.fixture
def client(server: TestClient) -> TestClient:
    server.cookies.clear()
    return server


@pytest.fixture(scope="module")
def add(store: FileStore) -> Add:
    """Adds somebody of a number of their own, who has not confirmed yet."""
    numbers = count(1)

    def add(**values: object) -> Person:
        added = person(next(numbers), **{"confirmed_at": None, "asked_at": datetime.now(UTC), **values})
        store.people.update(lambda people: [*people, added])
        return added

    return add


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFFILIATES_MIN_FILL_SECONDS", "0")


def typed(**values: str) -> dict[str, str]:
    return {"region": "US-OH", "wants_news": "yes", "email": "canary@made-up.example", "lang": "en", **values}


def kept(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*.csv")}


def opened(client: TestClient, purpose: PeopleLink, token: str) -> httpx.Response:
    """The page behind a link, as a browser comes to it."""
    sent_on = client.get(f"/people/{purpose}?t={token}")
    assert (sent_on.status_code, sent_on.headers["location"]) == (303, f"/people/{purpose}")
    return client.get(sent_on.headers["location"])


def hidden(page: httpx.Response) -> dict[str, str]:
    """What the form on a page sends beside what is typed."""
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))


def token_of(store: FileStore, purpose: PeopleLink, who: Person) -> str:
    return link_token(store, purpose, who, datetime.now(UTC))


def test_form_is_one_for_people_without_a_group_and_needs_no_script(client: TestClient) -> None:
    page = client.get("/people?region=US-OH")

    assert page.status_code == 200
    assert "Tell me when there is a group in Ohio" in page.text
    assert "<script" not in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self'" in policy
    assert (page.headers["cache-control"], page.headers["referrer-policy"]) == ("no-store", "same-origin")
    assert client.get("/people?region=US-MI").headers["location"] == "/r/US-MI/"
    assert client.get("/people?region=US-XX").headers["location"] == "/"
    assert client.get("/people").headers["location"] == "/"


@pytest.mark.usefixtures("quick")
def test_who_signs_up_is_kept_and_reads_the_same_thanks_as_who_is_known(client: TestClient, store: FileStore) -> None:
    answers = [
        client.post("/people", data=each, headers=OURS)
        for each in (typed(would_help="yes", first_name="Robin", sentence="Ça va ?", lang="fr"), typed(lang="fr"))
    ]
    sent = [each for each in store.people.people() if each.email == "canary@made-up.example"]

    assert [each.status_code for each in answers] == [200, 200]
    assert answers[0].text == answers[1].text
    assert "canary" not in answers[0].text
    assert [(each.region, each.language) for each in sent] == [("US-OH", "fr")]


def test_mistakes_are_named_beside_their_fields_and_nothing_typed_is_lost(client: TestClient, folder: Path) -> None:
    client.get("/r/")  # once the list has been read, it is kept among those of former days
    before = kept(folder)
    page = client.post(
        "/people", data=typed(wants_news="", email="<b>x", first_name='"Robin"', sentence="{{ 7*7 }}"), headers=OURS
    )

    assert page.status_code == 400
    assert "is not an email address" in page.text
    assert "Choose what we may do for you" in page.text
    assert 'value="&lt;b&gt;x" aria-invalid="true" aria-describedby="email-wrong"' in page.text
    assert 'value="&#34;Robin&#34;"' in page.text
    assert "{{ 7*7 }}</textarea>" in page.text

    long = client.post("/people", data=typed(sentence="x" * 301), headers=OURS)
    assert 'aria-invalid="true" aria-describedby="sentence-help sentence-wrong"' in long.text
    assert kept(folder) == before


def test_programs_are_asked_once_more_and_floods_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TRUSTED_PROXIES, "127.0.0.1")
    opened_at = str(int(datetime.now(UTC).timestamp()) - 60)

    def sent(client: TestClient, sender: str, **values: str) -> int:
        answer = client.post("/people", data=typed(**values), headers={**OURS, "X-Forwarded-For": sender})
        return answer.status_code

    with serving(folder) as client:
        assert sent(client, "198.51.100.7") == 400  # too fast
        assert sent(client, "198.51.100.7", opened=opened_at, company="x") == 400
        many = [sent(client, "198.51.100.7", opened=opened_at) for _ in range(11)]
        assert many == [200] * 10 + [429]
        assert sent(client, "198.51.100.8", opened=opened_at) == 200


def test_app_and_pages_without_scripts_count_what_one_sender_sends_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA, str(write_directory(tmp_path, row(1, regions="US-MI"))))
    monkeypatch.setenv(TRUSTED_PROXIES, "127.0.0.1")
    now = datetime.now(UTC)
    opened_at = now - timedelta(minutes=1)
    sent = typed(opened=str(int(opened_at.timestamp())))

    with serving(None) as client:
        for number in range(9):
            sign_ups_at(store_place()).take(wish(number), SENDER, now, opened_at=opened_at, honeypot="")
        answers = [
            client.post("/people", data=sent, headers={**OURS, "X-Forwarded-For": SENDER}).status_code for _ in range(2)
        ]

    assert answers == [200, 429]


@pytest.mark.parametrize(("browser", "back"), [("en", "/?lang=es"), ("es-MX", "/")])
def test_way_back_stays_in_the_language_of_the_form(client: TestClient, browser: str, back: str) -> None:
    page = client.get("/people?region=US-TX&lang=es", headers={"Accept-Language": browser})

    assert f'<a href="{back}">Volver al mapa</a>' in page.text


def test_what_is_no_form_of_ours_does_nothing(client: TestClient, folder: Path) -> None:
    client.get("/r/")  # once the list has been read, it is kept among those of former days
    before = kept(folder)
    bodies = [b"", b"region=US-OH&" + b"x" * 9000, b"\xff", b"region&" * 50, b"region=%FF", b'{"region": "US-OH"}']
    answers = [
        client.post(address, content=body, headers=OURS) for address in ("/people", "/people/leave") for body in bodies
    ]

    assert [each.status_code for each in answers] == [403] * len(bodies) + [410] * len(bodies)
    assert all("This did not come from our own form" in each.text for each in answers[: len(bodies)])
    assert kept(folder) == before
    refused = [client.request(each, "/people") for each in ("PUT", "DELETE", "OPTIONS")]
    assert {(each.status_code, each.headers["allow"]) for each in refused} == {(405, "GET, HEAD, POST")}


@pytest.mark.usefixtures("quick")
def test_form_of_another_site_signs_nobody_up(client: TestClient, folder: Path) -> None:
    before = kept(folder)
    others: tuple[dict[str, str], ...] = (
        {},
        {"Origin": "https://other.example"},
        {"Origin": "null"},
        {**OURS, "Sec-Fetch-Site": "cross-site"},
    )
    answers = [client.post("/people", data=typed(email="other@made-up.example"), headers=each) for each in others]

    assert {each.status_code for each in answers} == {403}
    assert all("<h1>This did not come from our own form" in each.text for each in answers)
    assert "other@made-up.example" not in "".join(each.text for each in answers)
    assert kept(folder) == before


def test_confirm_shows_what_is_kept_and_the_button_acts(
    client: TestClient, store: FileStore, folder: Path, add: Add
) -> None:
    who = add(would_help=True, sentence="<i>Hello</i>")
    token, before = token_of(store, CONFIRM, who), kept(folder)
    page = opened(client, CONFIRM, token)

    assert page.status_code == 200
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "I would help to start a group in Ohio" in page.text
    assert "&lt;i&gt;Hello&lt;/i&gt;" in page.text
    assert who.email not in page.text
    assert kept(folder) == before
    assert client.post("/people/confirm", data=hidden(page)).status_code == 200
    (confirmed,) = (each for each in store.people.people() if each.id == who.id)
    assert confirmed == replace(who, confirmed_at=confirmed.confirmed_at)
    assert confirmed.confirmed_at is not None


def test_wish_that_a_stranger_changed_meanwhile_is_shown_before_it_is_confirmed(
    client: TestClient, store: FileStore, add: Add
) -> None:
    who = add()
    page = opened(client, CONFIRM, token_of(store, CONFIRM, who))
    changed = replace(who, sentence="Something else")
    store.people.update(lambda people: [changed if each == who else each for each in people])
    again = client.post("/people/confirm", data=hidden(page))

    assert "Something else" in again.text
    assert changed in store.people.people()
    assert client.post("/people/confirm", data=hidden(again)).status_code == 200
    assert changed not in store.people.people()


def test_token_leaves_the_address_and_stays_in_no_page_of_others(
    client: TestClient, store: FileStore, add: Add
) -> None:
    token = token_of(store, LEAVE, add())
    answer = client.get(f"/people/leave?t={token}")

    cookie = answer.headers["set-cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=lax", "max-age=3600", "path=/people/leave"))
    assert token not in answer.text + str(answer.headers["location"])
    assert client.get("/people/leave?t=%0d%0aSet-Cookie:x").status_code == 410


def test_leaving_takes_a_button_or_one_click_of_a_mail_program(
    client: TestClient, store: FileStore, folder: Path, add: Add
) -> None:
    one, other = add(), add()
    tokens = [token_of(store, LEAVE, each) for each in (one, other)]
    assert opened(client, LEAVE, tokens[0]).status_code == 200
    assert client.post("/people/leave", data={"t": tokens[0]}).status_code == 200
    click = client.post(f"/people/leave?t={tokens[1]}", data={"List-Unsubscribe": "One-Click"})
    assert click.status_code == 200

    assert not {one.id, other.id} & {each.id for each in store.people.people()}
    assert one.email.encode() not in b"".join(kept(folder).values())
    again = client.post("/people/leave", data={"t": tokens[0]})
    assert (again.status_code, "We keep nothing" in again.text) == (410, True)


def test_one_click_never_confirms(client: TestClient, store: FileStore, add: Add) -> None:
    who = add()
    click = {"List-Unsubscribe": "One-Click"}
    answer = client.post(f"/people/confirm?t={token_of(store, CONFIRM, who)}", data=click)

    assert answer.status_code == 404
    assert who in store.people.people()


def test_link_that_is_too_old_says_so(client: TestClient, store: FileStore, add: Add) -> None:
    token = link_token(store, CONFIRM, add(), datetime.now(UTC) - timedelta(days=31))
    answer = client.post("/people/confirm", data={"t": token})

    assert (answer.status_code, "30 days" in answer.text) == (410, True)
