"""The store as CSV files: applications and decisions in a private folder beside the directory's public file.

What is written in which order, for a decision that changes the directory, or for decisions that erase applications:

1. the new directory is written beside its file, and the old one copied to ``history/``;
2. ``unfinished.json`` says what is about to happen;
3. the decisions are added to ``decisions.csv``: from here on they count;
4. the new directory takes the place of its file, or the applications' contents are erased;
5. ``unfinished.json`` goes.

Whoever comes next after a killed process finds ``unfinished.json``, finishes step 4 for the decisions that
count, and forgets those that do not.
"""

import json
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter

from affiliates.applications.model import ATTESTATIONS, PROPOSED_COLUMNS, YES, Application, Decision, Verdict
from affiliates.directory.loader import FILE_NAME, directory_text
from affiliates.directory.snapshots import snapshot_path
from affiliates.errors import DecidedMeanwhileError, DirectoryUnreadableError, StoreError, StoreUnfinishedError
from affiliates.storage.contract import Precondition
from affiliates.storage.files.csv_table import CsvTable
from affiliates.storage.files.directory_csv import read_entry, replace_entry
from affiliates.storage.files.durable import exclusive_lock, promote, read, remove, replace, stage_file, sync_folder

REVIEW_FOLDER = "review"
_FIRST = ("reference", "form_id", "sent_at", "kind", "spam_reason", "group_id", "follows", "whole_entry")
_LAST = (
    *("contact_name", "contact_email", "contact_phone", *ATTESTATIONS, "charter_version"),
    *("consent_to_publish", "problem", "message"),
)
APPLICATION_COLUMNS = (*_FIRST, *PROPOSED_COLUMNS, *_LAST)
DECISION_COLUMNS = tuple(Decision.model_fields)
_DECISIONS = TypeAdapter(list[Decision])
_MARK = b"\xef\xbb\xbf"


class FileStore:
    """Keeps everything in the data folder; ``timeout`` is how many seconds a writer waits for another one."""

    def __init__(self, data_folder: Path, *, timeout: float = 10) -> None:
        """Finishes what a killed process may have left half done, where anything was ever kept here."""
        self._folder = data_folder / REVIEW_FOLDER
        self._directory = data_folder / FILE_NAME
        self._unfinished = self._folder / "unfinished.json"
        self._applications = CsvTable(self._folder / "applications.csv", APPLICATION_COLUMNS)
        self._decisions = CsvTable(self._folder / "decisions.csv", DECISION_COLUMNS)
        self._timeout = timeout
        if self._unfinished.exists():
            with suppress(StoreError), self._writing():  # what cannot be finished now is told when somebody decides
                pass

    def applications(self) -> list[Application]:
        """Every application, in the order of arrival."""
        try:
            return [_application(row) for row in self._applications.rows()]
        except ValueError:  # its words would hold what was typed
            raise StoreError(f"{self._applications.path}: a row was changed by hand. Restore the file.") from None

    def decisions(self) -> list[Decision]:
        """Every decision, in the order in which they were made."""
        try:
            return [_decision(row) for row in self._decisions.rows()]
        except ValueError:
            raise StoreError(f"{self._decisions.path}: a row was changed by hand. Restore the file.") from None

    def listed(self, group_id: str) -> dict[str, str] | None:
        """The values of a listed group as text by column."""
        return read_entry(self._directory_text(), group_id)

    def add(self, application: Application, check: Precondition | None = None) -> Application:
        """Keeps an application, or returns the one that its form sent before.

        A decision that cannot be finished now (somebody damaged the directory's file) stands in nobody's way here.
        """
        with exclusive_lock(self._folder, timeout=self._timeout):
            with suppress(StoreError, OSError):
                self._finish()
            if self._applications.holds(application.form_id):
                for earlier in self.applications():
                    if earlier.form_id == application.form_id:
                        return earlier
            if check:
                check(self.applications(), self.decisions())
            self._applications.add(_application_row(application))
        return application

    def record_decision(self, decision: Decision, check: Precondition | None = None) -> None:
        """Keeps a decision and what it changes."""
        with self._writing():
            if check:
                check(self.applications(), self.decisions())
            if decision.changes_directory and self.listed(decision.group_id) != decision.before:
                raise DecidedMeanwhileError(
                    "The group’s entry has changed since you opened it. Please look at it again."
                )
            change = self._staged_change(decision)
            try:
                if decision.changes_directory:
                    replace(self._unfinished, _DECISIONS.dump_json([decision]))
                self._decisions.add(_decision_row(decision))
            except BaseException:
                _forget(change)
                raise
            if decision.changes_directory:
                self._carry_out_or_later([decision], change)

    def erase(self, decisions: Sequence[Decision], check: Precondition | None = None) -> None:
        """Keeps decisions to erase, and erases the contents of their applications."""
        with self._writing():
            if check:
                check(self.applications(), self.decisions())
            replace(self._unfinished, _DECISIONS.dump_json(list(decisions)))
            self._decisions.add(*map(_decision_row, decisions))
            self._carry_out_or_later(decisions, None)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with exclusive_lock(self._folder, timeout=self._timeout):
            self._finish()
            yield

    def _finish(self) -> None:
        if not self._unfinished.exists():
            return
        kept = {each.decision_id for each in self.decisions()}
        begun = _DECISIONS.validate_json(read(self._unfinished))
        counting = [decision for decision in begun if decision.decision_id in kept]
        changes = [
            self._staged_change(decision)
            for decision in counting
            # Where the row is another by now, it is done already, or a person changed the file since.
            if decision.changes_directory and self.listed(decision.group_id) == decision.before
        ]
        self._carry_out(counting, changes[0] if changes else None)
        remove(self._unfinished)

    def _carry_out_or_later(self, decisions: Sequence[Decision], change: "_Change | None") -> None:
        try:
            self._carry_out(decisions, change)
            remove(self._unfinished)
        except OSError as error:
            raise StoreUnfinishedError(
                f"{self._folder}: the decision is kept, but not carried out yet ({error.strerror}). It will be with "
                "the next one, or when the app starts again."
            ) from error

    def _carry_out(self, decisions: Iterable[Decision], change: "_Change | None") -> None:
        """What decisions change outside the log; doing it twice changes nothing more."""
        if erased := {each.application for each in decisions if each.verdict is Verdict.ERASE}:
            self._without(erased)
        if change:
            try:
                promote(change.new, self._directory)
            except OSError:
                if change.new.exists():  # it did not take its place, so the old directory is no former one
                    _forget(change)
                raise

    def _without(self, erased: set[str]) -> None:
        """Puts both files anew, without the contents of some applications and without what was noted about them."""
        kept = [each.without_personal_data() if each.reference in erased else each for each in self.applications()]
        self._applications.replace(map(_application_row, kept))
        log = [
            each.model_copy(update={"note": ""})
            if each.application in erased and each.verdict is not Verdict.ERASE
            else each
            for each in self.decisions()
        ]
        self._decisions.replace(map(_decision_row, log))
        for torn in self._folder.glob("*.torn-*"):  # never acknowledged, and it may be theirs
            remove(torn)

    def _staged_change(self, decision: Decision) -> "_Change | None":
        """The directory as a decision leaves it, ready to be put in place; None where it stays as it is."""
        if not decision.changes_directory:
            return None
        text = replace_entry(self._directory_text(), decision.group_id, decision.after)
        old = read(self._directory)
        mark = _MARK if old.startswith(_MARK) else b""
        content = mark + text.encode("utf-8", errors="surrogateescape")
        if content == old:
            return None
        former = self._kept_version()
        return _Change(stage_file(self._directory, content, mode=stat.S_IMODE(self._directory.stat().st_mode)), former)

    def _directory_text(self) -> str:
        try:
            return directory_text(self._directory)
        except DirectoryUnreadableError as error:
            raise StoreError(str(error)) from None

    def _kept_version(self) -> Path:
        """A copy of the directory as it stands, kept under the moment until which it stood."""
        former = snapshot_path(self._directory.parent, datetime.now(UTC))
        if not former.parent.is_dir():
            former.parent.mkdir()
            sync_folder(former.parent.parent)
        replace(former, read(self._directory), mode=stat.S_IMODE(self._directory.stat().st_mode))
        return former


@dataclass(frozen=True)
class _Change:
    """A new directory that waits to take the place of the old one, and the copy of the old one."""

    new: Path
    former: Path


def _forget(change: _Change | None) -> None:
    for path in (change.new, change.former) if change else ():
        with suppress(OSError):
            remove(path)


def _application_row(application: Application) -> dict[str, str]:
    values = application.model_dump(mode="json", exclude={"proposal", "agreed", *_TICKS})
    return (
        {column: application.proposal.get(column, "") for column in PROPOSED_COLUMNS}
        | {key: YES if key in application.agreed else "" for key in ATTESTATIONS}
        | {name: YES if getattr(application, name) else "" for name in _TICKS}
        | values
    )


def _application(row: dict[str, str]) -> Application:
    own = {name: row[name] for name in Application.model_fields if name in row and name not in _TICKS}
    proposal = {column: row[column] for column in PROPOSED_COLUMNS}
    return Application.model_validate(
        own
        | {
            "proposal": proposal if any(proposal.values()) else {},
            "agreed": tuple(key for key in ATTESTATIONS if row[key] == YES),
            **{name: row[name] == YES for name in _TICKS},
        }
    )


def _decision_row(decision: Decision) -> dict[str, str]:
    values = decision.model_dump(mode="json")
    groups = {side: json.dumps(values[side], ensure_ascii=False) if values[side] else "" for side in _SIDES}
    return values | groups


def _decision(row: dict[str, str]) -> Decision:
    groups = {side: json.loads(row[side]) if row[side] else None for side in _SIDES}
    return Decision.model_validate(row | groups)


_SIDES = ("before", "after")
_TICKS = ("whole_entry", "consent_to_publish")
