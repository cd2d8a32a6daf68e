"""The store as CSV files: applications and decisions in a private folder beside the directory's public file.

What is written in which order, for one decision that changes the directory:

1. the new directory is written beside its file, and the file gets a second name under ``history/``;
2. ``unfinished.json`` says what is about to happen;
3. the decision is added to ``decisions.csv``: from here on it counts;
4. the new directory takes the place of its file, or the application's contents are erased;
5. ``unfinished.json`` goes.

Whoever comes next after a killed process finds ``unfinished.json`` and finishes step 4 where the decision counts, or
forgets it where it does not.
"""

import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from affiliates.applications import ATTESTATIONS, PROPOSED, YES, Application, Decision, Verdict
from affiliates.errors import DecidedMeanwhileError, DirectoryUnreadableError, StoreError, StoreUnfinishedError
from affiliates.history import file_of
from affiliates.reading import FILE_NAME, directory_text
from affiliates.storage.directory_file import values_in, with_values
from affiliates.storage.files import locked, put_in_place, read, remove, replace, staged, sync_folder
from affiliates.storage.store import Check
from affiliates.storage.table import Table

REVIEW_FOLDER = "review"
_FIRST = ("reference", "form_id", "sent_at", "kind", "held_for", "group_id", "follows")
_LAST = (
    *("contact_name", "contact_email", "contact_phone", *ATTESTATIONS, "charter_version"),
    *("consent_to_publish", "problem", "message"),
)
APPLICATION_COLUMNS = (*_FIRST, *PROPOSED, *_LAST)
DECISION_COLUMNS = tuple(Decision.model_fields)
_MARK = b"\xef\xbb\xbf"


class FileStore:
    """Keeps everything in the data folder; ``patience`` is how many seconds a writer waits for another one."""

    def __init__(self, data_folder: Path, *, patience: float = 10) -> None:
        """Finishes what a killed process may have left half done, where anything was ever kept here."""
        self._folder = data_folder / REVIEW_FOLDER
        self._directory = data_folder / FILE_NAME
        self._unfinished = self._folder / "unfinished.json"
        self._applications = Table(self._folder / "applications.csv", APPLICATION_COLUMNS)
        self._decisions = Table(self._folder / "decisions.csv", DECISION_COLUMNS)
        self._patience = patience
        if self._unfinished.exists():
            with self._writing():
                pass

    def applications(self) -> list[Application]:
        """Every application, in the order of arrival."""
        return [_application(row) for row in self._applications.rows()]

    def decisions(self) -> list[Decision]:
        """Every decision, in the order in which they were made."""
        return [_decision(row) for row in self._decisions.rows()]

    def listed(self, group_id: str) -> dict[str, str] | None:
        """The values of a listed group as text by column."""
        return values_in(self._directory_text(), group_id)

    def add(self, application: Application, check: Check | None = None) -> Application:
        """Keeps an application, or returns the one that its form sent before."""
        with self._writing():
            if self._applications.holds(application.form_id):
                for earlier in self.applications():
                    if earlier.form_id == application.form_id:
                        return earlier
            if check:
                check(self.applications(), self.decisions())
            self._applications.add(_application_row(application))
        return application

    def decide(self, decision: Decision, check: Check | None = None) -> None:
        """Keeps a decision and what it changes."""
        with self._writing():
            if check:
                check(self.applications(), self.decisions())
            if decision.changes_directory and self.listed(decision.group_id) != decision.before:
                raise DecidedMeanwhileError(
                    "The group’s entry has changed since you opened it. Please look at it again."
                )
            directory = self._staged_directory(decision)
            has_effect = decision.changes_directory or decision.verdict is Verdict.ERASE
            if has_effect:
                replace(self._unfinished, decision.model_dump_json().encode())
            self._decisions.add(_decision_row(decision))
            if has_effect:
                try:
                    self._carry_out(decision, directory)
                    remove(self._unfinished)
                except OSError as error:
                    raise StoreUnfinishedError(
                        f"{self._folder}: the decision is kept, but not carried out yet ({error.strerror}). It will be "
                        "with the next one, or when the app starts again."
                    ) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with locked(self._folder, patience=self._patience):
            self._finish()
            yield

    def _finish(self) -> None:
        if not self._unfinished.exists():
            return
        decision = Decision.model_validate_json(read(self._unfinished))
        if any(each.decision_id == decision.decision_id for each in self.decisions()):
            self._carry_out(decision, self._staged_directory(decision))
        remove(self._unfinished)

    def _carry_out(self, decision: Decision, directory: Path | None) -> None:
        """What a decision changes outside the log; doing it twice changes nothing more."""
        if decision.verdict is Verdict.ERASE:
            self._erase(decision.application)
        if directory:
            put_in_place(directory, self._directory)

    def _erase(self, reference: str) -> None:
        kept = [each.without_personal_data() if each.reference == reference else each for each in self.applications()]
        self._applications.replace(map(_application_row, kept))
        log = [
            each.model_copy(update={"note": ""})
            if each.application == reference and each.verdict is not Verdict.ERASE
            else each
            for each in self.decisions()
        ]
        self._decisions.replace(map(_decision_row, log))

    def _staged_directory(self, decision: Decision) -> Path | None:
        """The directory as a decision leaves it, ready to be put in place, with the former version kept; None where
        it stays as it is."""
        if not decision.changes_directory:
            return None
        text = with_values(self._directory_text(), decision.group_id, decision.after)
        old = read(self._directory)
        mark = _MARK if old.startswith(_MARK) else b""
        content = mark + text.encode("utf-8", errors="surrogateescape")
        if content == old:
            return None
        self._keep_version()
        return staged(self._directory, content, mode=stat.S_IMODE(self._directory.stat().st_mode))

    def _directory_text(self) -> str:
        try:
            return directory_text(self._directory)
        except DirectoryUnreadableError as error:
            raise StoreError(str(error)) from None

    def _keep_version(self) -> None:
        """Keeps the directory as it stands under the moment until which it stood: the file itself, by a second name."""
        former = file_of(self._directory.parent, datetime.now(UTC))
        if not former.parent.is_dir():
            former.parent.mkdir()
            sync_folder(former.parent.parent)
        try:
            os.link(self._directory, former)
        except OSError:  # not every file system can
            replace(former, read(self._directory), mode=stat.S_IMODE(self._directory.stat().st_mode))
        sync_folder(former.parent)


def _application_row(application: Application) -> dict[str, str]:
    values = application.model_dump(mode="json", exclude={"proposal", "agreed", "consent_to_publish"})
    return (
        {column: application.proposal.get(column, "") for column in PROPOSED}
        | {key: YES if key in application.agreed else "" for key in ATTESTATIONS}
        | {"consent_to_publish": YES if application.consent_to_publish else ""}
        | values
    )


def _application(row: dict[str, str]) -> Application:
    own = {name: row[name] for name in Application.model_fields if name in row and name != "consent_to_publish"}
    proposal = {column: row[column] for column in PROPOSED}
    return Application.model_validate(
        own
        | {
            "proposal": proposal if any(proposal.values()) else {},
            "agreed": tuple(key for key in ATTESTATIONS if row[key] == YES),
            "consent_to_publish": row["consent_to_publish"] == YES,
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
