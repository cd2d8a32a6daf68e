"""Whose page is drawn: a few at a time, as one interpreter finishes none sooner by drawing all of them at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Thirty pages may come in the same moment: another process has died, or a link was shown on television. Half of them
# are then drawn in half the time and the last one sooner too, as threads that wait for each other cost a third more.
# Clicks redraw a part of a page and wait for nobody.
_AT_ONCE = 2
_PATIENCE = 2.0  # seconds; whoever has waited for so long, behind pages that themselves wait for something, goes on
_turns = threading.BoundedSemaphore(_AT_ONCE)


@contextmanager
def turn_to_draw() -> Iterator[None]:
    """Waits until a whole page may be drawn, and lets the next one in at the end, however that comes."""
    has_turn = _turns.acquire(timeout=_PATIENCE)
    try:
        yield
    finally:
        if has_turn:
            _turns.release()
