"""Somebody on a phone who wants a group: from a page without scripts to the form and the pages behind links."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from affiliates.people.answers import PeopleLink, link_token
from affiliates.storage.files.store import FileStore
from tests.affiliates.people.made_up import person
from tests.browser.conftest import PHONE, NewVisitor
from tests.browser.site import BACKGROUND
from tests.made_up import row, write_directory


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(write_directory(tmp_path, row(1, regions="US-MI")))


def test_without_scripts_a_parent_signs_up_on_a_phone(
    store: FileStore, tmp_path: Path, server: Callable[[Path], str], visitor: NewVisitor
) -> None:
    address = server(tmp_path)
    page = visitor(address, **PHONE, java_script_enabled=False).page
    page.goto(f"{address}/r/US-TX/")
    page.get_by_role("link", name="Tell me when there is a group in Texas").click()
    page.get_by_label("I would help to start one").check()
    page.get_by_label("Your email address").fill("parent@made-up.example")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading")).to_have_text("Thank you. You have done something for the next family.")

    (kept,) = store.people.people()
    assert (kept.region, kept.wants_news, kept.would_help) == ("US-TX", True, True)
    assert "made-up" not in page.url


def test_in_the_app_a_link_leads_into_the_form_and_back_out_of_it(regular: NewVisitor) -> None:
    page = regular("/?region=US-TX", **PHONE).page
    page.get_by_role("link", name="I would help to start one").click()
    wished, other = (page.get_by_role("checkbox", name=each) for each in ("I would help", "Tell me when"))

    expect(wished).to_be_focused()
    expect(wished).to_be_checked()
    expect(page.get_by_text("I would help to start one", exact=True)).to_be_in_viewport()
    expect(other).not_to_be_checked()
    page.go_back()
    expect(wished).to_have_count(0)


def test_who_has_sent_the_form_by_enter_on_a_phone_reads_the_thanks(
    store: FileStore, tmp_path: Path, server: Callable[[Path], str], visitor: NewVisitor
) -> None:
    guest = visitor(server(tmp_path), **PHONE)
    guest.opens("/?region=US-TX&wish=help")
    email = guest.page.get_by_label("Your email address", exact=True)
    email.fill("parent@made-up.example")
    email.press("Enter")

    thanks = guest.page.locator(".st-key-people_thanks")
    expect(thanks).to_be_focused()
    expect(thanks.get_by_text("You have done something for the next family.")).to_be_in_viewport()
    assert [each.would_help for each in store.people.people()] == [True]


def test_pages_fit_a_phone_and_have_no_fault(
    store: FileStore, tmp_path: Path, server: Callable[[Path], str], visitor: NewVisitor
) -> None:
    someone = person(confirmed_at=None, would_help=True, sentence="W" * 300)
    store.people.update(lambda _: [someone])
    address = server(tmp_path)
    guest = visitor(address, **PHONE)
    page, leave = guest.page, link_token(store, PeopleLink.LEAVE, someone, someone.asked_at)
    found = {}
    for path in ("/people?region=CA-NL&lang=fr", f"/people/leave?t={leave}"):
        page.goto(address + path)
        for theme in BACKGROUND:
            page.emulate_media(color_scheme=theme)
            found[path, theme] = [each["id"] for each in Axe().run(page).response["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert page.url == f"{address}/people/leave"
    page.get_by_role("button", name="Erase it").click()
    expect(page.get_by_role("heading")).to_have_text("It is erased. We wish you and your family well.")

    assert {where: faults for where, faults in found.items() if faults} == {}
    assert store.people.people() == []
