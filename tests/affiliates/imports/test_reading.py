"""Files of every format, with what real lists have above, beside and inside the rows; and files built to do harm."""

import json
from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiliates.errors import SourceUnreadableError
from affiliates.imports.reading import sheet
from affiliates.imports.reading.source import sheets_in
from tests.affiliates.imports.made_up_files import (
    ROWS,
    delimited,
    geojson,
    packed,
    spreadsheet,
    table_of,
    with_part,
    workbook,
)

AIRTABLE = {"records": [{"id": "rec1", "fields": dict(zip(ROWS[0], row, strict=True))} for row in ROWS[1:]]}
FILES = {
    "csv": ("list.csv", delimited(ROWS).encode()),
    "csv with a byte-order mark": ("list.csv", delimited(ROWS).encode("utf-8-sig")),
    "csv with LF": ("list.csv", delimited(ROWS, end="\n").encode()),
    "semicolons": ("list.csv", delimited(ROWS, ";").encode()),
    "tsv": ("list.tsv", delimited(ROWS, "\t").encode()),
    "bars": ("list.txt", delimited(ROWS, "|").encode()),
    "utf-16": ("list.csv", delimited(ROWS, "\t").encode("utf-16")),
    "windows-1252": ("list.csv", delimited(ROWS).encode("cp1252")),
    "old mac": ("list.csv", delimited(ROWS).encode("mac_roman")),
    "xlsx": ("list.xlsx", workbook(ROWS)),
    "ods": ("list.ods", spreadsheet(ROWS)),
    "json": ("list.json", json.dumps([dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]).encode()),
    "json of Airtable": ("list.json", json.dumps(AIRTABLE).encode()),
}


@pytest.mark.parametrize(("name", "content"), FILES.values(), ids=FILES)
def test_every_format_gives_the_same_rows(name: str, content: bytes) -> None:
    table = table_of(content, name)

    assert set(ROWS[0]) <= set(table.columns)
    assert [tuple(row.cells[column] for column in ROWS[0]) for row in table.rows] == list(ROWS[1:])


def test_geojson_gives_its_properties_and_points() -> None:
    table = table_of(geojson(("Made-up One", -83.7, 42.3)), "list.geojson")

    assert table.rows[0].cells == {"Group": "Made-up One", "longitude": "-83.7", "latitude": "42.3"}


def test_header_below_a_title_and_blank_rows_is_found() -> None:
    table = table_of(workbook((("Our groups 2026",), (), ("", "as of March"), *ROWS)), "list.xlsx")

    assert (table.header_row, table.columns) == (4, ROWS[0])
    assert [row.number for row in table.rows] == [5, 6]


def test_columns_without_names_or_cells_and_with_the_same_name_are_told_apart() -> None:
    rows = [("Group", "", "Link", "Link", "Nothing"), ("Made-up One", "Ohio", "a.example", "b.example", "")]

    assert table_of(delimited(rows)).columns == ("Group", "Column B", "Link", "Link (2)")


def test_header_that_is_repeated_on_each_page_is_no_row() -> None:
    assert len(table_of(delimited([*ROWS, ROWS[0], *ROWS[1:]])).rows) == 4


def test_sheet_with_the_most_cells_is_the_list_unless_said_otherwise() -> None:
    content = workbook((("Read me",),), ROWS, (("Group", "State"), ("Made-up Three", "Texas")), names=("A", "B", "C"))

    assert table_of(content, "list.xlsx").sheet == "B"
    assert table_of(content, "list.xlsx", sheet="C").rows[0].cells["State"] == "Texas"


def test_excel_values_are_texts_that_mean_the_same() -> None:
    rows = [("Group", "Zip", "Size", "Joined", "Open"), ("Made-up One", 2139, 1.5, datetime(2026, 3, 4), True)]
    cells = table_of(workbook(rows), "list.xlsx").rows[0].cells

    assert cells == {"Group": "Made-up One", "Zip": "02139", "Size": "1.5", "Joined": "2026-03-04", "Open": "yes"}


def test_formulas_are_counted_and_never_run() -> None:
    rows = [
        ("Group", "State"),
        ("Made-up One", '=HYPERLINK("https://made-up.example","Ohio")'),
        ("Made-up Two", "=1+1"),
    ]
    table = table_of(workbook(rows), "list.xlsx")

    assert table.formulas == 2
    assert [row.cells.get("State") for row in table.rows] == ["0", "0"]  # what this workbook says was shown last


def test_apostrophe_of_an_export_is_no_part_of_the_text() -> None:
    assert table_of("Group,State\n'=Made-up,Ohio\n").rows[0].cells["Group"] == "=Made-up"


BIG = b"0" * 60_000_000
REFUSED = {
    "macros": (with_part(workbook(ROWS), "xl/vbaProject.bin"), "macros"),
    "links to other files": (with_part(workbook(ROWS), "xl/externalLinks/externalLink1.xml"), "other files"),
    "a zip bomb": (packed({"xl/workbook.xml": "", "xl/worksheets/sheet1.xml": BIG}), "60 MB"),
    "an encrypted workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "password"),
    "an encrypted spreadsheet": (spreadsheet(ROWS, manifest="<x><encryption-data/></x>"), "password"),
    "macros in a spreadsheet": (spreadsheet(ROWS, **{"Basic/script-lc.xml": "x"}), "macros"),
    "entities": (spreadsheet(ROWS, before='<!DOCTYPE x [<!ENTITY a "aaaa">]>'), "damaged"),
    "a thousand sheets": (packed({f"xl/worksheets/sheet{n}.xml": "" for n in range(1000)}), "1,000 sheets"),
    "no workbook inside": (packed({"word/document.xml": "x"}), "damaged"),
    "a cut file": (workbook(ROWS)[:-200], "damaged"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "not a text file"),
    "json without records": (b'{"a": 1}', "no list of records"),
    "json that is cut": (b'[{"a": 1', "not valid JSON"),
    "json that is nested": (b"[" * 100_000, "nested too deeply"),
    "an open quotation mark": (b'Group,State\n"Made-up,Ohio\n', "never closed"),
    "no rows": (b"Group,State\n", "no rows"),
    "nothing": (b"", "no rows"),
    "numbers only": (b"1,2\n3,4\n", "names the columns"),
    "too many columns": (delimited([[f"c{n}" for n in range(400)]]).encode(), "300 columns"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_list_is_refused_with_a_clear_word(content: bytes, words: str) -> None:
    with pytest.raises(SourceUnreadableError, match=words):
        table_of(content, "list")


def test_file_that_is_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceUnreadableError, match="larger than 50 MB"):
        sheets_in("list.csv", bytes(sheet.MAX_FILE_BYTES + 1))
    monkeypatch.setattr(sheet, "MAX_ROWS", 1)
    with pytest.raises(SourceUnreadableError, match="more than 1 rows"):
        sheets_in("list.csv", delimited(ROWS).encode())


def test_encoding_that_cannot_be_told_is_asked_about_with_samples() -> None:
    content = "Group,State\nGruppe Žđ,Ohio\n".encode("cp1250")
    with pytest.raises(SourceUnreadableError, match="--encoding cp1252"):
        sheets_in("list.csv", content)

    assert sheets_in("list.csv", content, encoding="cp1250")[0].rows[1][0] == "Gruppe Žđ"
    with pytest.raises(SourceUnreadableError, match="not text in the encoding"):
        sheets_in("list.csv", content, encoding="utf-8")


def test_delimiter_that_cannot_be_told_is_asked_about() -> None:
    content = b"Group;A,State\nMade-up;B,Ohio\n"
    with pytest.raises(SourceUnreadableError, match="--delimiter"):
        sheets_in("list.csv", content)

    assert sheets_in("list.csv", content, delimiter=",")[0].rows[1] == ["Made-up;B", "Ohio"]
    assert sheets_in("list.csv", content, delimiter="tab")[0].rows[1] == ["Made-up;B,Ohio"]
    with pytest.raises(SourceUnreadableError, match="cannot be separated by “and”"):
        sheets_in("list.csv", content, delimiter="and")


DAMAGED = st.sampled_from([workbook(ROWS), spreadsheet(ROWS), *(content for _, content in FILES.values())])


BROKEN = st.tuples(DAMAGED, st.integers(0, 3000), st.binary(max_size=4)).map(lambda each: damaged(*each))


@pytest.mark.parametrize("method", [99, 12])
def test_part_packed_in_an_unknown_or_a_false_way_is_refused(method: int) -> None:
    """The number of the method stands twice for each part: before it (at 8), and in the list at the end (at 10)."""
    content = bytearray(spreadsheet(ROWS))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset : at + offset + 2] = method.to_bytes(2, "little")
            at = content.find(mark, at + 1)

    with pytest.raises(SourceUnreadableError):
        sheets_in("list.ods", bytes(content))


@settings(max_examples=200)
@given(st.binary(max_size=200) | BROKEN)
def test_any_bytes_are_a_list_or_refused(content: bytes) -> None:
    table = None
    with suppress(SourceUnreadableError):
        table = table_of(content, "list")

    assert table is None or table.rows


def damaged(content: bytes, place: int, other: bytes) -> bytes:
    """A file in which some bytes are others."""
    place %= len(content)
    return content[:place] + other + content[place + len(other) :]
