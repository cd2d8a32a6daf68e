"""The app in a server of its own, and a real Chromium that is kept from reaching anyone else."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Frame, FrameLocator, Locator, Page, Playwright

ROOT = Path(__file__).parent.parent.parent
TIMEOUT = 20_000  # milliseconds to wait for a thing itself, on a slow and busy machine


@contextmanager
def served(script: Path, log: Path, environment: Mapping[str, str], *, port: int = 0) -> Iterator[str]:
    """Serves a Streamlit script on a port of the loopback interface, a free one unless named; yields its address."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.address", "127.0.0.1"]
    with log.open("w") as out:
        server = subprocess.Popen(
            [*command, "--server.port", str(port), "--server.headless", "true"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        base = environment.get("STREAMLIT_SERVER_BASE_URL_PATH", "")
        wait_until_healthy(port, base, lambda: server.poll() is None, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_until_healthy(port: int, base: str, runs: Callable[[], bool], log: Path) -> None:
    """Waits until a server answers below the path ``base``; fails with its log if it ends or takes a minute."""
    address = f"http://127.0.0.1:{port}/{base}/_stcore/health".replace("//_", "/_")
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if not runs():
            break
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text()}")


def launch_options(*arguments: str) -> dict[str, Any]:
    """How to start the Chromium of this machine, as Playwright takes it. It finds no host but this machine.

    Chromium's headless shell comes first: the same engine without a desktop around it, in half the time.
    """
    programs = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, programs)), None)
    assert found, "The browser tests need Chromium: run them with make test"
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    alone = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    return {
        "executable_path": found,
        "args": ["--no-sandbox", "--disable-quic", "--disable-gpu", alone, *quiet, *arguments],
    }


def launched(playwright: Playwright, *arguments: str) -> Browser:
    """The Chromium of this machine, started."""
    return playwright.chromium.launch(**launch_options(*arguments))


class Visitor:
    """A person with a browser: what it asked of others is refused and listed in ``refused``; what ran in the page
    and failed is listed in ``errors``.

    The browser itself refuses (``launch_options``). Playwright's routing would too, but sends each request through
    this process and turns the browser's cache off.
    """

    def __init__(self, context: BrowserContext, address: str, *others: str) -> None:
        """Opens an empty page in a browser context of its own; it may also go to the addresses ``others``."""
        self.address = address
        self.places = {urlsplit(each).netloc for each in (address, *others)}
        self.refused: list[str] = []
        self.errors: list[str] = []
        context.set_default_timeout(TIMEOUT)
        self._context = context
        self._left_open = context.pages
        self._listeners: dict[str, Callable[[Any], None]] = {
            "request": lambda request: self._note(request.url),
            "page": lambda page: page.on("websocket", lambda socket: self._note(socket.url)),
        }
        for event, listener in self._listeners.items():
            context.on(event, listener)  # type: ignore[call-overload]
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._note_violation)

    def leaves(self) -> None:
        """Closes its pages and forgets what they kept, so that the next visitor finds the browser as new.

        Only its cache stays, as a browser's would: to compile Streamlit's scripts is most of a visit's work.
        """
        for event, listener in self._listeners.items():
            self._context.remove_listener(event, listener)
        for page in set(self._context.pages).difference(self._left_open):
            if page.url.startswith("http"):
                page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
            page.close()
        self._context.clear_cookies()
        self._context.clear_permissions()

    def _note_violation(self, message: ConsoleMessage) -> None:
        """Our own policy stops most of what a page would ask of others, before the browser asks."""
        if "Content Security Policy" in message.text and "violates" in message.text:
            self.refused.append(message.text)

    def _note(self, url: str) -> None:
        asked = urlsplit(url)
        if asked.netloc and asked.netloc not in self.places:
            self.refused.append(url)

    def opens(self, path: str = "/") -> None:
        """Goes to a page and waits until it stands, with its map if it has one."""
        self.page.goto(self.address + path)
        self.page.locator("h1, h2").first.wait_for()
        if path.partition("?")[0] == "/":
            self.shape("US-TX", "CA-ON").first.wait_for()
        self.page.locator("[data-test-script-state=notRunning]").wait_for()

    def goes_to(self, path: str) -> None:
        """Goes to another page of the open app without loading it anew, as Back and Forward do."""
        self.page.evaluate(
            """(path) => {
                history.pushState({}, "", path)
                dispatchEvent(new PopStateEvent("popstate"))
            }""",
            path,
        )
        stands(self.page)

    @property
    def frame(self) -> Locator:
        """The frame of the map, as a part of the page."""
        return self.page.locator("iframe.stCustomComponentV1")

    @property
    def map(self) -> FrameLocator:
        """What is inside the frame of the map."""
        return self.frame.content_frame

    def shape(self, *regions: str) -> Locator:
        """The shapes of regions on the map."""
        return self.map.locator(", ".join(f"path[data-region='{region}']" for region in regions))

    def clicks(self, region: str) -> None:
        """Clicks a point that lies inside the shape of a region."""
        self.page.mouse.click(*point_inside(self.shape(region), self.frame))

    def taps(self, region: str) -> None:
        """Taps it with a finger."""
        self.page.touchscreen.tap(*point_inside(self.shape(region), self.frame))

    def searches(self, words: str) -> None:
        """Types words into the search of the list and presses Enter."""
        box = self.page.get_by_role("searchbox")
        box.fill(words)
        box.press("Enter")

    def sees(self, heading: str) -> Locator:
        """Waits for a heading with exactly these words."""
        found = self.page.get_by_role("heading", name=heading, exact=True).first
        found.wait_for()
        return found

    def middle_of_map(self) -> tuple[float, float]:
        """The point in the middle of the map, on the screen."""
        place = self.map.locator(".leaflet-container").bounding_box()
        assert place
        return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2

    def moves_fingers(self, *steps: list[tuple[float, float]]) -> None:
        """Puts fingers on the screen, moves them from step to step, and lifts them."""
        screen = self.page.context.new_cdp_session(self.page)
        for number, points in enumerate(steps):
            touches = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(points)]
            kind = "touchMove" if number else "touchStart"
            screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})
            self.page.evaluate("() => new Promise(requestAnimationFrame)")
        screen.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def point_inside(shape: Locator, frame: Locator) -> tuple[float, float]:
    """The point on the screen that lies deepest inside a shape of the map in ``frame``, scrolled into view.

    A point near the border may be taken for the neighbor's, whose line is drawn over it.
    """
    shape.scroll_into_view_if_needed()
    x, y = shape.evaluate(
        """path => {
            const box = path.getBBox(), steps = [...Array(23).keys()].map((n) => (n - 1) / 20)
            const at = (dx, dy) => new DOMPoint(box.x + box.width * dx, box.y + box.height * dy)
            const points = steps.flatMap((dx) => steps.map((dy) => at(dx, dy)))
            const inside = points.filter((point) => path.isPointInFill(point))
            const outside = points.filter((point) => !path.isPointInFill(point))
            const room = ({ x, y }) => Math.min(...outside.map((other) => Math.hypot(other.x - x, other.y - y)))
            const deepest = inside.map((point) => [room(point), point]).reduce((a, b) => (b[0] > a[0] ? b : a))[1]
            const { x, y } = deepest.matrixTransform(path.getScreenCTM())
            return [x, y]
        }"""
    )
    place = frame.bounding_box()
    assert place
    return place["x"] + x, place["y"] + y


def stands(page: Page | Frame) -> None:
    """Waits until a page is drawn and nothing in it changes any more: what is typed or ticked earlier may be lost.

    Streamlit forgets the fields of the page before only a moment after a run has ended.
    """
    page.evaluate(
        """(limit) => new Promise((resolve, reject) => {
            const giveUp = () => reject(new Error(`the page still changes: ${document.body.innerText.slice(0, 300)}`))
            setTimeout(giveUp, limit)
            const idle = "[data-test-script-state=notRunning]"
            let timer
            const wait = () => {
                clearTimeout(timer)
                const done = () => (observer.disconnect(), resolve())
                timer = setTimeout(() => (document.querySelector(idle) ? done() : wait()), 300)
            }
            const observer = new MutationObserver(wait)
            observer.observe(document.body, { subtree: true, childList: true, attributes: true })
            wait()
        })""",
        TIMEOUT,
    )
