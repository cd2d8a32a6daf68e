"""The form of a group, from what is typed to what is kept: mistakes, groups that are listed or waiting already."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from affiliates.applications.model import ATTESTATIONS, Kind, SpamReason
from affiliates.applications.states import State
from affiliates.directory.schema import Scope
from affiliates.storage.files.store import REVIEW_FOLDER, FileStore
from tests.components.app import app, words
from tests.components.signed_in import Reviewer
from tests.components.test_publication_mail import presses
from tests.made_up import application, row, write_directory

TYPED = {
    "name": "Families of Testland",
    "city": "Made-up City",
    "description": "We listen.",
    "website": "testland.example",
    "contact_name": "A Contact",
    "contact_email": "contact@testland.example",
}


@pytest.fixture
def folder(data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AFFILIATES_MIN_FILL_SECONDS", "0")
    return write_directory(data, row(1, name="Made-up Parents of Ohio"))


def form(region: str | None = "US-TX") -> AppTest:
    """The form of a new group, opened where this region was chosen."""
    page = app().switch_page("pages/apply.py")
    if region:
        page.query_params["region"] = region
    return page.run()


def field(page: AppTest, name: str) -> Any:
    return page.get_by_key(f"new__{name}")


def fills_in(page: AppTest, **typed: str) -> None:
    for name, text in {**TYPED, **typed}.items():
        field(page, name).set_value(text)
    field(page, "scope").set_value(Scope.STATEWIDE)
    for box in page.main.checkbox:
        box.check()


def sends(page: AppTest) -> AppTest:
    presses(page, "Send the application")
    assert not page.exception
    return page


def said(page: AppTest) -> str:
    """What the page says, without its escapes."""
    return words(page).replace("\\", "").replace(":small[]", "")


def shown(page: AppTest, *names: str) -> list[str]:
    return [field(page, name).value for name in names]


def test_every_mistake_is_named_at_once_and_nothing_typed_is_lost(folder: Path) -> None:
    page = sends(form(None))

    assert [each.proto.title for each in page.main.error] == ["Almost there."]
    for sentence in (
        "enter the group's name",
        "choose at least one",
        "choose one",
        "Families need at least one way to reach",
        "a person to write to",
        "the reviewers will answer there",
    ):
        assert sentence in said(page)
    assert sum("not checked yet" in box.label for box in page.main.checkbox) == len(ATTESTATIONS) + 1

    mistaken = {"facebook": "www.facebook.com/groups", "instagram": "facebook.com/made-up", "contact_email": "me"}
    fills_in(page, **mistaken)
    sends(page)

    for sentence in ("is cut short", "does not lead to Instagram", "is not an email address", "choose at least one"):
        assert sentence in said(page)
    assert "not checked yet" not in words(page)
    typed = {**TYPED, **mistaken}
    assert shown(page, *typed) == [*typed.values()]
    assert not (folder / REVIEW_FOLDER / "applications.csv").exists()


def test_duplicate_of_a_listed_group_becomes_an_update_of_it(folder: Path) -> None:
    page = form("US-OH")
    fills_in(page, name="The made-up parents, OHIO")
    sends(page)
    assert "Is this yours?" in words(page)
    assert "Parents of Ohio" in words(page)
    presses(page, "Back to the form")
    assert shown(page, "description") == ["We listen."]
    sends(page)
    presses(page, "This is our group: nothing to change")
    assert [each.value for each in page.success] == ["Thank you. Then there is nothing to send."]
    presses(page, "Back to the form")
    assert shown(page, "description") == ["We listen."]
    sends(page)
    presses(page, "This is our group: send my changes")

    (sent,) = FileStore(folder).applications()
    assert f"**{sent.reference}**" in words(page)
    assert (sent.kind, sent.group_id) == (Kind.UPDATE, "group-1")


def test_applicant_hears_of_their_own_waiting_application_and_of_nobody_elses(folder: Path) -> None:
    FileStore(folder).add(application(1, proposal={**application(1).proposal, "name": "Secret Families"}))
    page = form("US-OH")
    fills_in(page, name="secret families!")
    sends(page)
    presses(page, "Send another")
    fills_in(page, name="Secret Families", website="another.example")
    sends(page)
    assert [each.value for each in page.info] == [
        "An application for a group like yours is already waiting for our reviewers."
    ]
    presses(page, "It is the same group: add this to it")

    other, own, added = FileStore(folder).applications()
    assert f"**{added.reference}**" in words(page)
    assert [each.follows for each in (other, own, added)] == ["", "", own.reference]


def test_what_looks_like_spam_is_thanked_for_and_waits_in_its_own_list(folder: Path) -> None:
    """That nobody sees the field: tests/browser/test_apply.py."""
    page = form()
    fills_in(page)
    field(page, "honeypot").set_value("https://spam.example")
    sends(page)
    (sent,) = FileStore(folder).applications()
    assert sent.reference in said(page)
    assert sent.spam_reason is SpamReason.HONEYPOT

    robin = Reviewer(folder)
    assert "Nothing is waiting." in said(robin.page)
    lists = robin.page.segmented_control(key="desk_state")
    assert "Spam (1)" in lists.options
    lists.set_value(State.SPAM).run()
    robin.press("New group")
    assert robin.open == "Families of Testland (Texas)"
    assert "It waits apart because a field was filled in" in said(robin.page)
    robin.press("Not spam")
    assert [each.value for each in robin.page.success] == ["It now waits with the others\\."]
