"""Text that means harm, or that nobody can see: kept as typed where it can be, else left out."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliates.directory.csv_injection import escape_formula, unescape_formula
from affiliates.directory.csv_rows import AROUND
from tests.affiliates.directory.typed import problems_of
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import groups_of, read_directory, row, write_directory


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
