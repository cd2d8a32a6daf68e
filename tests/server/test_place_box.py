"""The box for a place on pages without scripts: what leads where, what is asked, and what is sent to attack it."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest
from starlette.testclient import TestClient

from affiliates.site.catalog import Site
from affiliates.site.pages.links import MAX_PLACE_LENGTH
from tests.affiliates.site.samples import parsed
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import row, write_directory
from tests.server.made_up_site import serving


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = write_directory(tmp_path_factory.mktemp("places"), row(1, regions="US-MI"))
    with serving(folder) as client:
        yield client


def sent(client: TestClient, place: str, **fields: str) -> httpx.Response:
    return client.post("/place", data={"place": place, **fields})


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"lang": "en"}, "/r/US-MI/"),
        ({"lang": "es"}, "/es/r/US-MI/"),
        ({"app": "1"}, "/?region=US-MI"),
        ({"app": "1", "lang": "fr"}, "/?region=US-MI&lang=fr"),
        ({"app": "1", "embed": "true"}, "/?region=US-MI&embed=true"),
        ({"app": "1", "embed": "1"}, "/?region=US-MI"),
        ({"app": "<b>", "lang": "<b>", "embed": "<b>"}, "/?region=US-MI&lang=en"),
    ],
)
@pytest.mark.parametrize("typed", [" 48104 ", "Ann Arbor", "michigan", "MI"])
def test_what_is_typed_leads_to_its_region_and_never_stands_in_an_address(
    client: TestClient, typed: str, fields: dict[str, str], address: str
) -> None:
    answer = sent(client, typed, **fields)

    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    assert answer.headers["Cache-Control"].startswith("private, ")


def test_more_than_one_place_asks_which_and_each_leads_on(client: TestClient) -> None:
    answer = sent(client, "Kansas City", app="1", embed="true")

    page = parsed(answer.text)
    assert "Which of these is yours?" in answer.text
    leads = {link.text: link.attributes["href"] for link in page.all("a")}
    assert leads["Kansas"] == "/?region=US-KS&embed=true"
    assert leads["Missouri"] == "/?region=US-MO&embed=true"
    assert leads["All places, A to Z"] == "/r/"
    assert leads["Back to the map"] == "/?embed=true"
    assert {each.attributes["target"] for each in page.all("form")} == {"_self"}
    hidden = {each.attributes["name"]: each.attributes["value"] for each in page.all("input", type="hidden")}
    assert hidden == {"app": "1", "embed": "true"}
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]


def test_nothing_leads_from_it_into_the_whole_app_in_a_frame_of_another_site(client: TestClient) -> None:
    """In that one is the way to the reviewers' page. What is made for frames stays in them: its page says so."""
    page = parsed(sent(client, "Kansas City", app="1").text)
    into_app = [each for each in [*page.all("a"), *page.all("form")] if each.attributes.get("href") != "/r/"]
    assert len(into_app) == 4
    assert {each.attributes["target"] for each in into_app} == {"_top"}

    for framed in ({"Referer": "http://map.example/?embed=true&lang=es"}, {"Sec-Fetch-Dest": "iframe"}):
        answer = client.post("/place", data={"place": "48104", "app": "1", "lang": "es"}, headers=framed)
        assert answer.headers["Location"] == "/?region=US-MI&lang=es&embed=true"
        nothing = client.post("/place", data={"place": "  ", "app": "1", "lang": "es"}, headers=framed)
        assert nothing.headers["Location"] == "/?lang=es&embed=true"
        assert client.get("/place", headers=framed).headers["Location"] == "/?embed=true"


@pytest.mark.parametrize(
    ("sent", "location"),
    [
        ({"place": "Canada"}, "/r/#static-map-CA"),
        ({"place": "Canadá", "lang": "es"}, "/es/r/#static-map-CA"),
        ({"place": "usa", "app": "1"}, "/?country=US"),
        ({"place": "Canada", "app": "1", "lang": "fr", "embed": "true"}, "/?country=CA&lang=fr&embed=true"),
    ],
)
def test_country_of_ours_leads_to_its_map(client: TestClient, sent: dict[str, str], location: str) -> None:
    answer = client.post("/place", data=sent)

    assert (answer.status_code, answer.headers["Location"]) == (303, location)


def test_other_country_leads_to_the_alliance_and_to_places_of_its_name(client: TestClient) -> None:
    page = parsed(sent(client, "Jamaica").text)
    links = {each.text: each.attributes["href"] for each in page.all("a")}

    assert links["Visit the Alliance"].startswith("https://endseclusion.org/")
    assert links["New York"] == "/r/US-NY/"


def test_city_that_may_be_meant_is_named(client: TestClient) -> None:
    links = {each.text: each.attributes["href"] for each in parsed(sent(client, "Dalas").text).all("a")}

    assert links["Dallas, Texas"] == "/r/US-TX/"


def test_place_that_leads_nowhere_says_why_in_the_language_of_the_page_and_keeps_what_was_typed(
    client: TestClient,
) -> None:
    answer = client.post("/place", data={"place": "09012"}, headers={"Accept-Language": "es"})

    assert answer.status_code == 200
    assert "dirección militar" in answer.text
    page = parsed(answer.text)
    assert page.all("input", id="place")[0].attributes["value"] == "09012"
    assert page.all("a", href="/es/r/")


@pytest.mark.parametrize("text", [each for each in HOSTILE_TEXTS if each.strip() and len(each) < MAX_PLACE_LENGTH])
def test_hostile_text_stays_a_text(client: TestClient, text: str) -> None:
    answer = sent(client, text, lang=text, app=text, embed=text)

    assert answer.status_code == 200
    page = parsed(answer.text)
    shown = page.all("input", id="place")[0].attributes["value"]
    assert shown == text.strip()[:MAX_PLACE_LENGTH].replace("\0", "\ufffd")
    assert {each.tag for each in page.elements} <= {
        *("html", "head", "meta", "title", "style", "body", "main", "h1", "p", "ul", "li", "a"),
        *("form", "label", "input", "button"),
    }


@pytest.mark.parametrize("body", [b"", b"place=", b"place=%20", b"x=1", b"place=" + b"x" * 5000, b"&" * 50, b"\xff"])
def test_body_that_says_no_place_leads_to_the_map(client: TestClient, body: bytes) -> None:
    type_of_form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client.post("/place", content=body, headers=type_of_form)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_address_itself_leads_to_the_map(client: TestClient) -> None:
    for answer in (
        client.get("/place?place=48104"),
        client.head("/place"),
    ):
        assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert client.put("/place").status_code == 405


def test_form_of_each_page_without_scripts_is_answered_as_the_page_is_written(tmp_path: Path) -> None:
    addresses = {
        "/r/": "/r/US-OH/",
        "/fr/r/": "/fr/r/US-OH/",
        "/": "/?region=US-OH",
        "/?lang=es": "/?region=US-OH&lang=es",
    }
    with serving(write_directory(tmp_path, row(1)), Site) as client:
        for address, region in addresses.items():
            body = client.get(address).text
            (form,) = re.findall("(?s)<form.*?</form>", body)
            page = parsed(form)
            fields = {each.attributes["name"]: each.attributes.get("value", "Ohio") for each in page.all("input")}
            action = urljoin(address, page.all("form")[0].attributes["action"])

            assert client.post(action, data=fields).headers["Location"] == region
