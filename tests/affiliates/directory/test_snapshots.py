"""Which snapshot of the directory stood on a day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from affiliates.directory.parsing import empty_directory
from affiliates.directory.snapshots import (
    Snapshot,
    first_known_day,
    snapshot_at_end_of,
    snapshot_at_start_of,
    today,
)
from affiliates.errors import DayUnknownError

FIRST_END, SECOND_END = datetime(2026, 3, 1, 12, tzinfo=UTC), datetime(2026, 3, 5, 0, tzinfo=UTC)
SNAPSHOTS = tuple(
    Snapshot(since, until, name, empty_directory)
    for since, until, name in (
        (None, FIRST_END, "first"),
        (FIRST_END, SECOND_END, "second"),
        (SECOND_END, None, "present"),
    )
)


@pytest.mark.parametrize(
    ("day", "at_start", "at_end"),
    [
        (date(2026, 3, 1), "first", "second"),
        (date(2026, 3, 2), "second", "second"),
        (date(2026, 3, 4), "second", "second"),
        (date(2026, 3, 5), "second", "present"),
        (date(2026, 3, 6), "present", "present"),
    ],
)
def test_snapshot_of_a_day_is_the_one_that_stood_then(day: date, at_start: str, at_end: str) -> None:
    assert snapshot_at_start_of(SNAPSHOTS, day).version == at_start
    assert snapshot_at_end_of(SNAPSHOTS, day).version == at_end


def test_days_before_the_first_known_one_and_days_to_come_are_unknown() -> None:
    assert first_known_day(SNAPSHOTS) == date(2026, 3, 1)
    with pytest.raises(DayUnknownError, match="known from 2026-03-01 on"):
        snapshot_at_end_of(SNAPSHOTS, date(2026, 2, 28))
    with pytest.raises(DayUnknownError, match="in the future"):
        snapshot_at_end_of(SNAPSHOTS, today() + timedelta(days=1))


def test_without_former_versions_only_today_is_known() -> None:
    present = (Snapshot(None, None, "present", empty_directory),)

    assert first_known_day(present) is None
    assert snapshot_at_end_of(present, today()).version == "present"
    with pytest.raises(DayUnknownError, match="no former version is kept"):
        snapshot_at_end_of(present, today() - timedelta(days=1))
