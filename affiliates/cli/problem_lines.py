"""The problems of a data file as lines: a few one by one, many of one cause together."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

import pandas as pd

from affiliates.content.wording import count_of, join_words
from affiliates.directory.mistakes import Problem
from affiliates.directory.queries import groups_as_text_rows
from affiliates.geo.regions import display_name
from affiliates.imports.cells.places import read_place
from affiliates.imports.similarity import find_look_alikes
from affiliates.languages.catalogs import ENGLISH
from affiliates.storage.files.directory.lists import FILE_NAME

# As many of one cause are shown one by one.
_MAX_ONE_BY_ONE = 3
_EXAMPLES, _ROWS, _MAX_TEXT = 3, 5, 60
_PLACE = "region_unknown"


def problem_lines(problems: Iterable[Problem], *, shows_all: bool = False) -> Iterator[str]:
    """Problems in their order, those of one cause and column together where they are many."""
    groups: dict[tuple[str, str, str, bool], list[Problem]] = {}
    for each in problems:
        groups.setdefault((each.file, each.column, each.code or each.message, each.is_error), []).append(each)
    few = [each for group in groups.values() if shows_all or len(group) <= _MAX_ONE_BY_ONE for each in group]
    for each in sorted(few, key=lambda each: (each.file, each.row)) if shows_all else few:
        yield _line(each)
    for group in groups.values():
        if not shows_all and len(group) > _MAX_ONE_BY_ONE:
            yield from _together(group)


def _line(problem: Problem) -> str:
    meant = _meant(problem.cell) if problem.code == _PLACE else ""
    return str(replace(problem, message=f"{problem.message}. {meant}")) if meant else str(problem)


def _together(problems: Sequence[Problem]) -> Iterator[str]:
    """What many rows have in common, which rows they are, and what stands there most often."""
    first = problems[0]
    # What follows the text that was found, which differs from row to row.
    common = first.message.rpartition("” ")[2] if first.cell else first.message
    yield str(replace(first, row=0, message=f"{count_of(len(problems), 'time', 'times')}: {common}"))
    if numbers := [str(each.row) for each in islice(problems, _ROWS) if each.row]:
        more = f" and {len(problems) - len(numbers):,} more" if len(problems) > len(numbers) else ""
        yield f"    rows {', '.join(numbers)}{more}"
    cells = Counter(each.cell for each in problems if each.cell)
    for cell, count in cells.most_common(_EXAMPLES):
        shown = cell if len(cell) <= _MAX_TEXT else f"{cell[:_MAX_TEXT]}…"
        meant = _meant(cell) if first.code == _PLACE else ""
        times = f" ({count_of(count, 'time', 'times')})" if count > 1 else ""
        line = f"    “{shown}”{times} {meant}".rstrip()
        yield "".join(letter if letter.isprintable() else "\ufffd" for letter in line)
    if len(cells) > _EXAMPLES:
        yield f"    and {len(cells) - _EXAMPLES:,} other texts"


def _meant(cell: str) -> str:
    """What a place may have meant, as a question; empty where nobody can say."""
    codes = [code for code in read_place(cell).regions if "-" in code]
    return f"Did you mean {' '.join(codes)} ({join_words(ENGLISH, map(display_name, codes))})?" if codes else ""


def look_alike_problems(groups: pd.DataFrame) -> list[Problem]:
    """Listed groups that may be the same one, or share a link, as notes."""
    entries = groups_as_text_rows(groups)
    problems = []
    for each in find_look_alikes(entries, 0).values():
        both = f"{entries[each.other]['id']}, {entries[each.place]['id']}"
        how = "share a link or an email address" if each.shares_link else "look alike"
        code = "shares_link" if each.shares_link else "looks_alike"
        message = f"“{both}” {how}: are they the same group?"
        problems.append(Problem(FILE_NAME, 0, "", message, is_error=False, code=code, cell=both))
    return problems
