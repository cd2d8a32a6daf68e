"""The command ``import``: bring in a list that somebody else keeps, and take it back."""

import shlex
from pathlib import Path
from typing import Any

import click

from affiliates.cli.import_summary import asks_something, look_lines, plan_lines
from affiliates.cli.options import any_user_option
from affiliates.content.wording import count_of
from affiliates.errors import MappingError
from affiliates.imports.applying import apply_plan, surroundings_in, undo_import
from affiliates.imports.columns import guess_columns, holds_emails, unused_columns
from affiliates.imports.draft import draft_mapping, draft_toml
from affiliates.imports.mapping import ListMapping, find_list, parse_mapping, require_columns
from affiliates.imports.plan import Outcome, Plan, make_plan
from affiliates.imports.problem_rows import problem_rows, problems_csv
from affiliates.imports.reading.source import read_sheets
from affiliates.imports.reading.table import Table
from affiliates.storage.atomic import write_atomically
from affiliates.storage.settings import open_store, open_store_to_write

_ACTOR = "command line"
_PROBLEMS = ".problems.csv"
_COMMAND = "python -m affiliates import"


@click.command("import")
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--map", "map_file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="How the list is read."
)
@click.option("--apply", "is_applied", is_flag=True, help="Do it: one decision, which --undo takes back.")
@click.option("--undo", "import_id", metavar="IMPORT-ID", help="Take an import back, but for groups changed since.")
@click.option("--sheet", default="", help="The sheet with the list. Default: the one with the most cells.")
@click.option("--header-row", type=click.IntRange(min=1), help="The row that names the columns. Default: found out.")
@click.option("--encoding", default="", help="The encoding of a text file, where it cannot be told for sure.")
@click.option("--delimiter", default="", help="What separates the cells of a text file, where it cannot be told.")
@any_user_option
def import_list(
    file: Path | None,
    map_file: Path | None,
    is_applied: bool,
    import_id: str | None,
    sheet: str,
    header_row: int | None,
    encoding: str,
    delimiter: str,
    any_user: bool,
) -> None:
    """Bring in a list from elsewhere.

    FILE is a list of groups as CSV, TSV, Excel (.xlsx), OpenDocument (.ods), JSON or GeoJSON. Without --map, this looks
    at it and writes a mapping to edit, and nothing else. With --map, it says what would happen. With --apply, it
    happens.
    """
    if import_id:
        if file or map_file or is_applied:
            raise click.UsageError("--undo stands alone.")
        _undo(import_id, any_user=any_user)
    elif file is None:
        raise click.UsageError("Name the file with the list, or an import with --undo.")
    elif map_file is None:
        if is_applied:
            raise click.UsageError("--apply needs --map.")
        _look(
            file,
            ListMapping(
                source=file.stem, sheet=sheet, header_row=header_row or 0, encoding=encoding, delimiter=delimiter
            ),
        )
    else:
        options = {"sheet": sheet, "header_row": header_row, "encoding": encoding, "delimiter": delimiter}
        given: dict[str, Any] = {name: value for name, value in options.items() if value}
        _import(file, map_file, given, is_applied=is_applied, any_user=any_user)


def _look(file: Path, options: ListMapping) -> None:
    map_file = file.with_suffix(".map.toml")
    if map_file.exists():
        raise MappingError(f"{map_file} is there already. Try it with --map {map_file}, or remove it to begin anew.")
    table = _read(file, options)
    guesses = guess_columns(table)
    draft = draft_mapping(table, guesses, source=file.stem, encoding=options.encoding, delimiter=options.delimiter)
    write_atomically(map_file, draft_toml(draft).encode())
    unused = unused_columns(table, guesses)
    for line in look_lines(table, draft, unused, [column for column in unused if holds_emails(table, column)]):
        click.echo(line)
    click.echo(f"\nNothing was imported. Look through {map_file}, then see what would happen:")
    click.echo(f"  {_COMMAND} {shlex.quote(str(file))} --map {shlex.quote(str(map_file))}")


def _import(file: Path, map_file: Path, given: dict[str, Any], *, is_applied: bool, any_user: bool) -> None:
    try:
        mapping = parse_mapping(map_file.read_text(encoding="utf-8")).model_copy(update=given)
        table = _read(file, mapping)
        require_columns(mapping, table.columns)
    except UnicodeDecodeError:
        raise MappingError(f"{map_file}: save it as UTF-8 text.") from None
    except MappingError as error:
        raise MappingError(f"{map_file}: {error}") from None
    store = open_store_to_write(any_user=any_user) if is_applied else open_store()
    plan = make_plan(table, mapping, surroundings_in(store, mapping.source))
    for line in plan_lines(plan, file.name):
        click.echo(line)
    _write_problems(file, table, plan)
    changing = plan.count(Outcome.NEW) + plan.count(Outcome.CHANGED)
    if not changing:
        click.echo("There is nothing to import." if is_applied else "There would be nothing to import.")
    elif is_applied:
        decision = apply_plan(store, plan, reviewer=_ACTOR)
        click.echo(f"Imported: {count_of(changing, 'group', 'groups')}. To take it back:")
        click.echo(f"  {_COMMAND} --undo {decision.decision_id}")
    else:
        if asks_something(plan):
            click.echo(f"Answers go into {map_file}; what is not answered is not imported.")
        click.echo("Nothing was imported. To do it:")
        options = "".join(f" --{name.replace('_', '-')} {shlex.quote(str(value))}" for name, value in given.items())
        click.echo(f"  {_COMMAND} {shlex.quote(str(file))} --map {shlex.quote(str(map_file))}{options} --apply")


def _undo(import_id: str, *, any_user: bool) -> None:
    undone = undo_import(open_store_to_write(any_user=any_user), import_id, reviewer=_ACTOR)
    click.echo(f"Taken back: {count_of(undone.taken_back, 'group is', 'groups are')} as before the import.")
    if undone.kept:
        click.echo(f"Changed since, and left as they are: {', '.join(undone.kept)}")


def _read(file: Path, mapping: ListMapping) -> Table:
    return find_list(read_sheets(file, encoding=mapping.encoding, delimiter=mapping.delimiter), mapping)


def _write_problems(file: Path, table: Table, plan: Plan) -> None:
    count = len(problem_rows(plan))
    stem = file.name.removesuffix(_PROBLEMS) if file.name.endswith(_PROBLEMS) else file.stem
    path = file.with_name(f"{stem}{_PROBLEMS}")
    click.echo("")
    if count and path != file:
        write_atomically(path, problems_csv(table, plan))
        click.echo(f"{path} has {count_of(count, 'row', 'rows')} to answer or correct, each with the reason.")
