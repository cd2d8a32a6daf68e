"""The command ``report``: writes a report to a file, for a board meeting or as a monthly job."""

import os
from datetime import date
from pathlib import Path

import click

from affiliates.cli.options import (
    as_of_option,
    country_option,
    file_to_write,
    language_option,
    strict_option,
    warn_of_rows_set_aside,
)
from affiliates.directory.snapshots import snapshot_at_end_of, today
from affiliates.errors import ConflictingOptionsError, FileNotWrittenError
from affiliates.geo.regions import COUNTRIES
from affiliates.languages.language import Language
from affiliates.reports.builder import build_report
from affiliates.reports.formats import FORMATS
from affiliates.storage.atomic import write_atomically
from affiliates.storage.settings import open_store
from affiliates.storage.support import listed_organizations
from affiliates.upkeep.links.listed import links_not_to_show


@click.command()
@click.option("--format", "file_format", required=True, type=click.Choice(("pdf", "xlsx", "csv", "geojson", "html")))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="Replaced once the new report is complete. - is standard output.",
)
@click.option(
    "--region",
    metavar="CODE",
    help="Only this region and the groups that serve it, such as US-MI; a pdf is its one-page fact sheet.",
)
@country_option
@as_of_option
@click.option("--table", type=click.Choice(("regions", "groups")), help="What a csv holds. Default: regions.")
@language_option
@strict_option
def report(
    file_format: str,
    out: Path,
    region: str | None,
    country: str | None,
    as_of: date | None,
    table: str | None,
    language: Language,
    strict: bool,
) -> None:
    """Write a report on coverage, or on one region, to a file."""
    if region and country:
        raise ConflictingOptionsError("Use --region or --country, not both: a region already lies in one country.")
    if table and file_format != "csv":
        raise ConflictingOptionsError(f"Leave out --table: it is for csv only, and a {file_format} holds both tables.")
    file = None if str(out) == "-" else _file_to_replace(out)
    made_on = today()
    as_of = as_of or made_on
    store = open_store()
    directory = snapshot_at_end_of(store.directory.snapshots(), as_of).read()
    warn_of_rows_set_aside(directory, strict=strict)
    data = build_report(
        directory.groups,
        as_of=as_of,
        made_on=made_on,
        language=language,
        countries=(country,) if country else tuple(COUNTRIES),
        region=region.upper() if region else None,
        organizations=listed_organizations(store),
        set_aside=directory.set_aside,
        doubtful=directory.doubtful_regions,
        gone_links=links_not_to_show(store, made_on),
    )
    content = FORMATS[_format_key(file_format, table, is_on_region=bool(region))].make(data)
    if file is None:
        click.echo(content, nl=False)
        return
    try:
        write_atomically(file, content, durable=True)
    except OSError as error:
        raise FileNotWrittenError(f"{out} could not be written: {error.strerror}.") from error
    click.echo(f"{out}: {len(content):,} bytes")


def _file_to_replace(out: Path) -> Path:
    """The file that ``out`` names; raises ``FileNotWrittenError`` for a mistake that can be seen before the report is
    made."""
    folder = out.absolute().parent
    if os.path.isdir(out):
        raise FileNotWrittenError(f"{out} is a folder. Name a file in it, such as {out / 'report.pdf'}.")
    if not os.path.isdir(folder):
        raise FileNotWrittenError(f"{out} could not be written. Create the folder {folder} first.")
    return file_to_write(out)


def _format_key(file_format: str, table: str | None, *, is_on_region: bool) -> str:
    if file_format == "csv":
        return table or "regions"
    return "fact_sheet" if file_format == "pdf" and is_on_region else file_format
