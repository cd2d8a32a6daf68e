"""The store in a database: applications, decisions, and what they publish, each change as one transaction."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path

from cachetools import LRUCache
from pydantic import TypeAdapter

from affiliates.applications.batches import Batch
from affiliates.applications.decisions import Decision, Verdict
from affiliates.applications.model import Application
from affiliates.errors import Conflict, DecisionConflictError, DirectoryUnreadableError, StoreError
from affiliates.storage.contract.store import Announced, Precondition
from affiliates.storage.postgres.connection.database import Database, Transaction
from affiliates.storage.postgres.directory import PostgresDirectory, PostgresSupportDirectory
from affiliates.storage.postgres.documents import Document, keep_document, read_document
from affiliates.storage.postgres.drafts import PostgresDrafts
from affiliates.storage.postgres.letters import PostgresLetters, forget_letters
from affiliates.storage.postgres.links import PostgresLinks
from affiliates.storage.postgres.log import (
    are_recorded,
    erase_contents,
    keep_application,
    keep_batch,
    keep_decision,
    read_batch,
    sent_before,
)
from affiliates.storage.postgres.people import PostgresPeople
from affiliates.storage.postgres.reviewers import PostgresReviewers
from affiliates.storage.postgres.rows.kept_rows import KeptRows
from affiliates.storage.postgres.rows.texts import as_key, from_json, to_json
from affiliates.storage.postgres.rows.turns import Part, last_number, set_number, take_turn
from affiliates.storage.postgres.versions import PostgresList

_ANNOUNCED = TypeAdapter(Announced)
_MAX_BATCHES = 4  # in memory: the reviewers' page asks for the same ones again
_APPLICATIONS = (
    "SELECT content FROM affiliates.applications WHERE number > %s AND number <= %s AND NOT in_overflow ORDER BY number"
)
_DECISIONS = "SELECT content FROM affiliates.decisions WHERE number > %s AND number <= %s ORDER BY number"


class PostgresStore:
    """Keeps everything in a database.

    Whoever keeps an application or a decision, or publishes, holds the row of ``Part.LOG`` until it is committed. So
    there is one order, and whoever asks after a commit without an answer, holding it, knows what came of it.
    """

    def __init__(self, database: Database, *, shipped: Path | None = None) -> None:
        """Reads nothing yet. ``shipped`` is the folder with the lists that count until there are some in it."""
        self._database = database
        self._applications = KeptRows(Part.LOG, _APPLICATIONS, partial(from_json, Application))
        self._decisions = KeptRows(Part.LOG, _DECISIONS, partial(from_json, Decision))
        self._batches: LRUCache[str, Batch] = LRUCache(_MAX_BATCHES)
        self.directory = PostgresDirectory(database, shipped)
        self.support = PostgresSupportDirectory(database, shipped)
        self.reviewers = PostgresReviewers(database)
        self.drafts = PostgresDrafts(database)
        self.links = PostgresLinks(database)
        self.people = PostgresPeople(database)
        self.letters = PostgresLetters(database)

    def applications(self) -> list[Application]:
        """Every application, in the order of arrival."""
        return self._database.read(self._applications.all)

    def overflow_size(self) -> int:
        """How many applications are in the overflow."""
        query = "SELECT count(*) FROM affiliates.applications WHERE in_overflow"
        found = self._database.read(lambda transaction: transaction.execute(query).fetchone())
        return int(found[0]) if found else 0

    def overflow(self) -> list[Application]:
        """Every application in the overflow, in the order of arrival."""
        query = "SELECT content FROM affiliates.applications WHERE in_overflow ORDER BY number"
        rows = self._database.read(lambda transaction: transaction.execute(query).fetchall())
        return [from_json(Application, content) for (content,) in rows]

    def decisions(self) -> list[Decision]:
        """Every decision, in the order in which they were made."""
        return self._database.read(self._decisions.all)

    def log_version(self) -> str:
        """The number of the last row."""
        return str(self._database.read(lambda transaction: last_number(transaction, Part.LOG)))

    def add(
        self, application: Application, precondition: Precondition | None = None, *, to_overflow: bool = False
    ) -> Application:
        """Keeps an application, or returns the one that its form sent before: also by a commit without an answer."""

        def keep(transaction: Transaction) -> Application:
            number = take_turn(transaction, Part.LOG) + 1
            if earlier := sent_before(transaction, application.form_id):
                return earlier
            self._ask(transaction, precondition)
            keep_application(transaction, number, application, in_overflow=to_overflow)
            set_number(transaction, Part.LOG, number)
            return application

        return self._database.write(keep)

    def take_from_overflow(self, references: Collection[str]) -> None:
        """Gives them the next numbers, in their order."""

        def take(transaction: Transaction) -> None:
            number = take_turn(transaction, Part.LOG)
            rows = transaction.execute(
                "SELECT number FROM affiliates.applications WHERE in_overflow AND reference = ANY(%s) ORDER BY number",
                [as_key(each) for each in references],
            ).fetchall()
            for following, (present,) in enumerate(rows, start=number + 1):
                transaction.execute(
                    "UPDATE affiliates.applications SET number = %s, in_overflow = false WHERE number = %s",
                    following,
                    present,
                )
            set_number(transaction, Part.LOG, number + len(rows))

        self._database.write(take)

    def announced(self) -> Announced | None:
        """How far the reviewers have heard; None too where it cannot be read, so that they hear again."""
        content = self._database.read(lambda transaction: read_document(transaction, Document.ANNOUNCED))
        return from_json(_ANNOUNCED, content.decode()) if content else None

    def update_announced(self, change: Callable[[Announced | None], Announced | None]) -> Announced | None:
        """Keeps how far the reviewers have heard."""

        def keep(transaction: Transaction) -> Announced | None:
            take_turn(transaction, Part.DOCUMENTS)
            content = read_document(transaction, Document.ANNOUNCED)
            announced = change(from_json(_ANNOUNCED, content.decode()) if content else None)
            if announced:
                keep_document(transaction, Document.ANNOUNCED, to_json(announced).encode())
            return announced

        return self._database.write(keep)

    def record_decision(self, decision: Decision, precondition: Precondition | None = None) -> None:
        """Keeps a decision and what it changes."""

        def change(transaction: Transaction) -> None:
            if not decision.changes_entry:
                return
            changed: PostgresList = self.support if decision.organization_id else self.directory
            if changed.present_entry(transaction, decision.entry_id) != decision.before:
                raise DecisionConflictError(Conflict.ENTRY_CHANGED)
            changed.change_entry(transaction, decision.entry_id, decision.after)

        self._record([decision], precondition, change)

    def record_decisions(self, decisions: Sequence[Decision], precondition: Precondition | None = None) -> None:
        """Keeps decisions that do not change the directory: all of them or none."""
        self._record(decisions, precondition)

    def record_batch(self, decision: Decision, batch: Batch, precondition: Precondition | None = None) -> None:
        """Keeps a decision and what it changes in many entries."""

        def change(transaction: Transaction) -> None:
            self.directory.change_entries(transaction, batch.changes)
            keep_batch(transaction, decision.decision_id, batch)

        self._record([decision], precondition, change)

    def batch(self, decision_id: str) -> Batch | None:
        """What a decision changed in many entries."""
        if kept := self._batches.get(decision_id):
            return kept
        batch = self._database.read(lambda transaction: read_batch(transaction, decision_id))
        if batch:
            self._batches[decision_id] = batch
        return batch

    def erase(self, decisions: Sequence[Decision], precondition: Precondition | None = None) -> None:
        """Keeps decisions to erase, and erases the contents of their applications, notes and letters with them."""
        erased = {each.application for each in decisions if each.verdict is Verdict.ERASE}

        def change(transaction: Transaction) -> None:
            erase_contents(transaction, erased)
            forget_letters(transaction, erased)

        self._record(decisions, precondition, change, is_rewriting=True)

    def _record(
        self,
        decisions: Sequence[Decision],
        precondition: Precondition | None,
        change: Callable[[Transaction], None] | None = None,
        *,
        is_rewriting: bool = False,
    ) -> None:
        def keep(transaction: Transaction) -> None:
            number = take_turn(transaction, Part.LOG)
            if transaction.may_be_kept and are_recorded(transaction, decisions):
                return
            self._ask(transaction, precondition)
            if change:
                change(transaction)
            for following, each in enumerate(decisions, start=number + 1):
                keep_decision(transaction, following, each)
            set_number(transaction, Part.LOG, number + len(decisions), is_rewritten=is_rewriting)

        try:
            self._database.write(keep)
        except DirectoryUnreadableError as error:
            raise StoreError(str(error)) from error

    def _ask(self, transaction: Transaction, precondition: Precondition | None) -> None:
        if precondition:
            precondition(self._applications.all(transaction), self._decisions.all(transaction))
