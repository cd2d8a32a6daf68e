"""What an import would do, row by row, before anything is done."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from affiliates.applications.batches import SourceRow
from affiliates.directory.schema import COLUMNS, Group, Status, find_mistakes, group_as_text, is_ally
from affiliates.imports.findings import Cause, Effect, Finding
from affiliates.imports.mapping import NEW, SAME_AS, SKIP, ListMapping
from affiliates.imports.matching import Conflict, Known, known_rows, match_rows, merge
from affiliates.imports.reading.table import Table
from affiliates.imports.rows import ImportRow, read_rows
from affiliates.imports.similarity import find_look_alikes
from affiliates.review.entries import new_entry_id

_SHARED = "*"
# What problems.csv has beside the columns of the list: where the row stands there, and what is to be done about it. A
# list with it is a part, corrected and fed back.
ROW_COLUMN, PROBLEM_COLUMN, ANSWER_COLUMN = "Row in the list", "What to do", "Answer in the mapping"


class Outcome(StrEnum):
    """What happens to a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LOOK_ALIKE = "look_alike"
    UNSURE = "unsure"
    REFUSED = "refused"
    SKIPPED = "skipped"


class Stage(StrEnum):
    """What a plan is busy with, in this order; each may take seconds for a long list."""

    READING = "reading"
    COMPARING = "comparing"
    ENTERING = "entering"


OnStage = Callable[[Stage], None]


@dataclass(frozen=True)
class PlannedRow:
    """A row and what happens to it.

    ``group_id`` is that of the group that it is, or will be; ``before`` and ``after`` the group's entry as text by
    column, both None where the row changes nothing.
    """

    row: ImportRow
    outcome: Outcome
    group_id: str = ""
    before: dict[str, str] | None = None
    after: dict[str, str] | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What an import would do: a row for each of the list, in its order.

    ``gone`` are the ids of listed groups that the list held at its last import, and does not any more; nothing is done
    about them. ``entries`` is the directory as it stands, ``waiting`` what undecided applications propose, which is
    private, ``mapping`` how the list is read.
    """

    mapping: ListMapping
    rows: tuple[PlannedRow, ...]
    gone: tuple[str, ...]
    entries: Mapping[str, Mapping[str, str]]
    waiting: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def count(self, outcome: Outcome) -> int:
        """How many rows come out so."""
        return sum(each.outcome is outcome for each in self.rows)

    def after(self) -> dict[str, Mapping[str, str]]:
        """The directory's entries, by id, as they would stand."""
        return {**self.entries, **{each.group_id: each.after for each in self.rows if each.after}}


@dataclass(frozen=True)
class Surroundings:
    """What a list is compared with.

    ``entries`` are the listed groups as text by column, by id; ``waiting`` what undecided applications propose, by
    reference; ``known`` the rows of earlier imports of the same list; ``taken_ids`` ids that groups had once.
    """

    entries: Mapping[str, Mapping[str, str]]
    waiting: Mapping[str, Mapping[str, str]]
    known: Iterable[SourceRow] = ()
    taken_ids: frozenset[str] = frozenset()


def make_plan(
    table: Table, mapping: ListMapping, surroundings: Surroundings, *, on_stage: OnStage | None = None
) -> Plan:
    """What importing a list would do. Writes nothing; ``on_stage`` hears how far it is."""
    tell = on_stage or _tell_nobody
    tell(Stage.READING)
    entries, known = surroundings.entries, known_rows(surroundings.known)
    rows = [_with_answer(row, mapping, entries) for row in read_rows(table, mapping)]
    tell(Stage.COMPARING)
    matched = _matches(rows, mapping, entries, known)
    look_alikes = _look_alikes(rows, matched, mapping, surroundings)
    tell(Stage.ENTERING)
    taken = {*surroundings.taken_ids, *entries}
    planned = []
    for place, row in enumerate(rows):
        if aside := _set_aside(row, mapping):
            each = PlannedRow(row, aside, matched.get(place, ""), findings=row.findings)
        elif place in matched:
            each = _merged(row, matched[place], entries, known, mapping.constants)
        elif place in look_alikes:
            each = PlannedRow(row, Outcome.LOOK_ALIKE, findings=(*row.findings, look_alikes[place]))
        else:
            each = _new(row, taken)
            taken.add(each.group_id)
        planned.append(each)
    is_part = PROBLEM_COLUMN in table.columns
    gone = () if is_part else _gone(known, entries, set(matched.values()))
    return Plan(mapping, tuple(planned), gone, entries, surroundings.waiting)


def _set_aside(row: ImportRow, mapping: ListMapping) -> Outcome | None:
    """Why nothing is done about a row, None where something is."""
    if row.is_skipped or mapping.look_alikes.get(row.key) == SKIP:
        return Outcome.SKIPPED
    if row.has(Effect.REFUSED):
        return Outcome.REFUSED
    return Outcome.UNSURE if row.has(Effect.ASKED) else None


def _gone(known: Known, entries: Mapping[str, Mapping[str, str]], present: set[str]) -> tuple[str, ...]:
    """The groups that the list held at its last import and does not any more, but for those that are closed."""
    left = (group_id for group_id in known.values if group_id in entries and group_id not in present)
    return tuple(group_id for group_id in left if entries[group_id].get("status") != Status.INACTIVE)


def changed_regions(plan: Plan) -> list[tuple[str, int, int]]:
    """The regions that get another number of active groups: code, number now, number then; the most new ones first."""
    before, after = regions_with_groups(plan.entries.values()), regions_with_groups(plan.after().values())
    codes = sorted(before.keys() | after.keys(), key=lambda code: (before[code] - after[code], code))
    return [(code, before[code], after[code]) for code in codes if before[code] != after[code]]


def _tell_nobody(_stage: Stage) -> None:
    pass


def regions_with_groups(entries: Iterable[Mapping[str, str]]) -> Counter[str]:
    """How many active groups name each region; allies count nowhere."""
    active = (each for each in entries if each.get("status") == Status.ACTIVE and not is_ally(each))
    return Counter(code for each in active for code in each.get("regions", "").split() if "-" in code)


def _with_answer(row: ImportRow, mapping: ListMapping, entries: Mapping[str, Mapping[str, str]]) -> ImportRow:
    """A row with its key in ``look_alikes``, and a finding where the answer there names a group that is not listed.

    The key is the row's own id, else its name and regions.
    """
    key = row.row_id or " | ".join(filter(None, (row.values.get("name", ""), row.values.get("regions", ""))))
    answer = mapping.look_alikes.get(key, "")
    if not answer.startswith(SAME_AS) or answer.removeprefix(SAME_AS) in entries:
        return replace(row, key=key)
    finding = Finding(Cause.UNKNOWN_GROUP, Effect.ASKED, "name", row.values.get("name", ""), answer)
    return replace(row, key=key, findings=(*row.findings, finding))


def _matches(
    rows: Sequence[ImportRow], mapping: ListMapping, entries: Mapping[str, Mapping[str, str]], known: Known
) -> dict[int, str]:
    """The id of the listed group that a row is, by its place: as whoever imports said, else as it is known."""
    answers = {mapping.look_alikes.get(row.key, ""): place for place, row in enumerate(rows)}
    answered = {
        answer.removeprefix(SAME_AS): place
        for answer, place in answers.items()
        if answer.startswith(SAME_AS) and answer.removeprefix(SAME_AS) in entries
    }
    found = {place: each for place, each in match_rows(rows, known, entries).items() if each not in answered}
    return found | {place: group_id for group_id, place in answered.items()}


def _look_alikes(
    rows: Sequence[ImportRow], matched: Mapping[int, str], mapping: ListMapping, surroundings: Surroundings
) -> dict[int, Finding]:
    """What each row that is no listed group looks like, unless whoever imports said that it is a new one."""
    others = [("listed", group_id, entry) for group_id, entry in surroundings.entries.items()]
    others += [("waiting", reference, proposal) for reference, proposal in surroundings.waiting.items()]
    compared = [entry for _, _, entry in others] + [row.values for row in rows]
    found = {}
    for at, each in find_look_alikes(compared, len(others)).items():
        place = at - len(others)
        row = rows[place]
        answer = mapping.look_alikes.get(row.key, mapping.look_alikes.get(_SHARED, ""))
        if place in matched or answer == NEW:
            continue
        if each.other < len(others):
            kind, other, _ = others[each.other]
            cause = Cause.LOOKS_LISTED if kind == "listed" else Cause.LOOKS_WAITING
        else:
            other_row = rows[each.other - len(others)]
            cause, other = Cause.LOOKS_LIKE_ROW, str(other_row.source.number)
        found[place] = Finding(cause, Effect.ASKED, "name", row.values.get("name", ""), other)
    return found


def _merged(
    row: ImportRow,
    group_id: str,
    entries: Mapping[str, Mapping[str, str]],
    known: Known,
    constants: Mapping[str, str],
) -> PlannedRow:
    """A row that is a listed group. What no column of the list says changes nothing of a group that is new to it."""
    entry, last = dict(entries[group_id]), known.values.get(group_id)
    said = {column: text for column, text in row.values.items() if last is not None or column not in constants}
    after, conflicts = merge(entry, said, last)
    findings = (*row.findings, *map(_conflict_finding, conflicts))
    if after == entry:
        return PlannedRow(row, Outcome.SAME, group_id, findings=findings)
    mistakes = {column: each for column, each in find_mistakes(after).items() if after[column] != entry[column]}
    if mistakes:
        findings += tuple(Finding(each.code, Effect.REFUSED, name, after[name]) for name, each in mistakes.items())
        return PlannedRow(row, Outcome.REFUSED, group_id, findings=findings)
    return PlannedRow(row, Outcome.CHANGED, group_id, entry, after, findings)


def _conflict_finding(conflict: Conflict) -> Finding:
    return Finding(Cause.CONFLICT, Effect.VALUE_LEFT_OUT, conflict.column, conflict.theirs, conflict.ours)


def _new(row: ImportRow, taken: set[str]) -> PlannedRow:
    """A group that is not listed yet. A row of an exported directory keeps its id where no group had it."""
    own = row.values.get("id", "")
    group_id = own if own and own not in taken else new_entry_id(row.values["name"], taken)
    values = {**dict.fromkeys(COLUMNS, ""), **row.values, "id": group_id}
    after = group_as_text(Group.model_validate(values))
    return PlannedRow(row, Outcome.NEW, group_id, None, after, row.findings)
