"""Parses the text of a directory: every good row is kept, every problem is named by file, row and column."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
from pydantic import ValidationError

from affiliates.directory.csv_injection import unescape_formula
from affiliates.directory.csv_rows import (
    CsvRecord,
    detect_delimiter,
    has_undecodable,
    normalize_column_names,
    read_records,
    strip_cell,
)
from affiliates.directory.links import leads_to_another_site
from affiliates.directory.problems import Problem
from affiliates.directory.queries import with_search_columns
from affiliates.directory.schema import (
    COLUMNS,
    DATE_COLUMNS,
    LINK_COLUMNS,
    REQUIRED_COLUMNS,
    Group,
    Status,
    mistakes_from,
)
from affiliates.directory.values import split_codes
from affiliates.errors import DirectoryUnreadableError
from affiliates.geo.regions import region_names


@dataclass(frozen=True)
class Directory:
    """What a directory holds.

    ``groups`` has one row per valid group in the order of the text, the columns of ``schema.COLUMNS`` and those of
    ``queries.with_search_columns``: text is empty where unknown, ``regions`` and ``languages`` are tuples of codes,
    dates are missing where unknown. ``problems`` are in the order of the text; ``set_aside`` counts the rows that
    could not be shown, ``doubtful_regions`` are the codes of the regions that they may concern: nobody can say of one
    of them that it has no group.
    """

    groups: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    set_aside: int = 0
    doubtful_regions: frozenset[str] = frozenset()


def parse_directory(text: str, source: str) -> Directory:
    """The directory in a CSV text, which ``source`` names in problems and errors.

    A row without what it takes to list a group (id, name, scope, regions, status, no more cells than the header) is
    set aside; where only another value is wrong, the group is kept without that value. Either is a problem. Bytes
    that are not UTF-8 are expected as lone surrogates. Raises ``DirectoryUnreadableError`` where the first row does
    not name the columns.
    """
    header, rows = _table(text, source)
    groups: list[Group] = []
    problems: list[Problem] = []
    row_of_id: dict[str, int] = {}
    set_aside, doubtful = 0, set[str]()
    for record in rows:
        number = record.number
        group, found = _group(header, record.cells, row_of_id)
        problems += [Problem(source, number, *each) for each in found]
        if group:
            row_of_id[group.id] = number
            groups.append(group)
            problems += [Problem(source, number, *each, is_error=False) for each in _notes(group)]
        else:
            set_aside += 1
            doubtful |= _regions_concerned(header, record.cells)
    return Directory(groups_to_frame(groups), tuple(problems), set_aside, frozenset(doubtful))


def empty_directory() -> Directory:
    """A directory without a single group."""
    return Directory(groups_to_frame([]))


def groups_to_frame(groups: list[Group]) -> pd.DataFrame:
    """Groups as ``Directory.groups`` holds them, in their order."""
    frame = pd.DataFrame([group.model_dump() for group in groups], columns=list(COLUMNS))
    for column in DATE_COLUMNS:
        frame[column] = pd.to_datetime(frame[column])
    return with_search_columns(frame)


def _table(text: str, source: str) -> tuple[list[str], Iterator[CsvRecord]]:
    rows = read_records(text, detect_delimiter(text))
    first = next(rows, None)
    header = normalize_column_names((first and first.cells) or [])
    missing = [column for column in REQUIRED_COLUMNS if column not in header]
    repeated = sorted({column for column in header if column in COLUMNS and header.count(column) > 1})
    if not any(column in header for column in COLUMNS):
        raise DirectoryUnreadableError(f"{source}: the first row must name the columns: {', '.join(COLUMNS)}.")
    if missing or repeated:
        fault = f"lacks the column {missing[0]}" if missing else f"names the column {repeated[0]} twice"
        raise DirectoryUnreadableError(f"{source}: the first row {fault}. Correct the first row.")
    return header, rows


def _group(
    header: list[str], cells: list[str] | None, row_of_id: dict[str, int]
) -> tuple[Group | None, list[tuple[str, str]]]:
    """The group in a row, or None where it cannot be listed, and what is wrong in it: (column, message)."""
    if cells is None:
        return None, [("", "a quotation mark is opened and never closed: close it, or double it inside a text")]
    values = [unescape_formula(strip_cell(cell)) for cell in cells]
    if any(values[len(header) :]):
        message = f"the row has {len(cells)} cells, the header {len(header)}: put text with commas in quotation marks"
        return None, [("", message)]
    typed = {column: value for column, value in zip(header, values, strict=False) if column in COLUMNS}
    mistakes = {
        column: "is not UTF-8 text: save the file as “CSV UTF-8”"
        for column, value in typed.items()
        if has_undecodable(value)
    }
    if typed.get("id") in row_of_id:
        mistakes["id"] = f"“{typed['id']}” is also the id of row {row_of_id[typed['id']]}: give one of them another"
    values_by_column = {column: "" if column in mistakes else typed.get(column, "") for column in COLUMNS}
    try:
        group = Group.model_validate(values_by_column)
    except ValidationError as error:
        mistakes = {column: str(mistake) for column, mistake in mistakes_from(error).items()} | mistakes
        group = None
    found = sorted(mistakes.items(), key=lambda each: COLUMNS.index(each[0]))
    if any(column in REQUIRED_COLUMNS for column in mistakes):
        return None, found
    return group or Group.model_validate(values_by_column | dict.fromkeys(mistakes, "")), found


def _regions_concerned(header: list[str], cells: list[str] | None) -> set[str]:
    """The regions in which the group of a row that cannot be listed may be: all of them where the row does not tell."""
    values = dict(zip(header, map(strip_cell, cells or []), strict=False))
    if cells is None or len(cells) > len(header):
        return set(region_names())
    if values.get("status", "").casefold() in {Status.PAUSED, Status.INACTIVE}:
        return set()
    codes = split_codes(values.get("regions", "").upper())
    return set(codes) if codes and all(code in region_names() for code in codes) else set(region_names())


def _notes(group: Group) -> Iterator[tuple[str, str]]:
    for column in LINK_COLUMNS:
        link = getattr(group, column)
        if link and leads_to_another_site(column, link):
            yield column, f"{link} leads to another site: is it in the right column?"
