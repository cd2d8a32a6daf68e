"""What was found at public links, as one document."""

from pydantic import TypeAdapter

from affiliates.storage.contract.links import ChangePeriods, LinkPeriod
from affiliates.storage.postgres.connection.database import Database
from affiliates.storage.postgres.documents import Document, ListDocument
from affiliates.storage.postgres.rows.turns import Part


class PostgresLinks:
    """The periods of all links."""

    def __init__(self, database: Database) -> None:
        """Reads nothing yet."""
        self._periods = ListDocument(database, Part.LINKS, Document.LINKS, TypeAdapter(list[LinkPeriod]))

    def version(self) -> str:
        """How often they were changed."""
        return self._periods.version()

    def periods(self) -> list[LinkPeriod]:
        """Everything that was found, in the order in which it was kept."""
        return self._periods.all()

    def update(self, change: ChangePeriods) -> None:
        """Keeps what ``change`` makes of all periods in their place."""
        self._periods.update(change)
