"""The tab “People” at the desk: who wants a group, what they wrote, and a letter to all who would help."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from affiliates.people.sending import notice_groups
from affiliates.site.settings import PUBLIC_URL
from affiliates.storage.contract.people import PersonLetterStep
from affiliates.storage.files.store import FileStore
from tests.affiliates.people.made_up import NOW, person
from tests.components.app import words
from tests.components.signed_in import Reviewer
from tests.made_up import row, write_directory

SMTP = {"host": "127.0.0.1", "port": 1, "sender": "desk@made-up.example", "security": "none"}


@pytest.fixture
def store(data: Path, monkeypatch: pytest.MonkeyPatch) -> FileStore:
    monkeypatch.setenv(PUBLIC_URL, "https://groups.example/")
    store = FileStore(write_directory(data, row(1, regions="US-MI")))
    people = [
        person(1, would_help=True, first_name="*Robin*", sentence="<b>I know</b> {{ two }} families"),
        person(2, would_help=True, wants_news=False, confirmed_at=None),
        person(3, region="US-MI"),
    ]
    store.people.update(lambda _: people)
    return store


def people_tab(folder: Path, *, has_mail: bool = True) -> AppTest:
    page = Reviewer(folder).page
    if has_mail:
        page.secrets["smtp"] = SMTP
    page.session_state["desk_people_US-OH"] = True
    return page.segmented_control(key="desk_tab").set_value("People").run()


def test_tab_shows_who_wants_what_as_typed(data: Path, store: FileStore) -> None:
    page = people_tab(data)

    assert not page.exception
    assert [each.label for each in page.expander][:2] == [
        "Michigan: 1 want to be told",
        "Ohio: 2 would help, 1 want to be told · 1 not confirmed",
    ]
    assert "<b>I know</b> {{ two }} families" in [each.value for each in page.text]
    assert "**not confirmed**" in words(page)
    page.button(key="desk_person_person-2_remove").click().run()
    assert [each.id for each in store.people.people()] == ["person-1", "person-3"]


def test_letter_to_all_is_seen_before_it_goes_and_goes_once(data: Path, store: FileStore) -> None:
    page = people_tab(data)
    key = "desk_people_message_US-OH"
    page.text_input(f"{key}_subject").set_value("Shall we meet?")
    page.text_area(f"{key}_text").set_value("On Monday.").run()
    preview = next(each.value for each in page.text if "On Monday." in each.value)
    assert "Hello *Robin*," in preview
    assert "nobody sees anybody else’s address" in preview
    page.button(f"{key}_send").click().run()

    assert "to each of them alone" in page.success[0].value
    (letter,) = store.people.people()[0].letters
    assert (letter.step, letter.subject, letter.text) == (PersonLetterStep.WAITING, "Shall we meet?", "On Monday.")
    assert not [each for each in page.button if each.key == f"{key}_send"]
    assert f"The last letter to them is of {letter.at:%Y-%m-%d}." in words(page)


def test_without_mail_the_addresses_are_there_to_copy(data: Path, store: FileStore) -> None:
    notice_groups(store, NOW)
    page = people_tab(data, has_mail=False)

    assert [each.value for each in page.code] == [
        "person-3@made-up.example",  # there is a group in Michigan now
        "person-1@made-up.example\nperson-2@made-up.example",
    ]
    page.button("desk_people_told_US-MI_done").click().run()
    assert [each.id for each in store.people.people()] == ["person-1", "person-2"]
