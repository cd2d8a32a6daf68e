"""The first draft of a mapping, made by looking at a list: what is guessed, and what only people can answer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from affiliates.directory.schema import DATE_COLUMNS, Scope, Status
from affiliates.imports.cells.places import Certainty
from affiliates.imports.cells.values import DateFormat
from affiliates.imports.columns import ColumnGuess
from affiliates.imports.findings import ANSWERABLE, Cause, Finding
from affiliates.imports.mapping import NOT_ANSWERED, ListMapping, toml_lines
from affiliates.imports.reading.table import Table
from affiliates.imports.rows import read_rows
from affiliates.imports.wording import cause_label, suggestion_label

_MAX_QUESTIONS = 200
_CERTAINTY = {Certainty.SURE: "sure", Certainty.GUESS: "a guess, please check"}


@dataclass(frozen=True)
class Draft:
    """A mapping, the guesses it rests on, and the questions that it leaves open: a finding and in how many rows."""

    mapping: ListMapping
    guesses: tuple[ColumnGuess, ...]
    questions: tuple[tuple[Finding, int], ...]


def draft_mapping(table: Table, guesses: Sequence[ColumnGuess], *, source: str, encoding: str, delimiter: str) -> Draft:
    """The mapping that follows from guesses about the columns of a list."""
    columns: dict[str, tuple[str, ...]] = {}
    for guess in guesses:
        columns[guess.target] = (*columns.get(guess.target, ()), guess.column)
    is_local = bool({"city", "latitude"} & columns.keys())
    constants = {
        "scope": str(Scope.LOCAL if is_local else Scope.STATEWIDE),
        "status": str(Status.ACTIVE),
    }
    mapping = ListMapping(
        source=source,
        sheet=table.sheet if len(table.sheets) > 1 else "",
        header_row=table.header_row,
        encoding=encoding,
        delimiter=delimiter,
        columns=columns,
        constants={target: value for target, value in constants.items() if target not in columns},
    )
    counted = Counter(finding for row in read_rows(table, mapping) for finding in row.findings)
    return Draft(mapping, tuple(guesses), tuple(counted.most_common()))


def draft_toml(draft: Draft) -> str:
    """The draft as a TOML text with a comment behind whatever is guessed or asked."""
    mapping = draft.mapping
    certainty = {each.target: _CERTAINTY[each.certainty] for each in draft.guesses}
    questions = {finding.text: (finding, count) for finding, count in draft.questions if finding.code in ANSWERABLE}
    choices = {
        name: {each.text: NOT_ANSWERED for each, _ in draft.questions if (each.code, each.suggestion) == asked}
        for name, asked in (
            ("statuses", (Cause.CHOICE_UNKNOWN, "status")),
            ("scopes", (Cause.CHOICE_UNKNOWN, "scope")),
        )
    }
    unclear = {each.suggestion: "" for each, _ in draft.questions if each.code == Cause.DATE_UNCLEAR}
    asked = dict(list(questions.items())[:_MAX_QUESTIONS])
    head = {"source": mapping.source, "header_row": mapping.header_row}
    head |= {name: value for name in ("sheet", "encoding", "delimiter") if (value := getattr(mapping, name))}
    sections = [
        ['# How this list is read. Change what is wrong, answer what says "?", and keep the file for next month.'],
        [
            *toml_lines("", head, {"source": "under this name its rows are known again: keep it"}),
            "# Set this to true to mend text such as “QuÃ©bec” and “&amp;”.",
            "mend_text = false",
            "# If every place is in these countries, remove the # in front: then “Ann Arbor, MI” needs no answer.",
            '# all_in = ["US", "CA"]',
        ],
        [
            "# Left: what the directory has. Right: the columns of your list, one or several.",
            *toml_lines(
                "columns",
                {key: list(names) if len(names) > 1 else names[0] for key, names in mapping.columns.items()},
                certainty,
            ),
        ],
        [
            "# What is the same in every row. scope is local, regional, statewide, national or virtual.",
            *toml_lines(
                "constants", mapping.constants, dict.fromkeys(mapping.constants, "no column says so, please check")
            ),
        ],
        *_dates(unclear),
        *([["# What each of these means.", *toml_lines(name, values)] for name, values in choices.items() if values]),
        [
            '# What each of these means: "US-MI", "US-PA US-NJ", or "skip" to leave these rows out. "?" is open.',
            *toml_lines(
                "places", dict.fromkeys(asked, NOT_ANSWERED), {text: _question(*each) for text, each in asked.items()}
            ),
        ],
    ]
    return "\n\n".join("\n".join(section) for section in sections) + "\n"


def _dates(unclear: dict[str, str]) -> list[list[str]]:
    if not unclear:
        return []
    choices = ", ".join(f'"{each}"' for each in DateFormat)
    lines = [f'# {target} = "{DateFormat.MONTH_FIRST}"' for target in unclear if target in DATE_COLUMNS]
    return [[f"# How dates are written: {choices}. Remove the # in front of the right one.", "[dates]", *lines]]


def _question(finding: Finding, count: int) -> str:
    rows = f"{count} row{'s' if count > 1 else ''}"
    return " ".join(filter(None, [f"{rows}, {cause_label(finding.code)}:", suggestion_label(finding)])).strip(" :")
