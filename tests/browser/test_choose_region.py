"""Every way to choose a region leads to the same place."""

import re

from playwright.sync_api import expect

from affiliates.geo.regions import regions
from tests.browser.app import stands
from tests.browser.conftest import NewVisitor
from tests.browser.region import box_of, is_at


def test_clicks_open_regions_and_are_announced_and_lead_back_and_forward(regular: NewVisitor) -> None:
    guest = regular()

    guest.clicks("US-MI")
    is_at(guest, "Michigan", "US-MI")
    expect(guest.map.get_by_role("status")).to_have_text(
        "Michigan: 1 group. The details are on this page: press Escape to read them."
    )
    guest.clicks("US-OH")
    is_at(guest, "Ohio", "US-OH")
    guest.page.go_back()
    is_at(guest, "Michigan", "US-MI")
    guest.page.go_back()
    guest.sees("Where do you live?")
    guest.page.go_forward()
    is_at(guest, "Michigan", "US-MI")

    guest.page.get_by_role("link", name="Show all places").click()
    guest.sees("Where do you live?")
    expect(guest.page).to_have_url(re.compile(r"/$"))
    expect(guest.map.locator("path[aria-pressed='true']")).to_have_count(0)
    guest.clicks("US-MI")  # a second time on the same shape
    is_at(guest, "Michigan", "US-MI")


def test_box_suggests_and_takes_the_keyboard_postal_codes_and_what_cannot_be_found(regular: NewVisitor) -> None:
    guest = regular()
    box = box_of(guest)

    box.focus()
    suggested = box.evaluate("box => [...box.list.options].map((option) => option.value)")
    assert len(suggested) == len(regions())
    box.fill("Manitoba (MB), Canada")  # what the browser does once one of them is chosen; no Enter

    is_at(guest, "Manitoba", "CA-MB")
    expect(box_of(guest)).to_have_value("")
    for typed, name, code in (
        ("texas", "Texas", "US-TX"),
        ("m5v 3l9", "Ontario", "CA-ON"),
        ("00801", "U.S. Virgin Islands", "US-VI"),
    ):
        box = box_of(guest)
        box.fill(typed)
        box.press("Enter")
        is_at(guest, name, code)
        assert typed not in guest.page.url

    box = box_of(guest)
    box.fill("Nowhere Whatsoever")
    box.press("Enter")
    guest.page.get_by_text("We could not find that place").wait_for()
    expect(box).to_have_value("Nowhere Whatsoever")
    guest.page.get_by_text("All places, A to Z", exact=True).click()
    guest.page.get_by_role("link", name="District of Columbia", exact=True).click()
    is_at(guest, "District of Columbia", "US-DC")
    expect(guest.page.get_by_role("link", name="District of Columbia", exact=True)).to_have_count(0)


def test_what_is_typed_and_left_without_enter_is_looked_for_unless_a_click_leads_elsewhere(regular: NewVisitor) -> None:
    guest = regular()
    for code, name, leave in (
        ("US-MI", "Michigan", lambda: guest.page.keyboard.press("Tab")),
        ("US-TX", "Texas", lambda: guest.clicks("US-TX")),
    ):
        box_of(guest).fill("48104")
        leave()
        is_at(guest, name, code)
        guest.page.go_back()
        guest.sees("Find a group near you")


def test_one_choice_is_one_step_back_and_escape_loses_nothing(regular: NewVisitor) -> None:
    guest = regular("/?region=US-OH&page=2")

    box = box_of(guest)
    box.click()
    box.press("Escape")
    stands(guest.page)
    guest.page.go_back()
    guest.sees("Ohio")
    stands(guest.page)
    guest.clicks("US-TX")
    is_at(guest, "Texas", "US-TX")
    guest.page.go_back()
    guest.sees("Ohio")
    expect(guest.page).to_have_url(re.compile(r"\?region=US-OH&page=2$"))
    stands(guest.page)
    guest.page.get_by_role("link", name="Canada", exact=True).click()
    guest.shape("CA-QC").wait_for()
    stands(guest.page)  # the answer above the map is gone
    guest.clicks("CA-QC")
    is_at(guest, "Quebec", "CA-QC")
    guest.page.go_back()
    expect(guest.page).to_have_url(re.compile(r"\?country=CA$"))
    stands(guest.page)
    guest.page.go_back()
    guest.sees("Ohio")


def test_canada_is_behind_the_switch_and_in_the_url(regular: NewVisitor) -> None:
    guest = regular()
    canada = guest.page.get_by_role("link", name="Canada", exact=True)

    canada.press("Enter")
    guest.shape("CA-QC").wait_for()
    expect(canada).to_have_attribute("aria-current", "true")
    expect(canada).to_be_focused()
    expect(guest.page).to_have_url(re.compile(r"\?country=CA$"))
    guest.clicks("CA-QC")
    is_at(guest, "Quebec", "CA-QC")

    guest.page.reload()
    is_at(guest, "Quebec", "CA-QC")
