"""Server time of a filter in a directory of 10,000 groups: ours, and the way of a tutorial, in one run.

Run it with ``make benchmark``. The tutorial's way reads the file on each run, as a script without a cache does, and
searches the joined columns for a lower-case text.
"""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from streamlit.testing.v1 import AppTest

from affiliates.coverage.metrics import count_by_region
from affiliates.directory.queries import GroupFilters, GroupSort, matching, sorted_groups
from affiliates.directory.schema import Scope, Status
from affiliates.geo.regions import region_names
from affiliates.storage.files.directory import FILE_NAME, FileDirectory
from tests.made_up import row, write_directory

GROUPS = 10_000
RUNS = 30
ROOT = Path(__file__).parent.parent


def made_up_directory(folder: Path, count: int = GROUPS) -> Path:
    """A directory of so many made-up groups, the same in each run."""
    chance = random.Random(1)
    rows = [
        row(
            number,
            scope=chance.choice(list(Scope)[:3]),
            regions=" ".join(chance.sample(list(region_names()), chance.choice((1, 1, 1, 2, 3)))),
            city=chance.choice(("Springfield", "Montréal", "Two Rivers")),
            description="Made-up parents who meet. " * chance.randint(1, 12),
            languages=chance.choice(("", "en", "en es", "fr")),
            website="https://made-up.example",
        )
        for number in range(count)
    ]
    return write_directory(folder, *rows)


def milliseconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Median time of a piece of work."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def main() -> None:
    """Prints the medians and the ratio."""
    filters = GroupFilters(
        region="US-OH", query="springfield parents", scopes=(Scope.LOCAL,), statuses=(Status.ACTIVE,)
    )
    with tempfile.TemporaryDirectory() as name:
        folder = made_up_directory(Path(name))
        groups = FileDirectory(folder).read().groups

        def ours() -> None:
            sorted_groups(matching(groups, filters), GroupSort.REGION)
            count_by_region(matching(groups, filters.without_place()))

        def tutorial() -> None:
            read = pd.read_csv(folder / FILE_NAME, dtype=str, keep_default_na=False)
            text = read[["name", "city", "description", "regions"]].agg(" ".join, axis=1).str.lower()
            for word in filters.query.split():
                read = read[text.loc[read.index].str.contains(word)]
            read[read["regions"].str.contains("US-OH") & (read["scope"] == "local")].sort_values("regions")
            read["regions"].str.split().explode().value_counts()

        os.environ["AFFILIATES_DATA"] = str(folder)
        page = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        page.query_params["region"] = "US-OH"
        page.query_params["q"] = "springfield parents"
        page.run()
        print(f"{GROUPS:,} groups, median of {RUNS} runs (ms)")
        print(f"  reading and checking the file, once per change   {milliseconds(FileDirectory(folder).read, 3):8.0f}")
        print(f"  filter, order and counts for the map: ours       {milliseconds(ours):8.1f}")
        print(f"  filter, order and counts: the tutorial's way     {milliseconds(tutorial):8.1f}")
        print(f"  ratio                                            {milliseconds(ours) / milliseconds(tutorial):8.2f}")
        print(f"  a whole run of the page with that filter         {milliseconds(page.run):8.0f}")


if __name__ == "__main__":
    main()
