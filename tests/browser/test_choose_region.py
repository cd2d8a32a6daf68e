"""Every way to choose a region leads to the same place."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser.app import ROOT, Visitor, served, stands
from tests.browser.conftest import PHONE, NewVisitor
from tests.made_up import row, write_directory


def is_at(guest: Visitor, name: str, code: str) -> None:
    """The region stands open, in the URL, in the title, on the map and in the tab."""
    guest.sees(name)
    expect(guest.page).to_have_url(re.compile(rf"\?region={code}$"))
    expect(guest.shape(code)).to_have_attribute("aria-pressed", "true")
    expect(guest.map.locator("path[aria-pressed='true']")).to_have_count(1)
    expect(guest.map.locator("path.chosen")).to_have_attribute("d", re.compile("^M[1-9]"))
    expect(guest.page).to_have_title(re.compile(f"^{name}: Find a group"))
    stands(guest.page)  # a step back before that is overtaken by the end of the run


def test_click_opens_a_region_and_is_announced(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens()

    guest.clicks("US-MI")
    is_at(guest, "Michigan", "US-MI")
    expect(guest.map.get_by_role("status")).to_have_text(
        "Michigan: 1 group. The details are on this page: press Escape to read them."
    )
    guest.clicks("US-OH")
    is_at(guest, "Ohio", "US-OH")


def test_second_click_on_the_same_shape_works_again(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens()

    guest.clicks("US-MI")
    is_at(guest, "Michigan", "US-MI")
    guest.page.get_by_role("button", name="Show all places").click()
    guest.sees("Where do you live?")
    expect(guest.page).to_have_url(re.compile(r"/$"))
    expect(guest.map.locator("path[aria-pressed='true']")).to_have_count(0)
    guest.clicks("US-MI")
    is_at(guest, "Michigan", "US-MI")


def test_keyboard(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens()
    for key, name, code in (("Enter", "Ohio", "US-OH"), (" ", "Texas", "US-TX")):
        shape = guest.shape(code)

        assert shape.get_attribute("role") == "button"
        assert shape.get_attribute("tabindex") == "0"
        shape.focus()
        guest.page.keyboard.press(key)

        is_at(guest, name, code)
        expect(shape).to_be_focused()


def test_every_shape_is_reached_by_tab_in_alphabetical_order(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens()
    guest.shape("US-AL").focus()

    seen = []
    for _ in range(56):
        seen.append(guest.map.locator("path:focus").get_attribute("aria-label") or "")
        guest.page.keyboard.press("Tab")

    assert seen == sorted(seen)
    assert len(set(seen)) == 56
    assert seen[0] == "Alabama: no group yet"
    assert "Michigan: 1 group" in seen


def test_focus_by_keyboard_and_hover_are_seen_and_told(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens()
    guest.shape("US-MA").focus()
    guest.page.keyboard.press("Tab")

    expect(guest.map.locator("path.focused")).to_have_attribute("d", re.compile("^M[1-9]"))
    expect(guest.map.locator(".region-tip")).to_have_count(1)
    expect(guest.map.locator(".region-tip")).to_have_text("Michigan: 1 group")
    guest.shape("US-ID").hover()
    expect(guest.map.locator(".region-tip").last).to_have_text("Idaho: 1 group")


def box_of(guest: Visitor) -> Locator:
    """The one box for a place; with a place open it is folded behind "Change"."""
    box = guest.page.get_by_role("combobox", name="ZIP code, city, state or province")
    change = guest.page.get_by_role("button", name="Change", exact=True)
    box.or_(change).first.wait_for()
    if not box.is_visible():
        change.click()
    return box


def test_box_suggests_while_somebody_types_and_takes_the_keyboard(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens()
    box = box_of(guest)

    box.fill("manit")
    expect(guest.page.get_by_role("option", name="Manitoba (MB), Canada")).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")

    is_at(guest, "Manitoba", "CA-MB")
    box = box_of(guest)
    expect(box).to_have_value("Manitoba (MB), Canada")
    box.fill("texas")
    box.press("Enter")
    is_at(guest, "Texas", "US-TX")


def test_postal_code(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens()

    for typed, name, code in (("m5v 3l9", "Ontario", "CA-ON"), ("00801", "U.S. Virgin Islands", "US-VI")):
        box = box_of(guest)
        box.fill(typed)
        box.press("Enter")

        is_at(guest, name, code)
        assert typed not in guest.page.url


def test_place_that_is_not_found_can_be_chosen_from_all(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens()
    box = box_of(guest)

    box.fill("Nowhere Whatsoever")
    box.press("Enter")
    guest.page.get_by_text("We could not find that place").wait_for()
    expect(box).to_have_value("Nowhere Whatsoever")
    guest.page.get_by_text("All places, A to Z", exact=True).click()
    guest.page.get_by_role("button", name="District of Columbia", exact=True).click()

    is_at(guest, "District of Columbia", "US-DC")
    expect(guest.page.get_by_role("button", name="District of Columbia", exact=True)).to_have_count(0)


def test_back_and_forward(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens()

    guest.clicks("US-MI")
    is_at(guest, "Michigan", "US-MI")
    guest.clicks("US-TX")
    is_at(guest, "Texas", "US-TX")
    guest.page.go_back()
    is_at(guest, "Michigan", "US-MI")
    guest.page.go_back()
    guest.sees("Where do you live?")
    guest.page.go_forward()
    is_at(guest, "Michigan", "US-MI")


def test_one_choice_is_one_step_back(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens("/?region=US-OH&page=2")

    guest.page.get_by_role("radio", name="Canada").click()
    guest.shape("CA-QC").wait_for()
    stands(guest.page)  # the answer above the map is gone
    guest.clicks("CA-QC")
    is_at(guest, "Quebec", "CA-QC")
    guest.page.go_back()
    expect(guest.page).to_have_url(re.compile(r"\?country=CA$"))
    stands(guest.page)
    guest.page.go_back()
    guest.sees("Ohio")


def test_slow_phone_gets_the_place_that_was_tapped_and_goes_back_at_once(address: str, visitor: NewVisitor) -> None:
    """What a slow browser still shows, and sends with the next choice, is no choice of the visitor's."""
    guest = visitor(address, **PHONE)
    guest.opens()
    processor = guest.page.context.new_cdp_session(guest.page)
    processor.send("Emulation.setCPUThrottlingRate", {"rate": 4})

    guest.taps("US-MI")
    guest.sees("Michigan")
    guest.taps("US-TX")
    guest.sees("Texas")
    guest.page.go_back()
    guest.sees("Michigan")
    guest.page.go_back()
    guest.sees("Where do you live?")


def test_escape_in_the_list_loses_nothing(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens("/?region=US-OH")
    box = box_of(guest)

    box.click()
    box.press("Escape")
    box.press("Escape")
    guest.clicks("US-TX")
    is_at(guest, "Texas", "US-TX")
    guest.page.go_back()
    is_at(guest, "Ohio", "US-OH")


def test_keyboard_leaves_the_map_for_the_region(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens("/?region=US-OH")

    guest.shape("US-OH").press("Escape")
    expect(guest.page.locator("#region")).to_be_focused()
    guest.map.get_by_role("button", name="Skip the map").press("Enter")
    expect(guest.page.locator("#region")).to_be_focused()


def test_keyboard_leaves_the_map_of_the_figures(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens("/coverage")
    guest.shape("US-OH").wait_for()

    guest.map.get_by_role("button", name="Skip the map").press("Enter")
    expect(guest.page.locator("#next")).to_be_focused()


def test_canada_is_behind_the_switch_and_in_the_url(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens()

    guest.page.get_by_role("radio", name="Canada").click()
    guest.shape("CA-QC").wait_for()
    expect(guest.page).to_have_url(re.compile(r"\?country=CA$"))
    guest.clicks("CA-QC")
    is_at(guest, "Quebec", "CA-QC")

    guest.page.reload()
    is_at(guest, "Quebec", "CA-QC")


@pytest.mark.parametrize(
    ("path", "setting"),
    [("/", {"STREAMLIT_SERVER_ENABLE_STATIC_SERVING": "false"}), ("/map/", {"STREAMLIT_SERVER_BASE_URL_PATH": "map"})],
    ids=["where no file can be put into static", "below another path"],
)
def test_map_is_there(
    tmp_path: Path, own_server: Callable[..., str], visitor: NewVisitor, path: str, setting: dict[str, str]
) -> None:
    address = own_server(write_directory(tmp_path / "data", row(1)), **setting)
    guest = visitor(address)
    guest.page.goto(address + path)
    guest.shape("US-TX").wait_for()
    guest.clicks("US-OH")

    guest.sees("Ohio")
    link = guest.page.get_by_role("link", name="Link to this group").first.get_attribute("href")
    assert link == f"{address}{path}?region=US-OH#group-group-1"


def test_unknown_region_shows_everything_with_a_word_about_it(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens("/?region=US-QQ")

    expect(guest.page.get_by_text("We don’t recognize the place in this link")).to_be_visible()
    guest.sees("Keep All Students Safe – NY")


def test_frame_of_the_map_is_never_built_anew(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens()
    loaded: list[str] = []
    guest.page.on("framenavigated", lambda frame: loaded.append(frame.url))
    guest.shape("US-TX").evaluate("path => { path.ownerDocument.defaultView.isStillTheSame = true }")

    guest.clicks("US-MI")
    is_at(guest, "Michigan", "US-MI")
    guest.page.get_by_role("button", name="Show all places").click()
    guest.sees("Where do you live?")
    guest.searches("advocates")
    expect(guest.page).to_have_url(re.compile("q=advocates"))
    guest.page.get_by_text("Table", exact=True).click()
    expect(guest.page.get_by_role("table")).to_be_visible()
    guest.page.get_by_role("radio", name="Canada").click()
    guest.shape("CA-QC").wait_for()
    guest.page.get_by_role("radio", name="United States").click()

    assert guest.shape("US-TX").evaluate("path => path.ownerDocument.defaultView.isStillTheSame")
    assert not [url for url in loaded if "st_folium" in url]


def test_embedded_page_has_map_region_and_directory_and_no_frame(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.page.route(
        f"{address}/host.html",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f"<title>Host</title><iframe src='{address}/?embed=true' width=900 height=900></iframe>",
        ),
    )
    guest.page.goto(f"{address}/host.html")
    inside = guest.page.frame_locator("iframe")

    inside.frame_locator("iframe").locator("path[data-region='US-MO']").press("Enter")

    expect(inside.get_by_role("heading", name="Missouri", exact=True)).to_be_visible()
    expect(inside.get_by_text("One group is there for families in Missouri.")).to_be_visible()
    expect(inside.get_by_text("Coverage", exact=True)).to_have_count(0)
    expect(inside.get_by_role("heading", level=1)).to_have_count(0)


def test_small_place_has_a_box_for_a_mouse_and_a_larger_one_for_a_finger(address: str, visitor: NewVisitor) -> None:
    for side, settings in ((24, {}), (44, PHONE)):
        guest = visitor(address, **settings)
        guest.opens()
        box = guest.map.locator("[data-callout='US-DC']")
        place = box.bounding_box()
        assert place
        assert min(place["width"], place["height"]) >= side

        box.click()
        is_at(guest, "District of Columbia", "US-DC")


def test_phone(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address, **PHONE)
    guest.opens()

    guest.taps("US-MO")

    is_at(guest, "Missouri", "US-MO")
    expect(guest.page.get_by_text("One group is there for families in Missouri.")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("linked", "first", "code", "then"),
    [("US-OH", "Ohio", "M5V 3L9", "Ontario"), ("CA-ON", "Ontario", "44101", "Ohio")],
)
def test_phone_shows_the_region_of_a_link_and_of_a_postal_code(
    address: str, visitor: NewVisitor, linked: str, first: str, code: str, then: str
) -> None:
    guest = visitor(address, **PHONE)
    guest.opens(f"/?region={linked}")
    expect(guest.page.get_by_text(f"There is no affiliate group in {first} yet.")).to_be_in_viewport()

    box = box_of(guest)
    box.fill(code)
    box.press("Enter")

    expect(guest.page.get_by_text(f"There is no affiliate group in {then} yet.")).to_be_in_viewport()


def test_phone_shows_the_group_of_a_link(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address, **PHONE)
    guest.opens("/?region=US-MI#group-endsar-michigan")
    card = guest.page.locator("#group-endsar-michigan").first

    expect(card).to_be_in_viewport()
    guest.page.wait_for_timeout(1500)  # nothing scrolls away from it later
    expect(card).to_be_in_viewport()


def test_lost_connection_is_told(tmp_path: Path, new_context: Callable[[], BrowserContext]) -> None:
    folder = write_directory(tmp_path / "data", row(1))
    context = new_context()
    with served(ROOT / "dashboard.py", tmp_path / "server.log", {"AFFILIATES_DATA": str(folder)}) as address:
        guest = Visitor(context, address)
        guest.opens()

    expect(guest.map.get_by_text("The connection was lost.")).to_be_visible(timeout=15_000)


def test_every_keyboard_stop_of_the_map_has_a_name(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens()
    guest.map.get_by_role("button", name="Skip the map").focus()

    stops: list[str] = []
    while len(stops) < 90:
        guest.page.keyboard.press("Tab")
        if not guest.frame.evaluate("frame => frame === document.activeElement"):
            break
        stops.append(
            guest.map.locator("body").evaluate(
                "() => document.activeElement.ariaLabel ?? document.activeElement.textContent"
            )
        )

    regions = [each for each in stops if each.endswith((": no group yet", ": 1 group"))]
    assert len(regions) == 56
    others = ["Map of affiliate groups, United States", "Show the whole map", "Zoom in", "Zoom out"]
    assert sorted(set(stops) - set(regions)) == others
    assert len(stops) == len(set(stops))
