"""How fast somebody may go on: a token bucket."""

import time
from collections.abc import Callable


class TokenBucket:
    """So many at once, and then so many a second. The clock is one that nobody sets back."""

    def __init__(self, burst: int, per_second: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Begins full."""
        self._burst, self._per_second, self._clock = burst, per_second, clock
        self._left, self._seen = float(burst), clock()

    def take(self) -> float:
        """Takes one more; returns after how many seconds its time has come, 0 where it has."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._seen) * self._per_second) - 1
        self._seen = now
        return max(0.0, -self._left / self._per_second)
