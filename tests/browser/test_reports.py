"""Reports as a visitor takes them along: from the click to the file."""

from pathlib import Path

from playwright.sync_api import Page

from affiliates.content.wording import format_day
from affiliates.directory.snapshots import today
from affiliates.languages.catalogs import languages
from tests.affiliates.reports.samples import pdf_pages, pdf_text
from tests.browser.app import Visitor
from tests.browser.conftest import NewVisitor


def downloaded(page: Page, button: str) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    file = Path(download.value.path())
    return file.rename(file.with_name(download.value.suggested_filename))


def opens_reports(visitor: Visitor) -> None:
    visitor.page.get_by_test_id("stPopover").get_by_role("button", name="Reports").click()
    visitor.page.get_by_role("button", name="GeoJSON").wait_for()


FILES = {
    "PDF to read and print": ("coverage-", b"%PDF-"),
    "Excel": ("coverage-", b"PK"),
    "Offline web page": ("coverage-", b"<!DOC"),
    "Places (CSV)": ("regions-", b"\xef\xbb\xbf"),
    "Groups (CSV)": ("affiliate-groups-", b"\xef\xbb\xbf"),
    "GeoJSON": ("coverage-", b'{"type"'),
}


def test_every_report_arrives(address: str, visitor: NewVisitor) -> None:
    someone = visitor(address)
    someone.opens("/coverage?report=everything")
    opens_reports(someone)

    for button, (stem, beginning) in FILES.items():
        file = downloaded(someone.page, button)

        assert file.name.startswith(stem)
        assert file.read_bytes().startswith(beginning)


def test_report_tells_what_the_page_shows(address: str, visitor: NewVisitor) -> None:
    someone = visitor(address)
    someone.opens("/coverage?country=CA&plan=CA-ON&order=distance")
    opens_reports(someone)

    text = pdf_text(downloaded(someone.page, "PDF to read and print").read_bytes())

    assert "Where next in Canada" in text
    assert "Where next in the United States" not in text
    assert "If these places had a group:" in text
    assert "1 new group: Ontario." in text
    assert "ranked by distance to a group, farthest first" in text


def test_region_has_its_fact_sheet_in_the_language_of_each_visitor(address: str, visitor: NewVisitor) -> None:
    """A report that was kept in one language was handed out in another one."""
    someone = visitor(address)
    for language, beginning in (("en", "fact-sheet-us-mi-"), ("fr", "fact-sheet-fr-us-mi-")):
        someone.opens(f"/?region=US-MI&lang={language}")
        with someone.page.expect_download() as download:
            someone.page.locator(".st-key-report_fact_sheet").get_by_role("button").click()
        content = Path(download.value.path()).read_bytes()
        assert download.value.suggested_filename.startswith(beginning)
        assert pdf_pages(content) == 1
        assert format_day(languages()[language], today()) in pdf_text(content)
