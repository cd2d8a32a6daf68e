"""Work that was refused halfway is finished by the next writer, or leaves no trace."""

import os
from pathlib import Path

import pytest

from affiliates.errors import StoreError, StorePendingError
from affiliates.storage.files.directory.lists import FILE_NAME
from affiliates.storage.files.store import REVIEW_FOLDER, FileStore
from tests import crash
from tests.crash import former_files
from tests.made_up import application, approval, decision, row, write_directory


def test_erasing_that_waits_for_room_is_done_before_a_new_application_takes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row needs little room, the file without an erased one as much as all of it: rows would take it for ever."""
    store = FileStore(crash.prepared(tmp_path))
    with monkeypatch.context() as full:
        full.setattr(os, "replace", lambda *_: crash.refuse())
        full.setattr("affiliates.storage.files.store.replace", lambda path, content: path.write_bytes(content))
        with pytest.raises(StorePendingError):
            crash.erase_two(store)
        with pytest.raises(StoreError, match="disk is full"):
            store.add(application(2))
    assert len(store.applications()) == 2

    store.add(application(2))
    assert crash.half_erased(tmp_path) == []
    assert store.applications()[-1] == application(2)


def test_publication_that_is_refused_leaves_no_trace_in_the_history(tmp_path: Path) -> None:
    crash.prepared(tmp_path)
    before = former_files(tmp_path)
    (tmp_path / REVIEW_FOLDER / "decisions.csv").write_text("not ours\n")
    with pytest.raises(StoreError, match="not ours"):
        FileStore(tmp_path).record_decision(approval(1))

    assert former_files(tmp_path) == before
    assert not list(tmp_path.glob(".*"))


def test_damaged_directory_stands_in_no_applicants_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unless_directory(new: Path, path: Path) -> None:
        crash.refuse() if path.name == FILE_NAME else new.rename(path)

    store = FileStore(crash.prepared(tmp_path))
    directory = tmp_path / FILE_NAME
    whole = directory.read_bytes()
    with monkeypatch.context() as full:
        full.setattr(os, "replace", unless_directory)
        with pytest.raises(StorePendingError):
            crash.publish_one(store)
    directory.write_bytes(b"\xff\xfe\x00 no directory")

    store.add(application(2))
    with pytest.raises(StoreError, match=FILE_NAME):
        store.record_decision(decision(3, application=application(2).reference))
    directory.write_bytes(whole)
    store.add(application(3))

    assert [each.reference for each in store.applications()[-2:]] == [
        application(2).reference,
        application(3).reference,
    ]
    assert crash.half_published(tmp_path) == []


def test_publication_that_cannot_take_its_place_stops_nobody_and_leaves_one_former_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the directory's file is mounted by itself, so that no other file can take its place."""

    def unless_directory(new: Path, path: Path) -> None:
        crash.refuse() if path.name == FILE_NAME else new.rename(path)

    store = FileStore(crash.prepared(tmp_path))
    before = former_files(tmp_path)
    with monkeypatch.context() as mounted:
        mounted.setattr(os, "replace", unless_directory)
        with pytest.raises(StorePendingError):
            crash.publish_one(store)
        store = FileStore(tmp_path)
        store.add(application(2))
        with pytest.raises(StoreError):
            store.record_decision(decision(3, application=application(2).reference))
        assert former_files(tmp_path) == before
        assert not list(tmp_path.glob(".*"))
    store = FileStore(tmp_path)

    assert application(2).reference in [each.reference for each in store.applications()]
    assert len(former_files(tmp_path)) == len(before) + 1
    assert crash.half_published(tmp_path) == []


def test_row_that_a_person_changed_since_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unless_directory(new: Path, path: Path) -> None:
        crash.refuse() if path.name == FILE_NAME else new.rename(path)

    write_directory(tmp_path, row(1))
    store = FileStore(tmp_path)
    present = store.directory.entry("group-1")
    assert present
    with monkeypatch.context() as refusing:
        refusing.setattr(os, "replace", unless_directory)
        with pytest.raises(StorePendingError):
            store.record_decision(
                approval(1, group_id="group-1", before=present, after={**present, "city": "By Decision"})
            )
    write_directory(tmp_path, row(1, city="By Hand"))

    FileStore(tmp_path).add(application(2))
    assert (FileStore(tmp_path).directory.entry("group-1") or {})["city"] == "By Hand"
    assert not (tmp_path / REVIEW_FOLDER / "unfinished.json").exists()
