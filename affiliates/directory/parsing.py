"""Parses the text of a directory: every good row is kept, every problem is named by file, row and column."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, cached_property

import pandas as pd

from affiliates.directory.links import complete_link, leads_to_another_site
from affiliates.directory.mistakes import Problem
from affiliates.directory.queries import with_search_columns
from affiliates.directory.records import header_notes, parse_rows
from affiliates.directory.schema import (
    COLUMNS,
    DATE_COLUMNS,
    LINK_COLUMNS,
    NATIONAL_OR_VIRTUAL,
    EntryKind,
    Group,
    Status,
    is_ally,
)
from affiliates.directory.values import split_codes
from affiliates.errors import LinkError
from affiliates.geo.regions import region_by_name, region_names

_BETWEEN_NAMES = re.compile(r"\s*[,;/|\n]\s*")
_WITHOUT_SCHEME = re.compile(r"[\w-]+(\.[\w-]+)+(/\S*)?", re.ASCII)


@dataclass(frozen=True)
class Directory:
    """What a directory holds.

    ``groups`` has one row per valid affiliate group in the order of the text, the columns of ``schema.COLUMNS`` and
    those of ``queries.with_search_columns``: text is empty where unknown, ``regions`` and ``languages`` are tuples of
    codes, dates are missing where unknown. ``allies`` has the same columns, and one row per valid ally, without a
    scope. Whatever maps, counts, ranks, searches or reports takes ``groups``, and so knows of no ally.

    ``problems`` are in the order of the text; ``set_aside`` counts the rows that could not be shown and may be groups,
    ``doubtful_regions`` are the codes of the regions that they may concern and that no other group serves: nobody can
    say of one of them that it has no group.
    """

    groups: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    set_aside: int = 0
    doubtful_regions: frozenset[str] = frozenset()
    allies: pd.DataFrame = field(default_factory=lambda: groups_to_frame([]))

    @cached_property
    def entries(self) -> pd.DataFrame:
        """Groups and then allies, for those who look after the list, and for those who correct an entry."""
        return self.groups if self.allies.empty else pd.concat([self.groups, self.allies], ignore_index=True)


def parse_directory(text: str, source: str) -> Directory:
    """The directory in a CSV text, which ``source`` names in problems and errors.

    A row without what it takes to list a group (id, name, scope, regions, status, no more cells than the header), or
    whose kind nobody knows, is set aside; where only another value is wrong, the group is kept without that value.
    Either is a problem. Bytes that are not UTF-8 are expected as lone surrogates. What can only mean one thing
    (``sure_repairs``) is read as that, and noted. Raises ``DirectoryUnreadableError`` where the first row does not name
    the columns, and where there are more rows than any list of groups has.
    """
    groups: list[Group] = []
    allies: list[Group] = []
    problems = list(header_notes(text, source, Group))
    set_aside, doubtful = 0, set[str]()
    for row in parse_rows(text, source, Group, sure_repairs):
        problems += row.problems
        if row.entry:
            (allies if row.entry.kind == EntryKind.ALLY else groups).append(row.entry)
            problems += [Problem(source, row.number, *each, is_error=False) for each in _notes(row.entry)]
        elif not is_ally(row.typed or {}):
            set_aside += 1
            doubtful |= _regions_concerned(row.typed)
    return Directory(
        groups_to_frame(groups),
        tuple(problems),
        set_aside,
        frozenset(doubtful - _served(groups)),
        groups_to_frame(allies),
    )


def sure_repairs(typed: Mapping[str, str]) -> dict[str, str]:
    """The values of a row that are not written as the schema wants them, and can only mean one thing: by column.

    Names of regions become codes, and links get the https:// that they lack.
    """
    repaired = {}
    names = [name for name in _BETWEEN_NAMES.split(typed.get("regions", "").casefold()) if name]
    if names and all(name in region_by_name() for name in names):
        repaired["regions"] = " ".join(region_by_name()[name] for name in names)
    for column in LINK_COLUMNS:
        if _WITHOUT_SCHEME.fullmatch(typed.get(column, "")):
            with suppress(LinkError):
                repaired[column] = complete_link(column, typed[column])
    return repaired


def empty_directory() -> Directory:
    """A directory without a single group or ally."""
    return Directory(groups_to_frame([]))


def groups_to_frame(groups: list[Group]) -> pd.DataFrame:
    """Groups, or allies, as ``Directory`` holds them, in their order."""
    return _frame(groups) if groups else _empty_frame().copy()


@cache
def _empty_frame() -> pd.DataFrame:
    """Kept, because most lists have no ally."""
    return _frame([])


def _frame(groups: list[Group]) -> pd.DataFrame:
    frame = pd.DataFrame([group.model_dump() for group in groups], columns=list(COLUMNS))
    for column in DATE_COLUMNS:
        frame[column] = pd.to_datetime(frame[column])
    return with_search_columns(frame)


def _regions_concerned(typed: dict[str, str] | None) -> set[str]:
    """The regions in which the group of a row that cannot be listed may be: all of them where the row does not tell."""
    if typed is None:
        return set(region_names())
    if typed.get("status", "").casefold() in {Status.PAUSED, Status.INACTIVE}:
        return set()
    codes = split_codes(typed.get("regions", "").upper())
    return set(codes) if codes and all(code in region_names() for code in codes) else set(region_names())


def _served(groups: list[Group]) -> set[str]:
    """The regions that have a group of their own."""
    own = (each for each in groups if each.status is Status.ACTIVE and each.scope not in NATIONAL_OR_VIRTUAL)
    return {region for each in own for region in each.regions}


def _notes(group: Group) -> Iterator[tuple[str, str]]:
    for column in LINK_COLUMNS:
        link = getattr(group, column)
        if link and leads_to_another_site(column, link):
            yield column, f"{link} leads to another site: is it in the right column?"
