"""A region on a phone: what was tapped or linked is in sight, and stays."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, NewVisitor
from tests.browser.region import box_of, is_at


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
