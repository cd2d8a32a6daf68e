"""Reads the rows of a CSV text as a schema describes them: good rows are kept, every problem is named."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.config import JsonDict

from affiliates.directory.csv_injection import unescape_formula
from affiliates.directory.csv_rows import (
    CsvRecord,
    detect_delimiter,
    has_undecodable,
    normalize_column_names,
    read_records,
    strip_cell,
)
from affiliates.directory.mistakes import Problem, mistakes_from
from affiliates.errors import DirectoryUnreadableError

T = TypeVar("T", bound=BaseModel)
MAX_ROWS = 150_000
MAX_CELL = 20_000  # characters
_MAX_HEADER, _MAX_NAMES = 20_000, 20  # characters of the first row, and names in it that are looked at for notes
# Marks a column that is not required, and whose mistake leaves nobody knowing what the row is.
DECISIVE: JsonDict = {"is_decisive": True}


@dataclass(frozen=True)
class ParsedRow(Generic[T]):
    """One row that is not blank.

    ``number`` counts as a spreadsheet does. ``entry`` is what the row holds, None where it cannot be shown. ``typed``
    is its text by column, None where nobody can tell which text belongs to which column. ``problems`` are in the order
    of the columns.
    """

    number: int
    entry: T | None
    typed: dict[str, str] | None
    problems: tuple[Problem, ...]


def parse_rows(
    text: str,
    source: str,
    schema: type[T],
    repairs: Callable[[Mapping[str, str]], Mapping[str, str]] = lambda typed: {},
) -> Iterator[ParsedRow[T]]:
    """The rows of a CSV text, which ``source`` names in problems and errors; ``schema`` has a column ``id``.

    ``repairs`` gives the values, by column, that are read in place of what was typed; each of them is a note.

    A row with a mistake in one of ``decisive_columns``, or with more cells than the header, has no entry; where only
    another value is wrong, the entry is without that value. Bytes that are not UTF-8 are expected as lone surrogates.
    Raises ``DirectoryUnreadableError`` where the first row does not name the columns, and where there are more rows
    than any list has that people keep.
    """
    rows = read_records(text, detect_delimiter(text))
    header = _header(next(rows, None), source, schema)
    row_of_id: dict[str, int] = {}
    for record in rows:
        if record.number > MAX_ROWS:
            raise DirectoryUnreadableError(
                f"{source}: it has more than {MAX_ROWS:,} rows. Take out what does not belong, or restore the file."
            )
        typed, fault = _typed(header, record)
        if typed is None:
            yield ParsedRow(record.number, None, None, (Problem(source, record.number, "", fault, code="row"),))
            continue
        repaired = repairs(typed)
        entry, mistakes = _entry({**typed, **repaired}, schema, row_of_id)
        if entry:
            row_of_id[typed["id"]] = record.number
        problems = (
            Problem(source, record.number, column, message, code=code, cell=typed.get(column, ""))
            for column, code, message in mistakes
        )
        notes = (
            Problem(
                source, record.number, column, f"“{typed[column]}” is read as {meant}", False, "repaired", typed[column]
            )
            for column, meant in repaired.items()
        )
        yield ParsedRow(record.number, entry, {**typed, **repaired}, (*problems, *notes))


def header_notes(text: str, source: str, schema: type[BaseModel]) -> Iterator[Problem]:
    """A note for each name in the first row of a CSV text that is no column of the schema, for a few of many: what
    stands below it is not shown, also where only the name is misspelled."""
    first = next(read_records(text[:_MAX_HEADER], detect_delimiter(text)), None)
    columns = list(schema.model_fields)
    unknown = (each for each in normalize_column_names((first and first.cells) or []) if each and each not in columns)
    for name in islice(unknown, _MAX_NAMES):
        close = get_close_matches(name, columns, n=1)
        hint = f": is it “{close[0]}”?" if close else "."
        message = f"is not the name of a column, so nothing below it is shown{hint}"
        yield Problem(source, 1, name, message, is_error=False, code="unknown_column", cell=name)


def required_columns(schema: type[BaseModel]) -> tuple[str, ...]:
    """The columns without which a row of this schema cannot be shown."""
    return tuple(column for column, field in schema.model_fields.items() if field.is_required())


def decisive_columns(schema: type[BaseModel]) -> tuple[str, ...]:
    """The columns in which no row of this schema can be shown with a mistake: the required ones, and those marked."""
    marked = (column for column, field in schema.model_fields.items() if field.json_schema_extra == DECISIVE)
    return (*required_columns(schema), *marked)


def columns_as_markdown(schema: type[BaseModel]) -> str:
    """The columns of a schema as a Markdown table, as data/README.md shows them."""
    rows = [
        f"| `{column}` | {'yes' if field.is_required() else ''} | {field.description} |"
        for column, field in schema.model_fields.items()
    ]
    return "\n".join(["| column | required | what it holds |", "|---|---|---|", *rows])


def _header(first: CsvRecord | None, source: str, schema: type[BaseModel]) -> list[str]:
    columns = tuple(schema.model_fields)
    header = normalize_column_names((first and first.cells) or [])
    missing = [column for column in required_columns(schema) if column not in header]
    repeated = sorted({column for column in header if column in columns and header.count(column) > 1})
    if not any(column in header for column in columns):
        raise DirectoryUnreadableError(f"{source}: the first row must name the columns: {', '.join(columns)}.")
    lacks = f"lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}" if missing else ""
    repeats = f"names the column{'s' if len(repeated) > 1 else ''} {', '.join(repeated)} twice" if repeated else ""
    if lacks or repeats:
        fault = " and ".join(filter(None, (lacks, repeats)))
        raise DirectoryUnreadableError(f"{source}: the first row {fault}. Correct the first row.")
    return header


def _typed(header: list[str], record: CsvRecord) -> tuple[dict[str, str] | None, str]:
    """The text of a row by column; else None, and why it cannot be told."""
    if record.cells is None:
        return None, "a quotation mark is opened and never closed: close it, or double it inside a text"
    values = [unescape_formula(strip_cell(cell)) for cell in record.cells]
    if any(values[len(header) :]):
        count = len(record.cells)
        return None, f"the row has {count} cells, the header {len(header)}: put text with commas in quotation marks"
    return dict(zip(header, values, strict=False)), ""


def _entry(
    typed: dict[str, str], schema: type[T], row_of_id: dict[str, int]
) -> tuple[T | None, list[tuple[str, str, str]]]:
    """What a row holds, None where it cannot be shown, and what is wrong in it: (column, code, message)."""
    columns = list(schema.model_fields)
    mistakes = {
        column: ("not_utf_8", "is not UTF-8 text: save the file as “CSV UTF-8”")
        for column, value in typed.items()
        if column in columns and has_undecodable(value)
    }
    mistakes |= {
        column: ("too_long", f"is longer than {MAX_CELL:,} characters: please shorten it")
        for column, value in typed.items()
        if column in columns and len(value) > MAX_CELL
    }
    if typed.get("id") in row_of_id:
        message = f"“{typed['id']}” is also the id of row {row_of_id[typed['id']]}: give one of them another"
        mistakes["id"] = ("id_repeated", message)
    values = {column: "" if column in mistakes else typed.get(column, "") for column in columns}
    try:
        entry = schema.model_validate(values)
    except ValidationError as error:
        found = mistakes_from(error).items()
        mistakes = {column: (mistake.code, str(mistake)) for column, mistake in found} | mistakes
        entry = None
    ordered = [(column, *mistakes[column]) for column in columns if column in mistakes]
    if any(column in decisive_columns(schema) for column in mistakes):
        return None, ordered
    return entry or schema.model_validate(values | dict.fromkeys(mistakes, "")), ordered
