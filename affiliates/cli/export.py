"""The command ``export``: the whole list of groups and allies, to work on in a spreadsheet and bring back."""

from pathlib import Path

import click

from affiliates.cli.options import file_to_write, strict_option, warn_of_rows_set_aside
from affiliates.content.wording import count_of
from affiliates.directory.schema import COLUMNS
from affiliates.directory.snapshots import today
from affiliates.errors import FileNotWrittenError
from affiliates.reports.groups_csv import groups_csv
from affiliates.reports.groups_xlsx import groups_xlsx
from affiliates.storage.atomic import write_atomically
from affiliates.storage.settings import open_store


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@strict_option
def export(file: Path, strict: bool) -> None:
    """Write the whole list of groups and allies to a file.

    FILE ends in .csv or .xlsx. It holds every column of every entry, whatever its status, as text that spreadsheets
    leave alone, and comes back unchanged with the command import.
    """
    directory = open_store().directory.read()
    warn_of_rows_set_aside(directory, strict=strict)
    if file.suffix.lower() == ".xlsx":
        content = groups_xlsx(directory.entries, made_on=today())
    elif file.suffix.lower() == ".csv":
        content = groups_csv(directory.entries, COLUMNS)
    else:
        raise click.UsageError(f"{file} should end in .csv or .xlsx.")
    try:
        write_atomically(file_to_write(file), content)
    except OSError as error:
        raise FileNotWrittenError(f"{file}: it cannot be written ({error.strerror}).") from None
    allies = f" and {count_of(len(directory.allies), 'ally', 'allies')}" if len(directory.allies) else ""
    click.echo(f"{file} has {count_of(len(directory.groups), 'group', 'groups')}{allies}.")
