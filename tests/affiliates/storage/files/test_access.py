"""Who may read and write the files: their owner only, one at a time, and who may not hears why."""

import os
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from filelock import FileLock

from affiliates.errors import StoreBusyError, StoreError
from affiliates.storage.files.directory.lists import FILE_NAME
from affiliates.storage.files.store import REVIEW_FOLDER, FileStore
from tests import crash
from tests.made_up import application, approval


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
