"""What overflows is kept through killed processes, counted once, and erased with everything else."""

import math
from pathlib import Path

from affiliates.review.retention import erase_applications
from affiliates.storage.files.store import REVIEW_FOLDER, FileStore
from tests import crash
from tests.made_up import application, row, write_directory

FIRST, SECOND = application(1), application(2)


def take_first(store: FileStore) -> None:
    store.take_from_overflow([FIRST.reference])


def overflowing(folder: Path) -> Path:
    write_directory(folder, row(900))
    for each in (FIRST, SECOND):
        FileStore(folder).add(each, to_overflow=True)
    return folder


def test_application_is_in_one_place_whenever_the_process_is_killed(tmp_path: Path) -> None:
    done_in, nth = math.inf, 0
    while nth < done_in:
        nth += 1
        folder = overflowing(tmp_path / str(nth))
        process, pipe = crash.child(crash.interrupted, folder, take_first, nth)
        done_in = min([*crash.said(pipe), math.inf])
        process.join()
        store = FileStore(folder)
        found = [each.reference for each in store.applications() + store.overflow()]
        assert sorted(found) == [FIRST.reference, SECOND.reference]
        store.take_from_overflow(found)
        assert sorted(each.reference for each in store.applications()) == sorted(found)
        assert store.overflow() == []
    assert nth > 4


def test_erasing_leaves_nothing_where_a_process_was_killed_while_taking_it(tmp_path: Path) -> None:
    folder = overflowing(tmp_path)
    left_behind = (folder / REVIEW_FOLDER / "overflow.csv").read_bytes()
    take_first(FileStore(folder))
    (folder / REVIEW_FOLDER / "overflow.csv").write_bytes(left_behind)
    erase_applications(FileStore(folder), [FIRST.reference], reviewer="x")

    assert [each.reference for each in FileStore(folder).overflow()] == [SECOND.reference]
    assert not [path for path in folder.rglob("*") if path.is_file() and b"Contact 1" in path.read_bytes()]
