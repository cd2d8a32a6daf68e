"""Files that are no list of groups, or too long for one: said aloud, and nobody waits."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliates.directory import records
from affiliates.directory.records import MAX_CELL
from affiliates.errors import DirectoryUnreadableError
from affiliates.storage.entries.content import MAX_BYTES, MAX_LINES
from affiliates.storage.files.directory.lists import FILE_NAME
from tests.affiliates.directory.typed import GOOD, HEADER, problems_of, read
from tests.made_up import groups_of, read_directory, row, write_directory


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \r\n", "the file is empty"),
        ("id,name".encode("utf-16"), "not a UTF-8 text file"),
        (b"PK\x03\x04 a spreadsheet", "not a UTF-8 text file"),
        (b"hello there\n1,2,3\n", "the first row must name the columns"),
        (b"id,name,scope,regions\na,A,local,US-OH\n", "the first row lacks the column status"),
        (b"id,name,scope,regions,status,id\n", "the first row names the column id twice"),
        (bytes(range(256)) * 4, "the first row must name the columns"),
    ],
)
def test_unreadable_file_says_what_to_do(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(DirectoryUnreadableError, match=said):
        read(tmp_path, content)


def test_missing_file_says_where_it_should_be(tmp_path: Path) -> None:
    with pytest.raises(DirectoryUnreadableError, match="there is no such file"):
        read_directory(tmp_path)


def test_folder_in_place_of_the_file_is_an_unreadable_file(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()

    with pytest.raises(DirectoryUnreadableError, match="this is not a file"):
        read_directory(tmp_path)


@given(garbage=st.binary(max_size=300))
def test_garbage_after_the_header_never_costs_the_good_row_before_it(
    tmp_path_factory: pytest.TempPathFactory, garbage: bytes
) -> None:
    directory = read(tmp_path_factory.mktemp("garbage"), f"{HEADER}\n{GOOD}\n".encode() + garbage)

    assert directory.groups.at[0, "id"] == "good"


def test_many_broken_rows_keep_nobody_waiting(tmp_path: Path) -> None:
    directory = read(tmp_path, f"{HEADER}\n{GOOD}\n" + 'b","c\n' * 40_000)

    assert list(directory.groups["id"]) == ["good"]
    assert directory.set_aside == 100


def test_long_field_is_one_field_however_many_lines_it_has(tmp_path: Path) -> None:
    text = "x" * (MAX_CELL - 100) + "\nsmuggled,Smuggled,local,US-OH,active,"
    groups = groups_of(tmp_path, row(1, description=text))

    assert list(groups["id"]) == ["group-1"]
    assert groups.at[0, "description"] == text


@pytest.mark.parametrize("length", [MAX_CELL + 1, 5_000_000])
def test_field_without_end_is_left_out_and_its_row_stays(tmp_path: Path, length: int) -> None:
    text = "x" * length + "\nsmuggled,Smuggled,local,US-OH,active,"
    directory = read_directory(write_directory(tmp_path, row(1, description=text)))

    assert list(directory.groups["id"]) == ["group-1"]
    assert directory.groups.at[0, "description"] == ""
    assert problems_of(directory) == ["2:description: is longer than 20,000 characters: please shorten it"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEADER + "\n" * MAX_LINES + "\n", "more than 400,000 lines, .* Take out what does not belong there"),
        (HEADER + "\r" * MAX_LINES + "\r", "more than 400,000 lines"),
        (HEADER + "x" * MAX_BYTES, "more than 60 MB"),
    ],
    ids=["blank lines", "other line ends", "bytes"],
)
def test_file_that_no_list_of_groups_can_be_says_what_to_do(tmp_path: Path, content: str, said: str) -> None:
    """50 MB of line ends kept every visitor waiting for half a minute."""
    with pytest.raises(DirectoryUnreadableError, match=said):
        read(tmp_path, content)


def test_list_of_more_rows_than_people_keep_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MAX_ROWS", 1_000)

    with pytest.raises(DirectoryUnreadableError, match="more than 1,000 rows"):
        read(tmp_path, HEADER + "\na" * 1_000)
