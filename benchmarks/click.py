"""Time from a click to its region, time to a usable map, and bytes sent: our app and a tutorial's, in one run; and
the other side of the truth: our page of HTML next to a plain Leaflet page, and Streamlit's own floor.

Run it with ``make benchmark``. Both apps run at the same time and take turns in one real browser that can reach no
other server. What the tutorial's map loads from public servers comes from a stand-in on this machine: Leaflet as it
is, everything else empty, no tiles. That is less, and faster, than in real life, to the tutorial's advantage.
"""

import argparse
import statistics
import tempfile
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from affiliates.content.place_names import region_name
from affiliates.geo.regions import SHIPPED_DATA, regions
from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import Language
from affiliates.languages.preference import PARAMETER
from benchmarks.cdn import stand_in_for_cdns
from benchmarks.leaflet_page import leaflet_page
from benchmarks.wire import Wire, wire_to
from tests.browser.app import ROOT, launched, point_inside, served, stands

CLICKS = 10  # per round
# Large states, so that no click misses; some with a group and some without.
STATES = ("US-TX", "US-ID", "US-OH", "US-MO", "US-MT", "US-NY", "US-CA", "US-GA", "US-KS", "US-NV")
# Streamlit's defaults, where our configuration differs: the tutorial's app has to run without ours.
STREAMLIT_DEFAULTS = {
    "STREAMLIT_SERVER_ENABLE_WEBSOCKET_COMPRESSION": "false",
    "STREAMLIT_RUNNER_POST_SCRIPT_GC": "true",
}
# Nobody edits the source of an app that visitors use.
PRODUCTION = {"STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none"}
FRAME = "iframe.stCustomComponentV1"
# Promises the moment at which a shape of a map is seen, which may be in a frame. Playwright itself would look again
# only after up to half a second.
USABLE = """([frame, shapes, position]) => new Promise((done, giveUp) => {
        setTimeout(() => giveUp(new Error(`no ${shapes}`)), 60000)
        const isSeen = (element) => element?.checkVisibility({ visibilityProperty: true, opacityProperty: true })
        const look = () => {
            const holder = frame && document.querySelector(frame)
            const inside = isSeen(holder) ? holder.contentDocument : frame ? null : document
            const shape = inside?.querySelectorAll(shapes)[position]
            isSeen(shape) && shape.getBoundingClientRect().width ? done(performance.now()) : requestAnimationFrame(look)
        }
        look()
})"""
# Promises the moment at which a heading of the app stands on the page; gives up where it never does.
SHOWN = """name => ({ at: new Promise((done, giveUp) => {
        setTimeout(() => giveUp(new Error(`no heading says ${name}`)), 20000)
        const look = () => [...document.querySelectorAll("#root :is(h1, h2)")].some((h) => h.textContent === name)
            && (observer.disconnect(), done(performance.now()))
        const observer = new MutationObserver(look)
        observer.observe(document.body, { childList: true, subtree: true, characterData: true })
}) })"""


@dataclass
class App:
    """One of the two apps and what was measured of it: times in milliseconds, and bytes that it sent.

    ``shape`` says which shape of its map is a state's: a selector, and the position among what that finds.
    ``language`` is the one that its address asks for.
    """

    name: str
    wire: Wire
    shape: Callable[[str], tuple[str, int]]
    language: Language = ENGLISH
    clicks: list[float] = field(default_factory=list)
    cold_starts: list[float] = field(default_factory=list)
    warm_starts: list[float] = field(default_factory=list)
    first_visit_bytes: list[int] = field(default_factory=list)
    visit_bytes: list[int] = field(default_factory=list)
    opening_socket_bytes: list[int] = field(default_factory=list)
    visit_socket_bytes: list[int] = field(default_factory=list)


def open_page(context: BrowserContext, app: App) -> tuple[Page, float]:
    """Returns a page with a usable map, and the milliseconds that took."""
    page = context.new_page()
    app.wire.total = app.wire.socket = 0
    asked = "" if app.language == ENGLISH else f"/?{PARAMETER}={app.language.code}"
    page.goto(app.wire.address + asked, wait_until="commit")
    milliseconds = page.evaluate(USABLE, [FRAME, *app.shape(STATES[0])])
    stands(page)
    return page, milliseconds


def click(page: Page, app: App, region: str) -> float:
    """Clicks on a state and returns the milliseconds until its name is a heading on the page."""
    shapes, position = app.shape(region)
    point = point_inside(page.frame_locator(FRAME).locator(shapes).nth(position), page.locator(FRAME))
    page.frame_locator(FRAME).locator("body").evaluate(
        """body => body.addEventListener(
            "click", () => { parent.clickedAt = parent.performance.now() }, { capture: true, once: true }
        )"""
    )
    shown = page.evaluate_handle(SHOWN, region_name(app.language, region))
    page.mouse.click(*point)
    milliseconds = shown.evaluate("async ({ at }) => (await at) - window.clickedAt")
    stands(page)
    return float(milliseconds)


def visit(browser: Browser, app: App) -> None:
    """Measures one round: a cold start, then a warm visit by the same person with all the clicks."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    first, milliseconds = open_page(context, app)
    app.cold_starts.append(milliseconds)
    app.first_visit_bytes.append(app.wire.total)
    first.close()
    page, milliseconds = open_page(context, app)
    app.warm_starts.append(milliseconds)
    app.opening_socket_bytes.append(app.wire.socket)
    app.clicks += [click(page, app, region) for region in STATES[:CLICKS]]
    app.visit_bytes.append(app.wire.total)
    app.visit_socket_bytes.append(app.wire.socket)
    context.close()


@dataclass
class Plain:
    """A page that is no app: an address, what stands when it is usable, and how long that took with a warm cache."""

    name: str
    address: str
    usable: str
    starts: list[float] = field(default_factory=list)


def is_served(plain: Plain) -> bool:
    """Whether there is such a page; for one that it does not know, Streamlit answers with the app."""
    with urllib.request.urlopen(plain.address) as answer:  # noqa: S310  our own
        return b"<title>Streamlit</title>" not in answer.read() and answer.status == 200


def visit_plain(browser: Browser, plain: Plain) -> None:
    """Opens a page twice, and measures the second time."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    for number in range(2):
        page = context.new_page()
        page.goto(plain.address, wait_until="commit")
        milliseconds = page.evaluate(USABLE, [None, plain.usable, 0])
        if number:
            plain.starts.append(milliseconds)
        page.wait_for_load_state("networkidle")
        page.close()
    context.close()


def visit_floor(browser: Browser, address: str) -> list[float]:
    """The milliseconds from each click on the button of a page with nothing else until its count has changed."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(address)
    page.get_by_role("button", name="Count").wait_for()
    times = []
    for number in range(1, CLICKS + 1):
        shown = page.evaluate_handle(SHOWN, f"{number} clicks")
        page.evaluate(
            """() => document.addEventListener("click", () => { window.clickedAt = performance.now() },
                { capture: true, once: true })"""
        )
        page.get_by_role("button", name="Count").click()
        times.append(float(shown.evaluate("async ({ at }) => (await at) - window.clickedAt")))
        page.wait_for_load_state("networkidle")
    page.context.close()
    return times


def report_others(our_app: App, their_app: App, plain: tuple[Plain, Plain, Plain], floor: list[float]) -> None:
    """Prints what pages take that are no app, and an almost empty Streamlit page; and how far we are from the goals."""
    first, html, leaflet = plain
    medians = {each.name: statistics.median(each.starts) if each.starts else float("nan") for each in plain}
    for name, milliseconds in medians.items():
        print(f"{name + ', usable, warm cache, median (ms)':52}{milliseconds:10,.0f}")
    print(f"{'a Streamlit page with one button, click (ms)':52}{statistics.median(floor):10,.0f}")
    ratios = {
        "warm start: ours / tutorial (goal: 1)": (our_app.warm_starts, their_app.warm_starts),
        "the same, the map in our first answer / tutorial": (first.starts, their_app.warm_starts),
        "click: ours / one button (goal: 1.5)": (our_app.clicks, floor),
        "start: our page of HTML / plain Leaflet (goal: 1)": (html.starts, leaflet.starts),
    }
    for name, (ours, theirs) in ratios.items():
        print(f"{name:52}{statistics.median(ours) / statistics.median(theirs) if ours else float('nan'):10.2f}")


def our_shape(region: str) -> tuple[str, int]:
    """The shape of a region on our map."""
    return f"path[data-region='{region}']", 0


def report(our_app: App, their_app: App) -> None:
    """Prints both apps side by side, with the ratio of the first to the second."""
    rows: dict[str, Callable[[App], float]] = {
        "click to region shown, median (ms)": lambda app: statistics.median(app.clicks),
        "click to region shown, 95th percentile (ms)": lambda app: statistics.quantiles(app.clicks, n=20)[-1],
        "usable map, cold cache, median (ms)": lambda app: statistics.median(app.cold_starts),
        "usable map, warm cache, median (ms)": lambda app: statistics.median(app.warm_starts),
        "first visit, all bytes sent (KB)": lambda app: statistics.median(app.first_visit_bytes) / 1000,
        "warm visit, opened, WebSocket (KB)": lambda app: statistics.median(app.opening_socket_bytes) / 1000,
        f"warm visit of {CLICKS} clicks, all bytes sent (KB)": lambda app: statistics.median(app.visit_bytes) / 1000,
        f"warm visit of {CLICKS} clicks, WebSocket (KB)": lambda app: statistics.median(app.visit_socket_bytes) / 1000,
    }
    print(f"{len(our_app.clicks)} clicks and {len(our_app.warm_starts)} visits each")
    print(f"{'':52}{our_app.name:>10}{their_app.name:>10}{'ratio':>8}")
    for label, measure in rows.items():
        ours, theirs = measure(our_app), measure(their_app)
        print(f"{label:52}{ours:10,.0f}{theirs:10,.0f}{ours / theirs:8.2f}")


def main() -> None:
    """Serves both apps, lets a visitor to each take turns, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=4, help="visits to each app, with ten clicks each (default 4)")
    rounds = parser.parse_args().rounds
    # The tutorial's shapes have no names: they are in the order of the file, which is that of the codes.
    order = sorted(region for region in regions().index if region.startswith("US-"))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        environment = {"AFFILIATES_DATA": str(SHIPPED_DATA), **PRODUCTION}
        our_address = stack.enter_context(served(ROOT / "dashboard.py", folder / "ours.log", environment))
        cdn = stack.enter_context(stand_in_for_cdns())
        theirs = served(ROOT / "benchmarks/tutorial_app.py", folder / "theirs.log", {"CDN": cdn, **STREAMLIT_DEFAULTS})
        their_address = stack.enter_context(theirs)
        our_wire, their_wire = (stack.enter_context(wire_to(address)) for address in (our_address, their_address))
        our_app = App("ours", our_wire, our_shape)
        their_app = App(
            "tutorial",
            their_wire,
            lambda region: ("path.leaflet-interactive", order.index(region)),
        )
        no_network = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        browser = launched(stack.enter_context(sync_playwright()), no_network)
        # The answer that stands until the app does: each place on its map is a link.
        first = Plain("map in our first answer", f"{our_address}/", "#static-answer svg a[href]")
        html = Plain("our page of HTML", f"{our_address}/r/US-MI/", "svg a[href]")
        leaflet = Plain("plain Leaflet", stack.enter_context(leaflet_page()), "path[data-region='US-TX']")
        plain = first, html, leaflet
        floor_address = stack.enter_context(served(ROOT / "benchmarks/floor_app.py", folder / "floor.log", PRODUCTION))
        floor: list[float] = []
        for _ in range(rounds):
            for app in (our_app, their_app):
                visit(browser, app)
            for each in filter(is_served, plain):
                visit_plain(browser, each)
            floor += visit_floor(browser, floor_address)
        browser.close()
        report(our_app, their_app)
        report_others(our_app, their_app, plain, floor)


if __name__ == "__main__":
    main()
