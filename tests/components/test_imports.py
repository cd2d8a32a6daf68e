"""Bringing a list in at the desk: the steps up to publishing, taking it back, and coming back to it."""

from pathlib import Path

import pytest

from affiliates.storage.files.store import FileStore
from tests.affiliates.imports.made_up_files import delimited
from tests.components.app import words
from tests.components.signed_in import Reviewer
from tests.made_up import row, write_directory

ROWS = [
    ("Group", "State", "Web", "Private notes"),
    ("Made-up Lanterns", "Mich.", "lanterns.example", "a secret"),
    ("Made-up Kites", "Lower Peninsula", "kites.example", ""),
    ("Made-up Boats", "Lower Peninsula", "", ""),
    ("Made-up Harbour Families", "Ohio", "", ""),
]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AFFILIATES_DATA", str(tmp_path))
    monkeypatch.setenv("AFFILIATES_MIN_FILL_SECONDS", "0")
    return write_directory(tmp_path, row(7, name="Made-up Harbor Families", regions="US-OH"))


def plain(robin: Reviewer) -> str:
    """The words of the page, without what keeps Markdown from reading them."""
    return words(robin.page).replace("\\", "").replace(":small[]", "")


def told(robin: Reviewer) -> str:
    """The message about what was done last."""
    return "".join(each.value for each in robin.page.success).replace("\\", "").replace(":small[]", "")


def at_import(folder: Path) -> Reviewer:
    robin = Reviewer(folder)
    robin.page.segmented_control(key="desk_tab").set_value("Import").run()
    return robin


def uploads(robin: Reviewer, content: bytes, name: str = "chapters.csv") -> None:
    robin.page.file_uploader[0].set_value((name, content, "text/csv")).run()
    assert not robin.page.exception


def test_list_is_brought_in_and_taken_back(data: Path) -> None:
    before = (data / "affiliates.csv").read_bytes()
    robin = at_import(data)
    assert "Brought in before" not in words(robin.page)
    uploads(robin, delimited(ROWS).encode())

    assert {each.label: each.value for each in robin.page.selectbox if "column" in str(each.key)} == {
        "Group": "name",
        "State": "regions",
        "Web": "website",
        "Private notes": "",
    }
    robin.press("Next")
    assert "**1 of 1** still open" in words(robin.page)
    assert "“Lower Peninsula”** · 2 rows" in plain(robin)
    robin.page.multiselect[0].set_value(["US-MI"]).run()
    robin.press("Save")
    assert "is Michigan · 2 rows" in words(robin.page)
    robin.press("Next")
    assert {"**Made-up Harbour Families**", "**Made-up Harbor Families**"} <= set(plain(robin).splitlines())
    robin.press("The same group")
    robin.press("Next")
    assert "**3** new groups" in words(robin.page)
    robin.press("Publish 3 groups")

    assert not robin.page.exception
    assert told(robin).startswith("Published: 3 new groups.")
    entries = FileStore(data).directory.entries()
    assert {each["regions"] for each in entries.values() if each["id"] != "group-7"} == {"US-MI"}
    assert "a secret" not in (data / "affiliates.csv").read_text()
    robin.press("Yes, take it back")
    assert told(robin) == "Taken back: 3 groups are as before."
    assert (data / "affiliates.csv").read_bytes() == before


def test_reviewer_who_comes_back_goes_on_where_they_were_and_nobody_else_sees_the_list(data: Path) -> None:
    robin = at_import(data)
    uploads(robin, delimited(ROWS).encode())
    robin.page.selectbox(key=next(str(each.key) for each in robin.page.selectbox if each.label == "Web")).set_value(
        "other_link"
    ).run()
    robin.press("Next")
    robin.page.multiselect[0].set_value(["US-MI"]).run()
    robin.press("Save")

    back = at_import(data)
    assert back.page.segmented_control(key="desk_import_step").value == "3 Look-alikes"
    back.page.segmented_control(key="desk_import_step").set_value("1 Columns").run()
    assert {each.label: each.value for each in back.page.selectbox}["Web"] == "other_link"
    sam = Reviewer(data, "Sam")
    sam.page.segmented_control(key="desk_tab").set_value("Import").run()
    assert "chapters" not in words(sam.page)
    back.press("Remove it")
    assert told(back) == "The list is removed."
    assert list((data / "review/drafts").glob("*.list")) == []


def test_list_of_next_month_is_read_as_the_last_one(data: Path) -> None:
    robin = at_import(data)
    uploads(robin, delimited(ROWS[:3]).encode())
    robin.press("Next")
    robin.page.multiselect[0].set_value(["US-MI"]).run()
    for label in ("Save", "Next", "Next", "Publish 2 groups"):
        robin.press(label)
    moved = (ROWS[0], ROWS[1], ("Made-up Kites", "Lower Peninsula", "https://kites-moved.example/", ""))
    uploads(robin, delimited(moved).encode(), "chapters of december.csv")

    assert "read as “chapters”" in plain(robin)
    for label in ("Next", "Next", "Next"):
        robin.press(label)
    assert "**1** group with changes" in words(robin.page)
    assert "**1** group that is the same" in words(robin.page)


def test_what_only_a_person_can_tell_is_asked(data: Path) -> None:
    robin = at_import(data)
    uploads(robin, delimited([ROWS[0], ("Made-up Caf\xc3 l", "Ohio", "", "")]).encode("mac_roman"))
    assert [len(each.options) for each in robin.page.radio] == [3]
    robin.page.radio[0].set_value("cp1252").run()
    robin.press("Read it so")

    assert "What does each column hold?" in words(robin.page)


def test_file_that_is_no_list_is_refused_and_not_kept(data: Path) -> None:
    robin = at_import(data)
    uploads(robin, b"\xd0\xcf\x11\xe0 an old workbook", "old.xlsx")

    assert "protected with a password" in "".join(each.value for each in robin.page.error)
    assert len(robin.page.file_uploader) == 1
    assert not (data / "review/drafts").exists()
