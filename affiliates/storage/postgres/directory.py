"""The directory and the list of organizations that help families, as they are read from the database."""

from functools import partial
from pathlib import Path

from affiliates.directory.known_gaps import known_gap_problems
from affiliates.directory.mistakes import Problem
from affiliates.directory.parsing import Directory, parse_directory
from affiliates.directory.schema import COLUMNS
from affiliates.directory.snapshots import Snapshot
from affiliates.errors import DirectoryUnreadableError, StoreError
from affiliates.storage.entries.content import decode_list
from affiliates.storage.entries.versions import ListVersion, bounded_snapshots
from affiliates.storage.files.directory.lists import FILE_NAME, GAPS_FILE_NAME, SUPPORT_FILE_NAME
from affiliates.storage.postgres.connection.database import Database
from affiliates.storage.postgres.documents import Document, read_document
from affiliates.storage.postgres.rows.turns import Part
from affiliates.storage.postgres.versions import PostgresList
from affiliates.support.parsing import SupportDirectory, parse_support_directory
from affiliates.support.schema import SUPPORT_COLUMNS


class PostgresDirectory(PostgresList):
    """The directory, its former days and its known gaps."""

    def __init__(self, database: Database, shipped: Path | None) -> None:
        """Reads nothing yet."""
        file = shipped / FILE_NAME if shipped else None
        super().__init__(database, Part.DIRECTORY, COLUMNS, name=FILE_NAME, shipped=file)

    def is_writable(self) -> bool:
        """Whether the database takes changes: a copy that follows another one does not."""
        query = "SELECT current_setting('transaction_read_only')"
        try:
            found = self._database.read(lambda transaction: transaction.execute(query).fetchone())
        except StoreError:
            return False
        return found == ("off",)

    def read(self) -> Directory:
        """The directory as it stands."""
        return parse_directory(self.text(), self.name)

    def as_file(self) -> bytes:
        """The present version, byte by byte."""
        return self.content()

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Every version that is kept, the present one last."""
        versions = self._asked(self.versions)
        if not versions:
            return (Snapshot(None, None, f"{self._shipped}:{self.version()}", self.read),)
        *former, present = map(self._snapshot, versions)
        return bounded_snapshots([*former, Snapshot(present.since, None, present.version, present.read)])

    def problems(self) -> list[Problem]:
        """Known gaps, and versions that cannot be read."""
        return [*self._gap_problems(), *self._version_problems()]

    def _snapshot(self, version: ListVersion) -> Snapshot:
        name = f"{self._database.name}:{version.number}:{version.sha256}"
        return Snapshot(version.since, version.until, name, partial(self._parsed, version))

    def _parsed(self, version: ListVersion) -> Directory:
        return parse_directory(decode_list(self.name, version.read()), self.name)

    def _gap_problems(self) -> list[Problem]:
        gaps = self._database.read(lambda transaction: read_document(transaction, Document.KNOWN_GAPS))
        try:
            groups = self.read().groups
        except DirectoryUnreadableError:
            return []  # reading the directory says so
        text = gaps.decode("utf-8-sig", errors="surrogateescape") if gaps else ""
        return known_gap_problems(GAPS_FILE_NAME, text, groups) if gaps else []

    def _version_problems(self) -> list[Problem]:
        problems = []
        for version in self._database.read(self.versions):
            try:
                self._parsed(version)
            except DirectoryUnreadableError as error:
                problems.append(Problem(self.name, 0, "", f"version {version.number} cannot be read: {error}"))
        return problems


class PostgresSupportDirectory(PostgresList):
    """The organizations that help families."""

    def __init__(self, database: Database, shipped: Path | None) -> None:
        """Reads nothing yet."""
        file = shipped / SUPPORT_FILE_NAME if shipped else None
        super().__init__(database, Part.SUPPORT, SUPPORT_COLUMNS, name=SUPPORT_FILE_NAME, shipped=file)

    def read(self) -> SupportDirectory:
        """The organizations as the list stands, none where there is no list."""
        return parse_support_directory(self.text(), self.name) if self.has_content() else SupportDirectory()
