"""What a list leaves open, each thing asked about once, and what the answers make of its mapping."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from affiliates.imports.findings import ANSWERABLE, Cause, Finding
from affiliates.imports.mapping import NOT_ANSWERED, ListMapping
from affiliates.imports.plan import Outcome, Plan, PlannedRow

_NAMES_TOLD = 2


class QuestionKind(StrEnum):
    """What is asked about: the values are those tables of a mapping in which the answers stand."""

    PLACE = "places"
    STATUS = "statuses"
    SCOPE = "scopes"
    DATE = "dates"


@dataclass(frozen=True)
class Question:
    """What a text in a column means, or how the dates of a column are written, in so many rows.

    ``text`` is what the answer is kept under: the cell, or the column of the directory that holds the dates.
    ``example`` is a cell, ``names`` are those of the first groups with it, ``code`` says why it is asked,
    ``suggestion`` what it may mean: codes of regions.
    """

    kind: QuestionKind
    text: str
    column: str
    example: str
    code: str
    suggestion: str
    rows: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class LookAlikePair:
    """A row of the list, and what it looks like: a listed group, a waiting application, or an earlier row.

    ``other_id`` is the id, the reference or the number of that, ``other`` its values as text by column.
    """

    row: PlannedRow
    cause: Cause
    other_id: str
    other: Mapping[str, str]


def open_questions(plan: Plan) -> list[Question]:
    """What nobody has answered yet, each thing once, what most rows wait for first."""
    found: dict[tuple[QuestionKind, str], tuple[Finding, list[str]]] = {}
    for key, finding, name in _asked(plan):
        found.setdefault(key, (finding, []))[1].append(name)
    questions = [
        Question(
            kind=kind,
            text=text,
            column=finding.column,
            example=finding.text,
            code=finding.code,
            suggestion=finding.suggestion if kind is QuestionKind.PLACE else "",
            rows=len(names),
            names=tuple(filter(None, names[:_NAMES_TOLD])),
        )
        for (kind, text), (finding, names) in found.items()
    ]
    return sorted(questions, key=lambda each: -each.rows)


def _asked(plan: Plan) -> Iterator[tuple[tuple[QuestionKind, str], Finding, str]]:
    """What is asked about, with the finding that asks and the name of its group, row by row."""
    choices = {"status": QuestionKind.STATUS, "scope": QuestionKind.SCOPE}
    for each in plan.rows:
        if each.outcome is Outcome.SKIPPED:
            continue
        name = each.row.values.get("name", "")
        for finding in each.findings:
            if finding.code in ANSWERABLE and finding.text.strip():
                yield (QuestionKind.PLACE, finding.text.strip()), finding, name
            elif finding.code == Cause.CHOICE_UNKNOWN:
                yield (choices[finding.suggestion], finding.text.strip()), finding, name
            elif finding.code == Cause.DATE_UNCLEAR:
                yield (QuestionKind.DATE, finding.suggestion), finding, name


def open_pairs(plan: Plan) -> list[LookAlikePair]:
    """The rows that look like something else and wait for a decision: like listed groups first, then like waiting
    applications, then like each other."""
    by_number = {str(each.row.source.number): each.row.values for each in plan.rows}
    others: dict[str, Mapping[str, Mapping[str, str]]] = {
        Cause.LOOKS_LISTED: plan.entries,
        Cause.LOOKS_WAITING: plan.waiting,
        Cause.LOOKS_LIKE_ROW: by_number,
    }
    pairs = [
        LookAlikePair(each, Cause(finding.code), finding.suggestion, others[finding.code].get(finding.suggestion, {}))
        for each in plan.rows
        if each.outcome is Outcome.LOOK_ALIKE
        for finding in each.findings
        if finding.code in others
    ]
    return sorted(pairs, key=lambda each: [*others].index(each.cause))


def given_answers(mapping: ListMapping) -> list[tuple[QuestionKind, str, str]]:
    """What was answered: the kind of question, its text and the answer, in the order in which they were given."""
    return [
        (kind, text, str(answer))
        for kind in QuestionKind
        for text, answer in getattr(mapping, kind).items()
        if answer != NOT_ANSWERED
    ]


def with_answers(mapping: ListMapping, answers: Iterable[tuple[QuestionKind, str, str]]) -> ListMapping:
    """A mapping with more answers in it; an answer of ``NOT_ANSWERED`` takes an earlier one back."""
    tables: dict[str, dict[str, str]] = {kind: dict(getattr(mapping, kind)) for kind in QuestionKind}
    for kind, text, answer in answers:
        tables[kind].pop(text, None)
        if answer != NOT_ANSWERED:
            tables[kind][text] = answer
    return ListMapping.model_validate(mapping.model_dump() | tables)


def with_decisions(mapping: ListMapping, decisions: Mapping[str, str]) -> ListMapping:
    """A mapping that says what rows are that look like something else, by their keys."""
    return mapping.model_copy(update={"look_alikes": {**mapping.look_alikes, **decisions}})
