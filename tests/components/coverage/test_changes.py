"""What changed between two days."""

from datetime import UTC, datetime
from pathlib import Path

from tests.components.app import url_of, widget, words
from tests.components.coverage.page import coverage_page
from tests.made_up import publish, row, write_directory


def test_without_history_the_page_says_that_nothing_can_be_compared(data: Path) -> None:
    write_directory(data, row(1))

    assert "Today’s list of groups is the only one we have." in words(coverage_page(tab="changes"))


def test_change_between_two_days_is_in_words(data: Path) -> None:
    write_directory(data, row(1))
    publish(data, datetime(2026, 3, 10, 12, tzinfo=UTC), row(1), row(2, regions="US-TX"))
    publish(data, datetime(2026, 6, 1, 12, tzinfo=UTC), row(2, regions="US-TX", last_verified_on="2026-06-01"))

    all_days = words(coverage_page(tab="changes"))
    spring = words(coverage_page(from_="2026-03-10", to="2026-05-31"))

    assert "1 place gained a group: Texas." in all_days
    assert "1 place lost its last group: Ohio." in all_days
    assert "Groups: 1 added, 1 verified, and 1 closed." in all_days
    assert "who live in a place with a statewide group went from 3.5% to 10.3%." in all_days
    assert "From March 10, 2026, through May 31, 2026:" in spring
    assert "No place lost its last group." in spring
    assert "Groups: 1 added." in spring


def test_chosen_days_are_in_the_link(data: Path) -> None:
    write_directory(data, row(1))
    publish(data, datetime(2026, 3, 10, 12, tzinfo=UTC), row(1), row(2, regions="US-TX"))
    test = coverage_page(tab="changes")

    widget(test, "query_from").set_value(datetime(2026, 4, 1, tzinfo=UTC).date()).run()

    assert url_of(test) == {"tab": ["changes"], "from": ["2026-04-01"]}
    assert "From April 1, 2026, through" in words(test)


def test_damaged_directory_or_history_does_not_leave_a_blank_page(data: Path) -> None:
    write_directory(data, row(1))
    publish(data, datetime(2026, 3, 10, 12, tzinfo=UTC), row(1), row(2, regions="US-TX"))
    next((data / "history").iterdir()).write_bytes(b"\x00")
    test = coverage_page(tab="changes")
    assert not test.exception
    assert "cannot be read. Please choose another day." in words(test)
    headline = test.header[0].value

    (data / "affiliates.csv").write_bytes(b"\x00\x01 nothing like a table")
    test = coverage_page()

    assert not test.exception
    assert test.header[0].value == headline  # of the last good list
