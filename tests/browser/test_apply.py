"""Applying: the form, its questions, and the whole way to the map, in two sessions at once."""

import re
from pathlib import Path

from filelock import FileLock
from playwright.sync_api import expect

from affiliates.applications.model import ATTESTATIONS, Kind
from affiliates.applications.states import State, application_states
from affiliates.content.find_words import start_in
from affiliates.languages.catalogs import ENGLISH, languages
from affiliates.storage.files.store import REVIEW_FOLDER, FileStore
from tests.browser.app import ROOT, free_port, stands
from tests.browser.conftest import DESKTOP, HURRIED, PHONE, NewVisitor
from tests.browser.site import (
    Site,
    accessibility_faults,
    fills_in,
    published,
    reference_on,
    sends,
    signs_in,
)
from tests.made_up import application, read_directory, row, write_directory
from tests.warm_server import served


def test_double_click_and_reload_make_one_row(site: Site, visitor: NewVisitor) -> None:
    """What a robot writes into the field that nobody sees: tests/components/test_application_form.py."""
    someone = visitor(site.address)
    someone.opens("/apply?region=US-TX")
    expect(someone.page.get_by_label("Leave this empty")).to_be_attached()
    expect(someone.page.get_by_label("Leave this empty")).to_be_hidden()
    fills_in(someone.page)
    stands(someone.page)
    someone.page.get_by_test_id("stMain").get_by_role("button", name="Send the application").dblclick()
    reference_on(someone.page)
    someone.page.reload()
    someone.page.get_by_label("Name of the group").wait_for()
    someone.page.go_back()

    assert len(site.store.applications()) == 1


def test_store_that_refuses_keeps_what_was_typed_in_the_form(site: Site, visitor: NewVisitor) -> None:
    someone = visitor(site.address)
    someone.opens("/apply?region=US-TX")
    page = someone.page
    fills_in(page)
    lock = site.folder / REVIEW_FOLDER / "lock"
    lock.unlink()
    lock.mkdir()  # no lock can be had
    sends(page)
    page.get_by_text("We are sorry: we could not save what you sent").wait_for()
    lock.rmdir()
    expect(page.get_by_label("Name of the group")).to_have_value("Families of Testland")
    assert not site.store.applications()
    with page.expect_download() as copy:
        page.get_by_role("button", name="Keep a copy").click()
    assert "Families of Testland" in Path(copy.value.path()).read_text()
    with FileLock(lock):  # somebody else is writing
        sends(page)
        page.get_by_text("Sending …").wait_for()
    reference_on(page)

    assert len(site.store.applications()) == 1


def test_sidebar_holds_the_same_form(site: Site, visitor: NewVisitor) -> None:
    someone = visitor(site.address)
    someone.opens("/?region=US-TX")
    sidebar = someone.page.get_by_test_id("stSidebar")
    expect(sidebar).to_have_count(0)
    someone.page.get_by_role("button", name="Add your group").click()
    name = sidebar.get_by_label("Name of the group")
    name.fill("Families of Testland")
    sidebar.get_by_role("button", name="Close").click()
    expect(name).to_have_count(0)
    someone.page.get_by_role("button", name="Add your group").click()
    expect(name).to_have_value("Families of Testland")  # though it was never sent
    expect(sidebar.get_by_text("Texas")).to_be_visible()
    someone.clicks("US-OH")
    someone.sees("Ohio")
    expect(name).to_have_value("Families of Testland")
    expect(sidebar.get_by_text("Texas")).to_be_visible()
    sidebar.get_by_role("button", name="Send the application").click()
    sidebar.get_by_text("Almost there.").wait_for()
    expect(name).to_have_value("Families of Testland")
    sidebar.get_by_role("link", name="Your name").click()
    expect(sidebar.get_by_label("Your name")).to_be_focused()
    expect(sidebar.get_by_label("Your name")).to_be_in_viewport()
    sidebar.get_by_role("button", name="Close").click()
    expect(name).to_have_count(0)
    expect(someone.page.get_by_role("button", name="sidebar")).to_have_count(0)
    stands(someone.page)
    someone.page.get_by_role("button", name="Add your group").click()
    expect(name).to_have_value("Families of Testland")


def test_form_and_desk_can_be_used_by_everyone(site: Site, visitor: NewVisitor) -> None:
    site.store.add(application(1, proposal={**application(1).proposal, "name": "The Made-up Parents, Ohio"}))
    someone, robin = visitor(site.address, **PHONE), visitor(site.address, **PHONE)
    someone.opens("/apply?region=US-TX")
    address = someone.page.get_by_label("Your email address")
    address.fill("jane(at)example")  # neither Streamlit nor the browser may keep the form because of it, without a word
    sends(someone.page)
    someone.page.get_by_text("Almost there.").wait_for()
    someone.page.get_by_text("“Your email address” is not an email address").wait_for()
    expect(address).to_have_value("jane(at)example")
    expect(address).to_have_attribute("type", "email")  # so that a phone shows the “@”
    signs_in(robin, site, "Robin")
    robin.page.get_by_role("button", name="The Made-up Parents, Ohio").click()
    robin.page.get_by_text("Erase", exact=True).wait_for()
    stands(robin.page)
    robin.page.get_by_text("Edit before publishing").click()
    robin.page.get_by_label("City (").wait_for()

    for each in (someone.page, robin.page):
        for screen in (PHONE, DESKTOP):
            each.set_viewport_size(screen["viewport"])
            assert accessibility_faults(each) == []
            assert each.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_from_the_form_in_spanish_to_the_map_in_two_sessions(site: Site, visitor: NewVisitor) -> None:
    parent, reviewer = visitor(site.address), visitor(site.address)
    applicant = visitor(site.address, locale="es-US")
    parent.opens("/?region=US-TX")
    parent.page.get_by_text("There is no affiliate group in Texas yet.").wait_for()

    applicant.opens("/?region=US-TX")
    page, spanish = applicant.page, languages()["es"]
    page.get_by_role("link", name=start_in(spanish, "US-TX")).click()
    applicant.sees(start_in(spanish, "US-TX"))
    fills_in(page, spanish, **{"Your email address": "contact"})
    sends(page, spanish)
    mistake = spanish.gettext("is not an email address: it should look like name@example.org")
    page.get_by_text(mistake).first.wait_for()
    page.get_by_label(re.compile(f"^{spanish.gettext('Your email address')} ")).fill("contact@testland.example")
    sends(page, spanish)
    reference = reference_on(page)
    with page.expect_download() as copy:
        page.get_by_role("button", name=spanish.gettext("Keep a copy")).click()
    assert reference in Path(copy.value.path()).read_text()

    (sent,) = site.store.applications()
    assert (sent.reference, sent.kind, sent.spam_reason) == (reference, Kind.NEW, None)
    assert sent.proposal["regions"] == "US-TX"
    assert sent.proposal["website"] == "https://testland.example"
    assert sent.agreed == tuple(ATTESTATIONS)

    signs_in(reviewer, site, "Robin")
    reviewer.page.get_by_role("button", name="Families of Testland (Texas)").click()
    reviewer.sees("Families of Testland")
    reviewer.page.get_by_text("contact@testland.example").wait_for()
    reviewer.page.get_by_text("Sent in Spanish.").wait_for()
    reviewer.page.get_by_role("button", name=re.compile("^Publish(?!,)")).click()
    published(reviewer.page)
    for language in (spanish, ENGLISH):
        reviewer.page.get_by_text(language.gettext("Hello {name},", name="A Contact")).first.wait_for(state="attached")

    parent.sees("Families of Testland")
    assert application_states([sent], site.store.decisions())[reference] is State.APPROVED

    reviewer.page.get_by_role("button", name="Undo").click()
    reviewer.page.get_by_text("Undone.").first.wait_for()
    parent.page.get_by_text("There is no affiliate group in Texas yet.").wait_for()
    assert list(read_directory(site.folder).groups["id"]) == ["group-1"]


def test_server_that_goes_and_comes_back_finds_everything_still_typed(tmp_path: Path, visitor: NewVisitor) -> None:
    folder = write_directory(tmp_path / "data", row(1))
    script, log, port = ROOT / "dashboard.py", tmp_path / "server.log", free_port()
    someone = visitor(f"http://127.0.0.1:{port}")
    page, other, third = someone.page, visitor(someone.address), visitor(someone.address)
    with served(script, log, {**HURRIED, "AFFILIATES_DATA": str(folder)}, port=port):
        someone.opens("/apply?region=US-TX")
        fills_in(page)
        page.get_by_label("City (").fill("Typed Last")
        other.opens()
        third.opens()
    lost = page.get_by_role("dialog").filter(has_text="The connection is lost")
    expect(lost).to_contain_text("What you see stays. The page goes on by itself once the connection is back.")
    expect(other.map.get_by_text("The connection was lost.")).to_be_visible(timeout=15_000)
    for each in (other, third):
        said = each.page.get_by_role("dialog").filter(has_text="The connection is lost")
        said.get_by_role("button").first.press("Escape")
        said.wait_for(state="detached")
    other.clicks("US-TX")
    third.page.get_by_text("All places, A to Z").click()
    third.page.get_by_role("link", name="Nebraska").click()
    with served(script, log, {**HURRIED, "AFFILIATES_DATA": str(folder)}, port=port):
        lost.wait_for(state="detached")
        other.sees("Texas")
        third.sees("Nebraska")
        stands(page)
        expect(page.get_by_label("Name of the group")).to_have_value("Families of Testland")
        expect(page.get_by_label("City (")).to_have_value("Typed Last")
        expect(page.get_by_label("What the group does")).to_have_value("We listen.")
        expect(page.get_by_role("checkbox").first).to_be_checked()
        sends(page)
        reference_on(page)

    (sent,) = FileStore(folder).applications()
    assert (sent.proposal["city"], sent.proposal["regions"], len(sent.agreed)) == ("Typed Last", "US-TX", 8)
