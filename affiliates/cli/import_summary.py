"""What the command ``import`` says: what a list looks like, what would happen, what happened."""

from collections.abc import Iterator, Sequence

from affiliates.content.wording import count_of
from affiliates.directory.records import MAX_ROWS
from affiliates.geo.regions import display_name, region_names
from affiliates.imports.cells.places import Certainty
from affiliates.imports.draft import Draft
from affiliates.imports.findings import Effect, Finding
from affiliates.imports.plan import Outcome, Plan, changed_regions, regions_with_groups
from affiliates.imports.reading.table import Table
from affiliates.imports.wording import EFFECT_LABELS, OUTCOME_LABELS, cause_label, grouped, suggestion_label

_EXAMPLES, _MAX_TEXT = 3, 40
_MAX_CAUSES, _MAX_REGIONS, _MAX_GONE = 8, 6, 5
_CERTAINTY = {Certainty.SURE: "", Certainty.GUESS: "   (a guess)"}


def look_lines(table: Table, draft: Draft, unused: Sequence[str], emails: Sequence[str]) -> Iterator[str]:
    """What a list looks like at first sight."""
    of = f"Sheet “{table.sheet}” of {len(table.sheets)}" if len(table.sheets) > 1 else "The list"
    yield f"{of} has {count_of(len(table.rows), 'row', 'rows')} below row {table.header_row}, which names the columns."
    if table.formulas:
        formulas = count_of(table.formulas, "cell is a formula", "cells are formulas")
        yield f"{formulas}: what the spreadsheet last showed is read."
    yield ""
    for guess in draft.guesses:
        yield f"  {guess.target:<18} is  “{guess.column}”{_CERTAINTY[guess.certainty]}"
    for target, value in draft.mapping.constants.items():
        yield f"  {target:<18} is  {value} for every row: no column says so   (a guess)"
    if unused:
        yield f"  Not used: {', '.join(unused)}"
    if emails:
        yield "  Email addresses are never published unasked. If the groups want everybody to see them, add under"
        yield f'  [columns]: email = "{emails[0]}"'
    yield from _cause_lines([finding for finding, count in draft.questions for _ in range(count)])


def plan_lines(plan: Plan, name: str) -> Iterator[str]:
    """What an import would do, on one screen."""
    yield f"{name}: {count_of(len(plan.rows), 'row', 'rows')}"
    yield ""
    for outcome, (one, many) in OUTCOME_LABELS.items():
        if count := plan.count(outcome):
            yield f"{count:>7,} {one if count == 1 else many}"
    yield from _cause_lines([finding for each in plan.rows for finding in each.findings])
    yield from _region_lines(plan)
    if len(plan.after()) >= MAX_ROWS:
        yield ""
        yield f"The directory takes {MAX_ROWS:,} rows at most: leave some of these out, or it cannot be imported."
    if plan.gone:
        shown = ", ".join(plan.gone[:_MAX_GONE]) + (", …" if len(plan.gone) > _MAX_GONE else "")
        yield ""
        yield f"No longer in the list, and left as they are: {count_of(len(plan.gone), 'group', 'groups')} ({shown})"


def _cause_lines(findings: list[Finding]) -> Iterator[str]:
    groups = grouped(findings)
    if groups:
        yield ""
        yield "What to look at:"
    for (code, column, effect), count, cells in groups[:_MAX_CAUSES]:
        yield f"{count:>7,} {column}: {cause_label(code)} ({EFFECT_LABELS[effect]})"
        examples = [_example(finding, times) for finding, times in cells[:_EXAMPLES] if finding.text]
        if examples:
            more = f", and {len(cells) - _EXAMPLES:,} more" if len(cells) > _EXAMPLES else ""
            yield f"        {'; '.join(examples)}{more}"
    if len(groups) > _MAX_CAUSES:
        yield f"        … and {len(groups) - _MAX_CAUSES} other causes"


def _example(finding: Finding, times: int) -> str:
    text = " ".join(finding.text.split())
    shown = text if len(text) <= _MAX_TEXT else f"{text[:_MAX_TEXT]}…"
    suggestion = suggestion_label(finding)
    printable = "".join(letter if letter.isprintable() else "\ufffd" for letter in f"“{shown}” {suggestion}".strip())
    return f"{printable} ({times} rows)" if times > 1 else printable


def _region_lines(plan: Plan) -> Iterator[str]:
    before, after = regions_with_groups(plan.entries.values()), regions_with_groups(plan.after().values())
    changed = changed_regions(plan)
    yield ""
    yield f"Places with a group: {len(before)} now, {len(after)} then, of {len(region_names())}."
    if changed:
        shown = ", ".join(f"{display_name(code)} {now} → {then}" for code, now, then in changed[:_MAX_REGIONS])
        more = f", and {len(changed) - _MAX_REGIONS} more" if len(changed) > _MAX_REGIONS else ""
        yield f"  {shown}{more}"


def asks_something(plan: Plan) -> bool:
    """Whether something waits for an answer."""
    return any(each.row.has(Effect.ASKED) or each.outcome is Outcome.LOOK_ALIKE for each in plan.rows)
