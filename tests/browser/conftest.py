"""One browser for all tests, one server for each directory, a fresh visitor for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from affiliates.geo.regions import SHIPPED_DATA
from tests.browser.app import ROOT, Visitor, launched, served
from tests.browser.site import Site
from tests.made_up import row, write_directory

NewVisitor = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launched(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with the shipped directory."""
    log = tmp_path_factory.mktemp("log") / "server.log"
    with served(ROOT / "dashboard.py", log, {"AFFILIATES_DATA": str(SHIPPED_DATA)}) as address:
        yield address


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Serves the app with the directory of a folder, for one test; ``secrets`` are its secrets.toml."""
    running = []

    def serve(folder: Path, *, secrets: str = "", port: int = 0) -> str:
        kept = tmp_path / "secrets.toml"
        kept.write_text(secrets, encoding="utf-8")
        environment = {"AFFILIATES_DATA": str(folder), "STREAMLIT_SECRETS_FILES": str(kept)}
        running.append(served(ROOT / "dashboard.py", tmp_path / "server.log", environment, port=port))
        return running[-1].__enter__()

    yield serve
    for each in running:
        each.__exit__(None, None, None)


@pytest.fixture
def visitor(browser: Browser) -> Iterator[NewVisitor]:
    """Makes a visitor; at the end nothing may have been asked of anyone else, and nothing may have failed."""
    made = []

    def make(address: str, *others: str, **settings: Any) -> Visitor:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **settings})
        made.append((context, Visitor(context, address, *others)))
        return made[-1][1]

    yield make
    for context, each in made:
        context.close()
        assert each.refused == []
        assert each.errors == []


@pytest.fixture
def site(tmp_path: Path, server: Callable[[Path], str]) -> Site:
    folder = tmp_path / "data"
    write_directory(
        folder, row(1, name="Made-up Parents of Ohio", website="https://made-up-ohio.example", description="Old words.")
    )
    return Site(folder, server)


PHONE = {"viewport": {"width": 375, "height": 812}, "is_mobile": True, "has_touch": True}
