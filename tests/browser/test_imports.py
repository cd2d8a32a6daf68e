"""A reviewer brings a list in with a browser: the file goes to the server, and comes back as groups on the map."""

from pathlib import Path

from playwright.sync_api import expect

from tests.affiliates.imports.made_up_files import workbook
from tests.browser.app import stands
from tests.browser.conftest import NewVisitor
from tests.browser.site import Site, accessibility_faults, signs_in

ROWS = [
    ("Group", "State", "Web"),
    ("Made-up Lanterns", "Mich.", "lanterns.example"),
    ("Made-up Kites", "Lower Peninsula", "kites.example"),
]


def test_list_is_uploaded_answered_published_and_taken_back(site: Site, visitor: NewVisitor, tmp_path: Path) -> None:
    list_file = tmp_path / "Chapters.xlsx"
    list_file.write_bytes(workbook(ROWS))
    before = set(site.store.directory.entries())
    reviewer = visitor(site.address)
    signs_in(reviewer, site, "Robin")
    page = reviewer.page
    page.get_by_role("radio", name="Import").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(list_file)
    page.get_by_role("button", name="Next: 2 Questions").click()
    page.get_by_text("“Lower Peninsula”").wait_for()
    page.reload()
    page.get_by_role("radio", name="Import").click()
    page.get_by_role("button", name="Next: 2 Questions").click()
    stands(page)
    page.get_by_role("combobox", name="Which place is it?").fill("Michigan")
    page.get_by_role("option", name="Michigan").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("“Lower Peninsula” is Michigan").wait_for()
    assert accessibility_faults(page) == []
    page.get_by_role("radio", name="4 Publish").click()
    page.get_by_role("button", name="Publish 2 groups").click()
    page.get_by_text("Published: 2 new groups").wait_for()
    assert set(site.store.directory.entries()) == before | {"made-up-lanterns", "made-up-kites"}

    page.get_by_role("button", name="Take back").click()
    page.get_by_role("button", name="Yes, take it back").click()
    expect(page.get_by_text("Taken back: 2 groups are as before.")).to_be_visible()
    assert set(site.store.directory.entries()) == before
