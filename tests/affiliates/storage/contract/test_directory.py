"""The directory as published, its version, and its former days."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from affiliates.errors import DirectoryUnreadableError
from tests.affiliates.storage.contract.conftest import Opened, OpenStore
from tests.made_up import application, approval, decision, row


def test_directory_is_read_as_it_was_published(opened: Opened) -> None:
    directory = opened().directory
    assert list(directory.read().groups["id"]) == ["group-900"]
    assert directory.entry("group-900") == row(900, name="Listed Before")
    assert directory.entry("group-1") is None
    opened().record_decision(approval(1))

    assert list(opened().directory.read().groups["id"]) == ["group-900", "group-1"]
    assert directory.read().problems == ()
    assert directory.problems() == []
    assert directory.is_writable()


def test_directory_as_a_file_has_every_row_and_column_as_it_stands(opened: Opened) -> None:
    text = opened().directory.as_file().decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(text))) == [row(900, name="Listed Before")]
    opened().record_decision(approval(1))

    text = opened().directory.as_file().decode("utf-8-sig")
    assert [each["id"] for each in csv.DictReader(io.StringIO(text))] == ["group-900", "group-1"]


def test_version_of_the_directory_changes_with_it_and_only_then(opened: Opened) -> None:
    before = opened().directory.version()
    opened().add(application(1))
    opened().record_decision(decision(1))
    assert opened().directory.version() == before
    opened().record_decision(approval(2))

    assert opened().directory.version() != before


def test_store_without_a_directory_says_so(open_store: OpenStore, tmp_path: Path) -> None:
    store = open_store(tmp_path / "none")
    assert store.directory.version() == ""
    with pytest.raises(DirectoryUnreadableError):
        store.directory.read()


def test_former_days_of_the_directory_are_kept(opened: Opened) -> None:
    began = datetime.now(UTC)
    opened().record_decision(approval(1))
    opened().record_decision(approval(2))
    first, second, present = opened().directory.snapshots()

    assert [len(each.groups()) for each in (first, second, present)] == [1, 2, 3]
    assert first.since
    assert first.since <= began
    assert present.until is None
    assert (first.until, second.until) == (second.since, present.since)
    assert began <= (first.until or began) < (second.until or began) <= datetime.now(UTC)
    assert len({each.version for each in (first, second, present)}) == 3
    assert opened().directory.snapshots() == (first, second, present)
