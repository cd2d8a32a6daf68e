"""How long it takes to read a list, plan its import, apply it and take it back, and how much memory that needs.

Run it with ``make benchmark``, or with sizes: ``python -m benchmarks.imports 1000 20000``. The lists are made up: names
of three words and a number, places written in five ways, one row in twenty a look-alike of the one before. The
directory that they meet has 1,000 groups. Each size runs in a process of its own; the memory is its peak. The times are
the processor's, which depend less on other work on the machine, and in brackets the elapsed ones.
"""

import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path

from affiliates.geo.regions import region_names
from affiliates.imports.applying import apply_plan, surroundings_in, undo_import
from affiliates.imports.mapping import ListMapping
from affiliates.imports.plan import Outcome, make_plan
from affiliates.imports.reading.source import read_sheets
from affiliates.imports.reading.table import find_table
from affiliates.storage.files.store import FileStore
from benchmarks.filter import made_up_directory

SIZES = (1_000, 20_000, 100_000)
LISTED = 1_000
MAPPING = ListMapping(
    source="list",
    columns={"row_id": ("Id",), "name": ("Group",), "regions": ("State", "Zip"), "website": ("Site",)},
    constants={"scope": "local", "status": "active"},
)
FIRST = ("Bright", "Calm", "Eager", "Fair", "Gentle", "Honest", "Kind", "Loyal", "Open", "Patient", "Steady", "True")
SECOND = ("Anchors", "Bridges", "Candles", "Doors", "Echoes", "Gardens", "Harbors", "Islands", "Lanterns", "Maples")
THIRD = ("Parents", "Families", "Advocates", "Neighbors", "Students", "Allies", "Voices", "Friends")


def made_up_list(count: int) -> Iterator[list[str]]:
    """The rows of a list, its header first."""
    chance = random.Random(count)
    yield ["Id", "Group", "State", "Zip", "Site"]
    codes = [code for code in region_names() if code.startswith("US-")]
    before = "Made-up Group"
    for number in range(count):
        code = chance.choice(codes)
        name = " ".join(map(chance.choice, (FIRST, SECOND, THIRD))) + f" {chance.randrange(count)}"
        if chance.random() < 0.05:
            name = before.replace("a", "e", 1)
        before = name
        state = chance.choice([code, code[3:], region_names()[code], f"Springfield, {code[3:]}", f"{code[3:]}/OH"])
        yield [f"r{number}", name, state, chance.choice(["", "48104"]), f"https://group-{number}.example/about"]


def now() -> tuple[float, float]:
    """The processor's time of this process, and the clock's, in seconds."""
    return time.process_time(), time.perf_counter()


def steps(folder: Path, count: int, say: Connection) -> None:
    """Says how long each step takes, what came of it, and the peak of the memory in MB."""
    file = folder / "list.csv"
    file.write_text("\n".join(";".join(row) for row in made_up_list(count)), encoding="utf-8")
    store = FileStore(made_up_directory(folder / "data", LISTED))
    marks = [now()]
    table = find_table(read_sheets(file))
    marks.append(now())
    plan = make_plan(table, MAPPING, surroundings_in(store, MAPPING.source))
    marks.append(now())
    done = apply_plan(store, plan, reviewer="benchmark")
    marks.append(now())
    make_plan(table, MAPPING, surroundings_in(store, MAPPING.source))
    marks.append(now())
    undo_import(store, done.decision_id, reviewer="benchmark")
    marks.append(now())
    seconds = [(end[0] - start[0], end[1] - start[1]) for start, end in pairwise(marks)]
    counts = (plan.count(Outcome.NEW), plan.count(Outcome.LOOK_ALIKE), plan.count(Outcome.UNSURE))
    say.send((seconds, counts, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


def main() -> None:
    """Prints a line for each size."""
    sizes = [int(each) for each in sys.argv[1:]] or SIZES
    names = "".join(f"{name:>17}" for name in ("read", "plan", "apply", "plan again", "undo"))
    print(f"   rows{names}     memory      new  look-alikes   unsure")
    for count in sizes:
        with tempfile.TemporaryDirectory() as folder:
            heard, say = multiprocessing.Pipe(duplex=False)
            process = multiprocessing.get_context("spawn").Process(target=steps, args=(Path(folder), count, say))
            process.start()
            say.close()
            seconds, (new, alike, unsure), memory = heard.recv()
            process.join()
        times = "".join(f"{cpu:7.1f} ({elapsed:5.1f}) s" for cpu, elapsed in seconds)
        print(f"{count:7,}{times}{memory:6,} MB  {new:7,}  {alike:11,}  {unsure:7,}")


if __name__ == "__main__":
    main()
