"""A CSV file of entries with ids that people also edit by hand, and its former versions beside it."""

import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from affiliates.applications.batches import EntryChange
from affiliates.errors import DirectoryUnreadableError, StoreError
from affiliates.storage.atomic import move_into_place
from affiliates.storage.entries.changes import with_changes, with_entry
from affiliates.storage.entries.entries_csv import read_entries, read_entry
from affiliates.storage.files.directory.content import file_version, read_content, read_text
from affiliates.storage.files.directory.history import VERSIONS, DirectoryHistory
from affiliates.storage.files.durable import remove, stage_beside


@dataclass(frozen=True)
class StagedChange:
    """A new content that waits beside the present one, which the history has kept."""

    staged: Path
    path: Path

    def apply(self) -> None:
        """Puts the new content in place. Where that fails, its file is removed again."""
        try:
            move_into_place(self.staged, self.path)
        except OSError:
            self.discard()
            raise

    def discard(self) -> None:
        """Removes the new content again."""
        with suppress(OSError):
            remove(self.staged)


class EntriesFile:
    """The entries of one file, by id, and its versions in ``history/``."""

    def __init__(
        self, path: Path, columns: Sequence[str], *, versions: str = VERSIONS, shipped: Path | None = None
    ) -> None:
        """Names the file; nothing is read or made yet.

        ``versions`` names the list of its versions. As long as there is no such file, the ``shipped`` one is read; the
        first change is written to the file at ``path``.
        """
        self.path = path
        self.history = DirectoryHistory(path, versions)
        self._columns = columns
        self._shipped = shipped

    def version(self) -> str:
        """What changes whenever the file does, or who may read it; empty without a file.

        Whoever asks keeps what somebody changed by hand as a version.
        """
        version = file_version(self.path)
        self.history.notice(version)
        return version or (file_version(self._shipped) if self._shipped else "")

    def entry(self, entry_id: str) -> dict[str, str] | None:
        """One entry's values as they stand in the file. Raises ``StoreError`` where the file cannot be read."""
        return read_entry(self._text(), entry_id, self._columns)

    def entries(self) -> dict[str, dict[str, str]]:
        """Every entry's values as they stand in the file, by id. Raises as ``entry`` does."""
        return read_entries(self._text(), self._columns)

    def stage_entry(self, entry_id: str, values: dict[str, str] | None) -> StagedChange | None:
        """The file with these values for one entry (None: without it), ready to be put in place.

        None where nothing would change. The present content is kept in the history. Raises ``StoreError``.
        """
        present = self._content()
        return self._staged(present, with_entry(str(self.path), present, entry_id, values, self._columns))

    def stage_changes(self, changes: Sequence[EntryChange], *, is_begun: bool = False) -> StagedChange | None:
        """The same for many entries, as ``with_changes`` says, which raises ``DecisionConflictError`` too."""
        present = self._content()
        return self._staged(present, with_changes(str(self.path), present, changes, self._columns, is_begun=is_begun))

    def _staged(self, present: bytes, content: bytes) -> StagedChange | None:
        if content == present:
            return None
        mode = stat.S_IMODE(self.present_path.stat().st_mode)
        if self.present_path == self.path:
            self._keep_present()
        return StagedChange(stage_beside(self.path, content, mode=mode | stat.S_IWUSR), self.path)

    def keep_published(self) -> None:
        """Keeps what a publication has put in place; where that fails now, the next one who asks does it."""
        with suppress(StoreError, DirectoryUnreadableError):
            self.history.keep(is_ours=True)

    @property
    def present_path(self) -> Path:
        """The file that is read: the shipped one as long as there is none of our own."""
        return self.path if self._shipped is None or self.path.exists() else self._shipped

    def _text(self) -> str:
        try:
            return read_text(self.present_path)
        except DirectoryUnreadableError as error:
            raise StoreError(str(error)) from None

    def _content(self) -> bytes:
        try:
            return read_content(self.present_path)
        except DirectoryUnreadableError as error:
            raise StoreError(str(error)) from None

    def _keep_present(self) -> None:
        try:
            self.history.keep()
        except DirectoryUnreadableError as error:
            raise StoreError(str(error)) from None
