"""The yearly letter at the desk and on the form: whom it did not reach, and where its link leads."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from affiliates.storage.contract.letters import LetterEvent, LetterStep
from affiliates.upkeep.reminders.answers import OpenedLink, Purpose, open_link, report_closed
from tests.affiliates.upkeep.mail import asked, store_with
from tests.components.app import app, words
from tests.components.signed_in import Reviewer
from tests.made_up import row


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AFFILIATES_DATA", str(tmp_path))
    return tmp_path


def test_desk_names_the_groups_that_no_letter_reaches_and_opens_one(folder: Path) -> None:
    now = datetime.now(UTC)
    store = store_with(folder, 400, 400, 10, now=now)
    with (folder / "affiliates.csv").open("a") as file:
        file.write(",".join(row(9).values()) + "\n")
    for number, step in ((1, LetterStep.RETURNED), (2, LetterStep.SENT)):
        reference = f"AM-0000-000{number}"
        store.letters.record(LetterEvent("made-up", f"group-{number}", reference, 1, step, now - timedelta(days=20)))
    robin = Reviewer(folder)
    robin.page.segmented_control(key="desk_tab").set_value("Listed groups").run()

    assert "The yearly letter needs you: 1" in words(robin.page)
    assert "without a contact whom we could write to: 1" in words(robin.page)
    button = robin.page.button(key="desk_silent_group-1")
    assert "nobody gets mail at the address of the contact" in button.label
    assert "AM-0000-0001" in button.label
    button.click().run()
    assert "Verified today" in [each.label for each in robin.page.button]


def test_desk_names_the_groups_that_want_no_letters_and_begins_them_again(folder: Path) -> None:
    now = datetime.now(UTC)
    store = store_with(folder, 10, 10, now=now)
    for number, step in ((1, LetterStep.NO_MESSAGES), (2, LetterStep.OPTED_OUT)):
        store.letters.record(LetterEvent("made-up", f"group-{number}", f"AM-0000-000{number}", 0, step, now))
    robin = Reviewer(folder)
    robin.page.segmented_control(key="desk_tab").set_value("Listed groups").run()

    assert "Groups that want no letters, or get none: 2" in words(robin.page)
    assert f"It does not want the yearly letter, since {now:%Y-%m-%d}." in words(robin.page)
    robin.press("It asked for the yearly letter again")
    assert "Groups that want no letters, or get none: 1" in words(robin.page)
    assert [each.value for each in robin.page.success] == [
        "Noted\\. The group gets the yearly letter again when it is due\\."
    ]
    robin.page.selectbox(key="desk_group").set_value("group-1").run()
    assert "Letters that it does not want, or get" in words(robin.page)
    robin.press("It asked for messages again")
    assert "Letters that it does not want" not in words(robin.page)
    assert "Letters begun again, as the group asked, by Robin" in words(robin.page)
    assert store.letters.events()[-1].step is LetterStep.MESSAGES


def test_link_something_changed_opens_the_form_with_the_entry_in_it(folder: Path) -> None:
    store_with(folder, 400)
    page = app(group="group-1", own="1").switch_page("pages/correct.py").run()

    assert "Made-up City" in [each.value for each in page.text_input]


def test_reviewer_reads_that_a_group_says_it_has_closed_and_whom_to_ask(folder: Path) -> None:
    now = datetime.now(UTC)
    store = store_with(folder, 400, now=now)
    link = open_link(store, Purpose.CLOSED, asked(store, 1, now)[Purpose.CLOSED], now)
    assert isinstance(link, OpenedLink)
    report_closed(store, link, now)
    robin = Reviewer(folder)
    robin.press("Correction")

    assert "The contact of the group pressed “We have closed”" in words(robin.page)
    assert "AM-0000-0001" in words(robin.page)
