"""The directory's file and its former versions: their names, and what is wrong with them."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from affiliates.storage.files.directory.lists import FILE_NAME, FileDirectory, snapshot_path
from tests.made_up import row, write_directory


def test_snapshots_are_found_oldest_first_whatever_else_lies_there(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1))
    end = datetime(2026, 3, 31, 12, tzinfo=UTC)
    moments = [end, end - timedelta(microseconds=1), end + timedelta(days=100)]
    for moment in moments:
        snapshot_path(tmp_path, moment).parent.mkdir(exist_ok=True)
        snapshot_path(tmp_path, moment).write_text("")
    (tmp_path / "history" / "affiliates-yesterday.csv").write_text("")
    os.utime(tmp_path / FILE_NAME, (moments[-1].timestamp(), moments[-1].timestamp()))

    snapshots = FileDirectory(tmp_path).snapshots()
    assert [each.until for each in snapshots] == [*sorted(moments), None]
    assert [each.since for each in snapshots] == [None, *sorted(moments)]


def test_without_a_history_there_is_only_the_present(tmp_path: Path) -> None:
    (present,) = FileDirectory(write_directory(tmp_path, row(1))).snapshots()

    assert (present.since, present.until) == (None, None)
    assert list(present.groups()["id"]) == ["group-1"]


def test_damaged_and_misnamed_former_versions_are_reported(tmp_path: Path) -> None:
    folder = write_directory(tmp_path, row(1))
    damaged = snapshot_path(folder, datetime(2026, 3, 1, tzinfo=UTC))
    damaged.parent.mkdir()
    damaged.write_bytes(b"")
    (damaged.parent / "affiliates-2026-02-01.csv").write_text("id")

    misnamed, unreadable = FileDirectory(folder).problems()

    assert (misnamed.is_error, unreadable.is_error) == (False, True)
    assert "affiliates-2026-02-01.csv: note: is passed over: a former version is named like affiliates-2026" in str(
        misnamed
    )
    assert "affiliates-20260301T000000.000000Z.csv: cannot be read: " in str(unreadable)
    assert FileDirectory(write_directory(tmp_path / "none", row(1))).problems() == []


def test_version_changes_when_the_file_may_be_read_again(tmp_path: Path) -> None:
    directory = FileDirectory(write_directory(tmp_path, row(1)))
    before = directory.version()
    directory.path.chmod(0o600)
    directory.path.chmod(0o644)

    assert directory.version() != before
