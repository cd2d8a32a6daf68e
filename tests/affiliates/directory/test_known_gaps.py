"""Gaps in the directory that are known."""

from pathlib import Path

import pytest

from affiliates.storage.files.directory.lists import FileDirectory
from tests.made_up import groups_of, row


def test_known_gap_is_a_note_and_a_filled_one_an_error(tmp_path: Path) -> None:
    groups_of(tmp_path, row(1), row(2, website="https://made-up.example"))
    (tmp_path / "known_gaps.csv").write_text(
        "id,column,gap\ngroup-1,youtube,cut short\ngroup-2,website,asked\ngone,website,asked\n"
    )

    found = FileDirectory(tmp_path).problems()

    assert [(each.row, each.is_error) for each in found] == [(2, False), (3, True), (4, True)]


@pytest.mark.parametrize(
    ("column", "is_error"), [("last_verified_on", False), ("languages", False), ("id", True), ("nothing", True)]
)
def test_known_gap_of_any_column(tmp_path: Path, column: str, is_error: bool) -> None:
    groups_of(tmp_path, row(1))
    (tmp_path / "known_gaps.csv").write_text(f"id,column,gap\ngroup-1,{column},asked\n")

    assert [each.is_error for each in FileDirectory(tmp_path).problems()] == [is_error]


@pytest.mark.parametrize("content", [b"", b"id,column\n", b"id,column,gap\ngroup-1,city,Montr\xe9al\n"])
def test_known_gaps_that_cannot_be_read_are_one_error(tmp_path: Path, content: bytes) -> None:
    groups_of(tmp_path, row(1))
    (tmp_path / "known_gaps.csv").write_bytes(content)

    (problem,) = FileDirectory(tmp_path).problems()
    assert problem.is_error
    assert "needs the columns id, column and gap" in str(problem)
