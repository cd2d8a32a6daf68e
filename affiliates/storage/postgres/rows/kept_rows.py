"""The rows of a table as values that are parsed once, however often they are asked for and however many there are."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from affiliates.storage.postgres.connection.database import Transaction
from affiliates.storage.postgres.rows.turns import Part

T = TypeVar("T")


class KeptRows(Generic[T]):
    """Every row that a query finds, as a value; only those that are new are asked for.

    The query gives the content of rows with a number above one and up to another one, in their order. The values are
    the same private ones as in the database: in the memory of this process only, and those of erased applications go
    with the next look.
    """

    def __init__(self, part: Part, query: str, parse: Callable[[str], T]) -> None:
        """Reads nothing yet."""
        self._part, self._query, self._parse = part, query, parse
        self._values: list[T] = []
        self._seen = 0
        self._looking = threading.Lock()

    def all(self, transaction: Transaction) -> list[T]:
        """Every value, in the order in which they were kept. Raises ``StoreError``."""
        with self._looking:
            self._look(transaction)
            return list(self._values)

    def _look(self, transaction: Transaction) -> None:
        turn = transaction.execute("SELECT number, rewritten FROM affiliates.turns WHERE part = %s", self._part)
        last, rewritten = turn.fetchone() or (0, 0)
        is_old = rewritten > self._seen or last < self._seen  # or the database was restored from a copy
        seen = 0 if is_old else self._seen
        if last == self._seen:
            return
        rows = transaction.execute(self._query, seen, last).fetchall()
        values = [self._parse(content) for (content,) in rows]
        self._values = values if is_old else self._values + values
        self._seen = last
