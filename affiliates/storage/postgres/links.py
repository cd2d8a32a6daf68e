"""What was found at public links, as one document."""

import threading

from pydantic import TypeAdapter

from affiliates.storage.contract.links import ChangePeriods, LinkPeriod
from affiliates.storage.postgres.connection.database import Database, Transaction
from affiliates.storage.postgres.documents import Document, change_once, read_document
from affiliates.storage.postgres.rows.texts import from_json, to_json
from affiliates.storage.postgres.rows.turns import Part, last_number, set_number, take_turn

_PERIODS = TypeAdapter(list[LinkPeriod])


class PostgresLinks:
    """The periods of all links."""

    def __init__(self, database: Database) -> None:
        """Reads nothing yet."""
        self._database = database
        self._kept: tuple[int, list[LinkPeriod]] = (0, [])
        self._looking = threading.Lock()

    def version(self) -> str:
        """How often they were changed."""
        return str(self._database.read(lambda transaction: last_number(transaction, Part.LINKS)) or "")

    def periods(self) -> list[LinkPeriod]:
        """Everything that was found, in the order in which it was kept."""

        def look(transaction: Transaction) -> list[LinkPeriod]:
            number = last_number(transaction, Part.LINKS)
            if number != self._kept[0]:
                self._kept = (number, _parsed(read_document(transaction, Document.LINKS)))
            return list(self._kept[1])

        with self._looking:
            return self._database.read(look)

    def update(self, change: ChangePeriods) -> None:
        """Keeps what ``change`` makes of all periods in their place."""
        made: list[bytes] = []

        def keep(transaction: Transaction) -> None:
            number = take_turn(transaction, Part.LINKS)
            if change_once(
                transaction, Document.LINKS, made, lambda present: to_json(list(change(_parsed(present)))).encode()
            ):
                set_number(transaction, Part.LINKS, number + 1)

        self._database.write(keep)


def _parsed(content: bytes | None) -> list[LinkPeriod]:
    return from_json(_PERIODS, content.decode()) if content else []
