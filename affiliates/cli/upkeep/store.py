"""``store``: everything that is kept, in a folder or in a database, as a whole."""

from pathlib import Path
from typing import Any

import click

from affiliates.cli.options import any_user_option
from affiliates.errors import SettingError, StoreError
from affiliates.storage.copying import compare_stores, copy_store
from affiliates.storage.settings import open_database, parse_place, require_own, store_place

_PLACE_HELP = (
    "A place is a folder, an address as postgresql://USER:PASSWORD@HOST/DATABASE, or - for the place that the settings "
    "name: so no password stands in the list of processes."
)


class Place(click.ParamType[Path | str]):
    """A folder, or the address of a database."""

    name = "place"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        """The place that was typed; ends the command for a text that is none."""
        try:
            return store_place() if value == "-" else parse_place(str(value))
        except SettingError as error:
            self.fail(str(error), param, ctx)


@click.group()
def store() -> None:
    """Make the tables of a database; copy everything into it and back; compare."""


@store.command()
@click.argument("address", type=Place(), default="-")
@click.option("--app-role", metavar="ROLE", help="A role that is there already; it gets what the app needs.")
def migrate(address: Path | str, app_role: str | None) -> None:
    """Make and change the tables of a database, as the role that is to own them.

    ADDRESS is by default what AFFILIATES_STORE names. The app does this too when it starts, where its role may. With
    --app-role, the app can run as a role that cannot drop or change a table.
    """
    if isinstance(address, Path):
        raise StoreError("Files need no tables: name a database, as an argument or in AFFILIATES_STORE.")
    applied = open_database(address).migrate(app_role)
    click.echo(f"Changes made to the tables: {', '.join(map(str, applied)) or 'none, they are as they should be'}.")
    if app_role:
        click.echo(f"{app_role} may do what the app needs, and nothing else there.")


@store.command(epilog=_PLACE_HELP)
@click.argument("source", metavar="FROM", type=Place())
@click.argument("target", metavar="TO", type=Place())
@any_user_option
def copy(source: Path | str, target: Path | str, any_user: bool) -> None:
    """Copy everything that is kept into a place that has nothing in it.

    Stop the app before, so that nothing comes meanwhile.
    """
    for place in (source, target):
        if isinstance(place, Path) and not any_user:
            require_own(place)
    copy_store(source, target)
    if not _show_comparison(source, target):
        raise StoreError("The copy is not what was copied: was the app running? Empty it, and copy again.")


@store.command(epilog=_PLACE_HELP)
@click.argument("one", type=Place())
@click.argument("other", type=Place())
@click.pass_context
def check(ctx: click.Context, one: Path | str, other: Path | str) -> None:
    """Compare everything that is kept in two places; the exit code is 1 where something differs."""
    if not _show_comparison(one, other):
        ctx.exit(1)


@store.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def letters(folder: Path) -> None:
    """Write the letters that wait in the database to FOLDER, for you to send.

    They hold addresses: remove the files when the letters are sent.
    """
    place = store_place()
    if isinstance(place, Path):
        raise StoreError(f"Letters for you to send are files already, in {place}.")
    from affiliates.storage.postgres.contents import write_letters

    count = write_letters(open_database(place), folder)
    click.echo(f"Letters written to {folder}: {count}.")


def _show_comparison(one: Path | str, other: Path | str) -> bool:
    """Says what was compared; whether all of it is the same."""
    is_same = True
    for each in compare_stores(one, other):
        same, (here, there) = each.is_same, each.counts
        click.echo(f"{each.name}: {here:,}, the same" if same else f"{each.name}: {here:,} and {there:,}, NOT the same")
        is_same = is_same and same
    return is_same
