"""The pages in another language: what is said, how long it may be, and from which side it is read."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from affiliates.applications.validation import CONSENT_STATEMENT
from affiliates.content import charter
from tests.browser.conftest import PHONE, NewVisitor
from tests.made_up import row, support_row, write_directory, write_support
from tests.pseudo_language import PSEUDO, write_pseudo_catalog

PATHS = [
    "/",
    "/?region=US-OH",
    "/?country=CA",
    "/?view=table",
    "/coverage",
    "/coverage?region=US-OH&order=both&shade=without",
    "/coverage?country=CA&view=sheet",
    "/apply",
    "/about",
    "/correct?group=group-1",
]
# What is no text of ours: names, examples, addresses, and the words that are agreed to.
# Streamlit's own words, for which it has no translations.
STREAMLITS = (
    *("Fullscreen", "Open", "Link to heading", "Search", "Choose an option", "Clear entry"),
    *("Decrement", "Increment", "Scroll tabs right", "Show/hide columns", "Download as CSV"),
)
NAMES = ("Alliance Against Seclusion and Restraint", "AASR", "English", "Español", "Français", "Facebook", *STREAMLITS)
AGREED = {CONSENT_STATEMENT.text} | {
    str(getattr(part, "text", part))
    for value in vars(charter).values()
    for part in (value if isinstance(value, tuple) else (value,))
}
WORDS = re.compile(r"[A-Za-z]{3,}")
# Every line that is in sight and every label that is read out, in the page or in its map. Icons are letters to a font.
SAID = """body => {
    const icons = [...body.querySelectorAll("[data-testid=stIconMaterial]")].map((icon) => icon.textContent)
    const unknown = (line) => icons.reduce((rest, icon) => rest.replaceAll(icon, ""), line)
    const said = (body.innerText ?? body.textContent).split("\\n").map(unknown)
    for (const name of ["aria-label", "placeholder", "alt", "title"])
        for (const element of body.querySelectorAll(`[${name}]`))
            if (element.checkVisibility()) said.push(element.getAttribute(name))
    return [...new Set(said)]
}"""
CUT_OFF = """main => [...main.querySelectorAll("p, h1, h2, h3, button, a, label, td, th, figcaption")]
    .filter((element) => element.checkVisibility() && !element.closest("iframe"))
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth
        && getComputedStyle(element).overflowX !== "visible")
    .map((element) => element.innerText)"""


def english(said: list[str]) -> list[str]:
    """What is said in English and should not be."""
    left = []
    for text in said:
        rest = text.strip()
        while rest != (shorter := re.sub(r"⟦[^⟦⟧]*⟧", "", rest)):
            rest = shorter
        for name in NAMES:
            rest = rest.replace(name, "")
        if WORDS.search(rest) and text.strip() not in AGREED and not re.search(r"https?:|@|\.example|,\s*\w\d\w", rest):
            left.append(text.strip())
    return left


def test_long_language_from_right_to_left_fits_a_phone_and_nothing_stays_english(
    own_server: Callable[..., str], visitor: NewVisitor, tmp_path: Path
) -> None:
    write_pseudo_catalog(tmp_path / "locale")
    write_directory(tmp_path / "data", row(1, name="家長 1", description="家長", city="家"))
    write_support(tmp_path / "data", *(support_row(number, name="家長會") for number in range(1, 5)))
    guest = visitor(own_server(tmp_path / "data", AFFILIATES_LOCALE_DIR=str(tmp_path / "locale")), **PHONE)
    guest.opens(f"/?lang={PSEUDO}")
    main = guest.page.get_by_test_id("stMain")
    faults: dict[str, object] = {}
    for path in PATHS:
        guest.goes_to(f"{path}{'&' if '?' in path else '?'}lang={PSEUDO}")
        said = guest.page.locator("body").evaluate(SAID)
        if guest.frame.count():
            said += guest.map.locator("body").evaluate(SAID)
        width = max(guest.page.evaluate("document.documentElement.scrollWidth"), main.evaluate("it => it.scrollWidth"))
        assert guest.page.evaluate("document.documentElement.dir") == "rtl"
        if found := (english(said), main.evaluate(CUT_OFF), width - 375):
            faults |= {path: found} if found != ([], [], 0) else {}

    assert faults == {}


def test_page_says_the_language_of_its_address_after_back_past_a_reload(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens("/")
    guest.page.get_by_role("link", name="Español").first.click()
    expect(guest.page.locator("html")).to_have_attribute("lang", "es")
    guest.page.reload()
    guest.sees("Encuentre un grupo cerca de usted")
    guest.page.go_back()

    guest.sees("Find a group near you")
    expect(guest.page.locator("html")).to_have_attribute("lang", "en")


def test_order_is_told_in_the_language_that_was_turned_to(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.opens("/?lang=es&sort=name")
    guest.page.get_by_role("link", name="English").first.click()
    order = guest.page.get_by_role("combobox", name="Sort by")

    expect(order).to_have_value("Name")
    guest.clicks("US-MI")
    guest.sees("Michigan")
    assert parse_qs(urlsplit(guest.page.url).query)["sort"] == ["name"]
