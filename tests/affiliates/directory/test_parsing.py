"""Reading the directory: good rows are kept, problems are named by row and column."""

from pathlib import Path

import pandas as pd
import pytest

from affiliates.directory.schema import COLUMNS
from tests.affiliates.directory.typed import GOOD, HEADER, problems_of, read
from tests.made_up import groups_of, read_directory, row, write_directory


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"{HEADER}\na,A,local,US-OH,active\n", id="plain"),
        pytest.param(f"\ufeff{HEADER}\r\na,A,local,US-OH,active\r\n", id="byte-order mark and CRLF"),
        pytest.param(f"{HEADER}\ra,A,local,US-OH,active\r", id="old Macintosh line ends"),
        pytest.param(f"{HEADER}\n a , A\u00a0,  Local,us-oh , ACTIVE\n", id="spaces and capitals"),
        pytest.param("status,regions,scope,name,id\nactive,US-OH,local,A,a\n", id="another order"),
        pytest.param(f"{HEADER},,Website\na,A,local,US-OH,active,good,\n", id="extra columns"),
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


def test_name_of_a_column_that_there_is_not_is_noted(tmp_path: Path) -> None:
    directory = read(tmp_path, f"{HEADER},web site,mood\na,A,local,US-OH,active,https://a.example,good\n")

    assert list(directory.groups["website"]) == [""]
    assert [str(each).partition(": ")[2] for each in directory.problems] == [
        "note: web_site: is not the name of a column, so nothing below it is shown: is it “website”?",
        "note: mood: is not the name of a column, so nothing below it is shown.",
    ]


def test_few_of_many_names_of_no_column_are_noted(tmp_path: Path) -> None:
    directory = read(tmp_path, HEADER + "".join(f",x{number}" for number in range(500)) + "\na,A,local,US-OH,active\n")

    assert (len(directory.problems), len(directory.groups)) == (20, 1)


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


def test_code_that_is_written_twice_counts_once(tmp_path: Path) -> None:
    groups = groups_of(tmp_path, row(1, regions="us-mi US-MI", languages="EN en"))

    assert [*groups["regions"], *groups["languages"]] == [("US-MI",), ("en",)]


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
