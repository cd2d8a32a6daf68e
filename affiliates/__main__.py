"""The command line: ``python -m affiliates`` with ``check``, ``coverage`` or ``report``; try it with ``--help``."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from affiliates.coverage import coverage_by_region
from affiliates.errors import AffiliatesError, DirectoryUnreadableError
from affiliates.headline import details, headline
from affiliates.history import groups_as_of, today
from affiliates.reading import data_folder, known_gaps, read_directory
from affiliates.region_table import as_lines, in_order, in_words
from affiliates.regions import COUNTRIES
from affiliates.reports import command


def check(folder: Path) -> int:
    """Prints every problem of the directory in ``folder``, one a line; 1 where there is an error, else 0."""
    try:
        directory = read_directory(folder)
    except DirectoryUnreadableError as error:
        print(error)
        return 1
    problems = [*directory.problems, *known_gaps(folder, directory.groups)]
    for problem in problems:
        print(problem)
    errors = sum(problem.is_error for problem in problems)
    print(
        f"{len(directory.groups)} groups can be shown, {directory.set_aside} rows are set aside; "
        f"{errors} errors, {len(problems) - errors} notes."
    )
    return 1 if errors else 0


def coverage(folder: Path, countries: Sequence[str], as_of: date) -> int:
    """Prints what is covered on a day, in sentences and as a table for each country; 1 where that is not known."""
    try:
        groups, note = groups_as_of(folder, as_of)
    except AffiliatesError as error:
        print(error)
        return 1
    table = coverage_by_region(groups, as_of)
    for country in countries:
        print(
            f"{COUNTRIES[country]}, {as_of}\n", *headline(table, country), "", *details(table, country), note, sep="\n"
        )
        print(as_lines(in_words(in_order(table, country), country)), end="\n\n")
    return 0


def main() -> int:
    """Runs the command that was asked for and returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m affiliates", description="Keeps the affiliate directory.")
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="print every problem of the data; exit code 1 on errors")
    checking.add_argument("folder", nargs="?", type=Path, default=data_folder(), help="default: the app's own data")
    covering = commands.add_parser("coverage", help="print where groups are, and where none is")
    covering.add_argument("--country", choices=list(COUNTRIES), help="default: every country")
    covering.add_argument("--as-of", type=_day, default=today(), metavar="DATE", help="as 2026-03-31; default: today")
    command.add_options(commands.add_parser("report", help="write a report on coverage, or on one region, to a file"))
    arguments = parser.parse_args()
    if arguments.command == "report":
        return command.report(arguments)
    if arguments.command == "coverage":
        countries = [arguments.country] if arguments.country else list(COUNTRIES)
        return coverage(data_folder(), countries, arguments.as_of)
    return check(arguments.folder)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no date: write it as 2026-03-31") from None


if __name__ == "__main__":
    sys.exit(main())
