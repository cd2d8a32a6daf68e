"""How a list is read: a small file that people edit, and that works again next month."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

import tomli_w
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from affiliates.directory.schema import COLUMNS, Scope, Status
from affiliates.directory.values import split_codes
from affiliates.errors import MappingError
from affiliates.geo.regions import COUNTRIES, region_names
from affiliates.imports.cells.places import PlaceReading, sure_of
from affiliates.imports.cells.values import DateFormat
from affiliates.imports.reading.sheet import Sheet
from affiliates.imports.reading.table import Table, find_table

# What a column of a list may be beside a column of the directory.
EXTRA_TARGETS = ("row_id", "country", "latitude", "longitude", "links")
TARGETS = (*COLUMNS, *EXTRA_TARGETS)
NOT_ANSWERED, SKIP, EVERYWHERE = "?", "skip", "everywhere"
SAME_AS, NEW = "same as ", "new"


_MISSING = {
    target: f"Nothing says the {target}. Add a line under [constants]: {target} = one of {', '.join(choices)}."
    for target, choices in {"scope": Scope, "status": Status}.items()
} | {
    "name": 'No column holds the names of the groups. Add a line such as: name = "Group"',
    "regions": 'No column says where the groups are. Add a line such as: regions = "State"',
}


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


class ListMapping(BaseModel):
    """How the columns and cells of a list become values of the directory.

    ``source`` is the name under which its rows are known again. ``columns`` says for each target (``TARGETS``) which
    columns of the list hold it, ``constants`` what is the same in every row. ``all_in`` holds the countries in which
    every place lies. ``dates`` says how dates are written, by target; ``places``, ``statuses`` and ``scopes`` answer
    what a cell means; ``look_alikes`` what a row is that looks like another, by its key.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str = Field(min_length=1)
    sheet: str = ""
    header_row: int = Field(0, ge=0)
    encoding: str = ""
    delimiter: str = ""
    mend_text: bool = False
    all_in: Annotated[tuple[str, ...], BeforeValidator(_as_list)] = ()
    columns: dict[str, Annotated[tuple[str, ...], BeforeValidator(_as_list)]] = {}
    constants: dict[str, str] = {}
    dates: dict[str, DateFormat] = {}
    places: dict[str, str] = {}
    statuses: dict[str, str] = {}
    scopes: dict[str, str] = {}
    look_alikes: dict[str, str] = {}

    def place_answer(self, text: str) -> PlaceReading | None:
        """What whoever imports said that a place means, None where nothing was said."""
        answer = self.places.get(text.strip(), NOT_ANSWERED)
        if answer in {NOT_ANSWERED, SKIP}:
            return None
        return sure_of(() if answer == EVERYWHERE else split_codes(answer.upper()))

    def skips(self, text: str) -> bool:
        """Whether rows with this place are left out."""
        return self.places.get(text.strip()) == SKIP


def parse_mapping(text: str, columns: Iterable[str] | None = None) -> ListMapping:
    """The mapping in a TOML text. Raises ``MappingError``, also for a column that is not among those of the list."""
    try:
        mapping = ListMapping.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise MappingError(f"It is not valid TOML: {error}. Put texts in quotation marks.") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise MappingError(f"“{'.'.join(map(str, first['loc']))}”: {first['msg']}.") from None
    _require_known_targets(mapping)
    require_known_answers(mapping)
    if columns is not None:
        require_columns(mapping, columns)
    return mapping


def find_list(sheets: Sequence[Sheet], mapping: ListMapping) -> Table:
    """The list in a file, where its mapping says; raises as ``find_table`` does."""
    known = [name for names in mapping.columns.values() for name in names]
    return find_table(sheets, sheet=mapping.sheet, header_row=mapping.header_row, known=known)


def missing_targets(mapping: ListMapping) -> list[str]:
    """What every group needs and nothing in a mapping says: scope, status, name, regions."""
    said = {*mapping.columns, *mapping.constants}
    missing = [target for target in ("scope", "status") if target not in said]
    missing += ["name"] if "name" not in mapping.columns else []
    return missing + ([] if said & {"regions", "latitude"} else ["regions"])


def require_columns(mapping: ListMapping, columns: Iterable[str]) -> None:
    """Raises ``MappingError`` where the list lacks columns that the mapping names."""
    known = set(columns)
    missing = [name for names in mapping.columns.values() for name in names if name not in known]
    if missing:
        raise MappingError(
            f"The list has no column {_quoted(missing)}, but {_quoted(sorted(known))}. Correct them under [columns]."
        )


def toml_lines(table: str, values: Mapping[str, object], comments: Mapping[str, str] | None = None) -> list[str]:
    """A TOML table, a line for each value, with a comment behind those that have one."""
    lines = [f"[{table}]"] if table else []
    for key, value in values.items():
        line = f"{key if re.fullmatch('[a-z_]+', key) else _toml(key)} = {_toml(value)}"
        comment = " ".join((comments or {}).get(key, "").split())
        lines.append(f"{line}  # {comment}" if comment else line)
    return lines


def _toml(value: object) -> str:
    """A text, a number or a list of texts as TOML on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return tomli_w.dumps({"value": value}).strip().removeprefix("value = ")


def _require_known_targets(mapping: ListMapping) -> None:
    unknown = [each for each in (*mapping.columns, *mapping.dates) if each not in TARGETS]
    unknown += [each for each in mapping.constants if each not in COLUMNS]
    if unknown:
        raise MappingError(f"There is no {_quoted(unknown)} in the directory. Use {', '.join(TARGETS)}.")
    twice = [each for each in mapping.constants if each in mapping.columns]
    if twice:
        raise MappingError(f"{_quoted(twice)} is under [columns] and under [constants]. Remove one of them.")
    if missing := missing_targets(mapping):
        raise MappingError(_MISSING[missing[0]])


def require_known_answers(mapping: ListMapping) -> None:
    """Raises ``MappingError`` where an answer means nothing."""
    known = {*region_names(), *COUNTRIES}
    for text, answer in mapping.places.items():
        wrong = (
            []
            if answer in {NOT_ANSWERED, SKIP, EVERYWHERE}
            else [c for c in split_codes(answer.upper()) if c not in known]
        )
        if wrong or not answer:
            raise MappingError(
                f'The answer to “{text}” is “{answer}”: use codes such as "US-MI" or "US-PA US-NJ", "skip" to leave '
                'these rows out, or "?" for not yet.'
            )
    for name, answers, choices in (("statuses", mapping.statuses, Status), ("scopes", mapping.scopes, Scope)):
        for text, answer in answers.items():
            if answer not in {*choices, NOT_ANSWERED}:
                raise MappingError(f"The answer to “{text}” under [{name}] is “{answer}”: use {', '.join(choices)}.")
    for key, answer in mapping.look_alikes.items():
        if answer not in {NOT_ANSWERED, NEW, SKIP} and not answer.startswith(SAME_AS):
            raise MappingError(f'The answer to “{key}” is “{answer}”: use "new", "same as GROUP-ID", or "skip".')
    if unknown := [each for each in mapping.all_in if each not in COUNTRIES]:
        raise MappingError(f"all_in names {_quoted(unknown)}: use {_quoted(COUNTRIES)}.")


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
