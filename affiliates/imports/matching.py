"""Which listed group a row is: known from an earlier import of the same list, or by what it says."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from affiliates.applications.batches import SourceRow
from affiliates.applications.duplicates import name_similarity
from affiliates.directory.schema import COLUMNS, LIST_COLUMNS, is_ally
from affiliates.directory.values import split_codes
from affiliates.imports.reading.table import TableRow
from affiliates.imports.rows import ImportRow, row_keys

# From 0 to 100: two groups with the same link are the same one where their names are at least so similar.
_SIMILAR_NAMES = 82
T = TypeVar("T")
_KINDS = ("id:", "link:", "name:")


@dataclass(frozen=True)
class Known:
    """What earlier imports of a list brought in: what each row said last, by its group, and under which keys."""

    values: dict[str, dict[str, str]] = field(default_factory=dict)
    group_of_key: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Conflict:
    """A value that the source and a reviewer both changed since the last import."""

    column: str
    last: str
    theirs: str
    ours: str


def known_rows(rows: Iterable[SourceRow]) -> Known:
    """What earlier imports said, the latest last; a key that stood for two groups stands for none."""
    values: dict[str, dict[str, str]] = {}
    groups: dict[str, set[str]] = defaultdict(set)
    latest = {row.group_id: row for row in rows}
    for group_id, row in latest.items():
        values[group_id] = row.values
        for key in row.keys:
            groups[key].add(group_id)
    return Known(values, {key: next(iter(each)) for key, each in groups.items() if len(each) == 1})


def match_rows(rows: Sequence[ImportRow], known: Known, entries: Mapping[str, Mapping[str, str]]) -> dict[int, str]:
    """The id of the listed group that a row is, by the place of the row; rows that are none's are left out.

    By the id of an exported directory; by what earlier imports of the list say, its own ids first, then links, then
    names; by a link that no other row and group has, with a similar name; by name and regions, but neither makes a row
    of a list of groups an ally, or the other way round. Each group is at most one row.
    """
    keys = [row_keys(row) for row in rows]
    own_ids = _unique_keys({place: [row.values["id"]] for place, row in enumerate(rows) if row.values.get("id")})
    found = {place: group_id for group_id, place in own_ids.items() if group_id in entries}
    claimed = set(found.values())
    listed = _unique_keys({group_id: _entry_keys(entry) for group_id, entry in entries.items()})
    for kind in _KINDS:
        own = _unique_keys({place: [key for key in keys[place] if key.startswith(kind)] for place in range(len(rows))})
        for key, place in own.items():
            group_id = known.group_of_key.get(key)
            if group_id and place not in found and group_id in entries and group_id not in claimed:
                found[place] = group_id
                claimed.add(group_id)
    for kind in _KINDS[1:]:
        own = _unique_keys({place: [key for key in keys[place] if key.startswith(kind)] for place in range(len(rows))})
        for key, place in own.items():
            group_id = listed.get(key)
            if place in found or group_id is None or group_id in claimed:
                continue
            if is_ally(rows[place].values) != is_ally(entries[group_id]):
                continue
            if kind == "name:" or _similar(rows[place].values, entries[group_id]):
                found[place] = group_id
                claimed.add(group_id)
    return found


def merge(
    entry: Mapping[str, str], values: Mapping[str, str], last: Mapping[str, str] | None
) -> tuple[dict[str, str], list[Conflict]]:
    """A listed group's values with what the source changed since ``last``, and what both changed.

    What only a reviewer changed stays; so does what both changed. Without a ``last`` import of the row, the source
    fills in what is empty, and where it says something else, that is a conflict.
    """
    merged, conflicts = dict(entry), []
    for column in COLUMNS:
        if column == "id" or column not in values:
            continue
        theirs, ours = values[column], entry.get(column, "")
        before = last.get(column, "") if last is not None else ""
        if _same(column, theirs, ours) or _same(column, theirs, before) or (last is None and not theirs):
            continue
        if _same(column, ours, before):
            merged[column] = theirs
        else:
            conflicts.append(Conflict(column, before, theirs, ours))
    return merged, conflicts


def _same(column: str, one: str, other: str) -> bool:
    """Whether two texts are the same value, however its codes are written and ordered."""
    if column in LIST_COLUMNS:
        return set(split_codes(one.casefold())) == set(split_codes(other.casefold()))
    return one == other or (column in {"scope", "status"} and one.casefold() == other.casefold())


def _entry_keys(entry: Mapping[str, str]) -> list[str]:
    return row_keys(ImportRow(TableRow(0, {}), dict(entry)))


def _unique_keys(keys: Mapping[T, Sequence[str]]) -> dict[str, T]:
    """Whose each key is, where it is only one's."""
    owners: dict[str, list[T]] = defaultdict(list)
    for owner, own in keys.items():
        for key in own:
            owners[key].append(owner)
    return {key: each[0] for key, each in owners.items() if len(each) == 1}


def _similar(values: Mapping[str, str], entry: Mapping[str, str]) -> bool:
    in_one_region = bool(set(values.get("regions", "").split()) & set(entry.get("regions", "").split()))
    return name_similarity(values.get("name", ""), entry.get("name", ""), in_one_region=in_one_region) >= _SIMILAR_NAMES
