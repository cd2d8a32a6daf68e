"""How long coverage and each report take, and how much memory, for 100 to 100,000 groups.

Run it with ``make benchmark``. Each piece of work runs once, in a process of its own that has read the directory and
done nothing else, so that the times hold what a first report pays: typefaces, shapes, neighbors. Beside the time that
went by stands the time that the processor worked, which other work on the machine stretches less. The memory is the
highest that the process had, Python, pandas and the directory included.
"""

import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

import pandas as pd

from affiliates.coverage.metrics import coverage_by_region
from affiliates.directory.loader import read_directory
from affiliates.reports.builder import build_report
from affiliates.reports.formats import FORMATS
from benchmarks.filter import made_up_directory

SIZES = (100, 1_000, 10_000, 100_000)
DAY = date(2026, 11, 21)

Work = Callable[[pd.DataFrame], int]


def coverage(groups: pd.DataFrame) -> int:
    """Coverage alone; there is no file."""
    coverage_by_region(groups, DAY)
    return 0


def making(kind: str) -> Work:
    """The work of making a report from the groups, coverage included; gives the size of its file in bytes."""

    def make(groups: pd.DataFrame) -> int:
        region = "US-MI" if kind == "fact_sheet" else None
        return len(FORMATS[kind].make(build_report(groups, as_of=DAY, made_on=DAY, region=region)))

    return make


def measured(work: Work, groups: pd.DataFrame) -> tuple[float, float, int, int]:
    """Seconds gone by and worked, bytes of the file, and the highest memory in MB, of a fresh process that does it."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_measure, args=(work, groups, there))
    process.start()
    there.close()
    found: tuple[float, float, int, int] = here.recv()
    process.join()
    return found


def _measure(work: Work, groups: pd.DataFrame, result: Connection) -> None:
    start, worked = time.perf_counter(), time.process_time()
    size = work(groups)
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    result.send((seconds, worked, size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


def main() -> None:
    """Prints a table for each number of groups."""
    pieces = {"coverage": coverage, **{kind: making(kind) for kind in FORMATS}}
    for count in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            groups = read_directory(made_up_directory(Path(folder), count)).groups
        print(f"{count:>7,} groups          seconds   worked        file  memory")
        for name, work in pieces.items():
            seconds, worked, size, memory = measured(work, groups)
            print(f"  {name:<20}{seconds:9.2f}{worked:9.2f}  {size / 1000:7,.0f} KB  {memory:3} MB")


if __name__ == "__main__":
    main()
