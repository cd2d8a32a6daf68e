"""The first draft of a mapping, made by looking at a list: what is guessed, and what only people can answer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from affiliates.directory.schema import Scope, Status
from affiliates.imports.cells.places import Certainty, Doubt
from affiliates.imports.cells.values import DateFormat
from affiliates.imports.columns import ColumnGuess
from affiliates.imports.findings import ANSWERABLE, Cause, Finding
from affiliates.imports.mapping import NOT_ANSWERED, ListMapping, toml_lines
from affiliates.imports.reading.table import Table
from affiliates.imports.rows import read_rows
from affiliates.imports.wording import cause_label, suggestion_label

_MAX_QUESTIONS = 200
# Where more cities may be abroad than these, one answer for all of them is easier.
_MAX_CITIES = 20
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
    sections = (_head, _columns, _constants, _dates, _choices, _places)
    return "\n\n".join("\n".join(lines) for section in sections if (lines := section(draft))) + "\n"


def _head(draft: Draft) -> list[str]:
    mapping = draft.mapping
    values = {name: getattr(mapping, name) for name in ("source", "header_row", "sheet", "encoding", "delimiter")}
    told = {name: value for name, value in values.items() if value}
    return [
        '# How this list is read. Change what is wrong, answer what says "?", and keep the file for next month.',
        "",
        *toml_lines("", told, {"source": "under this name its rows are known again: keep it"}),
        "# Set this to true to mend text such as “QuÃ©bec” and “&amp;”.",
        "mend_text = false",
        *_all_in(draft),
    ]


def _all_in(draft: Draft) -> list[str]:
    cities = [(finding, count) for finding, count in draft.questions if finding.code == Doubt.MAY_BE_ABROAD]
    if not cities:
        return []
    rows = sum(count for _, count in cities)
    return [
        f"# {rows:,} rows have a city and an abbreviation, such as “{cities[0][0].text}”, which may be abroad.",
        "# If all places of the list are in these countries, remove the # in front of the next line to answer for all.",
        '# all_in = ["US", "CA"]',
    ]


def _columns(draft: Draft) -> list[str]:
    certainty = {each.target: _CERTAINTY[each.certainty] for each in draft.guesses}
    columns = {key: list(names) if len(names) > 1 else names[0] for key, names in draft.mapping.columns.items()}
    heading = "# Left: what the directory has. Right: the columns of your list, one or several."
    return [heading, *toml_lines("columns", columns, certainty)]


def _constants(draft: Draft) -> list[str]:
    constants = draft.mapping.constants
    if not constants:
        return []
    heading = "# What is the same in every row. scope is local, regional, statewide, national or virtual."
    comments = dict.fromkeys(constants, "no column says so, please check")
    return [heading, *toml_lines("constants", constants, comments)]


def _dates(draft: Draft) -> list[str]:
    unclear = dict.fromkeys(each.suggestion for each, _ in draft.questions if each.code == Cause.DATE_UNCLEAR)
    if not unclear:
        return []
    choices = ", ".join(f'"{each}"' for each in DateFormat)
    lines = [f'# {target} = "{DateFormat.MONTH_FIRST}"' for target in unclear]
    return [f"# How dates are written: {choices}. Remove the # in front of the right one.", "[dates]", *lines]


def _choices(draft: Draft) -> list[str]:
    lines = []
    for table, target, choices in (("statuses", "status", Status), ("scopes", "scope", Scope)):
        asked = [each for each, _ in draft.questions if (each.code, each.suggestion) == (Cause.CHOICE_UNKNOWN, target)]
        if asked:
            lines.append(f"# What each of these means: {', '.join(choices)}.")
            lines += toml_lines(table, {each.text: NOT_ANSWERED for each in asked[:_MAX_QUESTIONS]})
    return lines


def _places(draft: Draft) -> list[str]:
    asked = {finding.text: (finding, count) for finding, count in draft.questions if finding.code in ANSWERABLE}
    cities = [text for text, (finding, _) in asked.items() if finding.code == Doubt.MAY_BE_ABROAD]
    for text in cities[_MAX_CITIES:]:
        del asked[text]
    texts = list(asked)[:_MAX_QUESTIONS]
    if not texts:
        return []
    return [
        '# What each of these means: "US-MI", "US-PA US-NJ", or "skip" to leave these rows out. "?" is open.',
        *toml_lines("places", dict.fromkeys(texts, NOT_ANSWERED), {text: _question(*asked[text]) for text in texts}),
    ]


def _question(finding: Finding, count: int) -> str:
    rows = f"{count} row{'s' if count > 1 else ''}"
    return " ".join(filter(None, [f"{rows}, {cause_label(finding.code)}:", suggestion_label(finding)])).strip(" :")
