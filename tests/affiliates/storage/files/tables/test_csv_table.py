"""Texts as cells: read back as typed, one row a line, harmless in a spreadsheet."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliates.directory.csv_injection import FORMULA_STARTS, escape_formula, unescape_formula
from affiliates.errors import StoreError
from affiliates.storage.files.tables.csv_table import CsvTable
from tests.hostile import HOSTILE_TEXTS

TRICKY = st.text(st.sampled_from("='\\\n\r\t\0;,\"-+@nrt0ａ＝é\u2028\x85")) | st.text()


@given(TRICKY)
def test_harmless_text_is_read_back_as_it_was(text: str) -> None:
    assert unescape_formula(escape_formula(text)) == text


@given(st.lists(st.tuples(TRICKY, TRICKY), max_size=5))
def test_any_text_comes_back_exactly(tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]]) -> None:
    table = CsvTable(tmp_path_factory.mktemp("any") / "table.csv", ("one", "other"))
    for one, other in pairs:
        table.add({"one": one, "other": other})

    assert [(row["one"], row["other"]) for row in table.rows()] == pairs
    assert table.path.read_bytes().count(b"\n") == len(pairs) + 1 if pairs else not table.path.exists()


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_no_cell_is_a_formula_however_a_spreadsheet_splits_it(tmp_path: Path, delimiter: str) -> None:
    table = CsvTable(tmp_path / "table.csv", ("one", "other"))
    for text in [*HOSTILE_TEXTS, *(f"{start}1+1" for start in FORMULA_STARTS), "a;=1+1", "a\n=1+1", "a\t=1"]:
        table.add({"one": text, "other": text})

    with table.path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter=delimiter) for cell in row]
    assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS)]


def test_torn_last_row_is_not_read_and_is_put_aside_by_the_next(tmp_path: Path) -> None:
    table = CsvTable(tmp_path / "table.csv", ("one",))
    table.add({"one": "first"})
    with table.path.open("ab") as file:
        file.write('"torn ü'.encode()[:-1])

    assert table.rows() == [{"one": "first"}]
    table.add({"one": "second"})

    assert table.rows() == [{"one": "first"}, {"one": "second"}]
    assert [path.read_bytes() for path in tmp_path.glob("table.torn-*")] == ['"torn ü'.encode()[:-1]]


@pytest.mark.parametrize(
    "content",
    [b"hello\n", b'"other"\n"x"\n', b"\xef\xbb\xbf'one'\n", b"one\nfirst\n"],
)
def test_header_that_is_not_ours_is_an_error_and_the_file_stays(tmp_path: Path, content: bytes) -> None:
    table = CsvTable(tmp_path / "table.csv", ("one",))
    table.path.write_bytes(content)

    with pytest.raises(StoreError, match="not ours"):
        table.rows()
    with pytest.raises(StoreError, match="not ours"):
        table.add({"one": "x"})
    assert table.path.read_bytes() == content


@pytest.mark.parametrize("garbage", [b'"a","b"\n', b'"a"b\n', b'"\xff"\n'])
def test_row_changed_by_another_program_is_an_error(tmp_path: Path, garbage: bytes) -> None:
    table = CsvTable(tmp_path / "table.csv", ("one",))
    table.add({"one": "first"})
    with table.path.open("ab") as file:
        file.write(garbage)

    with pytest.raises(StoreError, match="another program"):
        table.rows()


FULL = b'\xef\xbb\xbf"one","other"\n"a","b"\n"c","d"\n'


@pytest.mark.parametrize(
    "content",
    [
        FULL.replace(b"\n", b"\r"),
        FULL.replace(b"\n", b"\r\n"),
        b"\0" * len(FULL),
        FULL[:30] + b"\0" * 8,
        FULL.removeprefix(b"\xef\xbb\xbf"),
        FULL.rstrip(b"\n").replace(b'b"\n', b'b",'),
        b'"a","b"\n"c","d"\n',
        b'"a","b"',
    ],
    ids=["CR", "CRLF", "zeros", "zeros at the end", "no mark", "rows run together", "no header", "torn header"],
)
def test_damaged_file_is_never_read_as_empty_and_never_moved_aside(tmp_path: Path, content: bytes) -> None:
    table = CsvTable(tmp_path / "table.csv", ("one", "other"))
    table.path.write_bytes(content)

    for act in (table.rows, lambda: table.add({"one": "x", "other": "y"}), lambda: table.replace([])):
        with pytest.raises(StoreError, match=r"table\.csv: .*Restore the file from a copy"):
            act()
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]
    assert table.path.read_bytes() == content


@pytest.mark.parametrize("length", [0, 1, 10, len(FULL) // 3])
def test_header_that_a_killed_process_left_incomplete_is_an_empty_table(tmp_path: Path, length: int) -> None:
    table = CsvTable(tmp_path / "table.csv", ("one", "other"))
    table.path.write_bytes(FULL[: min(length, FULL.index(b"\n"))])

    assert table.rows() == []
    table.add({"one": "x", "other": "y"})
    assert table.rows() == [{"one": "x", "other": "y"}]


def test_replacing_rows_keeps_what_an_interrupted_write_left(tmp_path: Path) -> None:
    table = CsvTable(tmp_path / "table.csv", ("one", "other"))
    table.path.write_bytes(FULL + b'"torn')
    table.replace([])

    assert [path.read_bytes() for path in tmp_path.glob("table.torn-*")] == [b'"torn']


def test_file_that_the_machine_does_not_let_us_read_is_the_error_of_the_store(tmp_path: Path) -> None:
    table = CsvTable(tmp_path / "table.csv", ("one", "other"))
    table.path.mkdir()  # root, who may run the tests, is let into everything else

    with pytest.raises(StoreError, match="cannot be read"):
        table.rows()


def test_file_without_the_columns_that_came_later_is_read_and_gets_them(tmp_path: Path) -> None:
    CsvTable(tmp_path / "table.csv", ("one", "other")).add({"one": "1", "other": "2"})
    table = CsvTable(tmp_path / "table.csv", ("one", "other", "added"), former=[("one", "other")])
    assert table.rows() == [{"one": "1", "other": "2", "added": ""}]
    table.add({"one": "3", "other": "4", "added": "5"})

    rows = [{"one": "1", "other": "2", "added": ""}, {"one": "3", "other": "4", "added": "5"}]
    assert CsvTable(tmp_path / "table.csv", ("one", "other", "added")).rows() == rows
