"""How long coverage and each report take, and how much memory, for 100 to 100,000 groups.

Run it with ``make benchmark``. Each piece of work runs once, in a process of its own that has read the directory and
done nothing else, so that the times include what only a first report pays for: typefaces, shapes, neighbors. Next to
the elapsed time is the processor time, which depends less on other work on the machine. The memory is the peak of the
process, with Python, pandas and the directory.
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
from affiliates.reports.builder import build_report
from affiliates.reports.formats import FORMATS
from affiliates.storage.files.directory.lists import FileDirectory
from benchmarks.filter import made_up_directory

SIZES = (100, 1_000, 10_000, 100_000)
DAY = date(2026, 11, 21)

Work = Callable[[pd.DataFrame], int]


def coverage(groups: pd.DataFrame) -> int:
    """Works out coverage alone; returns 0, because there is no file."""
    coverage_by_region(groups, DAY)
    return 0


def rendering(kind: str) -> Work:
    """The work of making a report from the groups, coverage included; it returns the size of the file in bytes."""

    def render(groups: pd.DataFrame) -> int:
        region = "US-MI" if kind == "fact_sheet" else None
        return len(FORMATS[kind].make(build_report(groups, as_of=DAY, made_on=DAY, region=region)))

    return render


def measure(work: Work, groups: pd.DataFrame) -> tuple[float, float, int, int]:
    """Elapsed seconds, processor seconds, bytes of the file, and peak memory in MB of a new process doing the work."""
    parent, child = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_run, args=(work, groups, child))
    process.start()
    child.close()
    result: tuple[float, float, int, int] = parent.recv()
    process.join()
    return result


def _run(work: Work, groups: pd.DataFrame, result: Connection) -> None:
    start, processor_start = time.perf_counter(), time.process_time()
    size = work(groups)
    seconds, processor = time.perf_counter() - start, time.process_time() - processor_start
    result.send((seconds, processor, size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


def main() -> None:
    """Prints a table for each directory size."""
    work_by_name = {"coverage": coverage, **{kind: rendering(kind) for kind in FORMATS}}
    for count in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            groups = FileDirectory(made_up_directory(Path(folder), count)).read().groups
        print(f"{count:>7,} groups          elapsed  on CPU        file  memory")
        for name, work in work_by_name.items():
            seconds, processor, size, memory = measure(work, groups)
            print(f"  {name:<20}{seconds:9.2f}{processor:9.2f}  {size / 1000:7,.0f} KB  {memory:3} MB")


if __name__ == "__main__":
    main()
