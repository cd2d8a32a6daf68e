"""What families and groups send, written and sent by keyboard alone."""

import re

from PIL import Image
from playwright.sync_api import Page, expect

from affiliates.applications.model import ATTESTATIONS, CorrectionReason
from tests.browser.app import stands
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


def test_who_chooses_a_place_by_keyboard_reads_on_at_the_answer_and_may_choose_another_one(
    regular: NewVisitor,
) -> None:
    guest = regular("/")
    page = guest.page
    page.get_by_role("link", name="New York", exact=True).press("Enter")
    expect(guest.sees("New York")).to_be_focused()

    page.get_by_role("link", name="Change", exact=True).press("Enter")
    expect(page.get_by_label("ZIP code, city, state or province", exact=True)).to_be_focused()
    page.keyboard.type("48104")
    page.keyboard.press("Enter")
    expect(guest.sees("Michigan")).to_be_focused()


def test_answer_is_shared_by_keyboard_alone(regular: NewVisitor) -> None:
    guest = regular("/?region=US-TX")
    page = guest.page
    guest.sees("Texas")
    stands(page)
    share = page.locator("#root summary", has_text="Share")
    copy = page.get_by_role("link", name="Copy the link")

    share.press("Enter")
    page.keyboard.press("Tab")
    expect(copy).to_be_focused()
    expect(page.locator("a[href='#share-sheet']")).to_be_hidden()  # this browser has no such sheet
    page.keyboard.press("Escape")
    expect(share).to_be_focused()
    expect(copy).to_be_hidden()

    share.press("Enter")
    page.context.grant_permissions(["clipboard-write"])
    copy.press("Enter")
    expect(page.locator("#root details.share").get_by_role("status")).to_have_text("Copied")
    with page.expect_download() as download:
        page.get_by_role("link", name="Save the QR code").press("Enter")
    assert download.value.suggested_filename == "affiliate-groups-us-tx-qr-code.png"
    assert Image.open(download.value.path()).format == "PNG"
    page.get_by_role("heading", name="The nearest groups").click()
    expect(copy).to_be_hidden()


def test_another_page_and_the_one_that_back_leads_to_are_read_from_their_title(regular: NewVisitor) -> None:
    guest = regular("/")
    page = guest.page
    stands(page)
    titles = page.locator("#root h1")

    page.locator(".site-pages a", has_text="Coverage").press("Enter")
    expect(titles).to_be_focused()
    expect(titles).not_to_have_text("Find a group near you")
    page.go_back()
    expect(titles).to_have_text("Find a group near you")
    expect(titles).to_be_focused()


def test_box_of_reports_is_entered_when_it_opens_and_left_by_escape(regular: NewVisitor) -> None:
    guest = regular("/coverage")
    page = guest.page
    button = page.get_by_test_id("stPopoverButton").filter(has_text="Reports")
    button.press("Enter")
    expect(page.get_by_test_id("stPopoverBody").locator("input, button, a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
