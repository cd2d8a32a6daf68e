from datetime import UTC, datetime, timedelta
from pathlib import Path

from affiliates.directory.snapshots import former_snapshot_files, snapshot_path, snapshot_problems
from tests.made_up import row, write_directory


def test_versions_are_found_again_oldest_first(tmp_path: Path) -> None:
    end = datetime(2026, 3, 31, 12, tzinfo=UTC)
    moments = [end, end - timedelta(microseconds=1), end + timedelta(days=400)]
    for moment in moments:
        snapshot_path(tmp_path, moment).parent.mkdir(exist_ok=True)
        snapshot_path(tmp_path, moment).write_text("")
    (tmp_path / "history" / "affiliates-yesterday.csv").write_text("")

    assert [until for until, _ in former_snapshot_files(tmp_path)] == sorted(moments)
    assert all(snapshot_path(tmp_path, until) == path for until, path in former_snapshot_files(tmp_path))


def test_without_a_history_there_are_no_former_versions(tmp_path: Path) -> None:
    assert former_snapshot_files(tmp_path) == []


def test_damaged_and_misnamed_versions_are_told(tmp_path: Path) -> None:
    folder = write_directory(tmp_path, row(1))
    damaged = snapshot_path(folder, datetime(2026, 3, 1, tzinfo=UTC))
    damaged.parent.mkdir()
    damaged.write_bytes(b"")
    (damaged.parent / "affiliates-2026-02-01.csv").write_text("id")

    misnamed, unreadable = snapshot_problems(folder)

    assert (misnamed.is_error, unreadable.is_error) == (False, True)
    assert "affiliates-2026-02-01.csv: note: is passed over: a version is called as affiliates-20260331T" in str(
        misnamed
    )
    assert "affiliates-20260301T000000.000000Z.csv: cannot be read: " in str(unreadable)
    assert snapshot_problems(write_directory(tmp_path / "none", row(1))) == []
