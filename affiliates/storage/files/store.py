"""The store as CSV files: applications and decisions in a private folder beside the directory's public file.

What is written in which order, for a decision that changes the directory, or for decisions that erase applications:

1. the new directory is written beside its file, and the present one copied to ``history/``;
2. ``unfinished.json`` says what is about to happen;
   what a decision changes in many entries is kept in ``batches/``;
3. the decisions are added to ``decisions.csv``: from here on they count;
4. the new directory takes the place of its file, or the applications' contents are erased;
5. ``unfinished.json`` is removed.

Whoever comes next after a killed process finds ``unfinished.json``, finishes step 4 for the decisions that count, and
drops those that do not.
"""

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from pydantic import TypeAdapter

from affiliates.applications.batches import Batch
from affiliates.applications.decisions import Decision, Verdict
from affiliates.applications.model import Application
from affiliates.errors import Conflict, DecisionConflictError, StoreError, StorePendingError
from affiliates.storage.contract.store import Announced, Precondition
from affiliates.storage.files.batches import BatchFiles
from affiliates.storage.files.directory.content import file_version
from affiliates.storage.files.directory.entries_file import EntriesFile, StagedChange
from affiliates.storage.files.directory.lists import FileDirectory, FileSupportDirectory
from affiliates.storage.files.drafts import DraftFiles
from affiliates.storage.files.durable import exclusive_lock, is_disk_full, read_bytes, remove, replace
from affiliates.storage.files.letters import LetterFiles
from affiliates.storage.files.links import LinkFile
from affiliates.storage.files.people import PeopleFile
from affiliates.storage.files.reviewers import FileReviewerStore
from affiliates.storage.files.tables.kept_rows import KeptRows
from affiliates.storage.files.tables.rows import (
    application_from_row,
    application_table,
    application_to_row,
    decision_from_row,
    decision_table,
    decision_to_row,
    present_decision_values,
)

REVIEW_FOLDER = "review"
APPLICATIONS, OVERFLOW, DECISIONS = "applications.csv", "overflow.csv", "decisions.csv"
BATCHES = "batches"
_DECISIONS = TypeAdapter(list[Decision])
_ANNOUNCED = TypeAdapter(Announced)


class FileStore:
    """Keeps everything in the data folder; ``timeout`` is how many seconds a writer waits for another one."""

    def __init__(self, data_folder: Path, *, timeout: float = 10) -> None:
        """Finishes what a killed process may have left half done, where anything was ever kept here."""
        self._folder = data_folder / REVIEW_FOLDER
        self._unfinished = self._folder / "unfinished.json"
        self._applications = application_table(self._folder / APPLICATIONS)
        self._overflow = application_table(self._folder / OVERFLOW)
        self._decisions = decision_table(self._folder / DECISIONS)
        self._kept_applications = KeptRows(self._applications, application_from_row, lambda each: each.form_id)
        self._kept_decisions = KeptRows(self._decisions, decision_from_row, lambda each: each.decision_id)
        self._kept_overflow = KeptRows(self._overflow, application_from_row, lambda each: each.form_id)
        self._batches = BatchFiles(self._folder / BATCHES)
        self._announced = self._folder / "announced.json"
        self._timeout = timeout
        self.directory = FileDirectory(data_folder)
        self.support = FileSupportDirectory(data_folder)
        self.reviewers = FileReviewerStore(self._folder, timeout=timeout)
        self.drafts = DraftFiles(self._folder / "drafts", timeout=timeout)
        self.links = LinkFile(self._folder, timeout=timeout)
        self.letters = LetterFiles(self._folder, timeout=timeout)
        self.people = PeopleFile(self._folder, timeout=timeout)
        if os.path.exists(self._unfinished):  # false as well where the folder is closed to us: reading it says so
            with suppress(StoreError), self._writing():  # what cannot be finished now is reported at the next decision
                pass
        # From the first write on, a directory that somebody changed by hand while nobody looked is kept at the start.
        if os.path.exists(self._folder) or os.path.exists(self.directory.history.folder):
            self.directory.version()
            self.support.version()

    def applications(self) -> list[Application]:
        """Every application, in the order of arrival."""
        return self._kept_applications.all()

    def overflow_size(self) -> int:
        """How many rows the overflow has; a row that was taken from there while the process was killed counts too."""
        return max(0, read_bytes(self._overflow.path).count(b"\n") - 1)

    def overflow(self) -> list[Application]:
        """Every application in the overflow, in the order of arrival."""
        kept = self._kept_overflow.all()
        taken = {each.reference for each in self.applications()} if kept else set()
        return [each for each in kept if each.reference not in taken]

    def decisions(self) -> list[Decision]:
        """Every decision, in the order in which they were made."""
        return self._kept_decisions.all()

    def log_version(self) -> str:
        """The versions of both files."""
        return f"{file_version(self._applications.path)} {file_version(self._decisions.path)}"

    def add(
        self, application: Application, precondition: Precondition | None = None, *, to_overflow: bool = False
    ) -> Application:
        """Keeps an application, or returns the one that its form sent before.

        A decision that cannot be finished now (somebody damaged the directory's file) stands in nobody's way here. Only
        what has to be erased, and waits for room on the disk, goes before what would take that room.
        """
        self._sent_before(application.form_id, to_overflow)  # reads what is new before anybody has to wait for us
        with exclusive_lock(self._folder, timeout=self._timeout):
            try:
                self._finish()
            except (StoreError, OSError) as error:
                if is_disk_full(error) and any(each.verdict is Verdict.ERASE for each in self._begun()):
                    raise
            if earlier := self._sent_before(application.form_id, to_overflow):
                return earlier
            if precondition:
                precondition(self.applications(), self.decisions())
            (self._overflow if to_overflow else self._applications).add(application_to_row(application))
        return application

    def take_from_overflow(self, references: Collection[str]) -> None:
        """Adds them to the applications first: killed before they are gone from the overflow, they count once."""
        with self._writing():
            kept = self.overflow()
            taken = [each for each in kept if each.reference in references]
            if taken:
                self._applications.add(*map(application_to_row, taken))
                left = (each for each in kept if each.reference not in references)
                self._overflow.replace(map(application_to_row, left))

    def announced(self) -> Announced | None:
        """How far the reviewers have heard; None too where the file cannot be read, so that they hear again."""
        try:
            return _ANNOUNCED.validate_json(read_bytes(self._announced))
        except ValueError:
            return None

    def update_announced(self, change: Callable[[Announced | None], Announced | None]) -> Announced | None:
        """Keeps how far the reviewers have heard."""
        with exclusive_lock(self._folder, timeout=self._timeout):
            if announced := change(self.announced()):
                replace(self._announced, _ANNOUNCED.dump_json(announced))
            return announced

    def record_decision(self, decision: Decision, precondition: Precondition | None = None) -> None:
        """Keeps a decision and what it changes."""
        with self._writing(precondition):
            if decision.changes_entry and self._entry(decision) != decision.before:
                raise DecisionConflictError(Conflict.ENTRY_CHANGED)
            change = self._staged_change(decision)
            try:
                if decision.changes_entry:
                    replace(self._unfinished, _DECISIONS.dump_json([decision]))
                self._decisions.add(decision_to_row(decision))
            except BaseException:
                if change:
                    change.discard()
                raise
            if decision.changes_entry:
                self._carry_out_or_later([decision], change)

    def record_decisions(self, decisions: Sequence[Decision], precondition: Precondition | None = None) -> None:
        """Keeps decisions that do not change the directory."""
        with self._writing(precondition):
            self._decisions.add(*map(decision_to_row, decisions))

    def record_batch(self, decision: Decision, batch: Batch, precondition: Precondition | None = None) -> None:
        """Keeps a decision and what it changes in many entries."""
        with self._writing(precondition):
            change = self.directory.stage_changes(batch.changes)
            try:
                replace(self._unfinished, _DECISIONS.dump_json([decision]))
                self._batches.keep(decision.decision_id, batch)
                self._decisions.add(decision_to_row(decision))
            except BaseException:
                if change:
                    change.discard()
                raise
            self._carry_out_or_later([decision], change)

    def batch(self, decision_id: str) -> Batch | None:
        """What a decision changed in many entries."""
        return self._batches.read(decision_id)

    def erase(self, decisions: Sequence[Decision], precondition: Precondition | None = None) -> None:
        """Keeps decisions to erase, and erases the contents of their applications."""
        with self._writing(precondition):
            replace(self._unfinished, _DECISIONS.dump_json(list(decisions)))
            self._decisions.add(*map(decision_to_row, decisions))
            self._carry_out_or_later(decisions, None)

    @contextmanager
    def _writing(self, precondition: Precondition | None = None) -> Iterator[None]:
        with exclusive_lock(self._folder, timeout=self._timeout):
            self._finish()
            if precondition:
                precondition(self.applications(), self.decisions())
            yield

    def _finish(self) -> None:
        if not self._unfinished.exists():
            return
        recorded = {each.decision_id for each in self.decisions()}
        begun = self._begun()
        counting = [decision for decision in begun if decision.decision_id in recorded]
        changes = [self._change_left(decision) for decision in counting]
        self._carry_out(counting, next(filter(None, changes), None))
        for decision in begun:
            if decision not in counting:
                self._batches.drop(decision.decision_id)
        remove(self._unfinished)

    def _begun(self) -> list[Decision]:
        """The decisions that somebody began to carry out."""
        try:
            begun = json.loads(read_bytes(self._unfinished))
            return [Decision.model_validate(present_decision_values(each)) for each in begun]
        except (ValueError, KeyError, TypeError):
            raise StoreError(
                f"{self._unfinished}: another program has changed or damaged it. Restore the file, or remove it once "
                "what the last decisions say has happened."
            ) from None

    def _carry_out_or_later(self, decisions: Sequence[Decision], change: StagedChange | None) -> None:
        try:
            self._carry_out(decisions, change)
            remove(self._unfinished)
        except (OSError, StoreError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise StorePendingError(
                f"{self._folder}: the decision is saved, but not carried out yet ({reason}). It will be with the next "
                "one, or when the app starts again."
            ) from error

    def _carry_out(self, decisions: Iterable[Decision], change: StagedChange | None) -> None:
        """What decisions change outside the log; doing it twice changes nothing more."""
        if erased := {each.application for each in decisions if each.verdict is Verdict.ERASE}:
            self._erase_contents(erased)
        if change:
            change.apply()
            for each in {self._file_of(decision) for decision in decisions}:
                each.keep_published()

    def _sent_before(self, form_id: str, to_overflow: bool) -> Application | None:
        """What this form sent before. Damaged applications do not stand in the way of what goes to the overflow."""
        with suppress(StoreError) if to_overflow else nullcontext():
            if earlier := self._kept_applications.first(form_id):
                return earlier
        return self._kept_overflow.first(form_id)

    def _erase_contents(self, erased: set[str]) -> None:
        """Rewrites both files without the contents of some applications, and without the notes on them."""
        kept = [each.without_personal_data() if each.reference in erased else each for each in self.applications()]
        self._applications.replace(map(application_to_row, kept))
        if self._overflow.path.exists():  # where a process was killed while it took one from there
            self._overflow.replace(map(application_to_row, self.overflow()))
        log = [
            each.model_copy(update={"note": ""})
            if each.application in erased and each.verdict is not Verdict.ERASE
            else each
            for each in self.decisions()
        ]
        self._decisions.replace(map(decision_to_row, log))
        self.letters.forget(erased)

    def _change_left(self, decision: Decision) -> StagedChange | None:
        """What a decision that counts has still to change.

        Where an entry is another by now, it is done already, or a person changed the file since.
        """
        if batch := self._batches.read(decision.decision_id):
            return self.directory.stage_changes(batch.changes, is_begun=True)
        if decision.changes_entry and self._entry(decision) == decision.before:
            return self._staged_change(decision)
        return None

    def _staged_change(self, decision: Decision) -> StagedChange | None:
        if not decision.changes_entry:
            return None
        return self._file_of(decision).stage_entry(decision.entry_id, decision.after)

    def _entry(self, decision: Decision) -> dict[str, str] | None:
        return self._file_of(decision).entry(decision.entry_id)

    def _file_of(self, decision: Decision) -> EntriesFile:
        return self.support if decision.organization_id else self.directory
