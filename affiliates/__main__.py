"""The command line: ``python -m affiliates check [FOLDER]``."""

import argparse
import sys
from pathlib import Path

from affiliates.errors import DirectoryUnreadableError
from affiliates.reading import data_folder, known_gaps, read_directory
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


def main() -> int:
    """Runs the command that was asked for and returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m affiliates", description="Keeps the affiliate directory.")
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="print every problem of the data; exit code 1 on errors")
    checking.add_argument("folder", nargs="?", type=Path, default=data_folder(), help="default: the app's own data")
    command.add_options(commands.add_parser("report", help="write a report on coverage, or on one region, to a file"))
    arguments = parser.parse_args()
    if arguments.command == "report":
        return command.report(arguments)
    return check(arguments.folder)


if __name__ == "__main__":
    sys.exit(main())
