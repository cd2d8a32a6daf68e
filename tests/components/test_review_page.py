"""The reviewers' page against forged sessions, without a browser."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from affiliates.review.file.review import FileReview
from affiliates.review.passphrases import add_reviewer
from affiliates.review.sign_in import SignInRegistry
from affiliates.storage.files.store import FileStore
from tests.components.app import app, words
from tests.components.signed_in import signs_in, token_of
from tests.components.test_publication_mail import presses
from tests.made_up import application, approval, read_directory, row, write_directory

FORGED = {
    "a token": {"reviewer_token": "forged"},
    "a name as token": {"reviewer_token": "Robin"},
    "an open application": {"desk_open": "AM-0000-0001", "desk_tab": "Applications", "reviewer_token": "x" * 43},
    "a mail to send": {"desk_mail_prepared": {"AM-0000-0001": ("a@made-up.example", "text", False, False)}},
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("AFFILIATES_DATA", str(tmp_path))
    write_directory(tmp_path, row(900))
    FileStore(tmp_path).add(application(1))
    add_reviewer(FileStore(tmp_path).reviewers, "Robin")
    return app().switch_page("pages/review.py")


def buttons(page: AppTest) -> list[str]:
    """Those of the page itself, without the header's."""
    return [each.label for each in page.main.button if each.label != "Add your group"]


@pytest.mark.parametrize("state", FORGED.values(), ids=FORGED)
def test_forged_session_sees_nothing_but_the_door(desk: AppTest, state: dict[str, object]) -> None:
    for name, value in state.items():
        desk.session_state[name] = value
    desk.run()

    assert not desk.exception
    assert buttons(desk) == ["Sign in"]
    assert not desk.main.text_input
    for private in ("Made-up Group 1", "Made\\-:small[]up Group 1", "Contact 1", "AM-0000-0001", "made-up.example"):
        assert private not in words(desk)


def test_page_without_a_reviewer_says_how_to_open_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFFILIATES_DATA", str(write_directory(tmp_path, row(900))))
    page = app().switch_page("pages/review.py").run()

    assert "This page is closed" in words(page)
    assert not buttons(page)


@pytest.mark.parametrize("name", ["reviewers.csv", "sign_ins.csv", "applications.csv", "decisions.csv"])
def test_store_that_cannot_be_read_is_an_apology_and_no_crash(desk: AppTest, tmp_path: Path, name: str) -> None:
    token = token_of(tmp_path)
    damaged = tmp_path / "review" / name
    damaged.unlink(missing_ok=True)
    damaged.mkdir()  # what nobody can read, root included
    desk.session_state["reviewer_token"] = token
    desk.run()

    assert not desk.exception
    assert [each.value for each in desk.error if "right now" in each.value]


def test_desk_says_which_rows_nobody_sees_and_why(desk: AppTest, tmp_path: Path) -> None:
    write_directory(tmp_path, row(900), row(901, regions="US-ZZ"))
    signs_in(desk, tmp_path)
    desk.session_state["desk_tab"] = "Listed groups"
    desk.run()

    assert not desk.exception
    assert "1 row of our list cannot be read right now" in words(desk)
    assert "Row 3: regions: “US-ZZ” is not a region we know" in words(desk)


def test_each_sign_in_is_seen_and_can_be_ended(desk: AppTest, tmp_path: Path) -> None:
    others = [token_of(tmp_path, browser=browser) for browser in ("Firefox on Windows", "Safari on an iPhone")]
    somebody_elses = token_of(tmp_path, "Sam", browser="Chrome on Linux")
    page = signs_in(desk, tmp_path).run()
    assert "Firefox on Windows" in words(page)
    assert "Chrome on Linux" not in words(page)
    now, reviewers = datetime.now(UTC), FileStore(tmp_path).reviewers
    registry = SignInRegistry(reviewers, reviewers.passphrase_hashes().get)
    presses(page, "Sign out there")
    assert sorted(registry.is_open(each, now) for each in others) == [False, True]
    presses(page, "Sign out everywhere else")

    assert not page.exception
    assert [registry.is_open(each, now) for each in others] == [False, False]
    assert registry.is_open(somebody_elses, now)
    assert [each.label for each in page.main.button if each.label.startswith("Sign out")] == ["Sign out"]
    presses(page, "Sign out")
    assert "You are signed out." in words(page)
    assert {each.is_ended for each in reviewers.sign_ins() if each.reviewer == "Robin"} == {True}


def test_desk_closes_where_its_sign_in_was_ended_elsewhere(desk: AppTest, tmp_path: Path) -> None:
    page = signs_in(desk, tmp_path).run()
    assert [each for each in page.main.button if "Group 1" in each.label]
    reviewers = FileStore(tmp_path).reviewers
    reviewers.end_sign_ins([each.token_hash for each in reviewers.sign_ins()])
    page.run()

    assert "Please sign in." in words(page)
    assert buttons(page) == ["Sign in"]


def test_desk_shows_what_an_import_undid_and_publishes_it_again(desk: AppTest, tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    store.record_decision(approval(1))
    store.record_decision(approval(2))
    write_directory(tmp_path, row(900))
    page = signs_in(desk, tmp_path).run()
    assert [each.label for each in page.expander if "no longer" in each.label] == [
        "2 published decisions are no longer in the list’s file"
    ]
    presses(page, "Publish it again")
    presses(page, "Leave it as the file says")

    assert not page.exception
    assert [*read_directory(tmp_path).groups["id"]] == ["group-900", "group-1"]
    assert not [each.label for each in page.expander if "no longer" in each.label]


def test_file_to_edit_has_every_byte_and_is_for_reviewers_only(desk: AppTest, tmp_path: Path) -> None:
    content = b"id;name;scope;regions;status;our own column\r\ngroup-1;A;galactic;US-OH;active;caf\xe9\r\n"
    (tmp_path / "affiliates.csv").write_bytes(content)
    token = token_of(tmp_path)
    reviewers = FileStore(tmp_path).reviewers
    registry = SignInRegistry(reviewers, reviewers.passphrase_hashes().get)
    assert FileReview(FileStore(tmp_path), registry, lambda: read_directory(tmp_path).groups).content(token) == content

    desk.session_state["desk_tab"] = "Listed groups"
    page = signs_in(desk, tmp_path).run()
    (button,) = [each.proto for each in page.get("download_button") if "whole file" in each.proto.label]
    assert button.deferred_file_id
