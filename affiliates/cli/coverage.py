"""The command ``coverage``: where groups are and where none is yet, in sentences and as a table."""

from datetime import date

import click

from affiliates.cli.options import as_of_option, country_option, strict_option, warn_of_rows_set_aside
from affiliates.coverage.metrics import coverage_by_region
from affiliates.coverage.words.headline import detail_sentences, headline_sentences
from affiliates.coverage.words.region_table import (
    column_headings,
    format_as_lines,
    region_table_as_text,
    sorted_regions,
)
from affiliates.directory.snapshots import snapshot_at_end_of, today
from affiliates.geo.regions import COUNTRIES
from affiliates.languages.catalogs import ENGLISH
from affiliates.storage.settings import open_store


@click.command()
@country_option
@as_of_option
@strict_option
def coverage(country: str | None, as_of: date | None, strict: bool) -> None:
    """Show where groups are and where there is none yet."""
    as_of = as_of or today()
    directory = snapshot_at_end_of(open_store().directory.snapshots(), as_of).read()
    warn_of_rows_set_aside(directory, strict=strict)
    table = coverage_by_region(directory.groups, as_of, doubtful=directory.doubtful_regions)
    for code in [country] if country else COUNTRIES:
        regions = region_table_as_text(ENGLISH, sorted_regions(ENGLISH, table, code), code)
        paragraphs = (
            f"{COUNTRIES[code]}, {as_of}",
            "\n".join(headline_sentences(ENGLISH, table, code)),
            "\n".join(detail_sentences(ENGLISH, table, code)),
            format_as_lines(regions, column_headings(ENGLISH, code)),
        )
        click.echo("\n\n".join(paragraphs) + "\n")
