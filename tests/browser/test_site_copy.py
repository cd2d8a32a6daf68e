"""The copy of the site made of files, in a real Chromium: from a file, without scripts, on a phone, in a frame."""

import http.server
import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from affiliates.site.export import export_site
from tests.affiliates.site.samples import site_of
from tests.browser.app import ROOT, TIMEOUT
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import row

Opens = Callable[..., Page]
UPLOADED = "wp-content/uploads/affiliates"
BEGINNING, END = "<!DOCTYPE html><meta charset=utf-8><h1>Our own site</h1>", "<p>The end of the page</p>"
OWN_ADDRESSES = ("file:", "http://127.0.0.1:")
ROWS = (
    *(
        row(
            n, regions="US-MI", scope="local", name=text, city=text, description=text, website="https://made-up.example"
        )
        for n, text in enumerate(HOSTILE_TEXTS)
        if len(text) < 500
    ),
    row(90, regions="CA-ON", email="hi@made-up.example", languages="fr"),
)


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy without an app, as it comes from a memory stick, but for the previews: no browser asks for them."""
    folder = tmp_path_factory.mktemp("copy")
    documents = site_of(folder / "data", *ROWS, is_copy=True).documents
    previews_left_out = {address: make for address, make in documents.items() if "og/" not in address}
    export_site(previews_left_out, folder / UPLOADED)
    return folder


@pytest.fixture
def opens(new_context: Callable[..., BrowserContext]) -> Iterator[Opens]:
    """Opens an address; at the end nothing may have failed, asked anyone else or run that is not ours."""
    complaints: list[str] = []

    def open_it(address: str, **settings: Any) -> Page:
        context = new_context(**settings)
        context.set_default_timeout(TIMEOUT)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("console", lambda said: complaints.extend([said.text] * (said.type == "error")))
        page.on("request", lambda asked: complaints.extend([asked.url] * (not asked.url.startswith(OWN_ADDRESSES))))
        page.goto(address)
        return page

    yield open_it
    assert complaints == []


@pytest.fixture
def served(copy: Path) -> Iterator[str]:
    """The copy in a folder of a web site."""
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(copy))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def front(copy: Path) -> str:
    return (copy / UPLOADED / "index.html").as_uri()


def test_from_a_file_without_scripts_every_place_is_two_taps_away(copy: Path, opens: Opens) -> None:
    page = opens(front(copy), java_script_enabled=False, offline=True)

    page.locator("svg a[href='r/US-CO/index.html'] path").click()
    page.get_by_role("heading", name="Colorado", exact=True).wait_for()
    page.get_by_role("link", name="Change", exact=True).click()
    box = page.locator(".rail a[title^='Rhode Island']")
    assert min(box.evaluate("box => [box.offsetWidth, box.offsetHeight]")) >= 24
    box.click()
    page.get_by_text("There is no affiliate group in Rhode Island yet. You are not alone").wait_for()


def test_link_to_the_app_leads_to_the_page_of_its_place(copy: Path, opens: Opens) -> None:
    page = opens(front(copy) + "?region=ca-on#group-group-90")

    page.get_by_role("heading", name="Ontario", exact=True).wait_for()
    assert page.url.endswith("/r/CA-ON/index.html#static-group-group-90")


@pytest.mark.parametrize(
    ("query", "there", "heading"),
    [
        ("?region=ca-on&lang=fr", "fr/r/CA-ON/index.html", "Ontario"),
        ("?lang=ES", "es/index.html", "Encuentre un grupo"),
    ],
)
def test_link_to_the_app_in_another_language_leads_to_the_page_in_it(
    copy: Path, opens: Opens, query: str, there: str, heading: str
) -> None:
    page = opens(front(copy) + query)

    page.get_by_role("heading", name=heading).first.wait_for()
    assert page.url == front(copy).removesuffix("index.html") + there


def test_link_to_no_place_shows_them_all(copy: Path, opens: Opens) -> None:
    page = opens(front(copy) + "?region=../../etc")

    page.get_by_role("heading", name="Find a group near you").wait_for()
    assert page.url == front(copy) + "?region=../../etc"


def test_keyboard_alone_leads_to_a_place_and_shows_where_it_is(copy: Path, opens: Opens) -> None:
    page = opens(front(copy))

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the answer")
    assert skip.evaluate("link => link === document.activeElement && link.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Michigan", exact=False).first
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert link.locator("path").evaluate("path => getComputedStyle(path).strokeWidth") == "4px"
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Michigan", exact=True).wait_for()


def test_hostile_text_is_shown_letter_by_letter(copy: Path, opens: Opens) -> None:
    page = opens(front(copy).replace("index.html", "r/US-MI/index.html"))

    shown = page.locator("article h2 bdi").all_text_contents()
    expected = [each for each in HOSTILE_TEXTS if len(each) < 500]
    assert sorted(shown) == sorted(expected)
    assert page.locator(".words").count() == len(expected)
    assert page.title() == "Michigan: Find a group – Affiliate groups against seclusion and restraint"
    assert page.locator("script, img, iframe, object, [onerror]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index.html", "r/US-MI/index.html", "r/US-TX/index.html"])
def test_page_has_no_accessibility_faults(copy: Path, opens: Opens, name: str, scheme: str) -> None:
    page = opens(front(copy).replace("index.html", name), color_scheme=scheme)

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", ["index.html", "r/US-MI/index.html", "r/US-TX/index.html"])
def test_phone_needs_no_sideways_scrolling_and_links_fit_a_finger(copy: Path, opens: Opens, name: str) -> None:
    page = opens(front(copy).replace("index.html", name), viewport={"width": 375, "height": 667})

    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert page.locator(".lead").bounding_box()["y"] < 400  # type: ignore[index]
    heights = page.locator(".button:visible, .places a:visible, .all:visible, .brand:visible").evaluate_all(
        "links => links.map((link) => link.getBoundingClientRect().height)"
    )
    assert min(heights) >= 32
    assert page.locator(".button:visible, .rail a").evaluate_all(
        "links => links.every((link) => link.getBoundingClientRect().height >= 44)"
    )


def test_frame_in_a_page_of_the_same_site_grows_with_its_content(copy: Path, served: str, opens: Opens) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    snippet = next(each for each in re.findall(r"(?:^ {4}.*\n)+", readme, re.MULTILINE) if "/embed.js" in each)
    (copy / "page.html").write_text(f"{BEGINNING}{snippet}{END}", encoding="utf-8")
    page = opens(f"{served}/page.html", viewport={"width": 900, "height": 700})

    frame = page.frame_locator("iframe")
    frame.get_by_role("heading", name="Find a group near you").wait_for()
    page.wait_for_function("document.querySelector('iframe').offsetHeight > 1500")
    fits = """() => {
        const frame = document.querySelector("iframe"), inside = frame.contentDocument.documentElement
        return inside.scrollHeight <= frame.clientHeight && inside.scrollHeight > frame.clientHeight - 40
    }"""
    page.wait_for_function(fits)
    frame.get_by_role("link", name="Wyoming", exact=True).click()
    frame.get_by_role("heading", name="Wyoming", exact=True).wait_for()
    page.wait_for_function(fits)
    assert page.locator("iframe").bounding_box()["y"] > -1  # type: ignore[index]
    assert page.get_by_role("link", name="Find an affiliate group near you").is_visible()
