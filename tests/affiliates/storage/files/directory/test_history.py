"""Every version of the directory is kept, whoever changed its file, in the order in which they were seen."""

import os
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from affiliates.directory.snapshots import snapshot_at_end_of, today
from affiliates.errors import DayUnknownError, StoreError
from affiliates.storage.files.directory.lists import FILE_NAME, FileDirectory
from affiliates.storage.files.store import FileStore
from tests import crash
from tests.crash import former_files
from tests.made_up import application, approval, list_snapshots, publish, row, write_directory


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder in which somebody has written before, with one group."""
    FileStore(write_directory(tmp_path, row(900))).add(application(1))
    FileStore(tmp_path)
    return tmp_path


def edit(folder: Path, *numbers: int) -> None:
    """What a person does in an editor: the file holds these groups from now on."""
    write_directory(folder, *(row(number) for number in numbers))


def listed(folder: Path) -> list[list[str]]:
    """The ids of the groups in each version, the earliest first."""
    return [list(each.groups()["id"]) for each in list_snapshots(folder)]


def redate(folder: Path, *moments: datetime) -> None:
    """Lets the versions begin at these moments, each one ending when the next begins."""
    path = folder / "history" / "versions.csv"
    header, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    ends = [*moments[1:], moments[-1]]
    rows = [line.split('","') for line in lines]
    path.write_text(
        header
        + "".join(
            '","'.join([cells[0], since.isoformat(), until.isoformat(), cells[3]])
            for cells, since, until in zip(rows, moments, ends, strict=True)
        ),
        encoding="utf-8",
    )


def test_ten_edits_by_hand_are_ten_versions(folder: Path) -> None:
    running = FileDirectory(folder)
    for number in range(10):
        edit(folder, 900, number)
        running.version()

    assert listed(folder) == [["group-900"], *(["group-900", f"group-{number}"] for number in range(10))]


def test_edits_while_nobody_runs_the_app_are_kept_at_each_start(folder: Path) -> None:
    for number in (1, 2):
        edit(folder, 900, number)
        FileStore(folder)

    assert listed(folder) == [["group-900"], ["group-900", "group-1"], ["group-900", "group-2"]]


def test_publication_between_edits_keeps_what_really_stood(folder: Path) -> None:
    store = FileStore(folder)
    edit(folder, 900, 1)
    store.record_decision(approval(2))
    edit(folder, 3)
    FileStore(folder)

    assert listed(folder) == [
        ["group-900"],
        ["group-900", "group-1"],
        ["group-900", "group-1", "group-2"],
        ["group-3"],
    ]


def test_copy_over_the_file_with_an_old_date_is_a_version_too(folder: Path, tmp_path: Path) -> None:
    running = FileDirectory(folder)
    running.version()
    other = write_directory(tmp_path / "other", row(5)) / FILE_NAME
    os.utime(other, (0, 0))
    shutil.copy2(other, folder / FILE_NAME)
    running.version()

    assert listed(folder) == [["group-900"], ["group-5"]]


def test_file_that_was_changed_back_is_a_third_version(folder: Path) -> None:
    running = FileDirectory(folder)
    for number in (1, 900):
        edit(folder, number)
        running.version()

    assert listed(folder) == [["group-900"], ["group-1"], ["group-900"]]


def test_touching_the_file_and_asking_often_is_no_new_version(folder: Path) -> None:
    running = FileDirectory(folder)
    for _ in range(3):
        (folder / FILE_NAME).touch()
        running.version()
        FileStore(folder)

    assert len(listed(folder)) == 1


def test_empty_file_that_an_editor_is_about_to_fill_is_no_version(folder: Path) -> None:
    running = FileDirectory(folder)
    (folder / FILE_NAME).write_bytes(b"")
    running.version()
    edit(folder, 1)
    running.version()

    assert listed(folder) == [["group-900"], ["group-1"]]


def test_edit_by_hand_does_not_rewrite_the_past(folder: Path) -> None:
    redate(folder, datetime.now(UTC) - timedelta(days=30))
    FileStore(folder)  # sees that it still stands
    edit(folder, 1)
    FileStore(folder)

    then = snapshot_at_end_of(list_snapshots(folder), today() - timedelta(days=7))
    assert list(then.groups()["id"]) == ["group-900"]
    assert list(snapshot_at_end_of(list_snapshots(folder), today()).groups()["id"]) == ["group-1"]


def test_day_of_which_nobody_knows_is_not_known(folder: Path) -> None:
    redate(folder, datetime.now(UTC) - timedelta(days=30))  # and nobody looked since
    edit(folder, 1)
    FileStore(folder)
    known = list_snapshots(folder)

    with pytest.raises(DayUnknownError, match="somebody changed it between"):
        snapshot_at_end_of(known, today() - timedelta(days=7))
    with pytest.raises(DayUnknownError, match="it is known from"):
        snapshot_at_end_of(known, today() - timedelta(days=40))
    assert list(snapshot_at_end_of(known, today()).groups()["id"]) == ["group-1"]


def test_versions_stay_in_their_order_when_the_clock_was_ahead(folder: Path) -> None:
    edit(folder, 1)
    FileStore(folder)
    now = datetime.now(UTC)
    redate(folder, now - timedelta(days=10), now + timedelta(days=3))  # the second was seen three days too late
    FileStore(folder)
    edit(folder, 2)
    FileStore(folder)

    known = list_snapshots(folder)
    assert listed(folder) == [["group-900"], ["group-1"], ["group-2"]]
    assert [each.since for each in known] == sorted(each.since for each in known if each.since)
    assert list(snapshot_at_end_of(known, today() - timedelta(days=7)).groups()["id"]) == ["group-900"]


def test_history_of_an_earlier_release_goes_on(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1))
    publish(tmp_path, datetime(2026, 3, 10, tzinfo=UTC), row(2))
    FileStore(tmp_path)  # keeps what the last publication of the earlier release had put in place
    edit(tmp_path, 3)
    FileStore(tmp_path)

    first, second, _ = list_snapshots(tmp_path)
    assert listed(tmp_path) == [["group-1"], ["group-2"], ["group-3"]]
    assert first.until == second.since == datetime(2026, 3, 10, tzinfo=UTC)


def test_edit_after_the_last_publication_of_an_earlier_release_claims_no_past(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1))
    publish(tmp_path, datetime(2026, 3, 10, tzinfo=UTC), row(2))
    edit(tmp_path, 3)

    with pytest.raises(DayUnknownError, match="somebody changed it"):
        snapshot_at_end_of(list_snapshots(tmp_path), date(2026, 4, 1))


def test_history_that_cannot_be_written_stops_no_visitor_but_a_publication(folder: Path) -> None:
    shutil.rmtree(folder / "history")
    (folder / "history").write_text("in the way")
    store = FileStore(folder)
    edit(folder, 1)

    assert store.directory.version()
    assert list(store.directory.read().groups["id"]) == ["group-1"]
    with pytest.raises(StoreError, match="history"):
        store.record_decision(approval(2))
    assert list(store.directory.read().groups["id"]) == ["group-1"]


def test_list_of_versions_is_as_open_as_the_directory(folder: Path) -> None:
    (folder / FILE_NAME).chmod(0o640)
    edit(folder, 1)
    FileStore(folder)

    kept = {path.name: path.stat().st_mode & 0o777 for path in (folder / "history").glob("*.csv")}
    assert kept["versions.csv"] == kept["affiliates-000002.csv"] == 0o640
    assert FileDirectory(folder).problems() == []


def test_each_version_of_the_directory_is_kept_once(tmp_path: Path) -> None:
    crash.prepared(tmp_path)
    first = (tmp_path / FILE_NAME).read_bytes()
    FileStore(tmp_path).record_decision(approval(1))
    second = (tmp_path / FILE_NAME).read_bytes()
    FileStore(tmp_path).record_decision(approval(2))

    contents = [path.read_bytes() for path in former_files(tmp_path)]
    assert contents[-3:] == [first, second, (tmp_path / FILE_NAME).read_bytes()]
    assert len(set(contents)) == len(contents)
