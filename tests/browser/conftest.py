"""One browser and one server for each worker, a data folder and a fresh visitor for each test."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from affiliates.geo.regions import SHIPPED_DATA
from tests.browser.app import ROOT, TIMEOUT, Visitor
from tests.browser.site import Site
from tests.made_up import row, write_directory
from tests.warm_server import served

expect.set_options(timeout=TIMEOUT)
NewVisitor = Callable[..., Visitor]
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
PHONE: dict[str, Any] = {
    "viewport": {"width": 375, "height": 812},
    "is_mobile": True,
    "has_touch": True,
    "reduced_motion": "no-preference",
}
# Our tests do not wait as long as a person takes to fill in a form, all of them come from one address, and nobody edits
# the app meanwhile.
HURRIED = {
    "AFFILIATES_MIN_FILL_SECONDS": "0",
    "AFFILIATES_MAX_PER_HOUR": "1000",
    "STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none",
}


class SharedServer:
    """A server whose data folder is a link: what it leads to changes from test to test, and the app looks again."""

    def __init__(self, folder: Path, processes: ExitStack) -> None:
        """Starts nothing yet: a worker may never need it. ``folder`` is for the link and the log."""
        self.log = folder / "server.log"
        self._link = folder / "data"
        self._processes = processes
        self._address = ""

    def show(self, data: Path) -> str:
        """Lets the link lead to a data folder; returns the address."""
        aside = self._link.with_name("next")
        aside.symlink_to(data, target_is_directory=True)
        os.replace(aside, self._link)
        if not self._address:
            environment = {"AFFILIATES_DATA": str(self._link), **HURRIED}
            self._address = self._processes.enter_context(served(ROOT / "dashboard.py", self.log, environment))
        return self._address


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SharedServer]:
    with ExitStack() as processes:
        yield SharedServer(tmp_path_factory.mktemp("shared"), processes)


@pytest.fixture
def address(shared_server: SharedServer) -> str:
    """The app with the shipped directory."""
    return shared_server.show(SHIPPED_DATA)


@pytest.fixture
def server(shared_server: SharedServer) -> Callable[[Path], str]:
    """Serves the app with the directory of a folder, for one test."""
    return shared_server.show


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Starts a server for one test, which takes seconds; ``secrets`` are its secrets.toml."""
    with ExitStack() as processes:

        def serve(folder: Path, *, secrets: str = "", port: int = 0, **environment: str) -> str:
            kept = tmp_path / "secrets.toml"
            kept.write_text(secrets, encoding="utf-8")
            environment = {
                **HURRIED,
                "AFFILIATES_DATA": str(folder),
                "STREAMLIT_SECRETS_FILES": str(kept),
                **environment,
            }
            return processes.enter_context(
                served(ROOT / "dashboard.py", tmp_path / "server.log", environment, port=port)
            )

        yield serve


class Browsers:
    """The browsers that visitors come with, one for each kind and each visitor of a test, kept from test to test.

    In each stays an empty page, and with it the process that draws the pages of this machine.
    """

    def __init__(self, browser: Browser) -> None:
        """Makes none yet."""
        self._browser = browser
        self._kept: dict[str, list[BrowserContext]] = {}

    def take(self, number: int, settings: dict[str, Any]) -> BrowserContext:
        """The browser of the visitor ``number``, from 0, with these settings among those of one test."""
        kept = self._kept.setdefault(repr(sorted(settings.items())), [])
        while len(kept) <= number:
            kept.append(self._browser.new_context(**settings))
            stays = kept[-1].new_page()
            stays.route("**", lambda route: route.fulfill(body=""))
            stays.goto("http://127.0.0.1")
            stays.unroute_all()
        return kept[number]


@pytest.fixture(scope="session")
def browsers(browser: Browser) -> Browsers:
    return Browsers(browser)


@pytest.fixture
def visitor(browsers: Browsers) -> Iterator[NewVisitor]:
    """Makes a visitor; at the end nothing may have been asked of anyone else, and nothing may have failed.

    Nothing moves on a desktop: each frame of an animation is work for this machine. On a phone it does.
    """
    made: list[Visitor] = []
    taken: list[dict[str, Any]] = []

    def make(address: str, *others: str, **settings: Any) -> Visitor:
        kind = {**DESKTOP, **settings}
        same = taken.count(kind)
        taken.append(kind)
        made.append(Visitor(browsers.take(same, kind), address, *others))
        return made[-1]

    yield make
    for each in made:
        each.leaves()
    for each in made:
        assert each.refused == []
        assert each.errors == []


@pytest.fixture(scope="module")
def stays_open() -> Iterator[dict[str, Visitor]]:
    """The visitors of a module whose page stays open from test to test, by their kind."""
    kept: dict[str, Visitor] = {}
    yield kept
    for each in kept.values():
        each.leaves()


@pytest.fixture
def regular(
    address: str, browsers: Browsers, stays_open: dict[str, Visitor], request: pytest.FixtureRequest
) -> Iterator[NewVisitor]:
    """Takes a visitor to an address of the shipped directory who has the app open already, as after a link of ours.

    To load the app costs more than most tests. What the address does not say is as the test before has left it: where
    that matters, a ``visitor`` comes anew. After a test that failed the app is loaded again.
    """
    failed_before = request.session.testsfailed
    come: list[Visitor] = []

    def come_back(path: str = "/", **settings: Any) -> Visitor:
        kind = {**DESKTOP, **settings}
        guest = stays_open.get(repr(kind))
        if guest:
            guest.page.bring_to_front()
            guest.page.set_viewport_size(kind["viewport"])
            guest.goes_to(path)
        else:
            guest = stays_open[repr(kind)] = Visitor(browsers.take(0, kind), address)
            guest.opens(path)
        come.append(guest)
        return guest

    yield come_back
    complaints = [(each.refused, each.errors) for each in come]
    if request.session.testsfailed > failed_before or any(map(any, complaints)):
        for each in stays_open.values():
            each.leaves()
        stays_open.clear()
    assert complaints == [([], [])] * len(come)


@pytest.fixture
def site(tmp_path: Path, server: Callable[[Path], str]) -> Site:
    folder = tmp_path / "data"
    write_directory(
        folder, row(1, name="Made-up Parents of Ohio", website="https://made-up-ohio.example", description="Old words.")
    )
    return Site(folder, server)
