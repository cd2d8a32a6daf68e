"""Whom a family can call in a region, how they tell us that a number is wrong, and what reviewers do with it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from affiliates.applications.model import CorrectionReason, Kind
from affiliates.review.passphrases import add_reviewer
from affiliates.review.sign_in import SignInRegistry
from affiliates.storage.files.directory.lists import SUPPORT_FILE_NAME
from affiliates.storage.files.store import FileStore
from tests.components.app import app, headings, links, words
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import application, row, support_row, write_directory, write_support

TODAY = str(datetime.now(UTC).date())
ID = "us-oh-made-up-1"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AFFILIATES_DATA", str(tmp_path))
    monkeypatch.setenv("AFFILIATES_MIN_FILL_SECONDS", "0")
    return write_support(write_directory(tmp_path, row(1, regions="US-MI")), support_row(1))


@pytest.mark.parametrize("region", ["US-OH", "US-MI"])
def test_region_names_whom_to_call_with_or_without_a_group(data: Path, region: str) -> None:
    write_support(data, support_row(1, region=region, note="In the north only."), support_row(2, region="US-TX"))

    test = app(region=region)

    assert links(test)["tel:+18005550001"] == "Call 1-800-555-0001"
    assert "tel:+18005550002" not in links(test)
    shown = words(test)
    assert "helps you prepare for meetings. In the north only." in shown
    assert "We have not called it yet." in shown
    assert f"./correct?organization={ID}" in links(test)
    own, group = (headings(test).index(f"Made-up {each} 1") for each in ("Center", "Group"))
    assert (group < own) == (region == "US-MI")  # after the groups of its own; before those of elsewhere


def test_further_centers_stand_in_a_list_with_a_way_to_tell_us_their_number(data: Path) -> None:
    write_support(data, *(support_row(number, phone="" if number > 1 else "1-800-555-0001") for number in range(1, 5)))

    test = app(region="US-OH")

    assert "More parent centers in Ohio" in words(test)
    asked = [address for address, text in links(test).items() if text == "Do you know the number? Tell us"]
    assert asked == [f"./correct?organization=us-oh-made-up-{number}" for number in (2, 3, 4)]


def test_place_without_a_number_shows_the_website_and_the_national_list(data: Path) -> None:
    write_support(data, support_row(1, phone="", kind="protection_and_advocacy"))

    shown = links(app(region="US-OH"))

    assert not [address for address in shown if address.startswith("tel:")]
    assert shown["https://center-1.example/"] == "Website"
    assert shown["https://www.ndrn.org/about/ndrn-member-agencies/"] == "Find your state’s disability lawyers"


def test_shipped_list_is_shown_where_an_installation_has_none(data: Path) -> None:
    (data / SUPPORT_FILE_NAME).unlink()

    assert links(app(region="US-TX"))["tel:+18002529108"] == "Call 1-800-252-9108"


def test_list_that_cannot_be_read_leaves_the_national_organizations(data: Path) -> None:
    (data / SUPPORT_FILE_NAME).write_bytes(b"PK\x03\x04")

    shown = links(app(region="US-OH"))

    assert {"https://www.parentcenterhub.org/find-your-center/", "https://endseclusion.org/"} <= set(shown)
    assert not [address for address in shown if address.startswith("tel:")]


@pytest.mark.parametrize("text", HOSTILE_TEXTS[:12])
def test_whatever_stands_in_the_list_is_shown_as_typed(data: Path, text: str) -> None:
    write_support(data, support_row(1, name=f"x {text}", note=text))

    test = app(region="US-OH")

    assert not test.exception
    assert "tel:+18005550001" in links(test)
    assert f"x {text}" in headings(test)  # letter by letter


def correction() -> AppTest:
    test = app(organization=ID).switch_page("pages/correct.py")
    test.query_params["organization"] = ID
    return test.run()


def test_correction_of_a_number_waits_at_the_desk_like_any_other(data: Path) -> None:
    test = correction()
    assert "Made-up Center 1" in headings(test)
    test.radio(key=f"correction_{ID}_problem").set_value(CorrectionReason.WRONG_NUMBER)
    test.text_area(key=f"correction_{ID}_message").set_value("It is 1-800-555-0199 now.")
    next(each for each in test.button if each.label == "Tell us").click()
    test.run()

    assert not test.exception
    (sent,) = FileStore(data).applications()
    assert (sent.kind, sent.organization_id, sent.group_id) == (Kind.CORRECTION, ID, "")
    assert (sent.problem, sent.message) == (CorrectionReason.WRONG_NUMBER, "It is 1-800-555-0199 now.")
    assert sent.spam_reason is None


def test_link_to_an_organization_that_is_gone_says_so(data: Path) -> None:
    write_support(data, support_row(2))

    test = correction()

    assert not test.exception
    assert "no longer listed" in test.info[0].value


@pytest.fixture
def desk(data: Path) -> AppTest:
    reviewers = FileStore(data).reviewers
    add_reviewer(reviewers, "Robin")
    token = SignInRegistry(reviewers, reviewers.passphrase_hashes().get).begin("Robin", datetime.now(UTC))
    test = app().switch_page("pages/review.py")
    test.session_state["reviewer_token"] = token
    test.session_state["desk_tab"] = "Helpers"
    return test


def press(test: AppTest, key: str) -> AppTest:
    test.button(key=key).click()
    return test.run()


def test_reviewer_confirms_what_nobody_has_checked_and_takes_it_back(desk: AppTest, data: Path) -> None:
    desk.run()
    assert "To check: 1" in words(desk)
    assert "Number from: https" in words(desk)
    press(desk, f"desk_confirm_{ID}")

    assert FileStore(data).support.entry(ID) == support_row(1, checked_on=TODAY)
    assert "To check: 0" in words(desk)
    undo = next(each for each in desk.button if each.label == "Undo")
    undo.click()
    desk.run()
    assert FileStore(data).support.entry(ID) == support_row(1)
    assert "To check: 1" in words(desk)


def test_reviewer_changes_a_number_and_removes_the_organization(desk: AppTest, data: Path) -> None:
    desk.run()
    press(desk, f"desk_open_{ID}")
    phone = next(each for each in desk.text_input if each.label == "Phone number")
    phone.set_value("911")
    next(each for each in desk.button if each.label == "Publish the change").click()
    desk.run()
    assert "is not a phone number of the United States or Canada" in words(desk)
    next(each for each in desk.text_input if each.label == "Phone number").set_value("1-800-555-0199")
    next(each for each in desk.checkbox if each.label.startswith("Checked today")).set_value(True)
    next(each for each in desk.button if each.label == "Publish the change").click()
    desk.run()

    entry = FileStore(data).support.entry(ID) or {}
    assert (entry["phone"], entry["checked_on"], entry["evidence"]) == ("1-800-555-0199", TODAY, "")
    press(desk, f"desk_remove_{ID}")
    assert FileStore(data).support.entry(ID) is None
    assert not desk.exception


def test_reviewer_adds_an_organization_and_takes_it_back(desk: AppTest, data: Path) -> None:
    desk.run()
    add = next(each for each in desk.button if each.label == "Add it to the list")
    add.click()
    desk.run()
    assert "“kind” is not chosen yet" in words(desk)
    choices = {each.label: each for each in desk.selectbox}
    choices["State or province"].set_value("US-TX")
    choices["What it is"].set_value("parent_center")
    typed = {"Name": "Made-up Center of Texas", "Phone number": "1-800-555-0177"}
    for label, text in typed.items():
        next(each for each in desk.text_input if each.label == label).set_value(text)
    next(each for each in desk.button if each.label == "Add it to the list").click()
    desk.run()

    entry = FileStore(data).support.entry("us-tx-made-up-center-of-texas") or {}
    assert (entry["phone"], entry["checked_on"]) == ("1-800-555-0177", "")
    assert "Added by Robin" in words(desk)
    assert links(app(region="US-TX"))["tel:+18005550177"] == "Call 1-800-555-0177"
    next(each for each in desk.button if each.label == "Undo").click()
    desk.run()
    assert FileStore(data).support.entry("us-tx-made-up-center-of-texas") is None
    assert not desk.exception


def test_reviewer_answers_a_correction_with_one_button(desk: AppTest, data: Path) -> None:
    FileStore(data).add(application(1, kind=Kind.CORRECTION, organization_id=ID, proposal={}))
    desk.session_state["desk_tab"] = "Applications"
    desk.session_state["desk_open"] = "AM-0000-0001"
    desk.run()
    assert "Made-up Center 1" in headings(desk)
    assert "Publish as" not in [each.label for each in desk.selectbox]
    assert "find the new one on their own website" in words(desk)
    press(desk, f"desk_confirm_{ID}")

    assert not desk.exception
    assert FileStore(data).support.entry(ID) == support_row(1, checked_on=TODAY)
    assert FileStore(data).decisions()[-1].application == "AM-0000-0001"
    assert "Nothing is waiting. Thank you for looking." in words(desk)


@pytest.mark.parametrize("tab", ["Helpers", "Applications"])
def test_list_that_cannot_be_read_does_not_stop_the_desk(desk: AppTest, data: Path, tab: str) -> None:
    FileStore(data).add(application(1, kind=Kind.CORRECTION, organization_id=ID, proposal={}))
    (data / SUPPORT_FILE_NAME).write_bytes(b"PK\x03\x04")
    desk.session_state["desk_tab"] = tab
    desk.run()

    assert not desk.exception
    assert [each.value for each in desk.error if "list of helpers" in each.value] == (
        ["The list of helpers cannot be read right now. The server’s log says why."] if tab == "Helpers" else []
    )
    assert bool([each for each in desk.button if ID.replace("-", "\\-:small[]") in each.label]) == (tab != "Helpers")


def test_desk_says_what_is_wrong_in_the_file(desk: AppTest, data: Path) -> None:
    write_support(data, support_row(1), support_row(2, region="US-ZZ"))
    desk.run()

    assert "Row 3: region: “US-ZZ” is not a region we know" in words(desk)
    assert "To check: 1" in words(desk)
