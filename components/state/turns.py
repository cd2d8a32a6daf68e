"""Who is answered now: a few at a time, as one interpreter finishes none sooner by answering all of them at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Thirty pages may come in the same moment: another process has died, or a link was shown on television. Half of them
# are then drawn in half the time and the last one sooner too, as threads that wait for each other cost a third more.
_PAGES_AT_ONCE = 2
_PAGE_PATIENCE = 2.0  # seconds without a page that was finished: those that are drawn wait for something themselves
# Clicks wait for no page, but for each other: with 200 visitors on a processor that takes the time that one in twenty
# of them waits for the answer from half a second to a quarter.
_CLICKS_AT_ONCE = 1
_CLICK_PATIENCE = 0.5  # seconds
_has_turn: ContextVar[bool] = ContextVar("has_turn", default=False)


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


_pages = Turns(_PAGES_AT_ONCE, _PAGE_PATIENCE)
_clicks = Turns(_CLICKS_AT_ONCE, _CLICK_PATIENCE)


@contextmanager
def turn_to_draw_page() -> Iterator[None]:
    """Waits until a whole page may be drawn, and lets the next one in at the end."""
    with _pages.turn():
        token = _has_turn.set(True)
        try:
            yield
        finally:
            _has_turn.reset(token)


@contextmanager
def turn_to_answer_click() -> Iterator[None]:
    """The same for a part of the page that a click draws anew; where the whole page is drawn, that has its turn."""
    if _has_turn.get():
        yield
    else:
        with _clicks.turn():
            yield
