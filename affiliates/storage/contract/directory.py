"""What any place that keeps the directory, and the list of organizations, promises; a part of ``store.Store``."""

from typing import Protocol

from affiliates.directory.mistakes import Problem
from affiliates.directory.parsing import Directory
from affiliates.directory.snapshots import Snapshot
from affiliates.support.parsing import SupportDirectory


class DirectoryStore(Protocol):
    """The directory as everyone may see it: now, and as it was on former days."""

    def version(self) -> str:
        """A text that changes whenever the directory does, empty where there is none; cheap to ask for often.

        Raises ``DirectoryUnreadableError`` where what keeps the directory is away.
        """
        ...

    def is_writable(self) -> bool:
        """Whether something could be kept now, as far as that shows without trying; cheap to ask for often."""
        ...

    def read(self) -> Directory:
        """The directory as it stands. Raises ``DirectoryUnreadableError`` where it cannot be read as a whole."""
        ...

    def as_file(self) -> bytes:
        """The directory as a CSV file to edit, which loses nothing: rows that cannot be shown, and columns of others.

        Raises ``DirectoryUnreadableError``.
        """
        ...

    def entry(self, group_id: str) -> dict[str, str] | None:
        """One group's values as text by column, None where no group has this id.

        Also of a group that cannot be shown because a value of it is invalid.
        """
        ...

    def entries(self) -> dict[str, dict[str, str]]:
        """Every group's values as ``entry`` gives them, by id."""
        ...

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Every version of the directory that is kept, the earliest first, the present one last; reads none.

        Raises ``DirectoryUnreadableError`` as ``version`` does.
        """
        ...

    def problems(self) -> list[Problem]:
        """What a person should look at beside the rows: known gaps, and former versions that cannot be read."""
        ...


class SupportStore(Protocol):
    """The organizations that help families in each region."""

    def version(self) -> str:
        """A text that changes whenever the list does; cheap to ask for often. Raises as the directory's does."""
        ...

    def read(self) -> SupportDirectory:
        """The list as it stands, with no organization where there is none.

        Raises ``DirectoryUnreadableError`` where it cannot be read as a whole.
        """
        ...

    def entry(self, organization_id: str) -> dict[str, str] | None:
        """One organization's values as text by column, None where no organization has this id."""
        ...
