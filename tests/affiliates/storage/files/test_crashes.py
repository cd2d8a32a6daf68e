"""Acknowledged rows survive killed processes, full disks, other writers, and folders that refuse."""

import math
import os
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from filelock import FileLock

from affiliates.errors import StoreBusyError, StoreError, StorePendingError
from affiliates.review.retention import erase_applications
from affiliates.storage.files.directory import FILE_NAME
from affiliates.storage.files.store import REVIEW_FOLDER, FileStore
from tests import crash
from tests.crash import former_files
from tests.made_up import application, approval, decision, row, write_directory

WORK = {"add": crash.add_one, "publish": crash.publish_one, "undo": crash.take_back_one, "erase": crash.erase_two}
WORK |= {"organization": crash.change_organization, "import": crash.import_two}


def test_acknowledged_applications_survive_kills_at_any_moment(tmp_path: Path) -> None:
    acknowledged, _ = crash.kills(tmp_path, 15, crash.send_on)

    assert crash.lost_and_doubled(acknowledged, crash.kept(tmp_path)) == (0, 0)
    assert len(acknowledged) >= 15


def test_publications_are_whole_or_not_at_all_after_kills(tmp_path: Path) -> None:
    write_directory(tmp_path, row(900000))
    acknowledged, _ = crash.kills(tmp_path, 15, crash.publish_on)

    decided = [int(each.decision_id, 16) for each in FileStore(tmp_path).decisions()]
    assert crash.lost_and_doubled(acknowledged, decided) == (0, 0)
    assert crash.half_published(tmp_path) == []


def test_eight_processes_writing_at_once_lose_nothing(tmp_path: Path) -> None:
    acknowledged, _ = crash.writers(tmp_path, 8, 20)

    assert sorted(acknowledged) == list(range(160))
    found = crash.kept(tmp_path)
    assert sorted(found) == list(range(160))
    for first in range(0, 160, 20):
        own = [number for number in found if first <= number < first + 20]
        assert own == sorted(own)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_process_killed_at_each_step_leaves_all_or_nothing(
    tmp_path: Path, work: Callable[[FileStore], None], after: bool
) -> None:
    done_in, nth = math.inf, 0
    while nth < done_in:
        nth += 1
        folder = crash.prepared(tmp_path / str(nth))
        process, pipe = crash.child(crash.interrupted, folder, work, nth, after)
        done_in = min([*crash.said(pipe), math.inf])
        process.join()

        assert crash.half_published(folder) + crash.half_erased(folder) + crash.stray_batches(folder) == []
        assert not (folder / REVIEW_FOLDER / "unfinished.json").exists()
        FileStore(folder).add(application(2))
        assert FileStore(folder).applications()[-1] == application(2)
        assert crash.half_published(folder) + crash.half_erased(folder) == []
    assert nth > 5


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_disk_that_fills_up_at_each_step_leaves_all_or_nothing(
    tmp_path: Path, work: Callable[[FileStore], None]
) -> None:
    done_in, nth, failure = math.inf, 0, None
    while nth < done_in:
        nth += 1
        folder = crash.prepared(tmp_path / str(nth))
        store = FileStore(folder)
        before = (store.applications(), store.decisions(), (folder / FILE_NAME).read_bytes())
        with crash.nth_call(nth, crash.refuse, after=False) as count:
            try:
                failure = None
                work(store)
            except StoreError as error:
                failure = error
        done_in = math.inf if failure else count[0]
        now = (store.applications(), store.decisions(), (folder / FILE_NAME).read_bytes())
        if failure and not isinstance(failure, StorePendingError):
            assert now == before
        half = crash.half_published(folder) + crash.half_erased(folder)
        assert half == [] or isinstance(failure, StorePendingError)
        FileStore(folder).add(application(2))
        assert crash.half_published(folder) + crash.half_erased(folder) == []
    assert nth > 5


def test_full_disk_loses_nothing_and_says_so(tmp_path: Path) -> None:
    with crash.small_files(20_000):
        count, message = crash.until_full(tmp_path)

    assert "full" in message
    assert count > 5
    assert [int(each.form_id, 16) for each in FileStore(tmp_path).applications()] == list(range(count))
    assert FileStore(tmp_path).add(application(count)) == application(count)


def test_readers_see_whole_rows_while_others_write(tmp_path: Path) -> None:
    process, pipe = crash.child(crash.send_on, tmp_path, 0, 200)
    kept_before: list[int] = []
    while process.is_alive():
        now = crash.kept(tmp_path)
        assert now[: len(kept_before)] == kept_before
        kept_before = now
    acknowledged = crash.said(pipe)

    assert crash.kept(tmp_path) == acknowledged == list(range(200))


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


def test_erasing_never_deletes_what_was_set_aside(tmp_path: Path) -> None:
    crash.prepared(tmp_path)
    with (tmp_path / REVIEW_FOLDER / "applications.csv").open("ab") as file:
        file.write(b'"torn and private')
    FileStore(tmp_path).add(application(2))
    erase_applications(FileStore(tmp_path), [application(2).reference], reviewer="Reviewer")

    (aside,) = (tmp_path / REVIEW_FOLDER).glob("*.torn-*")
    assert aside.read_bytes() == b'"torn and private'


@pytest.mark.parametrize("name", ["applications.csv", "decisions.csv"])
def test_file_saved_with_other_line_ends_stops_every_writer_and_loses_nothing(tmp_path: Path, name: str) -> None:
    """Read as empty, its rows would be moved aside by the next one who sends, and deleted by the next who erases."""
    path = crash.prepared(tmp_path) / REVIEW_FOLDER / name
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"\n", b"\r"))
    store = FileStore(tmp_path)

    for act in (
        store.applications if name == "applications.csv" else store.decisions,
        (lambda: crash.add_one(store)) if name == "applications.csv" else (lambda: crash.publish_one(store)),
    ):
        with pytest.raises(StoreError, match=name):
            act()
    assert [each for each in path.parent.iterdir() if ".torn-" in each.name] == []
    path.write_bytes(whole)
    assert (len(store.applications()), len(store.decisions())) == (2, 1)


def test_damaged_record_of_unfinished_work_is_the_error_of_the_store(tmp_path: Path) -> None:
    unfinished = crash.prepared(tmp_path) / REVIEW_FOLDER / "unfinished.json"
    unfinished.write_bytes(b"\0" * 100)

    with pytest.raises(StoreError, match="unfinished"):
        crash.publish_one(FileStore(tmp_path))
    FileStore(tmp_path).add(application(2))
    assert unfinished.read_bytes() == b"\0" * 100


def test_row_damaged_by_hand_is_an_error_without_what_stood_in_it(tmp_path: Path) -> None:
    FileStore(tmp_path).add(application(1, contact_name="private"))
    path = tmp_path / REVIEW_FOLDER / "applications.csv"
    path.write_text(path.read_text().replace('"new"', '"knew"'))
    with pytest.raises(StoreError) as refused:
        FileStore(tmp_path).applications()

    assert "private" not in str(refused.value)
    assert "knew" not in str(refused.value)


def test_lock_held_for_too_long_is_an_error_and_nothing_is_kept(tmp_path: Path) -> None:
    FileStore(tmp_path).add(application(1))
    with FileLock(tmp_path / REVIEW_FOLDER / "lock"), pytest.raises(StoreBusyError, match="Try again"):
        FileStore(tmp_path, timeout=0.1).add(application(2))

    assert FileStore(tmp_path).applications() == [application(1)]


def test_folder_that_cannot_be_written_is_an_error() -> None:
    def as_nobody(pipe: Connection) -> None:
        become_nobody()
        try:
            FileStore(folder).add(application(1))
        except StoreError as error:
            pipe.send(str(error))

    with tempfile.TemporaryDirectory() as made:  # pytest's own folders are closed to others
        folder = Path(made)
        folder.chmod(0o555)
        process, pipe = crash.child(as_nobody)

        assert "Permission denied" in crash.said(pipe)[0]
        process.join()
        assert list(folder.iterdir()) == []


def test_files_that_a_command_took_from_the_app_are_the_error_of_the_store() -> None:
    """Whoever runs the app hears why; form and desk apologize, because they know this error."""

    def as_nobody(pipe: Connection) -> None:
        become_nobody()
        store = FileStore(folder)
        for act in (
            store.applications,
            store.decisions,
            store.reviewers.sign_ins,
            store.reviewers.passphrase_hashes,
            lambda: crash.add_one(store),
            lambda: crash.publish_one(store),
        ):
            with pytest.raises(StoreError, match="Permission denied"):
                act()
        pipe.send("done")

    with tempfile.TemporaryDirectory() as made:
        folder = crash.prepared(Path(made))
        folder.chmod(0o755)
        (folder / REVIEW_FOLDER).chmod(0)
        process, pipe = crash.child(as_nobody)

        assert crash.said(pipe) == ["done"]
        process.join()
        (folder / REVIEW_FOLDER).chmod(0o700)


def become_nobody() -> None:
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


def test_files_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    crash.prepared(tmp_path)
    (tmp_path / FILE_NAME).chmod(0o664)
    FileStore(tmp_path).record_decision(approval(1))

    private = tmp_path / REVIEW_FOLDER
    assert {path.name for path in private.iterdir()} >= {"applications.csv", "decisions.csv"}
    assert {path.stat().st_mode & 0o777 for path in private.iterdir()} == {0o600}
    assert private.stat().st_mode & 0o777 == 0o700
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o664


def test_each_version_of_the_directory_is_kept_once(tmp_path: Path) -> None:
    crash.prepared(tmp_path)
    first = (tmp_path / FILE_NAME).read_bytes()
    FileStore(tmp_path).record_decision(approval(1))
    second = (tmp_path / FILE_NAME).read_bytes()
    FileStore(tmp_path).record_decision(approval(2))

    contents = [path.read_bytes() for path in former_files(tmp_path)]
    assert contents[-3:] == [first, second, (tmp_path / FILE_NAME).read_bytes()]
    assert len(set(contents)) == len(contents)


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


def test_folder_is_made_by_many_at_once(tmp_path: Path) -> None:
    for number in range(8):
        folder = tmp_path / str(number)
        folder.mkdir()
        start = threading.Barrier(6)

        def add(each: int, folder: Path = folder, start: threading.Barrier = start) -> None:
            start.wait()
            FileStore(folder).add(application(each))

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(add, range(6)))
        assert len(FileStore(folder).applications()) == 6
