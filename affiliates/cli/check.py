"""The command ``check``: what is wrong with the data, by file, row and column."""

from pathlib import Path

import click

from affiliates.errors import DirectoryUnreadableError
from affiliates.storage.settings import open_store


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.pass_context
def check(ctx: click.Context, folder: Path | None) -> None:
    """List every problem in the data.

    FOLDER holds the data to check; by default it is the app's own. The exit code is 1 if there are errors, and 0 if
    there are none, or only notes.
    """
    store = open_store(folder).directory
    try:
        directory = store.read()
    except DirectoryUnreadableError as error:  # a finding like any other, so on standard output
        click.echo(error)
        ctx.exit(1)
    problems = [*directory.problems, *store.problems()]
    for problem in problems:
        click.echo(problem)
    errors = sum(problem.is_error for problem in problems)
    click.echo(
        f"Groups that can be shown: {len(directory.groups)}. Rows set aside: {directory.set_aside}. "
        f"Errors: {errors}. Notes: {len(problems) - errors}."
    )
    ctx.exit(1 if errors else 0)
