"""What one decision changes in many entries at once: a list that was brought in, or taken back."""

from collections.abc import Callable, Iterable, Iterator

from pydantic import BaseModel, ConfigDict

from affiliates.applications.decisions import Decision, EntryText, Verdict

# The decisions that may be on many entries.
MANY = frozenset({Verdict.IMPORT, Verdict.UNDO})


class EntryChange(BaseModel):
    """One group's entry as text by column, before and after; None where it is not listed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    group_id: str
    before: EntryText | None
    after: EntryText | None


class SourceRow(BaseModel):
    """One row of a list as it was brought in: under which keys it is known again, as which group, and what it said.

    ``values`` are those that the list gave, as text by column of the directory.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    keys: tuple[str, ...]
    group_id: str
    values: dict[str, str]


class Batch(BaseModel):
    """Changes of many entries, each group at most once; ``source`` is the name of the list, ``rows`` what it said.

    ``mapping`` is how the list was read, as text that ``affiliates.imports`` understands; empty where nobody kept it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    changes: tuple[EntryChange, ...]
    rows: tuple[SourceRow, ...] = ()
    mapping: str = ""


def decisions_on_entries(decisions: Iterable[Decision], batch_of: Callable[[str], Batch | None]) -> Iterator[Decision]:
    """The decisions in their order, and in the place of one on many entries one for each of them, with its id.

    ``batch_of`` gives what a decision changes in many entries, None where it is on one.
    """
    for decision in decisions:
        batch = batch_of(decision.decision_id) if decision.verdict in MANY else None
        if batch is None:
            yield decision
            continue
        for change in batch.changes:
            yield decision.model_copy(
                update={"group_id": change.group_id, "before": change.before, "after": change.after}
            )
