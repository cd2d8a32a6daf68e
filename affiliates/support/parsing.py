"""Parses the list of organizations that help families."""

from dataclasses import dataclass

from affiliates.directory.mistakes import Problem
from affiliates.directory.records import header_notes, parse_rows
from affiliates.support.schema import SupportOrganization


@dataclass(frozen=True)
class SupportDirectory:
    """What the list holds: the organizations in its order, its problems, and how many rows could not be shown."""

    organizations: tuple[SupportOrganization, ...] = ()
    problems: tuple[Problem, ...] = ()
    set_aside: int = 0


def parse_support_directory(text: str, source: str) -> SupportDirectory:
    """The organizations in a CSV text, which ``source`` names in problems and errors.

    A row without id, region, kind or name is set aside; where only another value is wrong, the organization is kept
    without that value. Raises ``DirectoryUnreadableError`` where the first row does not name the columns.
    """
    rows = list(parse_rows(text, source, SupportOrganization))
    organizations = tuple(row.entry for row in rows if row.entry)
    notes = header_notes(text, source, SupportOrganization)
    problems = (*notes, *(problem for row in rows for problem in row.problems))
    return SupportDirectory(organizations, problems, len(rows) - len(organizations))
