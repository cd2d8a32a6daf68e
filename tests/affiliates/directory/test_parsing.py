"""Reading the directory: good rows are kept, problems are named by row and column."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliates.directory.csv_injection import escape_formula, unescape_formula
from affiliates.directory.csv_rows import AROUND
from affiliates.directory.parsing import Directory
from affiliates.directory.records import MAX_CELL, MAX_ROWS
from affiliates.directory.schema import COLUMNS
from affiliates.errors import DirectoryUnreadableError
from affiliates.geo.regions import region_names
from affiliates.storage.files.directory import FILE_NAME, FileDirectory
from affiliates.storage.files.directory_file import MAX_BYTES, MAX_LINES
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import groups_of, read_directory, row, write_directory

HEADER = "id,name,scope,regions,status"


def read(folder: Path, content: str | bytes) -> Directory:
    raw = content if isinstance(content, bytes) else content.encode()
    (folder / FILE_NAME).write_bytes(raw)
    return read_directory(folder)


def problems_of(directory: Directory) -> list[str]:
    return [f"{each.row}:{each.column}: {each.message}" for each in directory.problems]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"{HEADER}\na,A,local,US-OH,active\n", id="plain"),
        pytest.param(f"\ufeff{HEADER}\r\na,A,local,US-OH,active\r\n", id="byte-order mark and CRLF"),
        pytest.param(f"{HEADER}\ra,A,local,US-OH,active\r", id="old Macintosh line ends"),
        pytest.param(f"{HEADER}\n a , A\u00a0,  Local,us-oh , ACTIVE\n", id="spaces and capitals"),
        pytest.param("status,regions,scope,name,id\nactive,US-OH,local,A,a\n", id="another order"),
        pytest.param(f"{HEADER},mood,Website\na,A,local,US-OH,active,good,\n", id="extra columns"),
        pytest.param(f"{HEADER}\na,A,local,US-OH,active,,,,\n", id="empty cells at the end"),
        pytest.param(f"{HEADER}\n\n,,,,\na,A,local,US-OH,active\n\n", id="empty rows"),
        pytest.param(HEADER.replace(",", ";") + "\na;A;local;US-OH;active\n", id="semicolons"),
        pytest.param(f'{HEADER}\n"a","A","local","US-OH","active"', id="quoted, no end of line"),
    ],
)
def test_habits_of_spreadsheets_are_forgiven(tmp_path: Path, content: str) -> None:
    directory = read(tmp_path, content)

    assert problems_of(directory) == []
    assert directory.groups[["id", "name", "scope", "regions", "status"]].to_numpy().tolist() == [
        ["a", "A", "local", ("US-OH",), "active"]
    ]


GOOD = "good,Good Group,local,US-OH,active"


@pytest.mark.parametrize(
    ("damaged", "problem"),
    [
        ("a,A,local,US-OH,active,extra,cells", "2:: the row has 7 cells, the header 5"),
        ('a,"A,local,US-OH,active', "2:: a quotation mark is opened and never closed"),
        ('a,"A"B,local,US-OH,active', "2:: a quotation mark is opened and never closed"),
        ("a,A,local,US-XX,active", "2:regions: “US-XX” is not a region we know"),
        ("a,A,local,US,active", "2:regions: “US” is not a region we know"),
        ("a,A,local,Ohia,active", "2:regions: “Ohia” is not a region we know"),
        ("a,A,local,,active", "2:regions: is missing"),
        ("a,A,galactic,US-OH,active", "2:scope: “galactic” is not one of the choices"),
        ("a,A,local,US-OH,asleep", "2:status: “asleep” is not one of the choices"),
        ("a,A,local,US-OH,", "2:status: is missing"),
        ("a,A", "2:scope: is missing"),
        ("a,,local,US-OH,active", "2:name: is missing"),
        (",A,local,US-OH,active", "2:id: is not an id"),
        ("A Group,A,local,US-OH,active", "2:id: is not an id"),
        ("../a,A,local,US-OH,active", "2:id: is not an id"),
        ("{{7*7}},A,local,US-OH,active", "2:id: is not an id"),
    ],
)
def test_bad_row_is_set_aside_and_the_others_are_kept(tmp_path: Path, damaged: str, problem: str) -> None:
    directory = read(tmp_path, f"{HEADER}\n{damaged}\n{GOOD}\n")

    assert list(directory.groups["id"]) == ["good"]
    assert directory.set_aside == 1
    assert problems_of(directory)[0].startswith(problem)


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("website", "javascript:alert(1)", "is not a web address"),
        ("website", "//www.example.org", "is not a web address: it should begin with https://"),
        ("website", "https://", "does not name a website"),
        ("website", "https://example", "is cut short"),
        ("website", "https://user:secret@example.org", "does not name a website"),
        ("website", "https://example.org/a b", "has a space"),
        ("website", "https://example.org/very-lo...", "is cut short"),
        ("youtube", "https://youtube.com/channel/", "is cut short"),
        ("facebook", "https://www.facebook.com/groups/", "is cut short"),
        ("facebook", "https://www.facebook.com", "is cut short"),
        ("email", "somebody at example.org", "is not an email address"),
        ("email", "a@b", "is not an email address"),
        ("languages", "english", "“english” is not a language code"),
        ("affiliate_since", "03/31/2026", "“03/31/2026” is not a date"),
        ("affiliate_since", "2026-02-30", "“2026-02-30” is not a date"),
        ("last_verified_on", "2999-01-01", "2999-01-01 is in the future"),
    ],
)
def test_group_is_kept_without_the_one_wrong_value(tmp_path: Path, column: str, value: str, problem: str) -> None:
    directory = read_directory(write_directory(tmp_path, row(1, **{column: value}), row(2)))

    assert list(directory.groups["id"]) == ["group-1", "group-2"]
    assert directory.groups[column].isin(["", (), pd.NaT]).iloc[0]
    assert [(each.row, each.column) for each in directory.problems] == [(2, column)]
    assert directory.problems[0].message.startswith(problem)


def test_every_problem_of_a_row_is_named_at_once(tmp_path: Path) -> None:
    directory = read_directory(write_directory(tmp_path, row(1, scope="odd", regions="XX", website="ftp://x.org")))

    assert [each.column for each in directory.problems] == ["scope", "regions", "website"]


def test_second_row_with_the_same_id_is_set_aside(tmp_path: Path) -> None:
    directory = read_directory(write_directory(tmp_path, row(1, name="First"), row(1, name="Second"), row(2)))

    assert list(directory.groups["name"]) == ["First", "Made-up Group 2"]
    assert problems_of(directory) == ["3:id: “group-1” is also the id of row 2: give one of them another"]


def test_text_that_is_not_utf8_costs_only_its_own_row(tmp_path: Path) -> None:
    latin = f"{HEADER},city\nq,Groupe Qu\xe9bec,local,CA-QC,active,\nc,Caf\xe9s,local,CA-QC,active,".encode("latin-1")
    directory = read(tmp_path, latin + b"\nm,Made-up,local,CA-QC,active,Montr\xe9al\n")

    assert list(directory.groups["id"]) == ["m"]
    assert list(directory.groups["city"]) == [""]
    assert [(each.row, each.column) for each in directory.problems] == [(2, "name"), (3, "name"), (4, "city")]


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


def test_header_alone_is_an_empty_directory(tmp_path: Path) -> None:
    directory = read(tmp_path, HEADER)

    assert directory.groups.empty
    assert list(directory.groups.columns) == [
        *COLUMNS,
        *("search_text", "sort_name", "sort_region", "city_key", "sort_scope"),
    ]


def test_national_group_may_name_a_country_or_nothing(tmp_path: Path) -> None:
    groups = groups_of(tmp_path, row(1, scope="national", regions="us"), row(2, scope="virtual", regions=""))

    assert list(groups["regions"]) == [("US",), ()]


def test_link_to_another_site_is_questioned_and_kept(tmp_path: Path) -> None:
    link = "https://www.facebook.com/groups/made-up"
    directory = read_directory(write_directory(tmp_path, row(1, instagram=link)))

    assert directory.groups.at[0, "instagram"] == link
    assert str(directory.problems[0]).endswith("is it in the right column?")
    assert not directory.problems[0].is_error


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_is_kept_as_typed(tmp_path: Path, text: str) -> None:
    written = escape_formula(text)
    groups = groups_of(tmp_path, row(1, name=text, city=written, description=written))

    assert groups[["name", "city", "description"]].to_numpy().tolist() == [[text.strip(AROUND)] * 3]


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1))
def test_any_text_is_read_back_without_the_space_around_it(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    directory = read_directory(write_directory(tmp_path_factory.mktemp("any"), row(1, description=text)))

    assert directory.groups.at[0, "description"] == unescape_formula(text.strip(AROUND))
    assert directory.problems == ()


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
        (HEADER + "\n" * MAX_LINES + "\n", "more than 200,000 lines, .* Take out what does not belong there"),
        (HEADER + "\r" * MAX_LINES + "\r", "more than 200,000 lines"),
        (HEADER + "x" * MAX_BYTES, "more than 20 MB"),
        (HEADER + "\na" * MAX_ROWS, "more than 50,000 rows"),
    ],
    ids=["blank lines", "other line ends", "bytes", "rows"],
)
def test_file_that_no_list_of_groups_can_be_says_what_to_do(tmp_path: Path, content: str, said: str) -> None:
    """50 MB of line ends kept every visitor waiting for half a minute."""
    with pytest.raises(DirectoryUnreadableError, match=said):
        read(tmp_path, content)


@pytest.mark.parametrize("name", ["\u2003", "\u2060", "\u3164", "\u00ad", "\x1c", "\0", "\u202e"])
def test_name_that_nobody_can_see_is_missing(tmp_path: Path, name: str) -> None:
    directory = read_directory(write_directory(tmp_path, row(1, name=name)))

    assert problems_of(directory) == ["2:name: is missing: enter the group's name"]


def test_piled_up_marks_are_no_text_and_real_scripts_are(tmp_path: Path) -> None:
    real = "Phụ huynh Việt, הורים יְחַד, الآباءُ مَعًا, ผู้ปกครอง"
    directory = read_directory(write_directory(tmp_path, row(1, name="Z" + "\u0335\u0353" * 9), row(2, name=real)))

    assert list(directory.groups["name"]) == [real]
    assert problems_of(directory) == ["2:name: stacks too many marks on one letter: enter it without them"]


@pytest.mark.parametrize(
    "email",
    [
        "a@b.org?bcc=spy@c.org",
        "a?subject=x@b.org",
        "a,b%40c.org@d.org",
        "a%0d%0aBcc:x@b.org",
        "a@b.org&x=1",
        "+a@b.org",
    ],
)
def test_email_that_carries_more_than_an_address_is_left_out(tmp_path: Path, email: str) -> None:
    directory = read_directory(write_directory(tmp_path, row(1, email=email), row(2, email="name.x+y@made-up.example")))

    assert list(directory.groups["email"]) == ["", "name.x+y@made-up.example"]


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


def test_code_that_is_written_twice_counts_once(tmp_path: Path) -> None:
    groups = groups_of(tmp_path, row(1, regions="us-mi US-MI", languages="EN en"))

    assert [*groups["regions"], *groups["languages"]] == [("US-MI",), ("en",)]


@pytest.mark.parametrize(
    ("values", "doubtful"),
    [
        ({"name": "", "regions": "US-MI CA-ON"}, {"US-MI", "CA-ON"}),
        ({"scope": "galactic", "regions": "us-mi"}, {"US-MI"}),
        ({"regions": "US-ZZ US-MI"}, set(region_names())),
        ({"regions": ""}, set(region_names())),
        ({"status": "perhaps", "regions": "US-MI"}, {"US-MI"}),
        ({"name": "", "status": "inactive"}, set()),
        ({"name": "Good", "regions": "US-MI"}, set()),
    ],
)
def test_row_set_aside_casts_doubt_on_the_regions_it_may_concern(
    tmp_path: Path, values: dict[str, str], doubtful: set[str]
) -> None:
    assert read_directory(write_directory(tmp_path, row(1, **values))).doubtful_regions == doubtful


def test_row_that_cannot_be_read_at_all_casts_doubt_on_every_region(tmp_path: Path) -> None:
    path = write_directory(tmp_path, row(1)) / "affiliates.csv"
    path.write_text(path.read_text() + 'group-2,"never closed\n')

    assert read_directory(tmp_path).doubtful_regions == set(region_names()) - {"US-OH"}


def test_region_that_another_group_serves_is_not_doubtful(tmp_path: Path) -> None:
    bad = row(1, scope="galactic", regions="US-MI US-TX US-CA CA-ON")
    served = row(2, regions="US-MI")
    others = [row(3, regions="US-TX", status="paused"), row(4, scope="national", regions="US")]

    directory = read_directory(write_directory(tmp_path, bad, served, *others))

    assert directory.doubtful_regions == {"US-TX", "US-CA", "CA-ON"}


@pytest.mark.parametrize(
    ("column", "typed", "read", "shown"),
    [
        ("regions", "New York", ("US-NY",), "US-NY"),
        ("regions", "ohio; Québec / Texas", ("US-OH", "CA-QC", "US-TX"), "US-OH CA-QC US-TX"),
        ("website", "www.made-up.example/a", "https://www.made-up.example/a", "https://www.made-up.example/a"),
        ("facebook", "facebook.com/made-up", "https://facebook.com/made-up", "https://facebook.com/made-up"),
    ],
)
def test_what_can_only_mean_one_thing_is_read_as_that_and_noted(
    tmp_path: Path, column: str, typed: str, read: object, shown: str
) -> None:
    directory = read_directory(write_directory(tmp_path, row(1, **{column: typed})))

    assert directory.groups.at[0, column] == read
    assert [(each.message, each.is_error) for each in directory.problems] == [(f"“{typed}” is read as {shown}", False)]


@pytest.mark.parametrize(
    ("column", "typed"),
    [
        ("regions", "New England"),
        ("regions", "Ohio and more"),
        ("facebook", "made-up.example"),
        ("website", "javascript:x"),
    ],
)
def test_what_could_mean_something_else_is_not_repaired(tmp_path: Path, column: str, typed: str) -> None:
    directory = read_directory(write_directory(tmp_path, row(1, **{column: typed})))

    assert [each.is_error for each in directory.problems] == [True]
