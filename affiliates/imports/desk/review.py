"""The reviewers' actions on a list that they bring in: upload, answer, publish, take back."""

import secrets
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain, count

from affiliates.applications.decisions import Decision, last_decision_id
from affiliates.errors import Conflict, DecisionConflictError, SourceUnclearError
from affiliates.imports.applying import (
    UndoneImport,
    apply_plan,
    former_imports,
    imports_in_effect,
    surroundings_in,
    undo_import,
)
from affiliates.imports.columns import guess_columns
from affiliates.imports.draft import draft_mapping
from affiliates.imports.mapping import ListMapping, find_list, require_known_answers
from affiliates.imports.plan import OnStage, Plan, make_plan
from affiliates.imports.reading.source import sheets_in
from affiliates.imports.reading.table import Table
from affiliates.review.sign_in import SignInRegistry
from affiliates.storage.contract.drafts import ListDraft
from affiliates.storage.contract.store import Store

_MAX_NAME = 100
_UNNAMED = "list"
# What says how a file is read, and is not the same for every file of a list.
_OPTIONS = ("encoding", "delimiter", "sheet", "header_row")


class ImportReview:
    """What reviewers may do with lists; asks who does it and raises ``NotAllowedError`` as ``ReviewService`` does.

    A reviewer has one list at a time. What changes it raises ``DecisionConflictError`` where it is another one by now.
    """

    def __init__(self, store: Store, sign_ins: SignInRegistry, *, is_active: bool = True) -> None:
        """Works on a store, for those who are signed in, as ``ReviewService`` does."""
        self._store = store
        self._sign_ins = sign_ins
        self._is_active = is_active

    def draft(self, token: str | None) -> ListDraft | None:
        """The list that a reviewer is bringing in, None where there is none."""
        return self._store.drafts.draft(self._reviewer(token))

    def upload(self, token: str | None, file_name: str, content: bytes) -> ListDraft:
        """Keeps a list in place of the reviewer's earlier one, with what its columns seem to hold.

        Where an earlier import read a list with the same columns, it is read as that one. Raises
        ``SourceUnreadableError`` where it cannot be read, and then keeps nothing; ``table`` asks what is unclear.
        """
        reviewer, now = self._reviewer(token), datetime.now(UTC)
        name = "".join(each if each.isprintable() else " " for each in file_name).strip()[-_MAX_NAME:] or _UNNAMED
        mapping = self._first_mapping(name, content, ListMapping(source=name.rpartition(".")[0] or name))
        draft = ListDraft(secrets.token_hex(8), reviewer, name, mapping.model_dump_json(), now, now)
        self._store.drafts.begin(draft, content)
        return draft

    def read_as(self, token: str | None, draft: ListDraft, **options: object) -> None:
        """Reads a list anew with options that say how (``encoding``, ``delimiter``, ``sheet``, ``header_row``)."""
        self._reviewer(token)
        now = datetime.now(UTC)
        wanted = mapping_of(draft).model_copy(update={**options, "columns": {}, "constants": {}})
        mapping = self._first_mapping(draft.file_name, self._store.drafts.content(draft), wanted)
        self._store.drafts.save(replace(draft, mapping=mapping.model_dump_json(), began_at=now, changed_at=now))

    def table(self, token: str | None, draft: ListDraft) -> Table:
        """The rows of a list.

        Raises ``SourceUnclearError`` where it has to be told how to read it, ``SourceUnreadableError`` where that does
        not help.
        """
        self._reviewer(token)
        return _read(draft.file_name, self._store.drafts.content(draft), mapping_of(draft))

    def change(self, token: str | None, draft: ListDraft, change: Callable[[ListMapping], ListMapping]) -> None:
        """Keeps what ``change`` makes of the list's mapping as it stands now. Raises ``MappingError`` for answers that
        mean nothing."""
        reviewer = self._reviewer(token)
        kept = self._store.drafts.draft(reviewer)
        mapping = change(mapping_of(kept if kept and kept.id == draft.id else draft))
        require_known_answers(mapping)
        changed = replace(draft, mapping=mapping.model_dump_json(), changed_at=datetime.now(UTC))
        self._store.drafts.save(changed)

    def discard(self, token: str | None) -> None:
        """Removes the reviewer's list."""
        self._store.drafts.remove(self._reviewer(token))

    def state(self, token: str | None) -> str:
        """What changes whenever a plan may come out differently, though its list is the same."""
        self._reviewer(token)
        return f"{self._store.directory.version()} {last_decision_id(self._store.decisions())}"

    def plan(self, token: str | None, table: Table, mapping: ListMapping, *, on_stage: OnStage | None = None) -> Plan:
        """What publishing a list would do. Writes nothing."""
        self._reviewer(token)
        return make_plan(table, mapping, surroundings_in(self._store, mapping.source), on_stage=on_stage)

    def publish(self, token: str | None, plan: Plan) -> Decision:
        """Does what a plan says, as one decision, and removes the reviewer's list.

        Raises ``DecisionConflictError`` where the directory has changed since the plan was made: another group may be
        the same as one of the list by now.
        """
        reviewer = self._reviewer(token)
        if plan.entries != self._store.directory.entries():
            raise DecisionConflictError(Conflict.STATE_CHANGED)
        decision = apply_plan(self._store, plan, reviewer=reviewer)
        self._store.drafts.remove(reviewer)
        return decision

    def imports(self, token: str | None) -> list[Decision]:
        """The imports that nobody took back, the latest first."""
        self._reviewer(token)
        return imports_in_effect(self._store)[::-1]

    def last_import_of(self, token: str | None, source: str) -> Decision | None:
        """The last import of the list that has a name, None where there is none."""
        self._reviewer(token)
        return next((decision for decision, batch in former_imports(self._store) if batch.source == source), None)

    def undo(self, token: str | None, import_id: str) -> UndoneImport:
        """Takes an import back, but for the groups that were changed since. Raises ``UnknownImportError``."""
        return undo_import(self._store, import_id, reviewer=self._reviewer(token))

    def _first_mapping(self, name: str, content: bytes, wanted: ListMapping) -> ListMapping:
        """How an earlier list with these columns was read, else what is guessed; ``wanted`` where that is unclear."""
        try:
            table = _read(name, content, wanted)
        except SourceUnclearError:
            return wanted
        names = set()
        for _, former in former_imports(self._store):
            names.add(former.source)
            mapping = ListMapping.model_validate_json(former.mapping) if former.mapping else None
            if mapping and {column for columns in mapping.columns.values() for column in columns} <= {*table.columns}:
                return mapping.model_copy(update={name: value for name in _OPTIONS if (value := getattr(wanted, name))})
        draft = draft_mapping(
            table,
            guess_columns(table),
            source=_unused(wanted.source, names),
            encoding=wanted.encoding,
            delimiter=wanted.delimiter,
        )
        return draft.mapping

    def _reviewer(self, token: str | None) -> str:
        return self._sign_ins.reviewer(token, datetime.now(UTC), is_active=self._is_active)


def mapping_of(draft: ListDraft) -> ListMapping:
    """How a list is read, with every answer so far."""
    return ListMapping.model_validate_json(draft.mapping)


def _unused(name: str, used: Collection[str]) -> str:
    """A name for a list that no other list has: under it, its rows are known again."""
    numbered = (f"{name} {number}" for number in count(2))
    return next(each for each in chain([name], numbered) if each not in used)


def _read(name: str, content: bytes, mapping: ListMapping) -> Table:
    return find_list(sheets_in(name, content, encoding=mapping.encoding, delimiter=mapping.delimiter), mapping)
