"""How far it goes: what a store keeps in a second, reading 100,000 groups, and visitors on one, two and four processes.

Run it by itself (``python -m benchmarks.scale``, eight minutes, or in ``--parts``; ``--quick`` to see that it
runs). It prints the tables of docs/scale.md. Everything is on this machine: writers, database, processes of the app and
visitors share its processors, so the share that each took is told beside what it did.
"""

import argparse
import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Barrier

from affiliates.errors import StoreBusyError
from affiliates.review.sign_in import SignInRegistry
from affiliates.storage.contract.store import Store
from affiliates.storage.copying import copy_store
from affiliates.storage.settings import STORE, open_store
from benchmarks.filter import made_up_directory
from benchmarks.load import Measured, run_crowd
from benchmarks.process import processor_seconds
from tests.made_up import application, approval
from tests.postgres.server import APP, Server
from tools.replicas import database, running

WRITERS, QUICK_WRITERS = (1, 4, 16), (1, 4)
REPLICAS, QUICK_REPLICAS = (1, 2, 4), (1, 2)
GROUPS, MANY_GROUPS, QUICK_GROUPS = 300, 100_000, 2_000
ROOM = 100_000  # numbers for one writer; the writers of each step have others, as nothing is kept twice
Place = tuple[str, str]  # what it is called, and the address or folder
Operation = Callable[[Store, int], object]


def add(store: Store, number: int) -> object:
    """Keeps one application, as every form does."""
    return store.add(application(number, form_id=f"form-{number}", reference=f"AM-{number}"))


def publish(store: Store, number: int) -> None:
    """Keeps a decision together with a new group in the list."""
    store.record_decision(approval(number, decision_id=f"decision-{number}"))


def sign_in(store: Store, number: int) -> object:
    """Begins a sign-in and asks who it is."""
    registry, now = SignInRegistry(store.reviewers, lambda _: "credential"), datetime.now(UTC)
    return registry.reviewer(registry.begin(f"Reviewer {number % 20}", now), now)


def ask(store: Store, _number: int) -> object:
    """Asks whether the list has changed, as every process does each second and each page when it is drawn."""
    return store.directory.version()


OPERATIONS: dict[str, Operation] = {"add": add, "publish": publish, "sign_in": sign_in, "ask": ask}
TITLES = {
    "add": "an application is kept",
    "publish": "a group is published",
    "sign_in": "a sign-in begins and is checked",
    "ask": "has the list changed?",
}


def write_for(place: str, name: str, writer: int, seconds: float, start: Barrier) -> list[float]:
    """What one writer, a process of its own, waited for each of its operations: seconds, without those it gave up."""
    store = open_store(place if "://" in place else Path(place))
    # 1 writer has the numbers from 1 × ROOM on, 4 have those from 4 to 7 × ROOM on.
    operation, waits, number = OPERATIONS[name], [], writer * ROOM
    for read in (store.applications, store.decisions, store.directory.version):  # as a process that serves for a while
        read()
    start.wait()
    until = time.perf_counter() + seconds
    while (began := time.perf_counter()) < until:
        number += 1
        with suppress(StoreBusyError):  # others were at it for too long: a visitor would try again
            operation(store, number)
            waits.append(time.perf_counter() - began)
    return waits


def writers_at(place: str, name: str, count: int, seconds: float) -> tuple[float, float]:
    """Operations a second of all writers together, and the 95th percentile of what one took in milliseconds."""
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, ProcessPoolExecutor(count, mp_context=context) as pool:
        start = manager.Barrier(count)
        work = [pool.submit(write_for, place, name, writer, seconds, start) for writer in range(count, 2 * count)]
        waits = [wait for each in work for wait in each.result()]
    return len(waits) / seconds, 1000 * statistics.quantiles(waits, n=20)[-1]


@contextmanager
def both(groups: int) -> Iterator[tuple[list[Place], Server]]:
    """A folder and a database with the same list in each."""
    with tempfile.TemporaryDirectory(prefix="scale-") as folder, database() as (server, name):
        files = Path(folder) / "files"
        made_up_directory(files, groups)
        copy_store(files, server.address(name))
        yield [("files", str(files)), ("PostgreSQL", server.address(name, APP))], server


def operations(writers: tuple[int, ...], seconds: float) -> None:
    """Prints what a store keeps in a second."""
    print(
        f"\n| operations a second (95th percentile, ms) | store | {' | '.join(f'{each} at once' for each in writers)} |"
    )
    print(f"|---|---|{'---|' * len(writers)}")
    for name, title in TITLES.items():
        with both(GROUPS) as (places, _server):
            for kind, place in places:
                cells = []
                for count in writers:
                    rate, late = writers_at(place, name, count, seconds)
                    cells.append(f"{rate:,.0f} ({late:,.0f})" if rate < 1000 else f"{rate:,.0f} ({late:.1f})")
                print(f"| {title} | {kind} | {' | '.join(cells)} |", flush=True)


def reading(groups: int) -> None:
    """Prints what a process waits for that reads the list for the first time, and afterwards."""
    print(f"\n| {groups:,} groups | read | of it processor | read again | has it changed? |\n|---|---|---|---|---|")
    with both(groups) as (places, _server):
        for kind, place in places:
            cells = in_own_process(read_list, place)
            print(
                f"| {kind} | {cells[0]:.1f} s | {cells[1]:.1f} s | {cells[2]:.1f} s | {cells[3]:.2f} ms |", flush=True
            )


def read_list(place: str) -> tuple[float, float, float, float]:
    """Seconds for a first and a second reading, and milliseconds to ask whether the list has changed."""
    store = open_store(place if "://" in place else Path(place))
    began, worked = time.perf_counter(), time.process_time()
    store.directory.read()
    first, worked = time.perf_counter() - began, time.process_time() - worked
    began = time.perf_counter()
    store.directory.read()
    second, asked = time.perf_counter() - began, time.perf_counter()
    for _ in range(100):
        store.directory.version()
    return first, worked, second, 10 * (time.perf_counter() - asked)


def in_own_process(work: Callable[[str], tuple[float, ...]], place: str) -> tuple[float, ...]:
    """What a function returns in a process that has read nothing yet."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, place).result()


def visits(replicas: tuple[int, ...], visitors: int, seconds: float) -> None:
    """Prints what visitors wait for, spread evenly over processes of the app on one database."""
    print(
        f"\n{visitors} visitors, {seconds:.0f} s, each clicks every five seconds; all on {os.cpu_count()} processors:\n"
    )
    print("| processes | opening | 95 % | click | 95 % | clicks | errors | each process | database | visitors |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    with both(GROUPS) as (places, server):
        for count in replicas:
            with running({STORE: places[1][1]}, count=count, with_nginx=False) as served:
                for port in served.ports:
                    run_crowd("127.0.0.1", port, "ours", 1, 6)  # who pays for what is made once
                processes = [served.process_of(port) for port in served.ports]
                before = [*map(processor_seconds, processes)], server_seconds(server)
                measured = crowds(served.ports, visitors // count, seconds)
                shares = [
                    (processor_seconds(process) - began) / seconds
                    for process, began in zip(processes, before[0], strict=True)
                ]
                print(line(count, measured, shares, (server_seconds(server) - before[1]) / seconds), flush=True)


def crowds(ports: list[int], visitors: int, seconds: float) -> list[Measured]:
    """The same number of visitors at each port, each crowd in a process of its own."""
    with ProcessPoolExecutor(len(ports), mp_context=multiprocessing.get_context("spawn")) as pool:
        crowd = partial(run_crowd, "127.0.0.1", app="ours", count=visitors, seconds=seconds)
        work: list[Future[Measured]] = [pool.submit(crowd, port) for port in ports]
        return [each.result() for each in work]


def line(count: int, measured: list[Measured], shares: list[float], of_database: float) -> str:
    """One line of the table: milliseconds, and shares of one processor."""
    openings, clicks = ([w for each in measured for w in getattr(each, kind)] for kind in ("openings", "clicks"))
    cells = [f"{1000 * value:,.0f}" for waits in (openings, clicks) for value in _middle_and_late(waits)]
    errors = sum(len(each.errors) for each in measured)
    own = " + ".join(f"{each:.2f}" for each in shares)
    generator = sum(each.generator for each in measured)
    return (
        f"| {count} | {' | '.join(cells)} | {len(clicks):,} | {errors} | {own} | {of_database:.2f} | {generator:.2f} |"
    )


def server_seconds(server: Server) -> float:
    """The processor time of the database's processes that are there now, and of those that are gone."""
    first = int((server.data / "postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    return sum(map(processor_seconds, [first, *map(int, children)]))


def _middle_and_late(waits: list[float]) -> tuple[float, float]:
    return (statistics.median(waits), statistics.quantiles(waits, n=20)[-1]) if len(waits) > 1 else (float("nan"),) * 2


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="short, with few writers and groups")
    parser.add_argument("--visitors", type=int, default=200, help="how many, over all processes (200)")
    parser.add_argument("--parts", nargs="+", choices=("operations", "reading", "visits"), help="only these")
    options = parser.parse_args()
    parts = options.parts or ("operations", "reading", "visits")
    if "operations" in parts:
        operations(QUICK_WRITERS if options.quick else WRITERS, 1.5 if options.quick else 3)
    if "reading" in parts:
        reading(QUICK_GROUPS if options.quick else MANY_GROUPS)
    if "visits" in parts:
        count = min(options.visitors, 20) if options.quick else options.visitors
        visits(QUICK_REPLICAS if options.quick else REPLICAS, count, 15 if options.quick else 40)


if __name__ == "__main__":
    main()
