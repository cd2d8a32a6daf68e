"""The HTML report, opened from a file in a real Chromium that is offline."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from affiliates.reports.data import ReportData
from affiliates.reports.html.report import coverage_html
from tests.affiliates.reports.samples import report_on, varied
from tests.browser.app import TIMEOUT
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import row

Opens = Callable[..., Page]


@pytest.fixture
def opens(new_context: Callable[..., BrowserContext], tmp_path: Path) -> Iterator[Opens]:
    """Opens a report as a file; at the end it may have asked for nothing else, and nothing may have run or failed."""
    requested: list[str] = []
    complaints: list[str] = []

    def open_it(report: ReportData, **settings: Any) -> Page:
        file = tmp_path / "report.html"
        file.write_bytes(coverage_html(report))
        context = new_context(offline=True, **settings)
        context.set_default_timeout(TIMEOUT)
        page = context.new_page()
        page.on("request", lambda request: requested.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(file.as_uri())
        return page

    yield open_it
    assert {url.partition("#")[0] for url in requested} == {(tmp_path / "report.html").as_uri()}
    assert complaints == []


def test_click_on_the_map_shows_what_is_there(tmp_path: Path, opens: Opens) -> None:
    page = opens(report_on(tmp_path, *varied()))

    page.locator("svg a[href='#US-OH'] path").click()

    section = page.locator("#US-OH")
    section.wait_for()
    assert "2,562,550" in section.inner_text()
    assert "Made-up Group 1" in section.inner_text()
    assert page.locator("section.region:visible").count() == 1


def test_report_on_a_region_shows_that_region_and_links_to_no_other(tmp_path: Path, opens: Opens) -> None:
    page = opens(report_on(tmp_path, *varied(), region="US-OH"))

    assert page.locator("h1").inner_text() == "Groups for families in Ohio"
    assert page.locator("section.region:visible h3").all_inner_texts() == ["Ohio"]
    assert page.get_by_text("Choose a place on the map").count() == 0
    mark = "path => [getComputedStyle(path).strokeWidth, getComputedStyle(path).stroke]"
    assert page.locator("svg a[href='#US-OH'] path").evaluate(mark) == ["4px", "rgb(217, 72, 15)"]


@pytest.mark.parametrize("options", [{}, {"countries": ["CA"]}, {"region": "US-OH"}, {"region": "CA-ON"}], ids=str)
def test_every_link_inside_leads_somewhere(tmp_path: Path, opens: Opens, options: dict[str, Any]) -> None:
    page = opens(report_on(tmp_path, *varied(), **options))

    inside = page.locator("a[href^='#']").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert inside
    assert [href for href in set(inside) if page.locator(f"[id='{href[1:]}']").count() != 1] == []


def test_keyboard_alone_opens_a_region_and_leads_back(tmp_path: Path, opens: Opens) -> None:
    page = opens(report_on(tmp_path, *varied()))

    page.locator("svg a[href='#CA-ON']").focus()
    page.keyboard.press("Enter")
    page.locator("#CA-ON").wait_for()
    page.locator("#CA-ON").get_by_role("link", name="Back to the map").press("Enter")

    page.locator("#CA-ON").wait_for(state="hidden")


def test_region_on_the_map_has_a_name_that_says_which_groups_it_has(tmp_path: Path, opens: Opens) -> None:
    page = opens(report_on(tmp_path, row(1, regions="US-MI"), row(2, regions="US-MI", scope="local")))

    assert page.get_by_role("link", name="Michigan: 2 groups, statewide and local").count() == 1
    assert page.get_by_role("link", name="Ohio: no group yet").count() == 1


def test_hostile_text_stays_a_text(tmp_path: Path, opens: Opens) -> None:
    rows = [row(number, name=text, city=text, description=text) for number, text in enumerate(HOSTILE_TEXTS)]
    report = report_on(tmp_path, *rows)

    page = opens(report)

    assert page.title().startswith("Where groups are")
    assert page.locator("[id^=group-group] bdi").all_text_contents() == list(report.groups["name"])
    assert page.locator(".groups th p").all_text_contents() == list(report.groups["description"])
    assert page.locator("script, img, iframe, link, object, [onerror], [onclick]").count() == 0


def test_only_web_addresses_of_groups_are_links_out(tmp_path: Path, opens: Opens) -> None:
    page = opens(
        report_on(tmp_path, row(name="javascript:alert(1)", website="https://made-up.example/?a=%22&b=<".rstrip("<")))
    )

    out = page.locator(".groups a").evaluate_all("links => links.map(link => [link.getAttribute('href'), link.rel])")
    assert out == [["https://made-up.example/?a=%22&b=", "noopener noreferrer"]]


def test_page_has_no_accessibility_faults(tmp_path: Path, opens: Opens) -> None:
    """A theme has its own colors and nothing else."""
    page = opens(report_on(tmp_path, *varied()), color_scheme="light")
    page.locator("svg a[href='#US-OH'] path").click()
    light = Axe().run(page)
    page.emulate_media(color_scheme="dark")
    dark = Axe().run(page, options={"runOnly": ["color-contrast"]})

    for found in (light, dark):
        assert found.violations_count == 0, found.generate_report()


def test_phone_needs_no_sideways_scrolling(tmp_path: Path, opens: Opens) -> None:
    page = opens(report_on(tmp_path, *varied(), row(99, name="x" * 500)), viewport={"width": 375, "height": 812})

    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_browser_may_run_and_fetch_nothing(tmp_path: Path) -> None:
    page = coverage_html(report_on(tmp_path, row())).decode()

    rules = page.partition('http-equiv="Content-Security-Policy" content="')[2].partition('"')[0]
    assert rules.startswith("default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-")
    assert "unsafe" not in rules
    assert "<script" not in page.lower()
    assert " style=" not in page


def test_long_list_is_cut_and_says_so(tmp_path: Path) -> None:
    page = coverage_html(report_on(tmp_path, *(row(number) for number in range(1_203)))).decode()

    assert page.count('id="group-') == 1_000
    assert "<p>203 more groups are in the Excel report.</p>" in page
    assert "<li>and 1,183 more</li>" in page
