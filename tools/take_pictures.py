"""Takes the pictures in docs/pictures/: every page on a wide screen and on a phone, in both themes (make pictures)."""

import shutil
import tempfile
from collections.abc import Collection
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from affiliates.review.passphrases import add_reviewer
from affiliates.review.sign_in import SIGN_IN_PAGE
from affiliates.storage.files.store import FileStore
from tests.browser.app import ROOT, launched, served, stands
from tests.made_up import application

FOLDER = ROOT / "docs/pictures"
PAGES = {
    "find": "/",
    "texas": "/?region=US-TX",
    "michigan": "/?region=US-MI",
    "coverage": "/coverage",
    "plan": "/coverage?plan=US-CA&plan=US-TX",
    "start": "/apply?region=US-TX",
    "correct": "/correct?group=endsar-michigan",
    "about": "/about",
    "allies": "/allies",
    "review": "/review",
}
SCREENS = {1280: 900, 375: 812}
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
LISTS = ("affiliates.csv", "support_organizations.csv")
REVIEWER, APPLICATIONS = "Robin", 4
_COLORS = 128  # a picture in so many takes a third of the bytes and looks the same


def take_pictures(
    browser: Browser,
    address: str,
    folder: Path,
    *,
    pages: Collection[str] = tuple(PAGES),
    widths: Collection[int] = tuple(SCREENS),
    themes: Collection[Theme] = THEMES,
    passphrase: str = "",
) -> list[Path]:
    """Writes a picture for each page, width and theme into ``folder`` and returns their files.

    With the passphrase of the reviewer Robin, the reviewers' page is open.
    """
    written = []
    for width, theme in product(widths, themes):
        screen = ViewportSize(width=width, height=SCREENS[width])
        context = browser.new_context(viewport=screen, color_scheme=theme, is_mobile=width < 600, has_touch=width < 600)
        page = context.new_page()
        if passphrase:
            _sign_in(page, address, passphrase)
        for name in pages:
            written.append(_picture(page, address + PAGES[name], folder / f"{name}-{width}-{theme}.png"))
        context.close()
    return written


def _sign_in(page: Page, address: str, passphrase: str) -> None:
    page.goto(f"{address}/{SIGN_IN_PAGE}")
    page.locator("[name=name]").fill(REVIEWER)
    page.locator("[name=passphrase]").fill(passphrase)
    page.locator("button").click()
    page.wait_for_url(f"{address}/review")


def _picture(page: Page, address: str, file: Path) -> Path:
    page.goto(address)
    page.locator("#static-answer").wait_for(state="detached")
    page.locator("[data-test-script-state=notRunning] :is(h1, h2)").first.wait_for()
    stands(page)
    # Parts of Streamlit that come late have a gray box in their place until then.
    page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')")
    Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(_COLORS).save(file, optimize=True)
    return file


def main() -> None:
    """Takes them all with the list of groups that comes with the app, and with applications that are made up."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        data = Path(scratch) / "data"
        data.mkdir()
        for name in LISTS:
            shutil.copy(ROOT / "data" / name, data)
        store = FileStore(data)
        for number in range(1, APPLICATIONS + 1):
            store.add(application(number))
        passphrase = add_reviewer(store.reviewers, REVIEWER)
        with served(ROOT / "dashboard.py", Path(scratch) / "log", {"AFFILIATES_DATA": str(data)}) as address:
            for file in take_pictures(launched(playwright), address, FOLDER, passphrase=passphrase):
                print(file.relative_to(ROOT))


if __name__ == "__main__":
    main()
