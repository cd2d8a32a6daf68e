"""A few pages are drawn at a time, one click is answered after the other, and none waits without end."""

import threading
from concurrent.futures import ThreadPoolExecutor

from components.state.turns import Turns, turn_to_answer_click, turn_to_draw_page


def test_two_pages_are_drawn_at_once_also_after_one_has_failed() -> None:
    turns, both = Turns(2, patience=20), threading.Barrier(2)
    drawing, most, lock = [0], [0], threading.Lock()

    def draw(number: int) -> None:
        with turns.turn():
            with lock:
                drawing[0] += 1
                most[0] = max(most[0], drawing[0])
            if number < 2:
                both.wait(20)
            with lock:
                drawing[0] -= 1
            raise RuntimeError("a page that fails")

    with ThreadPoolExecutor(8) as pool:
        drawn = [pool.submit(draw, number) for number in range(8)]

    assert [type(each.exception()) for each in drawn] == [RuntimeError] * 8
    assert most == [2]


def test_page_goes_on_where_those_before_it_wait_for_something() -> None:
    turns = Turns(2, patience=0.01)
    drawn = []
    with turns.turn(), turns.turn(), turns.turn():
        drawn.append("the third")
    with turns.turn(), turns.turn():
        drawn.append("the next two")

    assert drawn == ["the third", "the next two"]


def test_page_waits_as_long_as_others_are_finished_before_it() -> None:
    turns, waited = Turns(1, patience=0.01), list[bool]()

    class Busy(threading.BoundedSemaphore):
        """Never free; others finish while the first three wait for it."""

        def acquire(self, blocking: bool = True, timeout: float | None = None) -> bool:
            waited.append(blocking)
            if len(waited) <= 3:
                turns._finished += 1
            return False

    turns._free = Busy(1)
    with turns.turn():
        assert len(waited) == 4


def test_clicks_are_answered_one_after_the_other_and_a_part_of_a_page_with_it() -> None:
    order, answering = [], threading.Event()

    def draw_page() -> None:
        with turn_to_draw_page(), turn_to_answer_click():
            order.append("a whole page")

    def answer_click() -> None:
        answering.set()
        with turn_to_answer_click():
            order.append("the second click")

    with ThreadPoolExecutor(2) as pool:
        with turn_to_answer_click():
            pool.submit(draw_page).result(20)
            second = pool.submit(answer_click)
            assert answering.wait(20)
            order.append("the first click")
        second.result(20)

    assert order == ["a whole page", "the first click", "the second click"]
