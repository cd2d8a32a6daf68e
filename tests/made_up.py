"""Directories of plainly made-up groups, written as the CSV files that a volunteer would edit."""

import csv
from pathlib import Path

import pandas as pd

from affiliates.reading import FILE_NAME, read_directory
from affiliates.schema import COLUMNS

PLAIN = {"scope": "statewide", "regions": "US-OH", "status": "active"}


def row(number: int = 1, **values: str) -> dict[str, str]:
    """A group that lacks nothing, with the given values instead of its own."""
    return {**dict.fromkeys(COLUMNS, ""), "id": f"group-{number}", "name": f"Made-up Group {number}", **PLAIN, **values}


def write_directory(folder: Path, *rows: dict[str, str]) -> Path:
    """A folder with a directory of these rows; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE_NAME).open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(rows)
    return folder


def groups_of(folder: Path, *rows: dict[str, str]) -> pd.DataFrame:
    """These rows as the app reads them."""
    directory = read_directory(write_directory(folder, *rows))
    assert not directory.problems, directory.problems
    return directory.groups
