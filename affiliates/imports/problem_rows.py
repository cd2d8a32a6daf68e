"""The rows that need a person, as a file to correct and feed back."""

import csv
import io

from affiliates.directory.csv_injection import escape_formula
from affiliates.imports.cells.places import Doubt
from affiliates.imports.findings import ANSWERABLE, Cause, Effect, Finding
from affiliates.imports.mapping import NEW, NOT_ANSWERED, SAME_AS, toml_lines
from affiliates.imports.plan import ANSWER_COLUMN, PROBLEM_COLUMN, ROW_COLUMN, Outcome, Plan, PlannedRow
from affiliates.imports.reading.table import Table
from affiliates.imports.wording import finding_sentence

_SHOWN = {Effect.REFUSED, Effect.ASKED, Effect.VALUE_LEFT_OUT}


def problem_rows(plan: Plan) -> list[PlannedRow]:
    """The rows with something to answer or to correct, in the order of the list."""
    return [
        each
        for each in plan.rows
        if each.outcome is not Outcome.SKIPPED and any(finding.effect in _SHOWN for finding in each.findings)
    ]


def problems_csv(table: Table, plan: Plan) -> bytes:
    """These rows with the columns of the list, and what is to be done about each, safe to open in a spreadsheet.

    The same mapping reads it again.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    own = [column for column in table.columns if column not in {ROW_COLUMN, PROBLEM_COLUMN, ANSWER_COLUMN}]
    writer.writerow([ROW_COLUMN, PROBLEM_COLUMN, ANSWER_COLUMN, *own])
    for each in problem_rows(plan):
        row = each.row.source
        problem = "; ".join(finding_sentence(finding) for finding in each.findings if finding.effect in _SHOWN)
        number = row.cells.get(ROW_COLUMN, str(row.number))
        answer = "; ".join(filter(None, (answer_line(each, finding) for finding in each.findings)))
        writer.writerow(map(escape_formula, [number, problem, answer, *(row.cells.get(column, "") for column in own)]))
    return out.getvalue().encode("utf-8-sig")


def answer_line(planned: PlannedRow, finding: Finding) -> str:
    """The line of the mapping that would settle a finding, as far as one can; empty where only the list can."""
    if finding.code in ANSWERABLE:
        table, key, answer = "places", finding.text, finding.suggestion or NOT_ANSWERED
        answer = NOT_ANSWERED if finding.code == Doubt.WHOLE_COUNTRY else answer
    elif finding.code == Cause.CHOICE_UNKNOWN:
        table, key, answer = {"status": "statuses", "scope": "scopes"}[finding.suggestion], finding.text, NOT_ANSWERED
    elif finding.code == Cause.LOOKS_LISTED:
        table, key, answer = "look_alikes", planned.row.key, f"{SAME_AS}{finding.suggestion}"
    elif finding.code in {Cause.LOOKS_WAITING, Cause.LOOKS_LIKE_ROW}:
        table, key, answer = "look_alikes", planned.row.key, NEW
    else:
        return ""
    return " ".join(toml_lines(table, {key: answer}))
