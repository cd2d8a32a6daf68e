"""A few pages are drawn at a time, and none waits without end."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from components.shell import turns
from components.shell.turns import turn_to_draw


@pytest.fixture(autouse=True)
def two_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_turns", threading.BoundedSemaphore(2))


def test_two_pages_are_drawn_at_once_also_after_one_has_failed() -> None:
    drawing, most, lock = [0], [0], threading.Lock()

    def draw(number: int) -> None:
        with turn_to_draw():
            with lock:
                drawing[0] += 1
                most[0] = max(most[0], drawing[0])
            if number < 2:
                both.wait(20)
            with lock:
                drawing[0] -= 1
            raise RuntimeError("a page that fails")

    both = threading.Barrier(2)
    with ThreadPoolExecutor(8) as pool:
        drawn = [pool.submit(draw, number) for number in range(8)]

    assert [type(each.exception()) for each in drawn] == [RuntimeError] * 8
    assert most == [2]


def test_page_that_has_waited_for_long_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_PATIENCE", 0.01)
    drawn = []
    with turn_to_draw(), turn_to_draw(), turn_to_draw():
        drawn.append("the third")

    assert drawn == ["the third"]
    assert turns._turns.acquire(blocking=False)
    assert turns._turns.acquire(blocking=False)
    assert not turns._turns.acquire(blocking=False)
