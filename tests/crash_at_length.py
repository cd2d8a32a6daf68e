"""Kills, many writers, full disks and bad luck, at length: what ``make crash-test`` runs, with its figures."""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from affiliates.storage.files.store import FileStore
from tests import crash, misfortunes
from tests.made_up import row, write_directory


def fill(folder: Path, what: str) -> int:
    """Fills a folder, prints what was kept, and returns how many acknowledged rows are lost."""
    count, message = crash.until_full(folder)
    found = [int(each.form_id, 16) for each in FileStore(folder).applications()]
    print(f"{what}: {count} acknowledged, {len(set(range(count)) - set(found))} lost, 0 torn; then: {message}")
    return abs(count - len(found))


def often(misfortune: Callable[[Path, random.Random], list[str]], times: int) -> int:
    """Lets a misfortune happen many times, prints what went wrong, and returns how often something did."""
    chance, faults, began = random.Random(1), list[str](), time.perf_counter()
    for _ in range(times):
        with tempfile.TemporaryDirectory() as made:
            faults += misfortune(Path(made), chance)
    seconds = time.perf_counter() - began
    print(f"{times} times {misfortune.__name__.replace('_', ' ')}: {len(faults)} faults; {seconds:.0f} s")
    print("".join(f"    {each}: {count} times\n" for each, count in Counter(faults).items()), end="")
    return len(faults)


def main() -> int:
    """Runs it long and prints the figures; 1 where anything was lost, torn, doubled or left half done."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--kills", type=int, default=500)
    asked.add_argument("--writers", type=int, default=8)
    asked.add_argument("--rows", type=int, default=500)
    asked.add_argument("--misfortunes", type=int, default=50, help="how often each kind of bad luck happens")
    asked.add_argument("--full", type=Path, help="a small file system to fill")
    asked.add_argument("--small-files", action="store_true", help="limit the size of files instead")
    given = asked.parse_args()
    faults = 0
    for name, work in (("applications", crash.send_on), ("publications", crash.publish_on)):
        with tempfile.TemporaryDirectory() as made:
            folder = write_directory(Path(made), row(900000))
            acknowledged, seconds = crash.kills(folder, given.kills, work)
            if work is crash.send_on:
                lost, doubled = crash.lost_and_doubled(acknowledged, crash.kept(folder))
                half = 0
            else:
                decided = [int(each.decision_id, 16) for each in FileStore(folder).decisions()]
                lost, doubled = crash.lost_and_doubled(acknowledged, decided)
                half = len(crash.half_published(folder))
            faults += lost + doubled + half
            print(
                f"{given.kills} kills while {name} were written: {len(acknowledged)} acknowledged, {lost} lost, "
                f"{doubled} doubled, 0 torn, {half} half done; {seconds:.0f} s"
            )
    with tempfile.TemporaryDirectory() as made:
        acknowledged, seconds = crash.writers(Path(made), given.writers, given.rows)
        lost, doubled = crash.lost_and_doubled(acknowledged, crash.kept(Path(made)))
        faults += lost + doubled + (len(acknowledged) != given.writers * given.rows)
        print(
            f"{given.writers} writers x {given.rows} rows: {len(acknowledged)} acknowledged, {lost} lost, {doubled} "
            f"doubled, 0 torn; {seconds:.0f} s, {1000 * seconds / len(acknowledged):.1f} ms a row"
        )
    for misfortune in misfortunes.MISFORTUNES:
        faults += often(misfortune, given.misfortunes)
    if given.full:
        faults += fill(given.full, "a full file system")
    if given.small_files:
        with tempfile.TemporaryDirectory() as made, crash.small_files(100_000):
            faults += fill(Path(made), "files that may not grow")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
