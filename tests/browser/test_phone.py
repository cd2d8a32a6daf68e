"""A region on a phone: what was tapped or linked is in sight, and stays."""

import re

import pytest
from playwright.sync_api import Page, expect

from affiliates.content.find_words import (
    NAVIGATION,
    PAGE_TITLE,
    PLACE_BOX,
    PURPOSE,
    TITLE,
    groups_are_there,
    tab_title,
)
from affiliates.content.place_names import region_name
from affiliates.languages.catalogs import ENGLISH, languages
from affiliates.languages.language import Language
from tests.browser.app import stands
from tests.browser.conftest import PHONE, NewVisitor
from tests.browser.region import box_of


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


# The queries of the links that lead to pages of ours.
QUERIES = """links => links.filter((link) => link.origin === location.origin)
    .filter((link) => !link.getAttribute("href").startsWith("#")).map((link) => link.search)"""


def test_parent_who_reads_spanish(address: str, visitor: NewVisitor) -> None:
    """The browser asks for Spanish, the address says nothing: to somebody to call, then to English and back."""
    spanish = languages()["es"]
    guest = visitor(address, **PHONE, locale="es-US")
    page = guest.page
    first = page.goto(address)
    assert first
    assert first.headers["content-language"] == "es"
    assert spanish.gettext(PURPOSE) in first.text()
    guest.sees(spanish.gettext(TITLE))
    guest.shape("US-TX").wait_for()
    stands(page)

    box = page.get_by_label(spanish.gettext(PLACE_BOX), exact=True)
    box.fill("Nueva York")
    box.press("Enter")
    guest.sees("Nueva York")
    expect(page).to_have_title(tab_title(spanish, spanish.gettext(PAGE_TITLE), "US-NY"))
    expect(page).to_have_url(re.compile(r"\?region=US-NY$"))
    expect(page.get_by_text(groups_are_there(spanish, 1, "US-NY"))).to_be_in_viewport()
    call = page.get_by_role("link", name=re.compile("^call Llamar al |^Llamar al ")).first
    expect(call).to_have_attribute("href", re.compile(r"^tel:\+1"))

    stands(page)
    guest.taps("US-MO")
    guest.sees(region_name(spanish, "US-MO"))
    expect(guest.map.get_by_role("status")).to_contain_text(spanish.ngettext("1 group", "{count} groups", 1))
    expect(page.get_by_text(groups_are_there(spanish, 1, "US-MO"))).to_be_in_viewport()

    english = page.get_by_role("link", name="English", exact=True)
    english.dispatch_event("pointerdown")  # as for another tab
    assert english.evaluate("link => link.search") == "?region=US-MO&lang=en"
    english.click()
    guest.sees("Missouri")
    is_in_language(page, ENGLISH, tab_title(ENGLISH, "Find a group", "US-MO"), "region=US-MO&lang=en")
    page.get_by_role("link", name="Start a group", exact=True).first.click()
    page.get_by_label("Name of the group").fill("Familias de Testland")
    page.get_by_role("link", name="Español", exact=True).click()
    expect(page.get_by_label(spanish.gettext("Name of the group"))).to_have_value("Familias de Testland")
    is_in_language(page, spanish, tab_title(spanish, spanish.gettext(NAVIGATION["apply"])), "lang=es")
    page.go_back()
    page.go_back()
    guest.sees("Missouri")
    page.locator(".site-name").click()  # Streamlit alone would leave the address as it was
    guest.sees(TITLE.text)
    expect(page).to_have_url(f"{address}/?lang=en")


def is_in_language(page: Page, language: Language, title: str, query: str) -> None:
    """The page says in its address, its title and to screen readers in which language it is, and so do its links."""
    stands(page)
    expect(page).to_have_url(re.compile(rf"\?{query}$"))
    expect(page).to_have_title(title)
    expect(page.locator("html")).to_have_attribute("lang", language.code)
    queries = page.locator(".stApp a[href]:not([hreflang])").evaluate_all(QUERIES)
    assert len(queries) > 8
    assert [each for each in queries if f"lang={language.code}" not in each] == []


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
