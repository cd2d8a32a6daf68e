"""What families and groups send, written and sent by keyboard alone."""

import re

from playwright.sync_api import Page, expect

from affiliates.applications.model import ATTESTATIONS, CorrectionReason
from tests.browser.conftest import NewVisitor
from tests.browser.site import Site, reference_on, tabs_to


def types_into(page: Page, **texts: str) -> None:
    """Goes from field to field with Tab and types."""
    for label, text in texts.items():
        tabs_to(page, page.get_by_label(re.compile(f"^{re.escape(label)} ")))
        page.keyboard.type(text)


def presses(page: Page, button: str) -> None:
    tabs_to(page, page.get_by_test_id("stMain").get_by_role("button", name=button))
    page.keyboard.press("Enter")


def test_link_before_the_header_leads_past_it_in_the_language_of_the_page(site: Site, visitor: NewVisitor) -> None:
    guest = visitor(site.address)
    guest.opens("/?lang=es&region=US-TX")
    skip = guest.page.get_by_role("link", name="Saltar al contenido")
    tabs_to(guest.page, skip, most=3)  # after the part of the page that scrolls

    expect(skip).to_be_in_viewport()
    guest.page.keyboard.press("Enter")
    expect(guest.page.get_by_role("heading", name="Texas", level=1)).to_be_focused()


def test_application_is_sent_by_keyboard_alone(site: Site, visitor: NewVisitor) -> None:
    applicant = visitor(site.address)
    applicant.opens("/apply?region=US-TX")
    page = applicant.page
    main = page.get_by_test_id("stMain")
    types_into(page, **{"Name of the group": "Families of Testland"})
    tabs_to(page, main.get_by_role("combobox").first)
    page.keyboard.type("Oklaho")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # closes the list
    tabs_to(page, main.get_by_role("radio").first)
    page.keyboard.press("ArrowDown")
    types_into(page, **{"Website": "testland.example", "Your name": "A Contact"})
    tabs_to(page, main.get_by_role("checkbox").first)
    for _ in (*ATTESTATIONS, "consent"):  # one below the other
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    presses(page, "Send the application")
    expect(main.locator("[class*='_mistakes_']")).to_be_focused()
    expect(main.get_by_role("alert").filter(has_text="Almost there")).to_be_in_viewport()
    tabs_to(page, main.get_by_role("link", name="Your email address"))
    page.keyboard.press("Enter")
    expect(page.get_by_label(re.compile("^Your email address "))).to_be_focused()
    page.keyboard.type("contact@testland.example")
    presses(page, "Send the application")
    reference = reference_on(page)

    (sent,) = site.store.applications()
    assert (sent.reference, sent.proposal["regions"], sent.proposal["scope"]) == (reference, "US-TX US-OK", "regional")


def test_correction_is_sent_by_keyboard_alone(site: Site, visitor: NewVisitor) -> None:
    someone = visitor(site.address)
    someone.opens("/correct?group=group-1")
    page = someone.page
    tabs_to(page, page.get_by_role("radio").first)
    page.keyboard.press("ArrowDown")
    types_into(page, **{"What should we know?": "The website is gone."})
    presses(page, "Tell us")
    reference_on(page)

    (sent,) = site.store.applications()
    assert (sent.problem, sent.message) == (CorrectionReason.DEAD_LINK, "The website is gone.")


def test_who_chooses_a_place_by_keyboard_reads_on_at_the_answer_and_enters_the_boxes_beside_it(
    regular: NewVisitor,
) -> None:
    guest = regular("/")
    page = guest.page
    page.get_by_role("link", name="New York", exact=True).press("Enter")
    expect(guest.sees("New York")).to_be_focused()

    for name in ("Change", "Share"):
        button = page.get_by_test_id("stPopoverButton").filter(has_text=name)
        button.press("Enter")
        expect(page.get_by_test_id("stPopoverBody").locator("input, button, a").first).to_be_focused()
        page.keyboard.press("Escape")
        expect(button).to_be_focused()
        expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
