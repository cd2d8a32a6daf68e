"""Allies: their page, the form by which one asks to be listed, and the reviewers' desk."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from affiliates.applications.decisions import Verdict
from affiliates.applications.model import BELIEFS, Kind
from affiliates.directory.schema import EntryKind
from affiliates.languages.catalogs import ENGLISH
from affiliates.storage.files.directory.lists import FILE_NAME
from affiliates.storage.files.store import FileStore
from components.review.mail import publication_text
from tests.components.app import app, headings, words
from tests.components.signed_in import Reviewer
from tests.components.test_publication_mail import presses
from tests.made_up import ally, application, read_directory, row, write_directory

GROUP = row(1, name="Made-up Parents of Ohio")
# An ally's proposal, as the form makes it.
PROPOSED = {**application(1).proposal, "kind": "ally", "scope": "", "regions": "", "name": "Made-up Listeners"}


@pytest.fixture
def folder(data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AFFILIATES_MIN_FILL_SECONDS", "0")
    monkeypatch.setenv("AFFILIATES_PUBLIC_URL", "https://groups.example/")
    return write_directory(data, GROUP)


def allies_page() -> AppTest:
    page = app().switch_page("pages/allies.py").run()
    assert not page.exception
    return page


def field(page: AppTest, name: str) -> Any:
    return page.get_by_key(name)


def test_page_shows_active_allies_by_name_and_says_when_there_is_none(folder: Path) -> None:
    assert "Nobody is listed here yet" in words(allies_page())

    gone = ally(3, name="Made-up Former Ally", status="inactive")
    write_directory(folder, GROUP, ally(1, name="Made-up Z"), ally(2, name="Made-up A", regions="US-TX"), gone)
    page = allies_page()
    assert headings(page)[:2] == ["Made-up A", "Made-up Z"]
    assert "Texas" in words(page)
    for other in ("Nobody is listed", "Everywhere", "Link to this group", GROUP["name"], gone["name"]):
        assert other not in words(page)


@pytest.mark.parametrize("page", ["pages/find.py", "pages/coverage.py"])
def test_pages_that_count_say_of_allies_alone_what_they_say_of_nobody(folder: Path, page: str) -> None:
    write_directory(folder)
    nobody = words(app(region="US-TX").switch_page(page).run())
    write_directory(folder, *(ally(number, regions="US-TX") for number in range(5)))

    assert words(app(region="US-TX").switch_page(page).run()) == nobody


def test_ally_applies_from_the_page_and_agrees_to_the_beliefs_alone(folder: Path) -> None:
    page = allies_page()
    presses(page, "We would like to be an ally")
    presses(page, "Send the application")
    assert [each.proto.title for each in page.sidebar.error] == ["Almost there."]
    assert sum("not checked yet" in box.label for box in page.sidebar.checkbox) == len(BELIEFS) + 1
    assert "Families need" not in words(page)
    typed = {
        "name": "Made-up Listeners",
        "description": "We listen.",
        "contact_name": "A",
        "contact_email": "a@b.example",
    }
    for name, text in typed.items():
        field(page, f"ally__{name}").set_value(text)
    for box in page.sidebar.checkbox:
        box.check()
    presses(page, "Send the application")

    (sent,) = FileStore(folder).applications()
    assert "you are on the allies page" in words(page)
    assert (sent.kind, sent.proposal["kind"], sent.proposal["scope"]) == (Kind.NEW, "ally", "")
    assert (sent.proposal["name"], sent.agreed) == ("Made-up Listeners", BELIEFS)


def test_forms_of_a_group_and_of_an_ally_keep_what_was_typed_apart(folder: Path) -> None:
    page = allies_page()
    presses(page, "We would like to be an ally")
    field(page, "ally__name").set_value("Made-up Listeners")
    presses(page, "Close")
    presses(page, "Add your group")
    assert field(page, "new__name").value == ""
    presses(page, "Close")
    presses(page, "We would like to be an ally")
    assert field(page, "ally__name").value == "Made-up Listeners"


def test_reviewer_sees_an_ally_publishes_it_and_takes_it_back(folder: Path) -> None:
    """The directory's file has no column for it before."""
    former = (folder / FILE_NAME).read_text().replace("kind,", "").replace(f"{GROUP['name']},,", f"{GROUP['name']},")
    (folder / FILE_NAME).write_text(former)
    store = FileStore(folder)
    store.add(application(1, proposal=PROPOSED, agreed=BELIEFS))
    robin = Reviewer(folder)
    assert robin.rows[0].startswith("New ally · **Made-up Listeners**")
    robin.press("New ally")
    assert robin.page.selectbox(key="desk_target_AM-0000-0001").options == ["A new ally"]
    robin.press("Publish, verified")

    assert "will be on the allies page" in "\n".join(each.value for each in robin.page.success)
    listed = read_directory(folder)
    assert (list(listed.groups["name"]), list(listed.allies["name"])) == ([GROUP["name"]], ["Made-up Listeners"])
    assert listed.problems == ()
    entry = store.directory.entry("made-up-listeners") or {}
    assert (entry["kind"], entry["affiliate_since"]) == (EntryKind.ALLY, "")
    letter = publication_text(ENGLISH, application(1), entry, "https://groups.example/")
    assert "https://groups.example/allies/" in letter
    assert "badge" not in letter
    robin.press("Undo")
    assert read_directory(folder).allies.empty


def test_what_an_ally_changes_leaves_it_an_ally(folder: Path) -> None:
    write_directory(folder, GROUP, ally(1, name="Made-up Listeners"))
    page = app(group="ally-1", own="1").switch_page("pages/correct.py").run()
    assert not any("graphic" in each.label for each in page.expander)
    assert "update_ally-1_scope" not in page.session_state
    field(page, "update_ally-1_name").set_value("Made-up Listeners Two")
    field(page, "update_ally-1_contact_name").set_value("A")
    field(page, "update_ally-1_contact_email").set_value("a@b.example")
    for box in page.main.checkbox:
        box.check()
    presses(page, "Send the update")
    assert not page.exception
    robin = Reviewer(folder)
    robin.press("Update")
    robin.press("Publish the change")

    assert list(read_directory(folder).allies["name"]) == ["Made-up Listeners Two"]
    assert FileStore(folder).decisions()[-1].verdict is Verdict.APPROVE


def test_application_of_an_ally_never_becomes_a_change_of_a_group(folder: Path) -> None:
    FileStore(folder).add(application(1, proposal={**PROPOSED, "name": GROUP["name"], "regions": "US-OH"}))
    robin = Reviewer(folder)
    robin.press("New ally")

    assert "neither becomes the other" in words(robin.page)
    assert robin.page.selectbox(key="desk_target_AM-0000-0001").options == ["A new ally"]
