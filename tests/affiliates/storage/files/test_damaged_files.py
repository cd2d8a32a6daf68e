"""What stands in a file and should not: nobody's rows are lost, and everybody is told."""

from pathlib import Path

import pytest

from affiliates.errors import StoreError
from affiliates.review.retention import erase_applications
from affiliates.storage.files.store import REVIEW_FOLDER, FileStore
from tests import crash
from tests.made_up import application


def test_erasing_never_deletes_what_was_set_aside(tmp_path: Path) -> None:
    crash.prepared(tmp_path)
    with (tmp_path / REVIEW_FOLDER / "applications.csv").open("ab") as file:
        file.write(b'"torn and private')
    FileStore(tmp_path).add(application(2))
    erase_applications(FileStore(tmp_path), [application(2).reference], reviewer="Reviewer")

    (aside,) = (tmp_path / REVIEW_FOLDER).glob("*.torn-*")
    assert aside.read_bytes() == b'"torn and private'


@pytest.mark.parametrize("name", ["applications.csv", "decisions.csv"])
def test_file_saved_with_other_line_ends_stops_every_writer_and_loses_nothing(tmp_path: Path, name: str) -> None:
    """Read as empty, its rows would be moved aside by the next one who sends, and deleted by the next who erases."""
    path = crash.prepared(tmp_path) / REVIEW_FOLDER / name
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"\n", b"\r"))
    store = FileStore(tmp_path)

    for act in (
        store.applications if name == "applications.csv" else store.decisions,
        (lambda: crash.add_one(store)) if name == "applications.csv" else (lambda: crash.publish_one(store)),
    ):
        with pytest.raises(StoreError, match=name):
            act()
    assert [each for each in path.parent.iterdir() if ".torn-" in each.name] == []
    path.write_bytes(whole)
    assert (len(store.applications()), len(store.decisions())) == (2, 1)


def test_damaged_record_of_unfinished_work_is_the_error_of_the_store(tmp_path: Path) -> None:
    unfinished = crash.prepared(tmp_path) / REVIEW_FOLDER / "unfinished.json"
    unfinished.write_bytes(b"\0" * 100)

    with pytest.raises(StoreError, match="unfinished"):
        crash.publish_one(FileStore(tmp_path))
    FileStore(tmp_path).add(application(2))
    assert unfinished.read_bytes() == b"\0" * 100


def test_row_damaged_by_hand_is_an_error_without_what_stood_in_it(tmp_path: Path) -> None:
    FileStore(tmp_path).add(application(1, contact_name="private"))
    path = tmp_path / REVIEW_FOLDER / "applications.csv"
    path.write_text(path.read_text().replace('"new"', '"knew"'))
    with pytest.raises(StoreError) as refused:
        FileStore(tmp_path).applications()

    assert "private" not in str(refused.value)
    assert "knew" not in str(refused.value)
