"""The app with reviewers and a directory of its own, and what people do on it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import Language
from affiliates.review.passphrases import add_reviewer
from affiliates.review.sign_in import SIGN_IN_PAGE
from affiliates.storage.files.store import FileStore
from tests.browser.app import Visitor, stands

# Every picture of a page but the code that is printed with the address.
PICTURES = ":is(main, section) img:not(.site-part :is(.printed, .share) img)"
# The background of each theme, as in .streamlit/config.toml.
BACKGROUND: dict[Literal["light", "dark"], str] = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 24, 31)"}
_TRANSITIONS_END = """() => Promise.allSettled(
    document.getAnimations().filter((each) => each instanceof CSSTransition).map((each) => each.finished)
)"""
_RUN_AXE = "([context, options]) => axe.run(context, options).then((results) => results.violations)"


class Site:
    """The app with a directory of its own, which a test may look into."""

    def __init__(self, folder: Path, serve: Callable[[Path], str]) -> None:
        self.folder = folder
        self.passphrases = {name: add_reviewer(FileStore(folder).reviewers, name) for name in ("Robin", "Sam")}
        self.store = FileStore(folder)
        self.address = serve(folder)


def fills_in(page: Page, language: Language = ENGLISH, /, **typed: str) -> None:
    """Fills in the form of a new group, with these values instead of its own; fields are named in English."""
    fields = {
        "Name of the group": "Families of Testland",
        "City": "Made-up City",
        "What the group does": "We listen.",
        "Website": "testland.example",
        "Your name": "A Contact",
        "Your email address": "contact@testland.example",
        **typed,
    }
    for label, text in fields.items():
        page.get_by_label(re.compile(f"^{re.escape(language.gettext(label))} ")).fill(text)
    statewide = language.gettext("Statewide: a whole state or province")
    page.get_by_test_id("stMain").get_by_role("radio", name=statewide).check(force=True)
    ticks_everything(page, language)


def ticks_everything(page: Page, language: Language) -> None:
    button = page.get_by_test_id("stMain").get_by_role("button", name=language.gettext("Send the application"))
    button.wait_for()
    boxes = page.get_by_test_id("stMain").get_by_test_id("stCheckbox").get_by_role("checkbox")
    boxes.evaluate_all("boxes => boxes.filter((box) => !box.checked).forEach((box) => box.click())")
    for box in boxes.all():
        expect(box).to_be_checked()


def sends(page: Page, language: Language = ENGLISH) -> None:
    stands(page)
    page.get_by_test_id("stMain").get_by_role("button", name=language.gettext("Send the application")).click()


def reference_on(page: Page) -> str:
    reference = re.compile(r"AM-\w{4}-\w{4}")
    sentence = page.get_by_test_id("stMain").get_by_text(reference).first
    sentence.wait_for()
    return reference.search(sentence.inner_text())[0]  # type: ignore[index]


def tries_to_sign_in(visitor: Visitor, name: str, passphrase: str) -> None:
    """At the page that the button "Sign in" leads to."""
    visitor.page.goto(f"{visitor.address}/{SIGN_IN_PAGE}")
    visitor.page.get_by_label("Your name").fill(name)
    visitor.page.get_by_label("Your passphrase").fill(passphrase)
    visitor.page.get_by_role("button", name="Sign in").click()


def signs_in(visitor: Visitor, site: Site, name: str) -> None:
    tries_to_sign_in(visitor, name, site.passphrases[name])
    visitor.page.get_by_text(f"Signed in as {name}").wait_for()


def tabs_to(page: Page, part: Locator, most: int = 80) -> None:
    """Presses Tab until a part of the page has the focus."""
    part.wait_for()
    stands(page)
    for _ in range(most):
        if part.evaluate("part => part === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{most} times Tab do not lead to {part}")


def published(page: Page) -> None:
    page.get_by_text("will be on the map within seconds").first.wait_for()


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds in either theme, of any grade: first in the one that the page is in, for to change it costs much.

    A fault of Streamlit's own is left out: the chips of a multiselect are white on the theme's primary color, which has
    to be light enough to be read on the dark page (3.1 to 1).
    """
    stands(page)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    faults = []
    is_dark = page.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches")
    for theme in sorted(BACKGROUND, reverse=not is_dark):
        page.emulate_media(color_scheme=theme)
        expect(page.get_by_test_id("stApp")).to_have_css("background-color", BACKGROUND[theme])
        page.evaluate(_TRANSITIONS_END)
        chips = ["[data-testid='stMultiSelect'] span[title]"] if theme == "dark" else []
        context = {"exclude": [[part] for part in chips]}
        options: dict[str, Any] = {"resultTypes": ["violations"], "iframes": False}  # where axe would wait for another
        if theme == "dark":
            options["runOnly"] = ["color-contrast"]  # a theme has its own colors and nothing else
        for found in page.evaluate(_RUN_AXE, [context, options]):
            faults += [f"{theme}: {found['id']}: {node['html'][:200]}" for node in found["nodes"]]
    return faults
