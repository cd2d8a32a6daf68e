"""What another language costs: the same visit in Spanish and in English, in turn, on one server.

Run it with ``python -m benchmarks.languages``. The goal is a ratio of 1 in each line: a text is looked up in a
dictionary, and Spanish has a few letters more.
"""

import argparse
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import sync_playwright

from affiliates.geo.regions import SHIPPED_DATA
from affiliates.languages.catalogs import ENGLISH, languages
from benchmarks.click import PRODUCTION, App, our_shape, report, visit
from benchmarks.wire import wire_to
from tests.browser.app import ROOT, launched, served


def main() -> None:
    """Serves the app, lets a visitor in each language take turns, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=4, help="visits in each language, with ten clicks each (default 4)"
    )
    parser.add_argument("--language", choices=[*languages()], default="es", help="the one to compare with English")
    options = parser.parse_args()
    other = languages()[options.language]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        environment = {"AFFILIATES_DATA": str(SHIPPED_DATA), **PRODUCTION}
        address = stack.enter_context(served(ROOT / "dashboard.py", folder / "log", environment))
        translated, english = (
            App(language.name, stack.enter_context(wire_to(address)), our_shape, language)
            for language in (other, ENGLISH)
        )
        browser = launched(stack.enter_context(sync_playwright()))
        for number in range(options.rounds):
            # Each is the first in every other round.
            for app in (translated, english) if number % 2 else (english, translated):
                visit(browser, app)
        browser.close()
        report(translated, english)


if __name__ == "__main__":
    main()
