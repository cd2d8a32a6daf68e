"""Published decisions that are no longer in the directory's file, as after an import or a copy over it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from affiliates.applications.batches import Batch, decisions_on_entries
from affiliates.applications.decisions import Decision, Verdict, effective_decisions
from affiliates.directory.queries import groups_as_text_rows
from affiliates.storage.contract.directory import DirectoryStore


@dataclass(frozen=True)
class LostDecision:
    """What decisions put into a group's entry and the file does not say any more.

    ``decided`` and ``present`` are texts by column, of the columns that differ; ``after`` is the entry that the
    decisions lead to, None where they removed it, and ``entry`` is the one in the file, None where there is none.
    ``last_decision_id`` is that of the last decision on the group alone, empty where there is none.
    """

    group_id: str
    name: str
    decided: Mapping[str, str]
    present: Mapping[str, str]
    after: dict[str, str] | None
    entry: dict[str, str] | None
    last_decision_id: str


@dataclass(frozen=True)
class _Published:
    """What decisions made of an entry: the columns that they set, and the whole entry, None where they removed it."""

    values: dict[str, str] = field(default_factory=dict)
    whole: dict[str, str] | None = None


def lost_decisions(
    decisions: list[Decision],
    groups: pd.DataFrame,
    directory: DirectoryStore,
    *,
    batch_of: Callable[[str], Batch | None] = lambda decision_id: None,
    limit: int | None = None,
) -> list[LostDecision]:
    """The groups whose entry is not what was decided, in the order of their first decision; at most ``limit``.

    ``groups`` are those that can be shown, ``batch_of`` gives what a decision changed in many entries. A column that no
    decision set may say anything: people edit the file too.
    """
    on_entries = decisions_on_entries(decisions, batch_of)
    published = _published(each for each in on_entries if each.group_id and not each.organization_id)
    listed = groups[groups["id"].isin(list(published))]
    shown = {row["id"]: row for row in groups_as_text_rows(listed)}
    last = {each.group_id: each.decision_id for each in decisions if not each.organization_id}
    lost: list[LostDecision] = []
    entries: dict[str, dict[str, str]] | None = None
    for group_id, expected in published.items():
        if len(lost) == limit:
            break
        if not _is_as_decided(expected, shown.get(group_id)):
            # Read as it stands in the file, once for all: its row may be one that cannot be shown, and all groups of an
            # import differ as long as the ones before it are shown.
            entries = directory.entries() if entries is None else entries
            entry = entries.get(group_id)
            if not _is_as_decided(expected, entry):
                lost.append(_lost(group_id, expected, entry, last.get(group_id, "")))
    return lost


def _published(decisions: Iterable[Decision]) -> dict[str, _Published]:
    """What each group's entry should say, by its id, after all decisions and undos."""
    decisions = list(decisions)
    in_effect = {each.decision_id for each in effective_decisions(decisions)}
    published: dict[str, _Published] = {}
    for decision in decisions:
        if decision.verdict is Verdict.ACCEPT_FILE:
            if decision.decision_id in in_effect:
                published.pop(decision.group_id, None)
        elif decision.changes_entry and decision.after is None:
            published[decision.group_id] = _Published()
        elif decision.changes_entry:
            former = published.get(decision.group_id, _Published())
            changed = {column: (decision.after or {}).get(column, "") for column in decision.changed_columns}
            published[decision.group_id] = replace(former, values=former.values | changed, whole=decision.after)
    return published


def _is_as_decided(expected: _Published, entry: Mapping[str, str] | None) -> bool:
    if expected.whole is None or entry is None:
        return expected.whole is None and entry is None
    return all(entry.get(column, "") == value for column, value in expected.values.items())


def _lost(group_id: str, expected: _Published, entry: dict[str, str] | None, last_decision_id: str) -> LostDecision:
    whole = expected.whole
    differing = [
        column for column, value in expected.values.items() if whole and (entry or {}).get(column, "") != value
    ]
    after = whole if entry is None or whole is None else {**entry, **expected.values}
    return LostDecision(
        group_id=group_id,
        name=(whole or entry or {}).get("name") or group_id,
        decided={column: expected.values[column] for column in differing},
        present={column: (entry or {}).get(column, "") for column in differing},
        after=after,
        entry=entry,
        last_decision_id=last_decision_id,
    )
