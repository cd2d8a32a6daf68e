from datetime import UTC, datetime, timedelta
from pathlib import Path

from affiliates.history import file_of, former_versions


def test_versions_are_found_again_oldest_first(tmp_path: Path) -> None:
    end = datetime(2026, 3, 31, 12, tzinfo=UTC)
    moments = [end, end - timedelta(microseconds=1), end + timedelta(days=400)]
    for moment in moments:
        file_of(tmp_path, moment).parent.mkdir(exist_ok=True)
        file_of(tmp_path, moment).write_text("")
    (tmp_path / "history" / "affiliates-yesterday.csv").write_text("")

    assert [until for until, _ in former_versions(tmp_path)] == sorted(moments)
    assert all(file_of(tmp_path, until) == path for until, path in former_versions(tmp_path))


def test_without_a_history_there_are_no_former_versions(tmp_path: Path) -> None:
    assert former_versions(tmp_path) == []
