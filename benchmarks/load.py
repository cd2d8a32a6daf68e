"""A busy day: many visitors at once, in our app and in a tutorial's, and a page of HTML as often as it can be had.

Run it with ``make benchmark``, or by itself (``python -m benchmarks.load --help``). Each visitor opens the page, does
what it says by itself (automatic runs), and clicks a region every five seconds on average; none has a browser
(benchmarks/visitor.py). A visitor whose page fails, or does not show the region that was clicked, is counted as an
error. The visitors run in a process of their own, whose share of a processor is told: where it comes near 1, it is the
visitors who are slow.
"""

import argparse
import asyncio
import multiprocessing
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from websockets.exceptions import WebSocketException

from affiliates.geo.regions import SHIPPED_DATA, region_names
from benchmarks.click import STREAMLIT_DEFAULTS
from benchmarks.http import Connection
from benchmarks.organizer import take_reports
from benchmarks.process import memory_and_threads, processor_seconds, server_on
from benchmarks.visitor import VisitError, Visitor
from tests.browser.app import ROOT, served

STEPS = (20, 50, 100, 200, 400)
QUICK_STEPS = (20, 200)
PAUSE = 5.0  # seconds between two clicks of a visitor, on average
REGIONS = [region for region in region_names() if region.startswith("US-")]
CONNECTIONS = 16


def our_click(region: str, count: int) -> dict[str, Any]:
    """What our map sends."""
    return {"region": region, "click": count}


def tutorial_click(region: str, _: int) -> dict[str, Any]:
    """What the tutorial's map sends, as far as its page reads it; a browser sends the outline of the region too."""
    return {"last_active_drawing": {"properties": {"region": region}}}


CLICKS = {"ours": our_click, "tutorial": tutorial_click}


@dataclass
class Measured:
    """What visitors waited for, in seconds; what went wrong; and the processor time that being them took."""

    openings: list[float] = field(default_factory=list)
    clicks: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    generator: float = 0.0


async def stay(visitor: Visitor, arrives_after: float, until: float, seed: int, measured: Measured) -> None:
    """One visit, from the arrival to the end of the step."""
    chance = random.Random(seed)
    await asyncio.sleep(arrives_after)
    try:
        measured.openings.append(await visitor.open())
        while (pause := chance.expovariate(1 / PAUSE)) + time.monotonic() < until:
            await asyncio.sleep(pause)
            region = chance.choice(REGIONS)
            measured.clicks.append(await visitor.click(region, region_names()[region]))
    except (OSError, VisitError, WebSocketException, TimeoutError, asyncio.IncompleteReadError) as error:
        measured.errors.append(repr(error))
    finally:
        await visitor.leave()


async def crowd(host: str, port: int, app: str, count: int, seconds: float) -> Measured:
    """``count`` visitors, who arrive evenly over the first half of the time."""
    measured, start = Measured(), time.process_time()
    until = time.monotonic() + seconds
    visitors = [Visitor(host, port, CLICKS[app]) for _ in range(count)]
    stays = [
        stay(visitor, number / count * seconds / 2, until, number, measured) for number, visitor in enumerate(visitors)
    ]
    await asyncio.gather(*stays)
    measured.generator = (time.process_time() - start) / seconds
    return measured


def run_crowd(host: str, port: int, app: str, count: int, seconds: float) -> Measured:
    """The same, for a process of its own."""
    return asyncio.run(crowd(host, port, app, count, seconds))


async def answers_a_second(host: str, port: int, path: str, seconds: float) -> tuple[float, set[int]]:
    """How often a page can be had on kept connections, and with which statuses."""
    statuses: list[int] = []
    until = time.monotonic() + seconds

    async def ask() -> None:
        connection = await Connection.to(host, port)
        while time.monotonic() < until:
            statuses.append(await connection.get(path))
        connection.close()

    await asyncio.gather(*(ask() for _ in range(CONNECTIONS)))
    return len(statuses) / seconds, set(statuses)


def run_answers(host: str, port: int, path: str, seconds: float) -> tuple[float, set[int]]:
    """The same, for a process of its own."""
    return asyncio.run(answers_a_second(host, port, path, seconds))


@dataclass
class App:
    """One of the two apps while it is served."""

    name: str
    host: str
    port: int
    process: int

    def visit(self, count: int, seconds: float) -> str:
        """Lets visitors come, and returns their line of the table."""
        before = processor_seconds(self.process)
        measured = in_own_process(run_crowd, self.host, self.port, self.name, count, seconds)
        share = (processor_seconds(self.process) - before) / seconds
        memory, threads = memory_and_threads(self.process)
        openings, clicks = (_milliseconds(times) for times in (measured.openings, measured.clicks))
        line = f"{self.name:10}{count:9}{openings[0]:9,.0f}{openings[1]:9,.0f}{clicks[0]:9,.0f}{clicks[1]:9,.0f}"
        line += f"{len(measured.clicks):8,}{len(measured.errors):8}{share:8.2f}{measured.generator:8.2f}"
        return f"{line}{memory:7} MB{threads:8}" + "".join(f"\n    {each}" for each in sorted(set(measured.errors)))


HEADER = (
    f"{'':10}{'visitors':>9}{'opening':>9}{'p95 (ms)':>9}{'click':>9}{'p95 (ms)':>9}{'clicks':>8}{'errors':>8}"
    f"{'server':>8}{'visit.':>8}{'memory':>10}{'threads':>8}"
)


def _milliseconds(times: list[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    if len(times) < 2:
        return float("nan"), float("nan")
    return statistics.median(times) * 1000, statistics.quantiles(times, n=20)[-1] * 1000


def in_own_process(work: Callable[..., Any], *arguments: object) -> Any:
    """What a function returns that runs in another process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


@contextmanager
def running(name: str, data: Path) -> Iterator[App]:
    """One of the two apps, served, after a first visitor who paid for what is made once."""
    environments = {
        "ours": {"AFFILIATES_DATA": str(data), "STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none"},
        # No browser loads what its map asks of public servers.
        "tutorial": {"CDN": "http://127.0.0.1", **STREAMLIT_DEFAULTS},
    }
    scripts = {"ours": ROOT / "dashboard.py", "tutorial": ROOT / "benchmarks/tutorial_app.py"}
    with (
        tempfile.TemporaryDirectory() as folder,
        served(scripts[name], Path(folder) / "log", environments[name]) as address,
    ):
        place = urlsplit(address)
        assert place.hostname
        assert place.port
        in_own_process(run_crowd, place.hostname, place.port, name, 1, 3 * PAUSE)
        yield App(name, place.hostname, place.port, server_on(place.port))


def soak(app: App, minutes: int, visitors: int) -> None:
    """Prints a line a minute."""
    print(f"\n{visitors} visitors, a new crowd each minute\n{HEADER}")
    for _ in range(minutes):
        print(app.visit(visitors, 60), flush=True)


def visit_beside_reports(app: App, count: int, seconds: float) -> None:
    """Prints the line of a step in which an organizer takes one report after the other, and how long they waited."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        reports = pool.apply_async(take_reports, (f"http://{app.host}:{app.port}", seconds))
        print(app.visit(count, seconds), flush=True)
        for label, waits in reports.get().items():
            first, second, *_ = [*waits, float("nan"), float("nan")]
            later = statistics.median(waits[1:]) if waits[1:] else float("nan")
            print(f"    {label:24}{len(waits):4}: first {first:.1f} s, second {second:.1f} s, median {later:.1f} s")


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=40, help="how long each step takes (40)")
    parser.add_argument("--steps", type=int, nargs="+", default=STEPS, help="how many visitors, step by step")
    parser.add_argument("--quick", action="store_true", help="two short steps")
    parser.add_argument("--minutes", type=int, default=0, help="then so many minutes with 50 visitors, ours only")
    parser.add_argument("--reports", action="store_true", help="then each step again while reports are made, ours only")
    parser.add_argument("--path", default="/r/US-MI/", help="the page that is asked for as often as it can be had")
    parser.add_argument("--app", choices=CLICKS, nargs="+", default=list(CLICKS), help="which of the two apps")
    parser.add_argument("--data", type=Path, default=SHIPPED_DATA, help="the folder with the directory")
    options = parser.parse_args()
    steps, seconds = (QUICK_STEPS, 20.0) if options.quick else (options.steps, options.seconds)
    print(f"{seconds:.0f} s each; server and visit.: share of a processor of the server, and of being the visitors")
    print(HEADER, flush=True)
    for name in options.app:
        with running(name, options.data) as app:
            for count in steps:
                print(app.visit(count, seconds), flush=True)
            if name == "ours":
                for count in steps if options.reports else ():
                    visit_beside_reports(app, count, seconds)
                rate, statuses = in_own_process(run_answers, app.host, app.port, options.path, min(seconds, 10))
                print(
                    f"\n{options.path}: {rate:,.0f} answers a second on {CONNECTIONS} connections, status {statuses}\n"
                )
                if options.minutes:
                    soak(app, options.minutes, 50)


if __name__ == "__main__":
    main()
