"""The reviewers' desk in a browser: by keyboard alone, two at once, and hostile texts on the narrowest page."""

import re

from playwright.sync_api import Page, expect

from affiliates.applications.decisions import Verdict
from tests.browser.app import stands
from tests.browser.conftest import PHONE, NewVisitor
from tests.browser.site import PICTURES, Site, signs_in, tabs_to
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import application, read_directory

ONE_LINE = [text for text in HOSTILE_TEXTS if len(text) < 100]


def sees_application(page: Page, number: int) -> None:
    """Waits for the application to be open, at its beginning."""
    expect(page.get_by_role("heading", name=f"Made-up Group {number} (Ohio)")).to_be_in_viewport()
    stands(page)


def test_desk_works_by_keyboard_alone(site: Site, visitor: NewVisitor) -> None:
    for number in (1, 2, 3, 4):
        site.store.add(application(number))
    reviewer = visitor(site.address, viewport={"width": 1280, "height": 600})
    reviewer.opens("/review")
    page = reviewer.page
    tabs_to(page, page.get_by_role("button", name="Sign in"))
    page.keyboard.press("Enter")
    page.get_by_label("Your name").focus()
    page.keyboard.type("Robin")
    page.keyboard.press("Tab")
    page.keyboard.type(site.passphrases["Robin"])
    page.keyboard.press("Enter")
    page.get_by_text("Signed in as Robin").wait_for()
    page.reload()
    tabs_to(page, page.get_by_role("button", name="New group · Made-up Group 1 ("))
    page.keyboard.press("Enter")
    sees_application(page, 1)
    tabs_to(page, page.locator("summary", has_text="Edit before publishing"))
    page.keyboard.press("Enter")
    tabs_to(page, page.get_by_label("City ("))
    page.keyboard.type("Pans")  # letters that press buttons elsewhere
    page.keyboard.press("Tab")
    page.get_by_text("Statewide · Ohio · Pans").wait_for()
    stands(page)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("v")
    sees_application(page, 2)
    page.keyboard.press("d")
    tabs_to(page, page.get_by_role("button", name="Nobody can be reached"))
    page.keyboard.press("Enter")
    sees_application(page, 3)
    page.keyboard.press("u")
    sees_application(page, 2)
    page.keyboard.press("n")
    sees_application(page, 3)
    page.keyboard.press("s")
    sees_application(page, 4)

    verdicts = [each.verdict for each in site.store.decisions()]
    assert verdicts == [Verdict.APPROVE, Verdict.DECLINE, Verdict.UNDO, Verdict.MARK_AS_SPAM]
    group = read_directory(site.folder).groups.set_index("id").loc["made-up-group-1"]
    assert (group["city"], group["last_verified_on"] is not None) == ("Pans", True)


def test_second_reviewer_is_told_what_the_first_decided(site: Site, visitor: NewVisitor) -> None:
    site.store.add(application(1))
    first, second = visitor(site.address), visitor(site.address)
    for each, name in ((first, "Robin"), (second, "Sam")):
        signs_in(each, site, name)
        each.page.get_by_role("button", name="Made-up Group 1").click()
        sees_application(each.page, 1)
    first.page.get_by_role("button", name="Decline").click()
    first.page.get_by_label("Another reason").fill("Not a group.")
    first.page.get_by_role("button", name="Decline for this reason").click()
    first.page.get_by_text("Nothing is waiting. Thank you for looking.").wait_for()

    second.page.get_by_role("button", name=re.compile("^Publish(?!,)")).click()
    second.page.get_by_text("Robin was faster (declined").first.wait_for()
    second.page.get_by_text("Not a group.").wait_for()
    assert len(site.store.decisions()) == 1


def test_hostile_texts_are_shown_as_typed_on_the_narrowest_page(site: Site, visitor: NewVisitor) -> None:
    three_each = [(ONE_LINE[first : first + 3] * 3)[:3] for first in range(0, len(ONE_LINE), 3)]
    for number, (name, city, description) in enumerate(three_each, start=10):
        proposal = {**application(number).proposal, "name": name, "city": city, "description": description}
        contact = {"contact_name": city, "contact_phone": description, "message": name}
        site.store.add(application(number, proposal=proposal, **contact))
    reviewer = visitor(site.address, **PHONE)
    signs_in(reviewer, site, "Robin")
    page = reviewer.page
    page.get_by_role("button", name=re.compile("^New group")).first.click()
    for position, (name, *_) in enumerate(three_each, start=1):
        shown = re.sub("[\u2066-\u2069]", "", " ".join(name.split()))
        page.get_by_text(f"{position} of {len(three_each)}", exact=True).wait_for()
        page.get_by_test_id("stHeading").filter(has_text=shown).first.wait_for()
        assert page.title() != "taken"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        stands(page)  # a tap in the moment in which a run ends is lost to Streamlit
        page.get_by_role("button", name="Skip").tap()
    page.get_by_text(f"1 of {len(three_each)}", exact=True).wait_for()
    assert page.locator(PICTURES).count() == 0
