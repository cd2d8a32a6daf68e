"""Within one drawing of the page for families each list is asked once how it stands; elsewhere at every question."""

import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from components.state import resources
from components.state.lists.one_look import asked_once, one_look
from tests.components.app import app
from tests.made_up import row, write_directory


def test_is_asked_again_only_in_another_look() -> None:
    answers = iter(range(10))

    def ask() -> int:
        return next(answers)

    with one_look():
        assert [asked_once(ask), asked_once(ask)] == [0, 0]
        assert asked_once(answers.__next__) == 1  # another question
    with one_look():
        assert [asked_once(ask), asked_once(ask)] == [2, 2]
    assert [asked_once(ask), asked_once(ask)] == [3, 4]


def test_answer_looks_once_at_each_list(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_directory(data, row(1))
    assert not app(region="US-OH").exception  # reads the lists, which is another look
    store, looks = resources.store(), Counter[str]()

    def count(name: str, version: Callable[[], str]) -> Callable[[], str]:
        def counted() -> str:
            if threading.current_thread().name != "directory watcher":  # looks for open pages, every two seconds
                looks[name] += 1
            return version()

        return counted

    lists = ("directory", "support", "links")
    for name in lists:
        monkeypatch.setattr(getattr(store, name), "version", count(name, getattr(store, name).version))
    drawn = app(region="US-MI")  # without a group: draws the most

    assert not drawn.exception
    assert looks == dict.fromkeys(lists, 1)
