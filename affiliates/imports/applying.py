"""Does what a plan says, as one decision and one version of the directory, and takes it back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from affiliates.applications.batches import Batch, EntryChange, SourceRow
from affiliates.applications.decisions import Decision, Verdict, effective_decisions
from affiliates.applications.states import PENDING_STATES, application_states
from affiliates.errors import UnknownImportError
from affiliates.imports.plan import Outcome, Plan, Surroundings
from affiliates.imports.rows import row_keys
from affiliates.review.retention import new_decision_id
from affiliates.storage.contract.store import Store
from affiliates.storage.group_ids import used_group_ids

_MIN_PREFIX = 6
_APPLIED = {Outcome.NEW, Outcome.CHANGED, Outcome.SAME}


@dataclass(frozen=True)
class UndoneImport:
    """An import that was taken back: how many groups are as before, and the ids of those changed since, which stay."""

    decision: Decision
    taken_back: int
    kept: tuple[str, ...]


def surroundings_in(store: Store, source: str) -> Surroundings:
    """What a list of this name is compared with, as it stands."""
    applications, decisions = store.applications(), store.decisions()
    states = application_states(applications, decisions)
    waiting = {each.reference: each.proposal for each in applications if states[each.reference] in PENDING_STATES}
    return Surroundings(
        entries=store.directory.entries(),
        waiting=waiting,
        known=tuple(_known(store, decisions, source)),
        taken_ids=frozenset(used_group_ids(store)),
    )


def apply_plan(store: Store, plan: Plan, *, reviewer: str) -> Decision:
    """Keeps what the plan says: its new and changed groups, and what the list says of each.

    Raises ``DecisionConflictError`` where somebody changed one of these groups since the plan was made; then nothing
    is kept.
    """
    changes = tuple(
        EntryChange(group_id=each.group_id, before=each.before, after=each.after) for each in plan.rows if each.after
    )
    applied = [each for each in plan.rows if each.outcome in _APPLIED]
    rows = tuple(
        SourceRow(keys=tuple(row_keys(each.row)), group_id=each.group_id, values=each.row.values) for each in applied
    )
    decision = _decision(
        Verdict.IMPORT,
        reviewer,
        note=f"{plan.mapping.source}: {plan.count(Outcome.NEW)} new, {plan.count(Outcome.CHANGED)} changed",
    )
    mapping = plan.mapping.model_dump_json()
    store.record_batch(decision, Batch(source=plan.mapping.source, changes=changes, rows=rows, mapping=mapping))
    return decision


def undo_import(store: Store, import_id: str, *, reviewer: str) -> UndoneImport:
    """Takes an import back, but for the groups that were changed since. Raises ``UnknownImportError``."""
    found = [each for each in imports_in_effect(store) if each.decision_id.startswith(import_id)]
    if len(import_id) < _MIN_PREFIX or len(found) != 1:
        raise UnknownImportError(_unknown(store, import_id))
    done = found[0]
    batch = store.batch(done.decision_id) or Batch(source="", changes=())
    entries = store.directory.entries()
    as_left = [each for each in batch.changes if entries.get(each.group_id) == each.after]
    left = {each.group_id for each in as_left}
    kept = tuple(each.group_id for each in batch.changes if each.group_id not in left)
    back = tuple(EntryChange(group_id=each.group_id, before=each.after, after=each.before) for each in as_left)
    decision = _decision(Verdict.UNDO, reviewer, note=done.note, undoes=done.decision_id)
    store.record_batch(decision, Batch(source=batch.source, changes=back))
    return UndoneImport(decision, len(back), kept)


def imports_in_effect(store: Store) -> list[Decision]:
    """The imports that nobody took back, the earliest first."""
    return [each for each in effective_decisions(store.decisions()) if each.verdict is Verdict.IMPORT]


def former_imports(store: Store) -> Iterator[tuple[Decision, Batch]]:
    """The last import of each list that nobody took back, the latest first."""
    found: set[str] = set()
    for each in reversed(imports_in_effect(store)):
        batch = store.batch(each.decision_id)
        if batch and batch.source not in found:
            found.add(batch.source)
            yield each, batch


def _known(store: Store, decisions: Iterable[Decision], source: str) -> Iterable[SourceRow]:
    for each in effective_decisions(decisions):
        batch = store.batch(each.decision_id) if each.verdict is Verdict.IMPORT else None
        if batch and batch.source == source:
            yield from batch.rows


def _decision(verdict: Verdict, reviewer: str, *, note: str, undoes: str = "") -> Decision:
    return Decision(
        decision_id=new_decision_id(),
        decided_at=datetime.now(UTC),
        reviewer=reviewer,
        verdict=verdict,
        note=note,
        undoes=undoes,
    )


def _unknown(store: Store, import_id: str) -> str:
    listed = "\n".join(
        f"  {each.decision_id}   {each.decided_at:%Y-%m-%d %H:%M}   {each.note}" for each in imports_in_effect(store)
    )
    if not listed:
        return "There is no import to take back."
    return f"There is no import “{import_id}” to take back. Those that can be:\n{listed}"
