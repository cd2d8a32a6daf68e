"""One row of the directory changes; every other byte stays, and what is written is read back."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliates.directory.csv_injection import FORMULA_STARTS
from affiliates.directory.csv_rows import split_lines, strip_cell
from affiliates.directory.schema import COLUMNS
from affiliates.errors import StoreError
from affiliates.storage.entries.entries_csv import read_entry, replace_entry
from affiliates.storage.files.directory.lists import FILE_NAME
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import read_directory, row, write_directory

BY_HAND = (
    "ID;Name ;scope;regions;notes;status\r\n"
    'group-1; Made-up One ;statewide;us-oh;"by hand; with care";active\r\n'
    "\r\n"
    'group-2;"Made-up\r\nTwo";local;US-OH;;active;;\r\n'
)
TRICKY = st.text(st.sampled_from(";,\t\"'=+-@\n\r x1é")) | st.text(st.characters(exclude_categories=["Cs"]))


def text_of(path: Path) -> str:
    return path.read_bytes().decode(errors="surrogateescape")


def made(group_id: str, name: str, **values: str) -> dict[str, str]:
    own = {"id": group_id, "name": name, "scope": "statewide", "regions": "US-OH", "status": "active"}
    return {**dict.fromkeys(COLUMNS, ""), **own, **values}


def test_only_the_row_of_the_group_changes() -> None:
    changed = replace_entry(BY_HAND, "group-1", made("group-1", "Another"))

    assert changed.splitlines(keepends=True)[2:] == BY_HAND.splitlines(keepends=True)[2:]
    assert changed.splitlines()[:2] == [
        "ID;Name ;scope;regions;notes;status",
        'group-1;Another;statewide;US-OH;"by hand; with care";active',
    ]


def test_group_is_added_at_the_end_and_taken_out_again() -> None:
    added = replace_entry(BY_HAND.rstrip(), "group-3", made("group-3", "Three"))

    assert added == BY_HAND.rstrip() + "\r\ngroup-3;Three;statewide;US-OH;;active\r\n"
    assert replace_entry(added, "group-3", None) == BY_HAND.rstrip() + "\r\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BY_HAND + '"open', "never closed"),
        ("name;scope\nx;y\n", "does not name the columns"),
        (BY_HAND.replace("scope", "skope"), "no column “scope”"),
    ],
)
def test_file_that_cannot_be_changed_safely_is_left_alone(text: str, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        replace_entry(text, "group-1", made("group-1", "X"))


@given(TRICKY.map(strip_cell), st.sampled_from(["\n", "\r\n"]), st.sampled_from(",;\t"))
def test_any_text_is_read_back(text: str, end: str, delimiter: str) -> None:
    values = made("group-1", "X", description=text)

    assert read_entry(replace_entry(delimiter.join(COLUMNS) + end, "group-1", values), "group-1") == values


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("own", [",", ";", "\t"])
@given(text=TRICKY.map(strip_cell))
def test_no_text_becomes_a_formula_however_the_directory_is_split(own: str, end: str, text: str) -> None:
    values = made("group-1", "X", description=text, city=text)
    written = replace_entry(own.join(COLUMNS) + end, "group-1", values)
    signs = tuple(start for start in FORMULA_STARTS if start > " ")

    for delimiter in ",;\t":
        cells = [cell for each in csv.reader(split_lines(written), delimiter=delimiter) for cell in each]
        assert not [cell for cell in cells if cell.startswith(signs)]


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, 'x;"=1+1;', "a\rb", 'Gr\n"=2+2"'])
def test_published_text_is_read_as_it_was_written(tmp_path: Path, text: str) -> None:
    folder = write_directory(tmp_path, row(9))
    path = folder / FILE_NAME
    values = row(1, description=strip_cell(text))
    path.write_text(
        replace_entry(text_of(path), "group-1", values),
        encoding="utf-8",
        newline="",
    )

    directory = read_directory(folder)
    assert directory.problems == ()
    assert directory.groups.at[1, "description"] == strip_cell(text)


def test_value_that_is_not_utf8_is_empty_and_stays_as_it_is(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1, city="Montreal"))
    path = tmp_path / FILE_NAME
    path.write_bytes(path.read_bytes().replace(b"Montreal", b"Montr\xe9al"))
    text = text_of(path)
    present = read_entry(text, "group-1")
    assert present
    assert present["city"] == ""

    verified = replace_entry(text, "group-1", {**present, "last_verified_on": "2026-01-31"})
    assert "Montr\udce9al" in verified
    mended = replace_entry(text, "group-1", {**present, "city": "Montréal"})
    assert (read_entry(mended, "group-1") or {})["city"] == "Montréal"
