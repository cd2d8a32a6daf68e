"""The command that takes the pictures in docs/."""

from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from tests.browser.app import ROOT
from tools.take_pictures import FOLDER, PAGES, SCREENS, THEMES, take_pictures


def test_a_picture_of_a_page_is_as_wide_as_the_screen(address: str, browser: Browser, tmp_path: Path) -> None:
    light, dark = take_pictures(browser, address, tmp_path, pages=["texas"], widths=[375])

    pictures = [Image.open(file).convert("L") for file in (light, dark)]
    assert [picture.size for picture in pictures] == [(375, SCREENS[375])] * 2
    corners = [picture.getpixel((2, 2)) for picture in pictures]
    assert isinstance(corners[0], int)
    assert isinstance(corners[1], int)
    assert corners[0] > 200 > 60 > corners[1]


def test_picture_is_taken_once_every_part_of_the_page_has_come(address: str, browser: Browser, tmp_path: Path) -> None:
    """The coverage page has parts that Streamlit loads when they are first drawn; their places were gray boxes."""
    (picture,) = take_pictures(browser, address, tmp_path, pages=["coverage"], widths=[1280], themes=["light"])

    ink = sum(Image.open(picture).convert("L").crop((80, 0, 1200, 100)).histogram()[:100])
    assert ink > 1_500  # the name, the pages and the button in the head


def test_every_page_has_its_pictures_and_they_are_shown() -> None:
    shown = (FOLDER / "README.md").read_text(encoding="utf-8")

    for name in PAGES:
        for width in SCREENS:
            for theme in THEMES:
                file = FOLDER / f"{name}-{width}-{theme}.png"
                assert file.exists(), f"take it with make pictures: {file.relative_to(ROOT)}"
                assert file.name in shown
