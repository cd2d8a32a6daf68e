"""The map by keyboard: every shape is reached, told and opened, and the map is left again."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NewVisitor
from tests.browser.region import is_at


def test_keyboard_opens_regions_and_focus_and_hover_are_seen_and_told(regular: NewVisitor) -> None:
    guest = regular()
    for key, name, code in (("Enter", "Ohio", "US-OH"), (" ", "Texas", "US-TX")):
        shape = guest.shape(code)

        assert shape.get_attribute("role") == "button"
        assert shape.get_attribute("tabindex") == "0"
        shape.focus()
        guest.page.keyboard.press(key)

        is_at(guest, name, code)
        expect(shape).to_be_focused()

    guest.shape("US-MA").focus()
    guest.page.keyboard.press("Tab")
    expect(guest.map.locator("path.focused")).to_have_attribute("d", re.compile("^M[1-9]"))
    expect(guest.map.locator(".region-tip")).to_have_count(1)
    expect(guest.map.locator(".region-tip")).to_have_text("Michigan: 1 group")
    guest.shape("US-ID").hover()
    expect(guest.map.locator(".region-tip").last).to_have_text("Idaho: 1 group")


def test_keyboard_leaves_the_map_for_the_region(regular: NewVisitor) -> None:
    guest = regular("/?region=US-OH")

    guest.shape("US-OH").press("Escape")
    expect(guest.page.locator("#region")).to_be_focused()
    guest.map.get_by_role("button", name="Skip the map").press("Enter")
    expect(guest.page.locator("#region")).to_be_focused()


def test_keyboard_leaves_the_map_of_the_figures(regular: NewVisitor) -> None:
    guest = regular("/coverage")
    guest.shape("US-OH").wait_for()

    guest.map.get_by_role("button", name="Skip the map").press("Enter")
    expect(guest.page.locator("#next")).to_be_focused()


def test_every_keyboard_stop_has_a_name_and_the_shapes_are_in_alphabetical_order(regular: NewVisitor) -> None:
    guest = regular()
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
    assert regions == sorted(regions)
    assert regions[0] == "Alabama: no group yet"
    assert "Michigan: 1 group" in regions
    others = ["Map of affiliate groups, United States", "Show the whole map", "Zoom in", "Zoom out"]
    assert sorted(set(stops) - set(regions)) == others
    assert len(stops) == len(set(stops))
