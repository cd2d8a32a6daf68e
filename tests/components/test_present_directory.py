"""What visitors see while a version of the list is read that takes long, or cannot be read."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from affiliates.directory.parsing import Directory
from affiliates.errors import DirectoryAwayError
from affiliates.storage.files.directory.lists import FileDirectory
from components.state.lists import present_directory
from components.state.lists.present_directory import PresentDirectory
from tests.made_up import row, write_directory


class SlowDirectory(FileDirectory):
    """Reads no further than a gate while that is closed; counts how often it reads."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.gate, self.reads, self.is_away = threading.Event(), 0, False
        self.gate.set()

    def read(self) -> Directory:
        self.reads += 1
        assert self.gate.wait(timeout=20)
        if self.is_away:
            raise DirectoryAwayError("The database cannot be reached.")
        return super().read()


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowDirectory]:
    monkeypatch.setattr(present_directory, "_PATIENCE", 0.0)
    slow = SlowDirectory(write_directory(tmp_path, row(1)))
    yield slow
    slow.gate.set()


def ids(present: PresentDirectory) -> list[str]:
    shown = present.get()
    return list(shown.directory.groups["id"]) if shown else []


def finish_reading(present: PresentDirectory) -> None:
    assert present._reading
    present._reading.result(timeout=20)


def test_visitors_keep_the_last_version_while_a_new_one_is_read(slow: SlowDirectory, tmp_path: Path) -> None:
    present = PresentDirectory(slow)
    assert ids(present) == ["group-1"]
    slow.gate.clear()
    write_directory(tmp_path, row(1), row(2))

    assert [ids(present) for _ in range(5)] == [["group-1"]] * 5
    slow.gate.set()
    finish_reading(present)
    assert slow.reads == 2
    shown = present.get()
    assert shown
    assert list(shown.directory.groups["id"]) == ["group-1", "group-2"]
    assert shown.version == slow.version()
    assert len(shown.choices) == 2


@pytest.mark.parametrize("content", ["", "no list at all\n", "id,name,scope,regions,status" + "\n" * 500_000])
def test_visitors_keep_the_last_good_version(
    slow: SlowDirectory, tmp_path: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    present = PresentDirectory(slow)
    assert ids(present) == ["group-1"]
    (tmp_path / "affiliates.csv").write_text(content)

    for _ in range(5):
        assert ids(present) == ["group-1"]
        finish_reading(present)
    assert len(caplog.records) == 1  # the log says once what is wrong
    assert present.unseen_since  # and the page of which time the list is
    write_directory(tmp_path, row(3))
    present.get()
    finish_reading(present)
    assert ids(present) == ["group-3"]
    assert present.unseen_since is None


def test_list_that_could_never_be_read_is_none_until_it_can(tmp_path: Path) -> None:
    present = PresentDirectory(FileDirectory(tmp_path))
    assert present.get() is None
    assert present.is_read
    write_directory(tmp_path, row(1))

    assert ids(present) == ["group-1"]


def test_many_first_visitors_have_it_read_once(slow: SlowDirectory) -> None:
    slow.gate.clear()
    present = PresentDirectory(slow)
    found: list[list[str]] = []
    visitors = [threading.Thread(target=lambda: found.append(ids(present))) for _ in range(8)]
    for visitor in visitors:
        visitor.start()
    slow.gate.set()
    for visitor in visitors:
        visitor.join()

    assert found == [["group-1"]] * 8
    assert slow.reads == 1


def test_list_that_was_away_when_it_was_read_is_read_once_it_is_back(slow: SlowDirectory, tmp_path: Path) -> None:
    """Its version was there a moment before, so nothing else would say that there is more to read."""
    present = PresentDirectory(slow)
    slow.is_away = True
    assert ids(present) == []
    slow.is_away = False
    assert ids(present) == ["group-1"]

    write_directory(tmp_path, row(1), row(2))
    slow.is_away = True
    present.get()
    finish_reading(present)
    slow.is_away = False
    present.get()
    finish_reading(present)
    assert ids(present) == ["group-1", "group-2"]
