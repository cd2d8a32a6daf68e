"""A parent with a phone in a state without a group: somebody to call, and a tap that says when the number is wrong."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, NewVisitor


def test_phone_in_texas_finds_a_number_to_tap(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address, **PHONE)
    guest.opens("/?region=US-TX")
    answer = guest.page.get_by_test_id("stMain")
    expect(answer.get_by_text("There is no affiliate group in Texas yet.")).to_be_in_viewport()

    call = answer.get_by_role("link", name="Call 1-800-252-9108")
    expect(call).to_have_attribute("href", "tel:+18002529108")
    box = call.bounding_box()
    assert box
    assert box["width"] > 250
    wrong = answer.get_by_role("link", name="Is this number wrong? Tell us").first
    form = urlsplit(wrong.get_attribute("href") or "")
    guest.goes_to(f"{form.path}?{form.query}")

    expect(answer.get_by_role("heading", name="Disability Rights Texas")).to_be_visible()
    expect(answer.get_by_role("radio", name="The number is wrong, or nobody answers")).to_be_attached()
