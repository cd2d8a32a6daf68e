"""How far a parent is from somebody to call: keys, taps and seconds from opening the page to a telephone number.

Run it with ``python -m benchmarks.first_call``. Each place is looked for by its name, in the box of the first page, on
a phone's screen with a fresh browser. Where no number is known, the way to the organization's own site counts.
"""

import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, ViewportSize, sync_playwright

from tests.browser.app import ROOT, launched, served

PLACES = ("Texas", "Michigan", "Puerto Rico", "Ontario")
VISITS = 3
SCREEN = ViewportSize(width=375, height=812)


@dataclass(frozen=True)
class Way:
    """One visit: keys and taps until the answer, seconds until it could be pressed, and whether it was a number."""

    presses: int
    seconds: float
    has_number: bool
    is_on_screen: bool


def visit(browser: Browser, address: str, place: str) -> Way:
    """Opens the page as a parent does who knows nothing of it, and looks for a place by its name."""
    context = browser.new_context(viewport=SCREEN, is_mobile=True, has_touch=True)
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address)
    box = page.locator("#root").get_by_role("combobox").first
    box.wait_for()
    page.locator("#static-answer").wait_for(state="detached")
    box.tap()
    page.keyboard.type(place)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=place, exact=True).first.wait_for()
    page.locator("[data-test-script-state=notRunning]").wait_for()
    seconds = time.perf_counter() - start
    numbers = page.locator("#root a[href^='tel:']")
    first = numbers.first if numbers.count() else page.locator("#root a[href^='http']:has-text('Website')").first
    way = Way(len(place) + 2, seconds, numbers.count() > 0, _is_on_screen(first))
    context.close()
    return way


def _is_on_screen(link: Locator) -> bool:
    """Whether a link is seen without scrolling."""
    box = link.bounding_box()
    return bool(box and box["y"] >= 0 and box["y"] + box["height"] <= SCREEN["height"])


def main() -> None:
    """Prints a line for each place, and one for the link that a friend may have sent."""
    with (
        tempfile.TemporaryDirectory() as folder,
        served(ROOT / "dashboard.py", Path(folder) / "log", {"AFFILIATES_DATA": str(ROOT / "data")}) as address,
        sync_playwright() as playwright,
    ):
        browser = launched(playwright)
        visit(browser, address, PLACES[0])  # pays for what the server makes once
        print(f"{'':14}{'presses':>8}{'seconds':>9}   first way to somebody")
        for place in PLACES:
            ways = [visit(browser, address, place) for _ in range(VISITS)]
            kind = "a number" if ways[0].has_number else "a site, no number is known"
            seen = "on the first screen" if all(way.is_on_screen for way in ways) else "below the first screen"
            print(f"{place:14}{ways[0].presses:8}{statistics.median(w.seconds for w in ways):9.1f}   {kind}, {seen}")


if __name__ == "__main__":
    main()
