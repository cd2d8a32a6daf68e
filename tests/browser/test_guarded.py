"""Nobody else is asked for anything, and nothing that a person wrote runs, loads or breaks the page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.app import Visitor
from tests.browser.conftest import NewVisitor
from tests.browser.site import PICTURES
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import row, support_row, write_directory, write_support

_IS_OURS = re.compile(r"https?:|tel:\+1\d+$|sms:\?&body=Who%20helps|mailto:\?subject=Who%20helps")
PAGES = ("1", "2")  # of the list, for as many groups as there are hostile texts


def test_request_to_anyone_else_is_refused_and_noted(address: str, visitor: NewVisitor) -> None:
    """What every other test rests on; a page that asks nobody else is in test_for_everyone.py."""
    guest = visitor(address)
    guest.opens("/about")
    others = ["https://evil.example/pixel.png", "http://192.0.2.1/address"]

    for other in others:
        assert guest.page.evaluate("url => fetch(url, { mode: 'no-cors' }).catch(() => 'refused')", other) == "refused"
    assert [other for other in others if not any(f"'{other}'" in refused for refused in guest.refused)] == []

    guest.refused.clear()
    guest.page.goto("about:blank")  # where no policy of ours is in the way
    for other in others:
        assert guest.page.evaluate("url => fetch(url, { mode: 'no-cors' }).catch(() => 'refused')", other) == "refused"
    guest.page.evaluate("() => new Promise((done) => (new WebSocket('wss://evil.example/socket').onerror = done))")
    assert guest.refused == [*others, "wss://evil.example/socket"]
    guest.refused.clear()


@pytest.fixture
def hostile_address(tmp_path: Path, server: Callable[[Path], str]) -> str:
    """A directory in which every column of every row is hostile; only those that can be shown are."""
    shown = [
        row(number, name=text, city=text, description=text, website=f"https://made-up.example/{number}")
        for number, text in enumerate(HOSTILE_TEXTS)
    ]
    columns = ("id", "scope", "regions", "website", "facebook", "email", "languages", "status", "last_verified_on")
    hidden = [
        row(1000 + 100 * place + number, name="Set aside or without that value", regions="US-TX") | {column: text}
        for place, column in enumerate(columns)
        for number, text in enumerate(HOSTILE_TEXTS)
    ]
    helpers = [
        support_row(number, name=f"x {text}", note=text, phone="1-800-555-0100" if number % 2 else "")
        for number, text in enumerate(HOSTILE_TEXTS)
    ]
    return server(write_support(write_directory(tmp_path / "data", *shown, *hidden), *helpers))


def as_seen(text: str) -> str:
    """Browsers show white space of any length as one space; isolates are never seen."""
    return " ".join(re.sub("[\u2066-\u2069]", "", text).split())


def is_unharmed(guest: Visitor) -> None:
    """No script ran, no picture of another server was asked for, no link leads where a text says."""
    assert guest.refused == []
    expect(guest.page).to_have_title(re.compile("Affiliate groups"))
    addresses = guest.page.locator("a[href]").evaluate_all("links => links.map((link) => link.href)")
    assert not [address for address in addresses if "evil.example" in address or not _IS_OURS.match(address)]
    assert guest.page.locator(PICTURES).count() == 0


def test_hostile_text_is_shown_as_typed_on_cards_and_in_the_table(hostile_address: str, visitor: NewVisitor) -> None:
    guest = visitor(hostile_address)
    guest.opens("/?region=US-OH&sort=name")
    names: set[str] = set()
    texts: set[str] = set()
    for page in PAGES:
        guest.goes_to(f"/?region=US-OH&sort=name&page={page}")
        names.update(map(as_seen, guest.page.locator(".site-part article h2").all_text_contents()))
        texts.update(map(as_seen, guest.page.locator(".site-part article p").all_text_contents()))
        is_unharmed(guest)

    cells: set[str] = set()
    for page in PAGES:
        guest.goes_to(f"/?region=US-OH&view=table&page={page}")
        guest.page.get_by_role("table").locator("tbody td").first.wait_for()
        cells.update(map(as_seen, guest.page.get_by_role("table").locator("tbody td").all_text_contents()))
        is_unharmed(guest)

    assert [{as_seen(text) for text in HOSTILE_TEXTS} - shown for shown in (names, texts, cells)] == [set()] * 3


def test_hostile_text_and_search_leave_map_and_page_width_alone(hostile_address: str, visitor: NewVisitor) -> None:
    guest = visitor(hostile_address, viewport={"width": 375, "height": 812})
    guest.opens("/?region=US-OH")

    expect(guest.shape("US-OH")).to_have_attribute("aria-label", f"Ohio: {len(HOSTILE_TEXTS)} groups")
    assert guest.page.evaluate("document.documentElement.scrollWidth") <= 375
    main = guest.page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth - main.clientWidth") == 0
    is_unharmed(guest)

    guest.goes_to("/")
    guest.searches("<img src=x onerror=")
    expect(guest.page.get_by_text("1 group of")).to_be_visible()
    guest.searches("{{ 7*7 }}")
    expect(guest.page.get_by_text("1 group of")).to_be_visible()
    expect(guest.shape("US-TX")).to_have_attribute("aria-label", "Texas: no group matches the filters")
    guest.searches("[a-z]+(.*)")
    expect(guest.page.get_by_text("No group matches all of these filters.")).to_be_visible()
    is_unharmed(guest)


def test_links_are_real_and_open_in_a_new_tab(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens("/?region=US-MI")

    link = guest.page.get_by_role("link", name="Website").first

    assert link.get_attribute("href") == "https://www.endsar-mi.org"
    assert link.get_attribute("target") == "_blank"
    assert "noreferrer" in (link.get_attribute("rel") or "")


def test_link_to_share_leads_back_to_its_group(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens()
    link = guest.page.get_by_role("link", name="Link to this group").nth(2).evaluate("it => it.href")
    assert link == f"{address}/?region=US-MI#group-endsar-michigan"

    other = visitor(address)
    other.page.goto(link)

    other.sees("Michigan")
    expect(other.page.locator("#group-endsar-michigan").first).to_be_in_viewport()


def test_error_shows_no_inside(tmp_path: Path, own_server: Callable[..., str], visitor: NewVisitor) -> None:
    folder = write_directory(tmp_path / "data", row(1))
    (folder / "affiliates.csv").write_text("secret words that are no table")
    guest = visitor(own_server(folder))  # one that has no good version to go on with

    guest.page.goto(f"{guest.address}/?region=US-OH")

    guest.page.get_by_text("We cannot show the list of groups right now").wait_for()
    guest.sees("Ohio")
    shown = guest.page.content()
    assert "secret" not in shown
    assert str(folder) not in shown
    assert "Traceback" not in shown
