"""Server time of a filter in a directory of 10,000 groups: our way and a tutorial's, in one run.

Run it with ``make benchmark``. The tutorial's way reads the file in every run, as a script without a cache does, and
searches the joined columns in lower case.
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

from affiliates.directory.queries import GroupFilters, GroupSort
from affiliates.directory.schema import Scope, Status
from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import ENGLISH
from affiliates.search.index import GroupIndex
from affiliates.storage.files.directory.lists import FILE_NAME, FileDirectory
from tests.made_up import row, write_directory

GROUPS = 10_000
RUNS = 30
ROOT = Path(__file__).parent.parent


def made_up_directory(folder: Path, count: int = GROUPS) -> Path:
    """Writes a directory of ``count`` made-up groups, the same in every run, and returns its folder."""
    seeded = random.Random(1)
    rows = [
        row(
            number,
            scope=seeded.choice(list(Scope)[:3]),
            regions=" ".join(seeded.sample(list(region_names()), seeded.choice((1, 1, 1, 2, 3)))),
            city=seeded.choice(("Springfield", "Montréal", "Two Rivers")),
            description="Made-up parents who meet. " * seeded.randint(1, 12),
            languages=seeded.choice(("", "en", "en es", "fr")),
            website="https://made-up.example",
        )
        for number in range(count)
    ]
    return write_directory(folder, *rows)


def milliseconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median time of a piece of work."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    """Prints the medians and the ratio."""
    filters = GroupFilters(
        region="US-OH", query="springfield parents", scopes=(Scope.LOCAL,), statuses=(Status.ACTIVE,)
    )
    with tempfile.TemporaryDirectory() as name:
        folder = made_up_directory(Path(name))
        groups = FileDirectory(folder).read().groups

        index = GroupIndex(groups)

        def ours() -> None:  # without what the app keeps of each choice
            index.find(filters, GroupSort.REGION, ENGLISH)
            index.count_by_region(filters.without_place())

        def tutorial() -> None:
            rows = pd.read_csv(folder / FILE_NAME, dtype=str, keep_default_na=False)
            text = rows[["name", "city", "description", "regions"]].agg(" ".join, axis=1).str.lower()
            for word in filters.query.split():
                rows = rows[text.loc[rows.index].str.contains(word)]
            rows[rows["regions"].str.contains("US-OH") & (rows["scope"] == "local")].sort_values("regions")
            rows["regions"].str.split().explode().value_counts()

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
        print(f"  a full run of the page with that filter          {milliseconds(page.run):8.0f}")


if __name__ == "__main__":
    main()
