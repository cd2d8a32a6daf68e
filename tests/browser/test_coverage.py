"""The coverage page in a browser: the map that tells and leads, the charts, the table, the link."""

import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.app import TIMEOUT, Visitor, stands
from tests.browser.conftest import PHONE, NewVisitor
from tests.browser.site import BACKGROUND
from tests.made_up import publish, row, write_directory


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Michigan all the time, Ohio since March 10."""
    folder = write_directory(tmp_path / "data", row(1, regions="US-MI"))
    publish(folder, datetime(2026, 3, 10, tzinfo=UTC), row(1, regions="US-MI"), row(2, scope="local"))
    return folder


def opens(guest: Visitor, query: str = "") -> None:
    guest.opens(f"/coverage{query}")
    guest.shape("US-TX", "CA-ON").first.wait_for()


@pytest.fixture
def opened(regular: NewVisitor) -> Callable[..., Visitor]:
    """Takes a visitor who has the app open already to the figures of the shipped directory."""

    def open_it(query: str = "") -> Visitor:
        guest = regular(f"/coverage{query}")
        guest.shape("US-TX", "CA-ON").first.wait_for()
        return guest

    return open_it


def asked_of(guest: Visitor) -> dict[str, list[str]]:
    return parse_qs(urlsplit(guest.page.url).query)


def charts(guest: Visitor) -> Locator:
    return guest.page.get_by_test_id("stVegaLiteChart")


def test_map_tells_each_tier_by_words_and_by_a_pattern_and_repaints_itself(
    folder: Path, server: Callable[[Path], str], visitor: NewVisitor
) -> None:
    guest = visitor(server(folder))
    opens(guest, "?shade=tier")

    expect(guest.shape("US-OH")).to_have_attribute("aria-label", "Ohio: local groups only")
    expect(guest.shape("US-MI")).to_have_attribute("aria-label", "Michigan: statewide groups only")
    expect(guest.shape("US-TX")).to_have_attribute("aria-label", "Texas: no group yet")
    expect(guest.shape("US-TX")).to_have_attribute("fill", "url(#no-group)")
    expect(guest.map.locator(".foot li:visible")).to_have_text(
        ["no group yet", "local groups only", "statewide groups only"]
    )

    guest.frame.evaluate("frame => { frame.contentWindow.isTheSame = true }")

    guest.page.get_by_role("radio", name="Children without a group").click()

    expect(guest.shape("US-TX")).to_have_attribute("aria-label", "Texas: 7,456,069 children without a group")
    expect(guest.shape("US-MI")).to_have_attribute("aria-label", "Michigan: has a statewide group")
    expect(guest.shape("US-GU")).to_have_attribute("aria-label", "Guam: no group, number unknown")
    expect(guest.shape("US-GU")).to_have_attribute("fill", "url(#no-group)")
    assert guest.frame.evaluate("frame => frame.contentWindow.isTheSame")
    expect(guest.shape("US-OH")).to_have_attribute("aria-label", "Ohio: local groups only")
    expect(guest.shape("US-OH")).to_have_attribute("fill", "url(#mark-local)")
    assert asked_of(guest) == {}

    guest.goes_to("/coverage?country=CA")
    expect(guest.shape("CA-ON")).to_have_attribute("aria-label", "Ontario: 14,223,942 people without a group")
    expect(guest.page.get_by_role("heading", name="None of the 13 provinces and territories")).to_be_visible()


def test_click_on_the_map_opens_the_figures_and_back_closes_them(opened: Callable[..., Visitor]) -> None:
    """And from there to the find page, which shades the map in its own way."""
    guest = opened()
    expect(guest.shape("US-MI")).to_have_attribute("aria-label", "Michigan: has a statewide group")

    guest.clicks("US-TX")
    guest.sees("Texas")
    expect(guest.page.get_by_role("cell", name="7,456,069").first).to_be_visible()
    assert asked_of(guest) == {"region": ["US-TX"]}
    guest.page.go_back()

    ranked = guest.page.get_by_role("button", name="2. Texas")
    ranked.wait_for()
    stands(guest.page)
    ranked.press("Enter")
    guest.sees("Texas")
    assert asked_of(guest) == {"region": ["US-TX"]}
    guest.page.get_by_role("link", name="Who can help there today").click()
    expect(guest.page).to_have_url(re.compile(r"/\?region=US-TX$"))
    expect(guest.shape("US-MI")).to_have_attribute("aria-label", "Michigan: 1 group")


def test_phone_shows_the_chart_in_both_themes_and_brings_the_figures_into_view_after_a_tap(
    folder: Path, server: Callable[[Path], str], visitor: NewVisitor
) -> None:
    guest = visitor(server(folder), **PHONE)
    opens(guest, "?tab=changes")
    share = charts(guest).locator("svg").first
    for theme in BACKGROUND:
        guest.page.emulate_media(color_scheme=theme)
        expect(guest.page.get_by_test_id("stApp")).to_have_css("background-color", BACKGROUND[theme])
        stands(guest.page)
        expect(share).to_be_visible()
    went = "Since March 10, 2026, the share of children who live in a place with a statewide group went from"
    expect(guest.page.get_by_label(went).first).to_be_attached()
    days = [text for text in share.locator("text").all_text_contents() if ", 20" in text]
    assert days[0] == "Mar 10, 2026"
    assert len(days) <= 4
    box = share.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 375

    guest.goes_to("/coverage")
    guest.taps("US-TX")
    expect(guest.sees("Texas")).to_be_in_viewport()


def test_tabs_are_turned_by_keyboard_and_kept_in_the_link(opened: Callable[..., Visitor]) -> None:
    guest = opened()

    guest.page.get_by_role("tab", name="Every place").press("ArrowRight")
    guest.page.get_by_text("Today’s list of groups is the only one we have.").wait_for()
    stands(guest.page)
    focused = guest.page.evaluate("[document.hasFocus(), document.activeElement.textContent]")
    assert focused == [True, "What changed"]
    guest.page.keyboard.press("ArrowRight")

    expect(guest.page.get_by_text("A place has a group", exact=True)).to_be_visible()
    assert asked_of(guest) == {"tab": ["method"]}
    guest.page.go_back()
    expect(guest.page.get_by_role("tab", name="What changed")).to_have_attribute("aria-selected", "true")


def test_every_row_of_the_table_leads_to_its_region(opened: Callable[..., Visitor]) -> None:
    guest = opened("?sort=name")
    links = guest.page.get_by_role("table").last.get_by_role("link")
    expect(links).to_have_count(56)

    with guest.page.context.expect_page() as other:
        links.filter(has_text="Ohio").click()

    expect(other.value).to_have_url(re.compile(r"^http://[^/]+/\?region=US-OH$"))
    other.value.close()


def test_sheet_is_drawn_and_a_view_can_be_sent_to_a_colleague(
    address: str, opened: Callable[..., Visitor], visitor: NewVisitor
) -> None:
    guest = opened()
    guest.page.get_by_role("radio", name="Sheet").click()
    expect(guest.page.get_by_test_id("stDataFrame")).to_be_visible(timeout=TIMEOUT)
    guest.page.get_by_role("radio", name="Both").click()
    expect(guest.page.get_by_text("Weight: children 50%, distance 50%")).to_be_visible()
    link = guest.page.url

    colleague = visitor(address)
    colleague.page.goto(link)

    expect(colleague.page.get_by_test_id("stDataFrame")).to_be_visible(timeout=TIMEOUT)
    expect(colleague.page.get_by_text("Weight: children 50%, distance 50%")).to_be_visible()
    assert asked_of(colleague) == {"view": ["sheet"], "order": ["both"]}


def test_planner_answers_a_typed_share_and_shows_it_on_the_map(opened: Callable[..., Visitor]) -> None:
    guest = opened()
    box = guest.page.get_by_role("spinbutton", name="Share of children to reach with a statewide group (%)")

    box.fill("30")
    box.press("Enter")

    expect(guest.page.get_by_text("2 new groups: California and Texas.")).to_be_visible()
    assert asked_of(guest) == {"target": ["30"]}
    guest.page.get_by_role("button", name="Add these places to the plan").click()
    planned = "Texas: a new group is planned, 7,456,069 children without a group"
    expect(guest.shape("US-TX")).to_have_attribute("aria-label", planned)
    expect(guest.shape("US-TX")).to_have_attribute("fill", "url(#mark-planned)")
    expect(guest.map.locator(".foot li:visible").last).to_have_text("a new group is planned")
    assert asked_of(guest) == {"target": ["30"], "plan": ["US-CA", "US-TX"]}


def test_paper_names_the_places_that_come_next(opened: Callable[..., Visitor]) -> None:
    guest = opened()
    guest.page.emulate_media(media="print")

    expect(guest.page.get_by_role("button", name="2. Texas")).to_be_visible()
    expect(guest.page.get_by_role("link", name="Canada", exact=True)).to_be_hidden()
    guest.page.emulate_media(media="screen")


def test_table_of_every_place_is_divided_among_pages_of_paper(address: str, visitor: NewVisitor) -> None:
    """Between its rows, with its head on each page, and beginning where there is room."""
    guest = visitor(address)
    guest.opens("/coverage")
    expect(guest.page.get_by_role("link", name="Wyoming")).to_be_visible()
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=guest.page.pdf(), capture_output=True, check=True)
    pages = read.stdout.decode().split("\f")

    with_table = [page for page in pages if "Nearest other with" in page]
    assert len(with_table) > 1
    assert "Every place" in with_table[0]
    assert sum(len(re.findall("none yet|statewide only|, statewide", page)) for page in with_table) >= 50
