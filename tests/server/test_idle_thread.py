"""Work that nobody waits for."""

import os
import sys
import threading
from functools import partial
from queue import SimpleQueue

import pytest

from server.scripts.idle_thread import IdleThread


def put_with_thread(done: SimpleQueue[tuple[int, int]], number: int) -> None:
    done.put((number, threading.get_ident()))


def test_works_are_done_one_after_the_other_in_their_order() -> None:
    done: SimpleQueue[tuple[int, int]] = SimpleQueue()
    idle = IdleThread()
    for number in range(3):
        idle.submit(partial(put_with_thread, done, number))

    found = [done.get(timeout=20) for _ in range(3)]

    assert [number for number, _ in found] == [0, 1, 2]
    assert {thread for _, thread in found}.isdisjoint({threading.get_ident()})
    assert len({thread for _, thread in found}) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has priorities of threads")
def test_only_this_thread_waits_for_all_others() -> None:
    found: SimpleQueue[int] = SimpleQueue()
    before = os.getpriority(os.PRIO_PROCESS, 0)

    IdleThread().submit(lambda: found.put(os.getpriority(os.PRIO_PROCESS, threading.get_native_id())))

    assert found.get(timeout=20) == 19
    assert os.getpriority(os.PRIO_PROCESS, 0) == before
