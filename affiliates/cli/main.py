"""The command line: ``python -m affiliates --help`` says what there is."""

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from affiliates.cli import report as command
from affiliates.cli.maintenance import RETENTION_DAYS, erase_command, prune_command, reviewer_command
from affiliates.coverage.headline import detail_sentences, headline_sentences
from affiliates.coverage.metrics import coverage_by_region
from affiliates.coverage.region_table import format_as_lines, region_table_as_text, sorted_regions
from affiliates.directory.snapshots import snapshot_at_end_of, today
from affiliates.errors import AffiliatesError, DirectoryUnreadableError
from affiliates.geo.regions import COUNTRIES
from affiliates.storage.settings import data_folder, open_store


def check(folder: Path) -> int:
    """Prints every problem of the directory in ``folder``, one a line; 1 where there is an error, else 0."""
    try:
        store = open_store(folder).directory
        directory = store.read()
    except DirectoryUnreadableError as error:
        print(error)
        return 1
    problems = [*directory.problems, *store.problems()]
    for problem in problems:
        print(problem)
    errors = sum(problem.is_error for problem in problems)
    print(
        f"Groups that can be shown: {len(directory.groups)}. Rows set aside: {directory.set_aside}. Errors: {errors}. "
        f"Notes: {len(problems) - errors}."
    )
    return 1 if errors else 0


def coverage(folder: Path, only: str | None, as_of: date) -> int:
    """Prints what is covered on a day, in sentences and as a table, for one country or each; returns 0."""
    table = coverage_by_region(snapshot_at_end_of(open_store(folder).directory.snapshots(), as_of).groups(), as_of)
    for country in [only] if only else COUNTRIES:
        print(
            f"{COUNTRIES[country]}, {as_of}\n",
            *headline_sentences(table, country),
            "",
            *detail_sentences(table, country),
            sep="\n",
        )
        print()
        print(format_as_lines(region_table_as_text(sorted_regions(table, country), country)), end="\n\n")
    return 0


def main() -> int:
    """Runs the command that was asked for and returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m affiliates", description="Keeps the affiliate directory.")
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="print every problem of the data; exit code 1 on errors")
    checking.add_argument("folder", nargs="?", type=Path, default=data_folder(), help="default: the app's own data")
    checking.set_defaults(run=lambda given: check(given.folder))
    covering = commands.add_parser("coverage", help="print where groups are, and where none is")
    covering.add_argument("--country", type=str.upper, choices=list(COUNTRIES), help="default: every country")
    as_of = covering.add_argument("--as-of", type=command.parse_day, default=today(), help="default: today")
    as_of.metavar = "2026-03-31"
    covering.set_defaults(run=lambda given: coverage(data_folder(), given.country, given.as_of))
    reporting = commands.add_parser("report", help="write a report on coverage, or on one region, to a file")
    command.add_options(reporting)
    reporting.set_defaults(run=lambda given: _say(command.report(given)))
    _add_keeping(commands)
    arguments = parser.parse_args()
    try:
        code = int(arguments.run(arguments))
        sys.stdout.flush()
        return code
    except AffiliatesError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever reads along has seen enough, as in: ... coverage | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _add_keeping(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    reviewer = commands.add_parser("reviewer", help="add, remove or list those who review by passphrase")
    actions = reviewer.add_subparsers(dest="action", required=True)
    for action in ("add", "remove"):
        actions.add_parser(action).add_argument("name")
    actions.add_parser("list").set_defaults(name="")
    reviewer.set_defaults(run=lambda given: _say(reviewer_command(open_store(), given.action, given.name)))
    erasing = commands.add_parser("erase", help="erase what an applicant sent, on request")
    erasing.add_argument("reference", help="the reference number, such as AM-7K3Q-M2XW")
    erasing.set_defaults(run=lambda given: _say(erase_command(open_store(), given.reference)))
    pruning = commands.add_parser("prune", help="erase applications that were declined long ago")
    pruning.add_argument("--days", type=_days, default=RETENTION_DAYS, help=f"default: {RETENTION_DAYS}")
    pruning.set_defaults(run=lambda given: _say(prune_command(open_store(), given.days)))


def _say(told: str) -> int:
    print(told)
    return 0


def _days(text: str) -> int:
    if not text.isdecimal() or int(text) > 36_500:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of days: write one from 0 to 36500")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
