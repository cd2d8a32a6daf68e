"""The directory as a CSV file that people also edit by hand, and its former versions beside it."""

import stat
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from affiliates.directory.known_gaps import known_gap_problems
from affiliates.directory.parsing import Directory
from affiliates.directory.problems import Problem
from affiliates.directory.snapshots import Snapshot
from affiliates.errors import DirectoryUnreadableError, StoreError
from affiliates.storage.atomic import move_into_place
from affiliates.storage.files.directory_csv import read_entry, replace_entry
from affiliates.storage.files.directory_file import file_version, read_directory, read_text
from affiliates.storage.files.durable import read_bytes, remove, stage_beside
from affiliates.storage.files.history import DirectoryHistory, former_path

FILE_NAME = "affiliates.csv"
GAPS_FILE_NAME = "known_gaps.csv"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class FileDirectory:
    """The directory in a folder: ``affiliates.csv``, its former versions in ``history/``, its known gaps."""

    def __init__(self, data_folder: Path) -> None:
        """Names the folder; nothing is read or made yet."""
        self.path = data_folder / FILE_NAME
        self._gaps = data_folder / GAPS_FILE_NAME
        self.history = DirectoryHistory(self.path)

    def version(self) -> str:
        """What changes whenever the file does, or who may read it; empty without a file.

        Whoever asks keeps what somebody changed by hand as a version.
        """
        version = file_version(self.path)
        self.history.notice(version)
        return version

    def read(self) -> Directory:
        """The directory as its file says now."""
        return read_directory(self.path)

    def entry(self, group_id: str) -> dict[str, str] | None:
        """One group's values as they stand in the file. Raises ``StoreError`` where the file cannot be read."""
        return read_entry(self._text(), group_id)

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Every version that was seen, the present one last."""
        return self.history.snapshots()

    def problems(self) -> list[Problem]:
        """Known gaps, and files in ``history/`` that cannot be read or are not named as versions are."""
        return [*self._gap_problems(), *self._history_problems()]

    def stage_entry(self, group_id: str, values: dict[str, str] | None) -> "StagedChange | None":
        """The directory with these values for one group (None: without it), ready to be put in place.

        None where nothing would change. The present content is kept in the history. Raises ``StoreError``.
        """
        text = replace_entry(self._text(), group_id, values)
        present = read_bytes(self.path)
        mark = _BYTE_ORDER_MARK if present.startswith(_BYTE_ORDER_MARK) else b""
        content = mark + text.encode("utf-8", errors="surrogateescape")
        if content == present:
            return None
        mode = stat.S_IMODE(self.path.stat().st_mode)
        self._keep_present()
        return StagedChange(stage_beside(self.path, content, mode=mode), self.path)

    def _text(self) -> str:
        try:
            return read_text(self.path)
        except DirectoryUnreadableError as error:
            raise StoreError(str(error)) from None

    def _keep_present(self) -> None:
        try:
            self.history.keep()
        except DirectoryUnreadableError as error:
            raise StoreError(str(error)) from None

    def keep_published(self) -> None:
        """Keeps what a publication has put in place; where that fails now, the next one who asks does it."""
        with suppress(StoreError, DirectoryUnreadableError):
            self.history.keep(is_ours=True)

    def _gap_problems(self) -> list[Problem]:
        try:
            text = self._gaps.read_text(encoding="utf-8-sig", errors="surrogateescape")
            groups = self.read().groups
        except (FileNotFoundError, DirectoryUnreadableError):
            return []  # reading the directory says so
        except OSError as error:
            return [Problem(str(self._gaps), 0, "", f"cannot be read ({error.strerror})")]
        return known_gap_problems(str(self._gaps), text, groups)

    def _history_problems(self) -> list[Problem]:
        versions = self.history.former_files()
        example = snapshot_path(self.path.parent, datetime(2026, 3, 31, tzinfo=UTC)).name
        problems = []
        for path in sorted(self.history.folder.glob("*.csv")):
            if self.history.is_table(path):
                continue
            if path not in versions:
                message = f"is passed over: a former version is named like {example}"
                problems.append(Problem(str(path), 0, "", message, is_error=False))
                continue
            try:
                read_directory(path)
            except DirectoryUnreadableError as error:
                problems.append(Problem(str(path), 0, "", f"cannot be read: {error}"))
        return problems


@dataclass(frozen=True)
class StagedChange:
    """A new directory that waits beside the present one, which the history has kept."""

    staged: Path
    path: Path

    def apply(self) -> None:
        """Puts the new directory in place. Where that fails, its file is removed again."""
        try:
            move_into_place(self.staged, self.path)
        except OSError:
            self.discard()
            raise

    def discard(self) -> None:
        """Removes the new directory again."""
        with suppress(OSError):
            remove(self.staged)


def snapshot_path(data_folder: Path, until: datetime) -> Path:
    """Where earlier releases kept the version that stood until a moment."""
    return former_path(data_folder, FILE_NAME, until)
