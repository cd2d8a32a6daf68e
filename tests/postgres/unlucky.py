"""A connection on which the server refuses statements, as a distributed database does: begin anew, SQLSTATE 40001."""

import random
import threading
from typing import Any

import psycopg

from affiliates.storage.postgres.connection.answering import AnsweringConnection

_REFUSAL = b"DO $$ BEGIN RAISE EXCEPTION 'begin anew' USING ERRCODE = '40001'; END $$"
_SHARE = 0.4
_chance = random.Random(16)  # noqa: S311
_own = threading.local()


class UnluckyConnection(AnsweringConnection):
    """Refuses each statement of a transaction with a chance of two in five, once; COMMIT too."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> psycopg.Cursor[tuple[Any, ...]]:
        text = query if isinstance(query, bytes) else str(query).encode()
        refused: set[bytes] = _own.__dict__.setdefault("refused", set())
        if text and not text.startswith(b"SET ") and text not in refused and _chance.random() < _SHARE:
            refused.add(text)
            super().execute(_REFUSAL)
        answer = super().execute(query, params, **options)
        if text == b"COMMIT":
            refused.clear()
        return answer
