"""The reviewers' decisions, one by one: editing, merging, asking, listed groups, spam, and texts that mean harm."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextArea, TextInput

from affiliates.applications.decisions import Verdict
from affiliates.applications.model import SpamReason
from affiliates.applications.states import State
from affiliates.storage.files.store import FileStore
from tests.components.app import headings, words
from tests.components.signed_in import Reviewer
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import application, read_directory, row, write_directory

OHIO = row(1, name="Made-up Parents of Ohio", website="https://made-up-ohio.example", description="Old words.")
ONE_LINE = [text for text in HOSTILE_TEXTS if len(text) < 100]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AFFILIATES_DATA", str(tmp_path))
    monkeypatch.setenv("AFFILIATES_PUBLIC_URL", "https://groups.example/")
    monkeypatch.setenv("AFFILIATES_MIN_FILL_SECONDS", "0")
    return write_directory(tmp_path, OHIO)


def add(folder: Path, number: int = 1, **proposed: str) -> None:
    FileStore(folder).add(application(number, proposal=application(number).proposal | proposed))


def field(page: AppTest, label: str) -> TextInput | TextArea:
    """The field that is called so, to type into."""
    return next(each for each in [*page.text_input, *page.text_area] if each.label.startswith(label))


def test_reviewer_changes_an_application_before_it_is_published(folder: Path) -> None:
    add(folder, name="mAdE uP")
    robin = Reviewer(folder)
    robin.press("New group")
    field(robin.page, "Name of the group").set_value("Made Up at Last").run()
    assert "Made Up at Last" in headings(robin.page)
    field(robin.page, "Twitter (").set_value("facebook.com/x")
    robin.press("Publish, verified")
    assert "does not lead to Twitter" in words(robin.page)
    field(robin.page, "Twitter (").set_value("@made_up")
    robin.press("Publish, verified")

    assert '"https://groups.example/badge/made-up-at-last.svg"' in robin.page.code[1].value
    groups = read_directory(folder).groups.set_index("id")
    assert groups.at["made-up-at-last", "name"] == "Made Up at Last"
    assert groups.at["made-up-at-last", "twitter"] == "https://www.twitter.com/made_up"
    assert groups["last_verified_on"].notna().to_dict() == {"group-1": False, "made-up-at-last": True}


def test_reviewer_merges_an_application_into_a_listed_group(folder: Path) -> None:
    add(folder, name="Made-up Parents of Ohio!")
    robin = Reviewer(folder)
    robin.press("New group")
    assert "similar names" in words(robin.page)
    robin.page.selectbox(key="desk_target_AM-0000-0001").select("group-1").run()
    robin.press("Publish the change")

    groups = read_directory(folder).groups
    assert list(groups["id"]) == ["group-1"]
    assert groups.at[0, "name"] == "Made-up Parents of Ohio!"
    assert FileStore(folder).decisions()[-1].verdict is Verdict.MERGE


def test_update_reaches_its_group_among_groups_of_the_same_name(folder: Path) -> None:
    same = {"name": "Made-up Parents"}
    write_directory(folder, row(1, **same), row(2, **same, regions="US-PA"), row(3, name="A new group"), row(4, **same))
    proposal = {**application(1).proposal, **same, "city": "Changed City"}
    store = FileStore(folder)
    store.add(application(1, kind="update", group_id="group-1", whole_entry=True, proposal=proposal))
    robin = Reviewer(folder)
    robin.press("Update")
    robin.press("Publish the change")

    cities = read_directory(folder).groups.set_index("id")["city"].to_dict()
    assert {each for each, city in cities.items() if city == "Changed City"} == {"group-1"}
    robin.page.segmented_control(key="desk_tab").set_value("Listed groups").run()
    options = robin.page.selectbox(key="desk_group")
    assert [each for each in options.options if each.endswith("[group-4]")]
    options.select("group-4").run()
    robin.press("Pause")
    assert "status: active → paused" in words(robin.page)
    assert store.decisions()[-1].group_id == "group-4"


def test_reviewer_keeps_listed_groups_true(folder: Path) -> None:
    robin = Reviewer(folder)
    robin.page.segmented_control(key="desk_tab").set_value("Listed groups").run()
    assert "Not verified for a year: 1" in words(robin.page)
    next(each for each in robin.page.button if "never verified" in each.label).click().run()
    robin.press("Verified today")
    assert "marked as verified today" in robin.page.success[0].value
    robin.page.selectbox(key="desk_group").select(None).run()
    assert not robin.page.success
    robin.page.selectbox(key="desk_group").select("group-1").run()
    robin.press("Pause")
    assert "status: active → paused" in words(robin.page)
    assert [each for each in robin.page.button if each.label == "Make active again"]
    robin.press("Undo")

    assert [each.verdict for each in FileStore(folder).decisions()] == [Verdict.VERIFY, Verdict.PAUSE, Verdict.UNDO]
    assert read_directory(folder).groups.at[0, "status"] == "active"


def test_entry_that_another_reviewer_changed_is_not_changed_back(folder: Path) -> None:
    robin, sam = Reviewer(folder), Reviewer(folder, "Sam")
    for each in (robin, sam):
        each.page.segmented_control(key="desk_tab").set_value("Listed groups").run()
        each.page.selectbox(key="desk_group").select("group-1").run()
    field(sam.page, "What the group does").set_value("Words of Sam")
    sam.press("Publish the change")
    robin.page.run()  # as the desk does by itself, once the directory has changed
    assert field(robin.page, "What the group does").value == "Words of Sam"
    field(robin.page, "City (").set_value("City of Robin")
    robin.press("Publish the change")

    group = read_directory(folder).groups.iloc[0]
    assert (group["description"], group["city"]) == ("Words of Sam", "City of Robin")


def test_entry_that_is_still_the_old_one_on_the_screen_is_refused(folder: Path) -> None:
    robin, sam = Reviewer(folder), Reviewer(folder, "Sam")
    for each in (robin, sam):
        each.page.segmented_control(key="desk_tab").set_value("Listed groups").run()
        each.page.selectbox(key="desk_group").select("group-1").run()
    sam.press("Pause")
    robin.press("Mark as inactive")

    assert "Sam was faster" in words(robin.page)
    assert read_directory(folder).groups.at[0, "status"] == "paused"


def test_spam_is_erased_all_at_once_and_nothing_that_waits_or_is_held(folder: Path) -> None:
    store = FileStore(folder)
    reasons = None, SpamReason.TOO_FAST, SpamReason.TOO_FAST, SpamReason.MANY_FROM_ONE_ADDRESS
    for number, reason in enumerate(reasons, start=1):
        store.add(application(number, spam_reason=reason))
    robin = Reviewer(folder)
    robin.page.segmented_control(key="desk_state").set_value(State.SPAM).run()
    assert [each for each in robin.rows if "Made-up Group 3" in each]
    assert [each.proto.expanded for each in robin.page.expander if each.label == "Erase all spam"] == [False]
    robin.press("Erase all 2")

    assert [each.value for each in robin.page.success] == ["The spam is erased\\."]
    assert "Spam (0)" in robin.page.segmented_control(key="desk_state").options
    assert [bool(each.proposal) for each in store.applications()] == [True, False, False, True]


def test_asking_for_more_gives_a_text_to_copy(folder: Path) -> None:
    add(folder)
    robin = Reviewer(folder)
    robin.press("New group")
    robin.press("Ask")
    assert str(field(robin.page, "Your mail").value).startswith("Hello Contact 1,")
    assert not [each for each in robin.page.button if each.label == "Save the note and send it"]
    field(robin.page, "Your mail").set_value("Which county is it?")
    robin.press("Save the note; I will send it myself")

    assert [each.value for each in robin.page.code] == ["contact-1@made-up.example", "Which county is it?"]
    assert robin.page.expander[0].proto.expanded
    robin.page.segmented_control(key="desk_state").set_value(State.NEEDS_INFORMATION).run()
    assert "Made-up Group 1" in robin.rows[0]


def test_declining_needs_a_reason_that_the_others_can_read(folder: Path) -> None:
    add(folder)
    robin = Reviewer(folder)
    robin.press("New group")
    robin.press("Decline")
    robin.press("Decline for this reason")
    assert {each.value[:21] for each in robin.page.error} == {"Please write down why"}
    field(robin.page, "Another reason").set_value("It is a shop.")
    robin.press("Decline for this reason")

    assert FileStore(folder).decisions()[-1].note == "It is a shop."


def test_signing_out_and_being_removed_close_the_desk(folder: Path) -> None:
    add(folder)
    robin, sam = Reviewer(folder), Reviewer(folder, "Sam")
    robin.press("New group")
    assert "Contact 1" in words(robin.page)
    robin.press("Sign out")
    assert "You are signed out." in words(robin.page)
    FileStore(folder).reviewers.set_passphrase_hash("Sam", None)
    sam.press("New group")
    assert "You are no longer a reviewer." in words(sam.page)

    for each in (robin, sam):
        assert "Contact 1" not in words(each.page)
        assert [button.label for button in each.page.main.button][-1:] == ["Sign in"]
        assert "desk_open" not in each.page.session_state


def test_hostile_texts_are_published_as_typed(folder: Path) -> None:
    three_each = [(ONE_LINE[first : first + 3] * 3)[:3] for first in range(0, len(ONE_LINE), 3)]
    for number, (name, city, description) in enumerate(three_each, start=10):
        add(folder, number, name=name, city=city, description=description)
    robin = Reviewer(folder)
    robin.press("New group")
    for _ in three_each:
        robin.press("Publish")

    assert not robin.page.exception
    groups = read_directory(folder).groups.iloc[1:]
    listed = groups[["name", "city", "description"]].to_numpy().tolist()
    assert listed == [[text.strip() for text in texts] for texts in three_each]


def test_decision_is_dated_and_named_in_the_history(folder: Path) -> None:
    add(folder)
    robin = Reviewer(folder)
    robin.press("New group")
    robin.press("Spam")
    robin.page.segmented_control(key="desk_state").set_value(State.SPAM).run()
    robin.press("New group")

    assert f"Marked as spam by Robin, {datetime.now(UTC):%Y-%m-%d}" in words(robin.page)
