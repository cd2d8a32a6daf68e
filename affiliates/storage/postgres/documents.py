"""What is kept as one content that is replaced as a whole."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Generic, TypeVar

from pydantic import TypeAdapter

from affiliates.storage.postgres.connection.database import Database, Transaction
from affiliates.storage.postgres.rows.texts import compressed, decompressed, from_json, to_json
from affiliates.storage.postgres.rows.turns import Part, last_number, set_number, take_turn

T = TypeVar("T")
_NOTHING = b"[]"


class Document(StrEnum):
    """The name of a content."""

    ANNOUNCED = "announced"
    LINKS = "links"
    LINK_KEYS = "link_keys"
    KNOWN_GAPS = "known_gaps"
    PEOPLE = "people"


def read_document(transaction: Transaction, name: Document) -> bytes | None:
    """A content, None where it was never kept."""
    found = transaction.execute("SELECT content FROM affiliates.documents WHERE name = %s", name).fetchone()
    return decompressed(found[0]) if found else None


def keep_document(transaction: Transaction, name: Document, content: bytes) -> None:
    """Keeps a content in place of the earlier one."""
    transaction.execute(
        "INSERT INTO affiliates.documents (name, content) VALUES (%s, %s) "
        "ON CONFLICT (name) DO UPDATE SET content = excluded.content",
        name,
        compressed(content),
    )


def change_once(
    transaction: Transaction, name: Document, made: list[bytes], change: Callable[[bytes | None], bytes]
) -> bool:
    """Keeps what ``change`` makes of a list as JSON; returns whether it is another one.

    ``made`` gathers what the tries of one change made: where an earlier one was kept after all, nothing happens.
    """
    present = read_document(transaction, name)
    if transaction.may_be_kept and present in made:
        return False
    made.append(change(present))
    if made[-1] == (present or _NOTHING):
        return False
    keep_document(transaction, name, made[-1])
    return True


class ListDocument(Generic[T]):
    """A list of values that is one content, changed by one at a time, and parsed once for each version."""

    def __init__(self, database: Database, part: Part, name: Document, adapter: TypeAdapter[list[T]]) -> None:
        """Reads nothing yet; ``part`` counts how often the list was changed."""
        self._database, self._part, self._name, self._adapter = database, part, name, adapter
        self._kept: tuple[int, list[T]] = (0, [])

    def version(self) -> str:
        """How often it was changed, empty where it never was."""
        return str(self._database.read(lambda transaction: last_number(transaction, self._part)) or "")

    def all(self) -> list[T]:
        """Every value, in the order in which they were kept."""

        def look(transaction: Transaction) -> list[T]:
            number = last_number(transaction, self._part)
            kept = self._kept
            if number != kept[0]:
                self._kept = kept = (number, self._parsed(read_document(transaction, self._name)))
            return list(kept[1])

        return self._database.read(look)

    def update(self, change: Callable[[list[T]], Iterable[T]]) -> None:
        """Keeps what ``change`` makes of all values in their place."""
        made: list[bytes] = []

        def changed(present: bytes | None) -> bytes:
            return to_json(list(change(self._parsed(present)))).encode()

        def keep(transaction: Transaction) -> None:
            number = take_turn(transaction, self._part)
            if change_once(transaction, self._name, made, changed):
                set_number(transaction, self._part, number + 1)

        self._database.write(keep)

    def _parsed(self, content: bytes | None) -> list[T]:
        return from_json(self._adapter, content.decode()) if content else []
