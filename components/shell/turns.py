"""Whose page is drawn: a few at a time, as one interpreter finishes none sooner by drawing all of them at once."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

# Thirty pages may come in the same moment: another process has died, or a link was shown on television. Half of them
# are then drawn in half the time and the last one sooner too, as threads that wait for each other cost a third more.
# Clicks redraw a part of a page and wait for nobody.
_AT_ONCE = 2
_PATIENCE = 2.0  # seconds without a page that was finished: those that are drawn wait for something themselves


class Turns:
    """Gives turns to so many at once, in the order in which they came."""

    def __init__(self, at_once: int, patience: float) -> None:
        """Whoever has waited for ``patience`` seconds in which nobody finished goes on without a turn."""
        self._free = threading.BoundedSemaphore(at_once)
        self._patience = patience
        self._finished = 0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits for a turn, and gives it back at the end, however that comes."""
        has_turn = self._wait()
        try:
            yield
        finally:
            self._finished += 1  # by two at once it may count one: there was somebody, which is all that is asked
            if has_turn:
                self._free.release()

    def _wait(self) -> bool:
        while True:
            finished = self._finished
            if self._free.acquire(timeout=self._patience):
                return True
            if self._finished == finished:
                return False


_turns = Turns(_AT_ONCE, _PATIENCE)


def turn_to_draw() -> AbstractContextManager[None]:
    """Waits until a whole page may be drawn, and lets the next one in at the end."""
    return _turns.turn()
