"""Acknowledged rows survive killed processes, full disks and other writers."""

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from affiliates.errors import StoreError, StorePendingError
from affiliates.storage.files.directory.lists import FILE_NAME
from affiliates.storage.files.store import REVIEW_FOLDER, FileStore
from tests import crash
from tests.made_up import application, row, write_directory

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


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_process_killed_at_each_step_leaves_all_or_nothing(tmp_path: Path, work: Callable[[FileStore], None]) -> None:
    states, steps = crash.interruptions(crash.prepared(tmp_path / "whole"), work)
    assert steps > 5
    assert len(states) > 1
    for number, state in enumerate(states):
        folder = crash.write_contents(tmp_path / str(number), state)

        assert crash.half_published(folder) + crash.half_erased(folder) + crash.stray_batches(folder) == []
        assert not (folder / REVIEW_FOLDER / "unfinished.json").exists()
        FileStore(folder).add(application(2))
        assert FileStore(folder).applications()[-1] == application(2)
        assert crash.half_published(folder) + crash.half_erased(folder) == []


def test_process_that_is_killed_leaves_what_stood_before_its_next_step(tmp_path: Path) -> None:
    """What ``crash.interruptions`` rests on."""
    folder = crash.prepared(tmp_path / "whole")
    start = crash.contents(folder)
    states, steps = crash.interruptions(folder, crash.add_one)
    left = []
    for nth in range(1, steps + 2):
        killed = crash.write_contents(tmp_path / str(nth), start)
        process, pipe = crash.child(crash.interrupted, killed, crash.add_one, nth)
        assert crash.said(pipe) == [steps] * (nth > steps)
        process.join()
        left.append(crash.contents(killed))

    assert [state for state, former in zip(left, [None, *left], strict=False) if state != former] == states


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_disk_that_fills_up_at_each_step_leaves_all_or_nothing(
    tmp_path: Path, work: Callable[[FileStore], None]
) -> None:
    start = crash.contents(crash.prepared(tmp_path / "start"))
    done_in, nth, checked = math.inf, 0, set()
    while nth < done_in:
        nth += 1
        folder = crash.write_contents(tmp_path / str(nth), start)
        store, failure = FileStore(folder), None
        before = (store.applications(), store.decisions(), (folder / FILE_NAME).read_bytes())
        with crash.nth_call(nth, crash.refuse) as count:
            try:
                work(store)
            except StoreError as error:
                failure = error
        done_in = math.inf if failure else count[0]
        now = (store.applications(), store.decisions(), (folder / FILE_NAME).read_bytes())
        if failure and not isinstance(failure, StorePendingError):
            assert now == before
        left = (type(failure), frozenset(crash.contents(folder).items()))
        if left in checked:
            continue
        checked.add(left)
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
