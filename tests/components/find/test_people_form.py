"""Signing up in the app: in a region without a group, after a ZIP code too."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from affiliates.storage.files.store import FileStore
from tests.components.app import app, follows_link, links, types_place, url_of
from tests.made_up import row, write_directory

TEXAS = "Tell me when there is a group in Texas"


WOULD_HELP = "I would help to start one"


def opened(test: AppTest, wish: str = TEXAS) -> AppTest:
    """The form for Texas, as it comes once somebody says what they want."""
    follows_link(test, wish)
    return test


def fill_in(test: AppTest, region: str = "US-TX", **values: str) -> AppTest:
    """Fills in the form and sends it, as somebody who took a minute."""
    key = f"people_{region}"
    test.session_state[f"{key}_opened"] = datetime.now(UTC) - timedelta(minutes=1)
    for field, value in {"email": "canary@made-up.example", **values}.items():
        test.text_input(f"{key}_{field}").set_value(value)
    return test.button(f"{key}_send").click().run()


@pytest.fixture
def folder(data: Path) -> Path:
    return write_directory(data, row(1, regions="US-MI"))


def test_who_signs_up_after_a_zip_code_is_kept_and_thanked(folder: Path) -> None:
    test = app()
    types_place(test, "78701")
    assert not test.checkbox
    opened(test, WOULD_HELP)
    assert TEXAS not in links(test).values()
    assert not test.checkbox("people_US-TX_wants_news").value
    test.checkbox("people_US-TX_wants_news").check()
    fill_in(test, first_name="Robin", sentence="I know two other families.")

    assert not test.exception
    assert "Thank you" in test.success[0].value
    (kept,) = FileStore(folder).people.people()
    assert (kept.region, kept.wants_news, kept.would_help, kept.first_name) == ("US-TX", True, True, "Robin")
    assert kept.confirmed_at is None
    assert url_of(test) == {"region": ["US-TX"]}
    assert TEXAS not in links(test).values()
    assert not [each for each in test.text_input if each.key == "people_US-TX_email"]


def test_mistakes_and_what_looks_like_a_program_are_said_and_nothing_is_lost(folder: Path) -> None:
    test = opened(app(region="US-TX"))
    test.checkbox("people_US-TX_wants_news").uncheck()
    fill_in(test, email="canary", sentence="Kept")
    said = [each.value for each in test.error]
    assert len(said) == 2
    assert "Choose what we may do for you" in said[0]
    assert "is not an email address" in said[1]
    assert test.text_input("people_US-TX_sentence").value == "Kept"

    test.checkbox("people_US-TX_wants_news").check()
    fill_in(test, honeypot="x")
    assert "Please send it once more" in test.error[0].value
    assert FileStore(folder).people.people() == []
    fill_in(test)
    assert len(FileStore(folder).people.people()) == 1


@pytest.mark.usefixtures("folder")
def test_region_with_a_group_has_no_form() -> None:
    test = app(region="US-MI", wish="news")

    assert not test.checkbox
    assert not [text for text in links(test).values() if text.startswith("Tell me")]


@pytest.mark.usefixtures("folder")
def test_link_leads_into_the_form_and_another_region_has_none_yet() -> None:
    test = app(region="US-TX", wish="help")
    assert test.checkbox("people_US-TX_would_help").value
    assert not test.checkbox("people_US-TX_wants_news").value

    follows_link(test, "Show all places")
    assert url_of(test) == {}
    assert not app(region="US-OH", wish="<b>").checkbox


def test_store_that_cannot_keep_it_is_an_apology(folder: Path) -> None:
    test = opened(app(region="US-TX"))
    (folder / "review").mkdir(exist_ok=True)
    (folder / "review/people.csv").write_bytes(b"another program\r")
    fill_in(test)

    assert "We cannot save this right now" in test.error[0].value
