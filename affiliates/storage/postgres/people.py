"""People who want a group where they live, as one document: who is no longer in it is nowhere."""

from pydantic import TypeAdapter

from affiliates.storage.contract.people import ChangePeople, Person
from affiliates.storage.postgres.connection.database import Database
from affiliates.storage.postgres.documents import Document, ListDocument
from affiliates.storage.postgres.rows.turns import Part


class PostgresPeople:
    """Everybody. They are as private as applications."""

    def __init__(self, database: Database) -> None:
        """Reads nothing yet."""
        self._people = ListDocument(database, Part.PEOPLE, Document.PEOPLE, TypeAdapter(list[Person]))

    def version(self) -> str:
        """How often something was changed."""
        return self._people.version()

    def people(self) -> list[Person]:
        """Everybody, in the order in which they were kept."""
        return self._people.all()

    def update(self, change: ChangePeople) -> None:
        """Keeps what ``change`` makes of all people in their place."""
        self._people.update(change)
