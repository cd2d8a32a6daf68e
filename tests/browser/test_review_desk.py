"""The reviewers' desk: every decision, two at once, and hostile texts."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from affiliates.applications.decisions import Verdict
from affiliates.applications.model import SpamReason
from affiliates.errors import NotAllowedError
from affiliates.review.passphrases import authenticate_by_passphrase
from affiliates.storage.files.store import FileStore
from tests.browser.app import stands
from tests.browser.conftest import PHONE, NewVisitor
from tests.browser.site import (
    PICTURES,
    Site,
    published,
    signs_in,
    tabs_to,
    tries_to_sign_in,
)
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import application, read_directory, row, write_directory

ONE_LINE = [text for text in HOSTILE_TEXTS if len(text) < 100]


def test_second_reviewer_is_told_what_the_first_decided(site: Site, visitor: NewVisitor) -> None:
    site.store.add(application(1))
    first, second = visitor(site.address), visitor(site.address)
    for each, name in ((first, "Robin"), (second, "Sam")):
        signs_in(each, site, name)
        each.page.get_by_role("button", name="Made-up Group 1").click()
        each.page.get_by_role("button", name="Publish", exact=True).wait_for()
    first.page.get_by_text("Erase", exact=True).wait_for()
    stands(first.page)
    first.page.get_by_text("Decline", exact=True).first.click()
    first.page.get_by_label("Why?").fill("Not a group.")
    first.page.get_by_role("button", name="Decline").click()
    first.page.get_by_text("Declined.", exact=True).first.wait_for()

    second.page.get_by_role("button", name="Publish", exact=True).click()
    second.page.get_by_text("Robin was faster (declined").first.wait_for()
    second.page.get_by_text("Not a group.").wait_for()
    assert len(site.store.decisions()) == 1


def test_entry_that_another_reviewer_changed_is_not_changed_back(site: Site, visitor: NewVisitor) -> None:
    robin, sam = visitor(site.address), visitor(site.address)
    for each, name in ((robin, "Robin"), (sam, "Sam")):
        signs_in(each, site, name)
        each.page.get_by_text("Listed groups", exact=True).click()
        each.page.get_by_role("button", name="never verified").first.click()
        each.page.get_by_text("Edit the entry").click()
        each.page.get_by_label("City (").wait_for()
    stands(sam.page)
    sam.page.get_by_label("What the group does").fill("Words of Sam")
    sam.page.get_by_role("button", name="Publish the change").click()
    sam.page.get_by_text("Published.", exact=True).first.wait_for()

    robin.page.get_by_test_id("stMain").get_by_text("Words of Sam").first.wait_for()
    expect(robin.page.get_by_label("What the group does")).to_have_value("Words of Sam")
    stands(robin.page)
    robin.page.get_by_label("City (").fill("City of Robin")
    robin.page.get_by_role("button", name="Publish the change").click()
    robin.page.get_by_text("Published.", exact=True).first.wait_for()

    group = read_directory(site.folder).groups.iloc[0]
    assert (group["description"], group["city"]) == ("Words of Sam", "City of Robin")


def test_reviewer_changes_an_application_before_it_is_published(site: Site, visitor: NewVisitor) -> None:
    site.store.add(application(1, proposal={**application(1).proposal, "name": "mAdE uP"}))
    reviewer = visitor(site.address)
    signs_in(reviewer, site, "Robin")
    page = reviewer.page
    page.get_by_role("button", name="mAdE uP").click()
    page.get_by_text("Erase", exact=True).wait_for()
    stands(page)
    page.get_by_text("Edit before publishing").click()
    page.get_by_label("Name of the group").fill("Made Up at Last")
    page.get_by_role("button", name="Preview").click()
    reviewer.sees("Made Up at Last")
    page.get_by_label("Twitter (").fill("facebook.com/x")
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text("does not lead to Twitter").wait_for()
    page.get_by_label("Twitter (").fill("@made_up")
    page.get_by_text("Verified today").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    published(page)
    page.get_by_text("Copy this into a mail to:").wait_for()
    page.get_by_test_id("stCode").get_by_text(f'"{site.address}/badge/made-up-at-last.svg"').wait_for()

    groups = read_directory(site.folder).groups.set_index("id")
    assert groups.at["made-up-at-last", "name"] == "Made Up at Last"
    assert groups.at["made-up-at-last", "twitter"] == "https://www.twitter.com/made_up"
    assert groups["last_verified_on"].notna().to_dict() == {"group-1": False, "made-up-at-last": True}


def test_reviewer_merges_an_application_into_a_listed_group(site: Site, visitor: NewVisitor) -> None:
    site.store.add(application(1, proposal={**application(1).proposal, "name": "Made-up Parents of Ohio!"}))
    reviewer = visitor(site.address)
    signs_in(reviewer, site, "Robin")
    page = reviewer.page
    page.get_by_role("button", name="Made-up Parents of Ohio!").click()
    page.get_by_text("similar names").wait_for()
    page.get_by_label("Publish as").click()
    page.get_by_role("option", name="Made-up Parents of Ohio").click()
    page.get_by_role("button", name="Publish the change").click()
    published(page)

    groups = read_directory(site.folder).groups
    assert list(groups["id"]) == ["group-1"]
    assert groups.at[0, "name"] == "Made-up Parents of Ohio!"
    assert site.store.decisions()[-1].verdict is Verdict.MERGE


def test_update_reaches_its_group_among_groups_of_the_same_name(site: Site, visitor: NewVisitor) -> None:
    same = {"name": "Made-up Parents"}
    write_directory(
        site.folder, row(1, **same), row(2, **same, regions="US-PA"), row(3, name="A new group"), row(4, **same)
    )
    proposal = {**application(1).proposal, **same, "city": "Changed City"}
    site.store.add(application(1, kind="update", group_id="group-1", whole_entry=True, proposal=proposal))
    reviewer = visitor(site.address)
    signs_in(reviewer, site, "Robin")
    page = reviewer.page
    page.get_by_role("button", name="Made-up Parents").click()
    page.get_by_text("Erase", exact=True).wait_for()
    stands(page)
    page.get_by_text("Edit before publishing").click()
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Publish the change").click()
    published(page)

    cities = read_directory(site.folder).groups.set_index("id")["city"].to_dict()
    assert {each for each, city in cities.items() if city == "Changed City"} == {"group-1"}
    page.get_by_text("Listed groups", exact=True).click()
    page.get_by_label("Group", exact=True).click()
    page.get_by_role("option", name="[group-4]").click()
    page.get_by_role("button", name="Pause").click()
    page.get_by_text("status: active → paused").wait_for()
    assert site.store.decisions()[-1].group_id == "group-4"


def test_reviewer_keeps_listed_groups_true(site: Site, visitor: NewVisitor) -> None:
    reviewer = visitor(site.address)
    signs_in(reviewer, site, "Robin")
    page = reviewer.page
    page.get_by_text("Listed groups", exact=True).click()
    page.get_by_text("Not verified for a year: 1").wait_for()
    page.get_by_role("button", name="never verified").click()
    page.get_by_role("button", name="Verified today").click()
    page.get_by_text("marked as verified today").first.wait_for()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Make active again").wait_for()
    page.get_by_text("status: active → paused").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Pause").wait_for()

    assert [each.verdict for each in site.store.decisions()] == [Verdict.VERIFY, Verdict.PAUSE, Verdict.UNDO]
    assert read_directory(site.folder).groups.at[0, "status"] == "active"


def test_spam_is_erased_all_at_once(site: Site, visitor: NewVisitor) -> None:
    for number in (1, 2, 3):
        site.store.add(application(number, spam_reason=None if number == 1 else SpamReason.TOO_FAST))
    reviewer = visitor(site.address)
    signs_in(reviewer, site, "Robin")
    page = reviewer.page
    page.get_by_text("Spam (2)").click()
    page.get_by_role("button", name="Made-up Group 3").wait_for()
    expect(page.get_by_role("button", name="Erase all 2")).to_be_hidden()
    page.get_by_text("Erase all spam").click()
    page.get_by_role("button", name="Erase all 2").click()
    page.get_by_text("The spam is erased.").first.wait_for()
    page.get_by_text("Spam (0)").wait_for()

    assert [bool(each.proposal) for each in site.store.applications()] == [True, False, False]


def test_desk_works_by_keyboard_alone(site: Site, visitor: NewVisitor) -> None:
    site.store.add(application(1))
    reviewer = visitor(site.address)
    reviewer.opens("/review")
    page = reviewer.page
    tabs_to(page, page.get_by_role("button", name="Sign in"))
    page.keyboard.press("Enter")
    page.get_by_label("Your name").focus()
    page.keyboard.type("Robin")
    page.keyboard.press("Tab")
    page.keyboard.type(site.passphrases["Robin"])
    page.keyboard.press("Enter")
    page.get_by_text("Signed in as Robin").wait_for()
    tabs_to(page, page.get_by_role("button", name="Made-up Group 1"))
    page.keyboard.press("Enter")
    tabs_to(page, page.get_by_role("checkbox", name="Verified today"))
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox", name="Verified today")).to_be_checked()
    tabs_to(page, page.get_by_role("button", name="Publish", exact=True))
    page.keyboard.press("Enter")
    published(page)
    tabs_to(page, page.get_by_role("button", name="Back to the list"))
    page.keyboard.press("Enter")
    page.get_by_text("Nothing is waiting. Thank you for looking.").wait_for()

    groups = read_directory(site.folder).groups.set_index("id")
    assert groups["last_verified_on"].notna()["made-up-group-1"]


def test_asking_for_more_gives_a_text_to_copy(site: Site, visitor: NewVisitor) -> None:
    site.store.add(application(1))
    reviewer = visitor(site.address)
    signs_in(reviewer, site, "Robin")
    page = reviewer.page
    page.get_by_role("button", name="Made-up Group 1").click()
    page.get_by_text("Erase", exact=True).wait_for()
    stands(page)
    page.get_by_text("Ask for more information", exact=True).click()
    expect(page.get_by_label("Your mail")).to_have_value(re.compile("Hello Contact 1,"))
    page.get_by_label("Your mail").fill("Which county is it?")
    page.get_by_role("button", name="Save the note; I will send it myself").click()
    page.get_by_text("Copy this into a mail to:").wait_for()
    page.get_by_test_id("stCode").get_by_text("Which county is it?").wait_for()
    assert page.get_by_role("button", name="Save the note and send it").count() == 0
    page.get_by_role("button", name="Back to the list").click()
    page.get_by_text("Waiting for an answer (1)").click()
    page.get_by_role("button", name="Made-up Group 1").wait_for()


def test_page_is_closed_while_there_is_no_reviewer(
    tmp_path: Path, server: Callable[[Path], str], visitor: NewVisitor
) -> None:
    FileStore(write_directory(tmp_path / "data", row(1))).add(application(1))
    someone = visitor(server(tmp_path / "data"))
    someone.opens("/review")
    someone.page.get_by_text("This page is closed").wait_for()
    assert "Made-up Group 1 " not in someone.page.content()
    assert someone.page.get_by_role("textbox").count() == 0


def test_wrong_passphrase_opens_nothing_and_is_slowed_down(site: Site, visitor: NewVisitor) -> None:
    someone, robin = visitor(site.address), visitor(site.address)
    for minutes in range(11, 1, -1):  # from another process, as an attacker's other sessions would
        at = datetime.now(UTC) - timedelta(minutes=minutes)
        with pytest.raises(NotAllowedError):
            authenticate_by_passphrase(FileStore(site.folder).reviewers, "Robin", "wrong", at)
    tries_to_sign_in(someone, "Robin", "wrong")
    someone.page.get_by_text("do not match").wait_for()
    assert someone.page.get_by_role("button", name="Sign out").count() == 0
    tries_to_sign_in(robin, "Robin", site.passphrases["Robin"])
    robin.page.get_by_text("too many wrong attempts").wait_for()


def test_signing_out_and_being_removed_close_the_desk(site: Site, visitor: NewVisitor) -> None:
    site.store.add(application(1))
    first, second = visitor(site.address), visitor(site.address)
    signs_in(first, site, "Robin")
    first.page.reload()
    first.page.get_by_text("Signed in as Robin").wait_for()
    first.page.get_by_role("button", name="Sign out").click()
    first.page.get_by_text("You are signed out.").wait_for()
    assert "Made-up Group 1" not in first.page.content()

    signs_in(second, site, "Sam")
    FileStore(site.folder).reviewers.set_passphrase_hash("Sam", None)
    second.page.get_by_role("button", name="Made-up Group 1").click()
    second.page.get_by_text("You are no longer a reviewer.").wait_for()
    assert "Contact 1" not in second.page.content()


def test_hostile_texts_go_the_whole_way_as_typed(site: Site, visitor: NewVisitor) -> None:
    three_each = [ONE_LINE[first : first + 3] for first in range(0, len(ONE_LINE), 3)]
    for number, texts in enumerate(three_each, start=10):
        name, city, description = (texts * 3)[:3]
        proposal = {**application(number).proposal, "name": name, "city": city, "description": description}
        contact = {"contact_name": city, "contact_phone": description, "message": name}
        site.store.add(application(number, proposal=proposal, **contact))
    reviewer = visitor(site.address, **PHONE)  # the narrowest page
    signs_in(reviewer, site, "Robin")
    page = reviewer.page
    for name, *_ in three_each:
        shown = re.sub("[\u2066-\u2069]", "", " ".join(name.split()))
        page.get_by_role("button", name=re.compile("^New group")).first.wait_for()
        page.get_by_test_id("stButton").filter(has_text=shown).first.get_by_role("button").click()
        page.get_by_text("As it would appear").wait_for()
        page.get_by_role("button", name="Publish", exact=True).click()
        published(page)
        page.get_by_role("button", name="Back to the list").click()
        assert page.title() != "taken"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator(PICTURES).count() == 0

    groups = read_directory(site.folder).groups.iloc[1:]
    listed = groups[["name", "city", "description"]].to_numpy().tolist()
    assert listed == [[text.strip() for text in (texts * 3)[:3]] for texts in three_each]
    parent = visitor(site.address)
    parent.opens("/?q=q-that-is-nowhere")
    parent.opens("/?region=US-OH")
    assert parent.page.title() != "taken"
