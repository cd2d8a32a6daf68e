"""The directory and the list of organizations that help families: two CSV files that people also edit by hand."""

import os
from datetime import UTC, datetime
from pathlib import Path

from affiliates.directory.known_gaps import known_gap_problems
from affiliates.directory.mistakes import Problem
from affiliates.directory.parsing import Directory
from affiliates.directory.schema import COLUMNS
from affiliates.directory.snapshots import Snapshot
from affiliates.errors import DirectoryUnreadableError
from affiliates.geo.regions import SHIPPED_DATA
from affiliates.storage.files.directory.content import read_content, read_directory, read_text
from affiliates.storage.files.directory.entries_file import EntriesFile
from affiliates.storage.files.directory.history import former_path
from affiliates.support.parsing import SupportDirectory, parse_support_directory
from affiliates.support.schema import SUPPORT_COLUMNS

FILE_NAME = "affiliates.csv"
GAPS_FILE_NAME = "known_gaps.csv"
SUPPORT_FILE_NAME = "support_organizations.csv"
_ROOM = 1024 * 1024  # bytes; some applications, or one more version of a small list
_SUPPORT_VERSIONS_PREFIX = "support_organizations-"


class FileDirectory(EntriesFile):
    """The directory in a folder: ``affiliates.csv``, its former versions in ``history/``, its known gaps."""

    def __init__(self, data_folder: Path) -> None:
        """Names the folder; nothing is read or made yet."""
        super().__init__(data_folder / FILE_NAME, COLUMNS)
        self._gaps = data_folder / GAPS_FILE_NAME

    def is_writable(self) -> bool:
        """Whether the folder may be written to, and its disk has room."""
        folder = self.path.parent
        try:
            room = os.statvfs(folder)
        except OSError:
            return False
        return os.access(folder, os.W_OK) and room.f_bavail * room.f_frsize >= _ROOM

    def read(self) -> Directory:
        """The directory as its file says now."""
        return read_directory(self.path)

    def as_file(self) -> bytes:
        """The file as it is, byte by byte."""
        return read_content(self.path)

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Every version that was seen, the present one last."""
        return self.history.snapshots()

    def problems(self) -> list[Problem]:
        """Known gaps, and files in ``history/`` that cannot be read or are not named as versions are."""
        return [*self._gap_problems(), *self._history_problems()]

    def _gap_problems(self) -> list[Problem]:
        try:
            text = self._gaps.read_text(encoding="utf-8-sig", errors="surrogateescape")
            entries = self.read().entries
        except (FileNotFoundError, DirectoryUnreadableError):
            return []  # reading the directory says so
        except OSError as error:
            return [Problem(str(self._gaps), 0, "", f"cannot be read ({error.strerror})")]
        return known_gap_problems(str(self._gaps), text, entries)

    def _history_problems(self) -> list[Problem]:
        versions = self.history.former_files()
        example = snapshot_path(self.path.parent, datetime(2026, 3, 31, tzinfo=UTC)).name
        problems = []
        for path in sorted(self.history.folder.glob("*.csv")):
            if self.history.is_table(path) or path.name.startswith(_SUPPORT_VERSIONS_PREFIX):
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


class FileSupportDirectory(EntriesFile):
    """The organizations that help families: ``support_organizations.csv`` in a folder, else the one that comes with
    the app; its former versions in ``history/``."""

    def __init__(self, data_folder: Path, *, shipped: Path = SHIPPED_DATA / SUPPORT_FILE_NAME) -> None:
        """Names the folder; nothing is read or made yet."""
        versions = f"{_SUPPORT_VERSIONS_PREFIX}versions.csv"
        super().__init__(data_folder / SUPPORT_FILE_NAME, SUPPORT_COLUMNS, versions=versions, shipped=shipped)

    def read(self) -> SupportDirectory:
        """The organizations as the file says now, none where there is no file."""
        if not self.present_path.exists():
            return SupportDirectory()
        return parse_support_directory(read_text(self.present_path), str(self.present_path))


def snapshot_path(data_folder: Path, until: datetime) -> Path:
    """Where earlier releases kept the version that stood until a moment."""
    return former_path(data_folder, FILE_NAME, until)
