"""The command ``python -m affiliates report``: writes a report into a file, for a monthly job for example."""

import argparse
import os
from datetime import date
from pathlib import Path

from affiliates.directory.snapshots import snapshot_at_end_of, today
from affiliates.errors import AffiliatesError
from affiliates.geo.regions import COUNTRIES
from affiliates.reports.data import build_report
from affiliates.reports.formats import FORMATS
from affiliates.storage.settings import open_store

_TABLES = ("regions", "groups")


class ReportNotWrittenError(AffiliatesError):
    """A report could not be written to its place; what stood there before still stands there."""


class ConflictingOptionsError(AffiliatesError):
    """Two options of the command contradict each other."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be said after ``report``."""
    parser.add_argument("--format", required=True, choices=("pdf", "xlsx", "csv", "geojson", "html"))
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="is replaced once the report is whole")
    parser.add_argument(
        "--region",
        type=str.upper,
        metavar="CODE",
        help="such as US-MI: the fact sheet as pdf, else this region and the groups that serve it",
    )
    parser.add_argument("--country", type=str.upper, choices=tuple(COUNTRIES), help="default: both")
    parser.add_argument("--as-of", type=parse_day, metavar="DATE", help="such as 2026-03-31; default: today (UTC)")
    parser.add_argument("--table", choices=_TABLES, help="what a csv holds; default: regions")


def report(options: argparse.Namespace) -> str:
    """Writes the report that was asked for and says so; raises an ``AffiliatesError`` where that cannot be."""
    if options.region and options.country:
        raise ConflictingOptionsError(
            "Give --region or --country, not both: a report on a region is about its country already."
        )
    if options.table and options.format != "csv":
        raise ConflictingOptionsError(
            f"--table says what a csv holds, and a {options.format} holds both: leave it out."
        )
    if options.out.is_dir():
        raise ReportNotWrittenError(
            f"{options.out} is a folder: name a file in it, such as {options.out / 'report.pdf'}."
        )
    if not options.out.absolute().parent.is_dir():
        raise ReportNotWrittenError(f"{options.out}: make the folder {options.out.absolute().parent} first.")
    as_of = options.as_of or today()
    told = build_report(
        snapshot_at_end_of(open_store().directory.snapshots(), as_of).groups(),
        as_of=as_of,
        made_on=today(),
        countries=(options.country,) if options.country else tuple(COUNTRIES),
        region=options.region,
    )
    kind = options.table or "regions" if options.format == "csv" else options.format
    if options.region and kind == "pdf":
        kind = "fact sheet"
    content = FORMATS[kind].make(told)
    write_whole(options.out, content)
    return f"{options.out}: {len(content):,} bytes"


def write_whole(path: Path, content: bytes) -> None:
    """Puts a file in its place once it is whole, so that nobody ever reads a half one.

    Raises ``ReportNotWrittenError``; then what stood there before still stands there.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise ReportNotWrittenError(f"{path}: it cannot be written ({error.strerror}).") from error


def parse_day(text: str) -> date:
    """A day as it is typed on the command line; raises ``argparse.ArgumentTypeError`` for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no date: write it as 2026-03-31") from None
