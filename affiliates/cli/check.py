"""The command ``check``: what is wrong with the data, by file, row and column."""

from pathlib import Path

import click

from affiliates.cli.problem_lines import look_alike_problems, problem_lines
from affiliates.directory.mistakes import Problem
from affiliates.errors import DirectoryUnreadableError
from affiliates.storage.contract.store import Store
from affiliates.storage.settings import open_store
from affiliates.support.parsing import SupportDirectory


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--all", "shows_all", is_flag=True, help="List every problem on a line of its own, however many.")
@click.pass_context
def check(ctx: click.Context, folder: Path | None, shows_all: bool) -> None:
    """List the problems in the data.

    FOLDER holds the data to check; by default it is the app's own. Many problems of one cause are told together. The
    exit code is 1 if there are errors, and 0 if there are none, or only notes.
    """
    store = open_store(folder)
    try:
        directory = store.directory.read()
    except DirectoryUnreadableError as error:  # a finding like any other, so on standard output
        click.echo(error)
        ctx.exit(1)
    support, unreadable = _read_support(store)
    look_alikes = look_alike_problems(directory.entries)
    problems = [*directory.problems, *store.directory.problems(), *support.problems, *look_alikes]
    if directory.groups.empty and not directory.set_aside:
        note = "no group is listed. Where that is a slip, restore the last good copy."
        problems.append(Problem("affiliates.csv", 0, "", note, is_error=False))
    for finding in (*problem_lines(problems, shows_all=shows_all), *unreadable):
        click.echo(finding)
    errors = sum(problem.is_error for problem in problems) + len(unreadable)
    click.echo(
        f"Groups that can be shown: {len(directory.groups)}. Allies: {len(directory.allies)}. Organizations that help "
        f"families: {len(support.organizations)}. Rows set aside: {directory.set_aside + support.set_aside}. "
        f"Errors: {errors}. Notes: {len(problems) + len(unreadable) - errors}."
    )
    ctx.exit(1 if errors else 0)


def _read_support(store: Store) -> tuple[SupportDirectory, list[DirectoryUnreadableError]]:
    try:
        return store.support.read(), []
    except DirectoryUnreadableError as error:
        return SupportDirectory(), [error]
