"""The reviewers' queue and the way through it: twelve mixed applications, press by press."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from affiliates.applications.decisions import Verdict
from affiliates.applications.model import CorrectionReason, Kind, extract_proposal
from affiliates.applications.states import State, application_states
from affiliates.storage.files.store import FileStore
from tests.components.app import words
from tests.components.signed_in import Reviewer
from tests.made_up import application, read_directory, row, write_directory

OHIO, TEXAS, UTAH, MAINE = (
    row(1, name="Made-up Parents of Ohio", website="https://made-up-ohio.example/"),
    row(2, name="Made-up Families of Texas", regions="US-TX", website="https://made-up-texas.example/"),
    row(3, name="Made-up Advocates of Utah", regions="US-UT", website="https://made-up-utah.example/"),
    row(4, name="Made-up Circle of Maine", regions="US-ME"),
)


def add_mixed(folder: Path) -> None:
    """Twelve applications as a month may bring them, the oldest first."""
    store = FileStore(folder)

    def add(number: int, name: str = "", regions: str = "US-OH", **values: object) -> None:
        proposal = application(number).proposal | {"name": name, "regions": regions}
        sent_at = datetime.now(UTC) - timedelta(days=25 - number)
        store.add(application(number, **{"sent_at": sent_at, "proposal": proposal, **values}))

    def correct(number: int, group_id: str, problem: CorrectionReason) -> None:
        add(number, kind=Kind.CORRECTION, group_id=group_id, problem=problem, proposal={}, contact_email="")

    add(1, "Made-up Parents of Iowa", "US-IA")
    add(2, "Made-up Friends of Idaho", "US-ID")
    add(3, "Made-up Parents of Ohio!", "US-OH")
    changed = extract_proposal(TEXAS) | {"website": "https://made-up-texas.example", "city": "Made-up City"}
    add(4, kind=Kind.UPDATE, group_id="group-2", whole_entry=True, proposal=changed)
    correct(5, "group-3", CorrectionReason.DEAD_LINK)
    correct(6, "group-4", CorrectionReason.CLOSED)
    add(7, "Made-up Parents of Iowa", "US-IA", kind=Kind.UPDATE, follows="AM-0000-0001")
    add(8, "Buy cheap watches", "US-NY")
    add(9, "Made-up Group of Guam", "US-GU")
    add(10, "Made-up Network of Nevada", "US-NV US-AZ US-CA US-OR")
    correct(11, "group-1", CorrectionReason.OTHER)
    add(12, "Made-up Kin of Kansas", "US-KS")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AFFILIATES_DATA", str(tmp_path))
    monkeypatch.setenv("AFFILIATES_MIN_FILL_SECONDS", "0")
    return write_directory(tmp_path, OHIO, TEXAS, UTAH, MAINE)


@pytest.fixture
def robin(folder: Path) -> Reviewer:
    add_mixed(folder)
    return Reviewer(folder)


def test_twelve_mixed_applications_take_two_presses_each_at_most(robin: Reviewer, folder: Path) -> None:
    steps = (
        ("Made-up Parents of Iowa", ["Publish"]),
        ("Made-up Friends of Idaho", ["Publish, verified"]),
        ("Made-up Parents of Ohio!", ["It is this group: change its entry", "Publish the change"]),
        ("Made-up Families of Texas", ["Publish the change"]),
        ("Made-up Advocates of Utah", ["Remove the link “Website”"]),
        ("Made-up Circle of Maine", ["Mark the group as inactive"]),
        ("Made-up Parents of Iowa", ["Publish the change"]),
        ("Buy cheap watches", ["Spam"]),
        ("Made-up Group of Guam", ["Decline", "Nobody can be reached"]),
        ("Made-up Network of Nevada", ["Ask", "Save the note"]),
        ("Made-up Parents of Ohio", ["No change needed"]),
        ("Made-up Kin of Kansas", ["Publish"]),
    )
    robin.press("New group")
    for number, (title, presses) in enumerate(steps):
        assert robin.open.startswith(title)
        assert f"1 of {12 - number}" in [each.value for each in robin.page.text]
        for label in presses:
            robin.press(label)

    assert "Nothing is waiting. Thank you for looking." in words(robin.page)
    assert robin.presses == 1 + 12 + 3
    groups = read_directory(folder).groups.set_index("id")
    assert list(groups.index) == [
        *(f"group-{number}" for number in (1, 2, 3, 4)),
        "made-up-parents-of-iowa",
        "made-up-friends-of-idaho",
        "made-up-kin-of-kansas",
    ]
    assert groups["last_verified_on"].notna().sum() == 1
    assert (groups.at["group-1", "name"], groups.at["group-2", "city"]) == ("Made-up Parents of Ohio!", "Made-up City")
    assert (groups.at["group-3", "website"], groups.at["group-4", "status"]) == ("", "inactive")
    assert groups.at["group-2", "website"] == "https://made-up-texas.example/"


def test_rows_say_kind_age_and_what_each_looks_like(robin: Reviewer) -> None:
    assert robin.rows[0] == "New group · **Made-up Parents of Iowa (Iowa)** · 3 weeks ago"
    assert "looks like Made-up Parents of Ohio, which is listed" in robin.rows[2]
    assert robin.rows[4].startswith("Correction · **Made-up Advocates of Utah**")
    assert robin.rows[6].endswith("· adds to AM-0000-0001")


def test_queue_is_searched_narrowed_and_sorted(robin: Reviewer) -> None:
    robin.page.text_input(key="desk_words").set_value("nevada oregon").run()
    assert [each[:26] for each in robin.rows] == ["New group · **Made-up Netw"]
    assert robin.page.segmented_control(key="desk_state").options[0] == "Waiting (1)"
    robin.page.text_input(key="desk_words").set_value("nowhere").run()
    assert "Nothing here is like that." in words(robin.page)
    robin.page.text_input(key="desk_words").set_value("")
    robin.page.selectbox(key="desk_kind").select(Kind.CORRECTION)
    robin.page.selectbox(key="desk_sort").select("newest").run()
    assert [each.split("**")[1] for each in robin.rows] == [
        "Made-up Parents of Ohio",
        "Made-up Circle of Maine",
        "Made-up Advocates of Utah",
    ]
    robin.press("Correction")
    robin.press("No change needed")
    assert robin.open == "Made-up Circle of Maine"
    assert "1 of 2" in [each.value for each in robin.page.text]


def test_what_is_skipped_comes_again_at_the_end(robin: Reviewer) -> None:
    robin.page.selectbox(key="desk_kind").select(Kind.UPDATE).run()
    robin.press("Update")
    robin.press("Skip")
    assert robin.open.startswith("Made-up Parents of Iowa")
    robin.press("Skip")
    assert robin.open.startswith("Made-up Families of Texas")


def test_last_decision_is_undone_in_one_press(robin: Reviewer, folder: Path) -> None:
    robin.press("New group")
    next(each for each in robin.page.text_input if each.label.startswith("City (")).set_value("Typed City")
    robin.press("Publish")
    assert robin.open.startswith("Made-up Friends of Idaho")
    assert len(read_directory(folder).groups) == 5
    robin.press("Undo")

    assert next(each.value for each in robin.page.text_input if each.label.startswith("City (")) == "Typed City"
    assert robin.open.startswith("Made-up Parents of Iowa")
    assert len(read_directory(folder).groups) == 4
    assert "Mail for you to send" not in str([each.label for each in robin.page.expander])
    assert not [each for each in robin.page.button if each.key == "desk_undo_last"]


def test_double_click_decides_once(robin: Reviewer, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFFILIATES_MIN_FILL_SECONDS", "4")
    monkeypatch.setattr("components.review.deciding._TWICE_WITHIN", timedelta(hours=1))
    robin.press("New group")
    robin.press("Publish")
    robin.press("Publish")

    assert robin.open.startswith("Made-up Friends of Idaho")
    assert "That was pressed twice" in words(robin.page)
    assert len(FileStore(folder).decisions()) == 1


def test_update_that_was_open_as_a_new_group_lists_none_twice(robin: Reviewer, folder: Path) -> None:
    sam = Reviewer(folder)
    sam.page.session_state["desk_open"] = "AM-0000-0007"
    sam.page.run()
    assert sam.page.selectbox(key="desk_target_AM-0000-0007").value == ""
    robin.press("New group")
    robin.press("Publish")
    sam.press("Publish")
    assert "Another application for this group was published in the meantime" in words(sam.page)
    assert sam.page.selectbox(key="desk_target_AM-0000-0007").value == "made-up-parents-of-iowa"
    sam.press("Publish the change")

    assert [each.verdict for each in FileStore(folder).decisions()] == [Verdict.APPROVE, Verdict.MERGE]
    assert len(read_directory(folder).groups) == 5


def test_letters_press_the_buttons_until_they_are_turned_off(robin: Reviewer) -> None:
    robin.press("New group")

    def letters() -> dict[str, str]:
        return {each.label: each.proto.shortcut for each in robin.page.button if each.proto.shortcut}

    assert letters() == {
        "Back to the list": "l",
        "Publish": "p",
        "Publish, verified": "v",
        "Ask": "a",
        "Decline": "d",
        "Spam": "s",
        "Skip": "n",
    }
    robin.press("Decline")
    assert letters() == {}  # they would work behind the dialog
    robin.press("Nobody can be reached")
    assert "p" in letters().values()
    robin.page.toggle(key="desk_shortcuts").set_value(False).run()
    assert letters() == {}


def test_texts_to_send_are_kept_until_they_are_sent(robin: Reviewer) -> None:
    robin.press("New group")
    robin.press("Publish")
    robin.press("Publish, verified")
    assert robin.page.expander[0].label == "Mail for you to send: 2"
    assert [each.value for each in robin.page.code][::2] == ["contact-1@made-up.example", "contact-2@made-up.example"]
    robin.press("I have sent it")
    robin.press("I have sent it")

    assert not robin.page.code


def test_reviewer_of_spam_goes_on_with_the_spam(folder: Path) -> None:
    for number in (1, 2, 3):
        FileStore(folder).add(application(number, spam_reason="too_fast"))
    robin = Reviewer(folder)
    robin.page.segmented_control(key="desk_state").set_value(State.SPAM).run()
    robin.press("New group")
    robin.press("Not spam")
    assert robin.open.startswith("Made-up Group 2")
    robin.press("Publish")

    store = FileStore(folder)
    assert [*application_states(store.applications(), store.decisions()).values()] == [
        State.WAITING,
        State.APPROVED,
        State.SPAM,
    ]
