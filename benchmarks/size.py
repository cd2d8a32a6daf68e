"""An opening of the find page and a click on its map, with 300 groups in the directory and with 100,000, in one run.

Run it with ``make benchmark``. Each server has a process of its own; a visitor without a browser opens the page and
clicks, and the server's processor time is counted.
"""

import asyncio
import os
import statistics
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from affiliates.geo.regions import region_names
from benchmarks.filter import made_up_directory
from benchmarks.load import our_click
from benchmarks.process import memory_and_threads, processor_seconds, server_on
from benchmarks.visitor import Visitor
from tests.browser.app import ROOT, served

SIZES = (300, 100_000)
OPENINGS, CLICKS = 5, 20
STATES = ("US-TX", "US-OH", "US-MI", "US-CA", "US-GA")


async def visit(port: int, clicks: int) -> tuple[float, list[float]]:
    """Milliseconds until the page has arrived, and until the answer to each click has."""
    visitor = Visitor("127.0.0.1", port, our_click)
    opened = await visitor.open()
    times = [await visitor.click(state, region_names()[state]) for state in (STATES * clicks)[:clicks]]
    await visitor.leave()
    return 1000 * opened, [1000 * each for each in times]


def measure(port: int) -> str:
    """A line of the table; what is read and worked out once has been done before."""
    process = server_on(port)
    began = processor_seconds(process)
    openings = [asyncio.run(visit(port, 0))[0] for _ in range(OPENINGS)]
    opening = 1000 * (processor_seconds(process) - began) / OPENINGS
    began = processor_seconds(process)
    _, clicks = asyncio.run(visit(port, CLICKS))
    click = (1000 * (processor_seconds(process) - began) - opening) / CLICKS
    megabytes, _ = memory_and_threads(process)
    return (
        f"| {statistics.median(openings):,.0f} ms | {opening:,.0f} ms | {statistics.median(clicks):,.0f} ms "
        f"| {click:,.1f} ms | {megabytes:,} MB |"
    )


def main() -> None:
    """Prints the table."""
    print("| groups | read and first shown | opening | its processor time | click | its processor time | memory |")
    print("|---|---|---|---|---|---|---|")
    for size in SIZES:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            data = made_up_directory(folder / "data", size)
            environment = {**os.environ, "AFFILIATES_DATA": str(data)}
            address = stack.enter_context(served(ROOT / "dashboard.py", folder / "log", environment))
            port = urlsplit(address).port or 0
            began = time.perf_counter()
            asyncio.run(visit(port, len(STATES)))
            print(f"| {size:,} | {time.perf_counter() - began:,.1f} s {measure(port)}")


if __name__ == "__main__":
    main()
