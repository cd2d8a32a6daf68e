"""A region on the page, as a visitor chooses it and sees it open."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.app import Visitor, stands


def is_at(guest: Visitor, name: str, code: str) -> None:
    """The region stands open, in the URL, in the title, on the map and in the tab."""
    guest.sees(name)
    expect(guest.page).to_have_url(re.compile(rf"\?region={code}$"))
    expect(guest.shape(code)).to_have_attribute("aria-pressed", "true")
    expect(guest.map.locator("path[aria-pressed='true']")).to_have_count(1)
    expect(guest.map.locator("path.chosen")).to_have_attribute("d", re.compile("^M[1-9]"))
    expect(guest.page).to_have_title(re.compile(f"^{name}: Find a group"))
    stands(guest.page)  # a step back before that is overtaken by the end of the run


def box_of(guest: Visitor) -> Locator:
    """The one box for a place; with a place open "Change" leads to it."""
    box = guest.page.get_by_label("ZIP code, city, state or province", exact=True)
    change = guest.page.get_by_role("link", name="Change", exact=True)
    box.or_(change).first.wait_for()
    if not box.is_visible():
        change.click()
    return box
