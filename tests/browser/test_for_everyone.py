"""The phone, the screen reader, both themes, and a page that stays open."""

import os
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import expect

from affiliates.content.find_words import NAVIGATION
from affiliates.languages.catalogs import languages
from tests.browser.app import Visitor
from tests.browser.conftest import DESKTOP, PHONE, NewVisitor
from tests.browser.site import BACKGROUND, accessibility_faults
from tests.made_up import row, write_directory

PATHS = [
    "/",
    "/?region=US-MI",
    "/?region=US-OH",
    "/?region=CA-NU",
    "/?view=table",
    "/?country=CA",
    "/?region=US-OH&view=table",
    "/?q=nowhere",
    "/coverage",
    "/coverage?region=US-OH&order=both&shade=without",
    "/coverage?country=CA&view=sheet",
    "/apply",
    "/about",
    "/correct",
    "/correct?group=endsar-michigan",
    "/review",
]


COLOR, GROUND = "it => getComputedStyle(it).color", "it => getComputedStyle(it).backgroundColor"


@pytest.mark.parametrize("paths", [PATHS[::2], PATHS[1::2]], ids=["even", "odd"])
def test_every_page_fits_a_phone_and_axe_finds_no_fault_in_either_theme(
    address: str, visitor: NewVisitor, paths: list[str]
) -> None:
    """In French, the longest of our languages; axe looks at the width of a desktop, where more is in sight."""
    guest = visitor(address, **PHONE, locale="fr-CA")
    coverage = languages()["fr"].gettext(NAVIGATION["coverage"])
    guest.opens()
    main = guest.page.get_by_test_id("stMain")
    excess, faults = {}, {}
    for path in paths:
        guest.page.set_viewport_size(PHONE["viewport"])
        guest.goes_to(path)
        expect(guest.page.get_by_role("link", name=coverage).first).to_be_visible()  # not behind a sign
        page_width = guest.page.evaluate("document.documentElement.scrollWidth")
        excess[path] = max(page_width - 375, main.evaluate("main => main.scrollWidth - main.clientWidth"))
        guest.page.set_viewport_size(DESKTOP["viewport"])
        faults[path] = accessibility_faults(guest.page)

    assert {path: pixels for path, pixels in excess.items() if pixels > 0} == {}
    assert {path: found for path, found in faults.items() if found} == {}


# WCAG 2.2, 1.4.12, and the width of a page at 400 % (1.4.10).
WIDER_TEXT = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""
CUT_SHORT = """() => [
    ...document.querySelectorAll("#root button:not([role=tab]), #root button:not([role=tab]) *")
].filter((part) => part.clientWidth && getComputedStyle(part).overflowX !== "visible"
    && (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 2)
).map((part) => part.textContent)"""


def test_no_word_of_a_button_is_cut_with_wider_text_or_on_a_narrow_screen(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address, viewport={"width": 320, "height": 640}, locale="fr-CA")
    guest.opens()
    cut = {}
    for path in ("/", "/?region=US-MP", "/coverage", "/apply"):
        guest.goes_to(path)
        cut[path] = guest.page.evaluate(CUT_SHORT)
        wider = guest.page.add_style_tag(content=WIDER_TEXT)
        cut[f"{path}, wider"] = guest.page.evaluate(CUT_SHORT)
        wider.evaluate("style => style.remove()")

    assert {path: words for path, words in cut.items() if words} == {}


def test_paper_shows_the_answer_and_not_what_can_be_clicked(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens("/?region=US-MI")
    code = guest.page.get_by_role("img", name="QR code of")
    expect(code).to_be_hidden()
    guest.page.emulate_media(media="print")

    expect(guest.page.get_by_role("heading", name="Michigan", exact=True)).to_be_visible()
    expect(guest.page.get_by_text("One group is there for families in Michigan.")).to_be_visible()
    expect(code).to_be_visible()
    on_screen, on_paper = guest.page.get_by_text(f"{address}/?region=US-MI", exact=True).all()
    expect(on_screen).to_be_hidden()
    expect(on_paper).to_be_visible()
    number = guest.page.get_by_role("link", name="Call ").first
    ink = guest.page.get_by_text("One group is there for families in Michigan.").evaluate(COLOR)
    assert [number.evaluate(COLOR), number.evaluate(GROUND)] == [ink, "rgba(0, 0, 0, 0)"]
    for hidden in (guest.frame, guest.page.get_by_role("button", name="Add your group")):
        expect(hidden).to_be_hidden()
    guest.page.emulate_media(media="screen")


def test_one_finger_scrolls_past_the_map_and_two_fingers_and_buttons_zoom(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address, **PHONE)
    guest.opens()
    main = guest.page.get_by_test_id("stMain")
    x, y = guest.middle_of_map()
    guest.moves_fingers(*([(x, y - step)] for step in range(0, 300, 20)))
    assert main.evaluate("main => main.scrollTop") > 200

    main.evaluate("main => main.scrollTo(0, 0)")
    shape = guest.shape("US-KS")

    def width() -> float:
        box = shape.bounding_box()
        assert box
        return box["width"]

    before = width()
    guest.map.get_by_role("button", name="Zoom in").tap()
    shape.evaluate("path => new Promise((done) => setTimeout(done, 400))")
    zoomed = width()
    assert zoomed > 1.8 * before

    x, y = guest.middle_of_map()
    guest.moves_fingers(*([(x - step, y), (x + step, y)] for step in range(30, 100, 5)))
    shape.evaluate("path => new Promise((done) => setTimeout(done, 400))")
    assert width() > 1.2 * zoomed


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it, from a CSS colour in sRGB."""
    parts = [float(number) for number in re.findall(r"[\d.]+", colour)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in parts)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_shades_differ_enough_for_colour_blind_eyes_and_no_group_is_told_by_a_pattern_as_well(
    tmp_path: Path, server: Callable[[Path], str], visitor: NewVisitor
) -> None:
    places = [code for count, code in enumerate(("US-OH", "US-TX", "US-MI", "US-CA"), start=1) for _ in range(count)]
    write_directory(tmp_path, *(row(number, regions=code) for number, code in enumerate(places)))
    guest = visitor(server(tmp_path))
    guest.opens()
    assert guest.shape("US-NY").get_attribute("fill") == "url(#no-group)"
    assert guest.shape("US-MI").get_attribute("fill") == "currentColor"
    shades = ["no group yet", "1 group", "2 groups", "3 groups", "4 groups"]
    expect(guest.map.locator(".foot li:visible")).to_have_text(shades)
    for theme, background in BACKGROUND.items():
        guest.page.emulate_media(color_scheme=theme)
        expect(guest.map.locator("body")).to_have_css("background-color", background)
        shades_differ(guest, theme)


def shades_differ(guest: Visitor, theme: str) -> None:
    """The shades of the map in a theme, from few groups to many, and the page that they stand on."""
    as_srgb = """(rect, property) => {
        const canvas = document.createElement("canvas").getContext("2d")
        canvas.fillStyle = getComputedStyle(rect)[property]
        canvas.fillRect(0, 0, 1, 1)
        return [...canvas.getImageData(0, 0, 1, 1).data].join(" ")
    }"""
    shades = [guest.map.locator(f".foot .shade-{n}").evaluate(as_srgb, "color") for n in range(1, 5)]
    page = guest.map.locator("body").evaluate(as_srgb, "backgroundColor")

    brightness = [luminance(shade) for shade in shades]
    assert brightness == sorted(brightness, reverse=theme == "light")
    contrasts = [(max(a, b) + 0.05) / (min(a, b) + 0.05) for a, b in pairwise(brightness)]
    assert min(contrasts) > 1.79
    lighter, darker = sorted([luminance(page), brightness[0]], reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 3  # WCAG 2.2, 1.4.11: parts of a graphic


def test_edit_of_the_file_shows_on_an_open_page(
    tmp_path: Path, server: Callable[[Path], str], visitor: NewVisitor
) -> None:
    folder = write_directory(tmp_path / "data", row(1))
    guest, embedded = visitor(server(folder)), visitor(server(folder))
    guest.opens()
    embedded.opens("/?embed=true&region=US-TX")
    expect(guest.shape("US-TX")).to_have_attribute("aria-label", "Texas: no group yet")

    write_directory(tmp_path / "new", row(1), row(2, regions="US-TX", name="Newly Made-up"))
    os.replace(tmp_path / "new/affiliates.csv", folder / "affiliates.csv")

    expect(guest.page.get_by_role("heading", name="Newly Made-up")).to_be_visible(timeout=15_000)
    expect(guest.shape("US-TX")).to_have_attribute("aria-label", "Texas: 1 group")
    expect(embedded.page.get_by_text("One group is there for families in Texas.")).to_be_visible(timeout=15_000)
    expect(embedded.page.get_by_role("heading", name="Find a group near you")).to_be_hidden()
    assert embedded.page.url.endswith("/?embed=true&region=US-TX")


def test_download_holds_the_rows_that_are_shown(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens("/?q=parents&sort=name")

    with guest.page.expect_download() as download:
        guest.page.get_by_role("button", name="Download these 2 groups (CSV, active groups only)").click()

    content = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert [line.partition(",")[0] for line in content.splitlines()] == [
        '"id"',
        '"idahoans-for-safe-schools"',
        '"missouri-parents-restraint-seclusion"',
    ]
