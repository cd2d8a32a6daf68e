"""Reads data/affiliates.csv: every good row is kept, every problem is named by file, row and column."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from pydantic import ValidationError

from affiliates.directory.csv_injection import unescape_formula
from affiliates.directory.csv_rows import (
    MAX_BYTES,
    CsvRecord,
    detect_delimiter,
    has_undecodable,
    normalize_column_names,
    read_records,
    strip_cell,
)
from affiliates.directory.links import leads_to_another_site
from affiliates.directory.queries import groups_as_text, with_search_columns
from affiliates.directory.schema import COLUMNS, DATE_COLUMNS, LINK_COLUMNS, REQUIRED_COLUMNS, Group, mistakes_from
from affiliates.errors import DirectoryUnreadableError
from affiliates.geo.regions import SHIPPED_DATA

FILE_NAME = "affiliates.csv"
GAPS_FILE_NAME = "known_gaps.csv"


@dataclass(frozen=True)
class Problem:
    """Something in a data file that a person should look at.

    ``row`` counts as a spreadsheet does: the header is row 1; 0 means the file as a whole. ``is_error`` is false for
    a note that stops nothing. ``message`` continues the words "this value ...".
    """

    file: str
    row: int
    column: str
    message: str
    is_error: bool = True

    def __str__(self) -> str:
        """The problem as one line: ``file:row: column: message``; what no printer prints, as \ufffd."""
        place = f"{self.file}:{self.row}: " if self.row else f"{self.file}: "
        column = f"{self.column}: " if self.column else ""
        line = f"{place}{'' if self.is_error else 'note: '}{column}{self.message}"
        return "".join(letter if letter.isprintable() else "\ufffd" for letter in line)


@dataclass(frozen=True)
class Directory:
    """What a directory file holds.

    ``groups`` has one row per good group in the file's order, the columns of ``schema.COLUMNS`` and those of
    ``directory.with_search_columns``: text is empty where unknown, ``regions`` and ``languages`` are tuples of codes,
    dates are missing where unknown. ``problems`` are in the file's order; ``set_aside`` counts the rows that could not
    be shown.
    """

    groups: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    set_aside: int = 0


def data_folder() -> Path:
    """The folder of the directory: the one that AFFILIATES_DATA names, else the data that comes with the app."""
    return Path(os.environ.get("AFFILIATES_DATA") or SHIPPED_DATA)


def read_directory(folder: Path) -> Directory:
    """The directory that lies in ``folder``; see ``read_directory_file``."""
    return read_directory_file(folder / FILE_NAME)


def read_directory_file(path: Path) -> Directory:
    """The directory that stands in a file.

    A row without what it takes to list a group (id, name, scope, regions, status, as many cells as the header) is set
    aside; where only another value is wrong, the group is kept without that value. Either is a problem.
    Raises ``DirectoryUnreadableError`` where the file as a whole cannot be read.
    """
    header, rows = _table(path)
    groups: list[Group] = []
    problems: list[Problem] = []
    taken: dict[str, int] = {}
    set_aside = 0
    for record in rows:
        number = record.number
        group, found = _group(header, record.cells, taken)
        problems += [Problem(str(path), number, *each) for each in found]
        if group:
            taken[group.id] = number
            groups.append(group)
            problems += [Problem(str(path), number, *each, is_error=False) for each in _notes(group)]
        else:
            set_aside += 1
    return Directory(groups_to_frame(groups), tuple(problems), set_aside)


def file_version(path: Path) -> tuple[int, ...]:
    """What changes whenever a file or who may read it does: times of change, size and inode; empty without a file."""
    try:
        status = path.stat()
    except OSError:
        return ()
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def empty_directory() -> Directory:
    """A directory without a single group."""
    return Directory(groups_to_frame([]))


def known_gap_problems(folder: Path, groups: pd.DataFrame) -> list[Problem]:
    """What is known to be missing in the directory of ``folder``, as notes, from the file known_gaps.csv beside it.

    A gap that has been filled, or that names no group or column of the directory, is an error: its line has to go. So
    is a file that cannot be read.
    """
    path = folder / GAPS_FILE_NAME
    if not path.exists():
        return []
    try:
        gaps = pd.read_csv(path, dtype=str, keep_default_na=False, usecols=["id", "column", "gap"])
    except ValueError as error:
        return [Problem(str(path), 0, "", f"needs the columns id, column and gap, in UTF-8 ({error})")]
    values = groups_as_text(groups).set_index("id", drop=False)
    problems = []
    for number, gap in enumerate(gaps.itertuples(), start=2):
        if gap.id not in values.index or gap.column not in COLUMNS:
            told = f"{gap.id} is in no row of {FILE_NAME}: remove this line"
            problems.append(Problem(str(path), number, str(gap.column), told))
        elif values.at[gap.id, gap.column]:
            told = f"{gap.id} has a value by now: remove this line"
            problems.append(Problem(str(path), number, str(gap.column), told))
        else:
            problems.append(Problem(str(path), number, str(gap.column), f"{gap.id}: {gap.gap}", is_error=False))
    return problems


def _table(path: Path) -> tuple[list[str], Iterator[CsvRecord]]:
    text = directory_text(path)
    rows = read_records(text, detect_delimiter(text))
    first = next(rows, None)
    header = normalize_column_names((first and first.cells) or [])
    missing = [column for column in REQUIRED_COLUMNS if column not in header]
    twice = sorted({column for column in header if column in COLUMNS and header.count(column) > 1})
    if not any(column in header for column in COLUMNS):
        raise DirectoryUnreadableError(f"{path}: its first row has to name the columns: {', '.join(COLUMNS)}.")
    if missing or twice:
        told = f"lacks the column {missing[0]}" if missing else f"has the column {twice[0]} twice"
        raise DirectoryUnreadableError(f"{path}: its first row {told}. Correct the first row.")
    return header, rows


def directory_text(path: Path) -> str:
    """The text of a directory file without byte-order mark; what is not UTF-8 stands in it as lone surrogates.

    Raises ``DirectoryUnreadableError`` where it is missing, empty, or no text.
    """
    try:
        if path.exists() and not path.is_file():
            raise DirectoryUnreadableError(f"{path}: this is no file. Put the directory there.")
        if path.stat().st_size > MAX_BYTES:
            raise DirectoryUnreadableError(f"{path}: it is too large to be a directory of groups. Restore the file.")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise DirectoryUnreadableError(
            f"{path}: there is no such file. Put the directory there, or name its folder in AFFILIATES_DATA."
        ) from None
    except OSError as error:
        raise DirectoryUnreadableError(f"{path}: it cannot be read ({error.strerror}).") from error
    if raw.startswith((b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04")):
        raise DirectoryUnreadableError(f"{path}: it is not a UTF-8 text file. Save it as “CSV UTF-8”.")
    text = raw.decode("utf-8-sig", errors="surrogateescape")
    if not strip_cell(text):
        raise DirectoryUnreadableError(f"{path}: the file is empty. Restore it from its last good copy.")
    return text


def _group(
    header: list[str], cells: list[str] | None, taken: dict[str, int]
) -> tuple[Group | None, list[tuple[str, str]]]:
    """The group in a row, or None where it cannot be listed, and what is wrong in it: (column, message)."""
    if cells is None:
        return None, [("", "a quotation mark is opened and not closed: close it, or write it twice inside a text")]
    values = [unescape_formula(strip_cell(cell)) for cell in cells]
    if any(values[len(header) :]):
        told = f"the row has {len(cells)} cells, the header {len(header)}: put a text with commas in quotation marks"
        return None, [("", told)]
    typed = {column: value for column, value in zip(header, values, strict=False) if column in COLUMNS}
    wrong = {
        column: "is not UTF-8 text: save the file as “CSV UTF-8”"
        for column, value in typed.items()
        if has_undecodable(value)
    }
    if typed.get("id") in taken:
        wrong["id"] = f"“{typed['id']}” is also the id of row {taken[typed['id']]}: give one of them another"
    values_by_column = {column: "" if column in wrong else typed.get(column, "") for column in COLUMNS}
    try:
        group = Group.model_validate(values_by_column)
    except ValidationError as error:
        wrong = {column: str(mistake) for column, mistake in mistakes_from(error).items()} | wrong
        group = None
    found = sorted(wrong.items(), key=lambda each: COLUMNS.index(each[0]))
    if any(column in REQUIRED_COLUMNS for column in wrong):
        return None, found
    return group or Group.model_validate(values_by_column | dict.fromkeys(wrong, "")), found


def _notes(group: Group) -> Iterator[tuple[str, str]]:
    for column in LINK_COLUMNS:
        link = getattr(group, column)
        if link and leads_to_another_site(column, link):
            yield column, f"{link} leads to another site: is it in the right column?"


def groups_to_frame(groups: list[Group]) -> pd.DataFrame:
    """Groups as ``Directory.groups`` holds them, in their order."""
    frame = pd.DataFrame([group.model_dump() for group in groups], columns=list(COLUMNS))
    for column in DATE_COLUMNS:
        frame[column] = pd.to_datetime(frame[column])
    return with_search_columns(frame)
