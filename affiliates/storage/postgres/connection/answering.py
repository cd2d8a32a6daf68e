"""A connection that gives up on a server that hangs: libpq itself waits for ever as long as the line is up."""

import time
from collections.abc import Generator
from typing import Any, TypeVar

import psycopg

T = TypeVar("T")
Row = tuple[Any, ...]
# Seconds without a sign of the server. Longer than it lets a statement wait for another writer.
_MAX_SILENCE = 2.5


class AnsweringConnection(psycopg.Connection[Row]):
    """Ends, as a line that is cut off does, when nothing comes from the server for too long."""

    def wait(self, gen: Generator[Any, Any, T], interval: float = 0.1, timeout: float | None = None) -> T:
        """What psycopg calls for everything that it waits for."""
        return super().wait(self._while_it_answers(gen), interval, timeout)

    def _while_it_answers(self, waiting: Generator[Any, Any, T]) -> Generator[Any, Any, T]:
        heard_at = time.monotonic()
        try:
            awaited = next(waiting)
            while True:
                ready = yield awaited
                if ready:
                    heard_at = time.monotonic()
                elif time.monotonic() - heard_at > _MAX_SILENCE:
                    self.pgconn.finish()
                    raise psycopg.OperationalError("the server does not answer")
                awaited = waiting.send(ready)
        except StopIteration as end:
            value: T = end.value
            return value
