"""What is wrong with an entry, from the link of its card to the reviewer who changes it."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from affiliates.applications.decisions import Verdict
from affiliates.applications.model import CorrectionReason, Kind
from affiliates.storage.files.store import FileStore
from tests.components.app import app, headings, words
from tests.components.signed_in import Reviewer
from tests.components.test_publication_mail import presses
from tests.made_up import read_directory, row, write_directory

OHIO = row(1, name="Made-up Parents of Ohio", website="https://made-up-ohio.example", description="Old words.")


@pytest.fixture
def folder(data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AFFILIATES_MIN_FILL_SECONDS", "0")
    return write_directory(data, OHIO)


@pytest.fixture
def form(folder: Path) -> AppTest:
    """The page to which the card of the group leads."""
    page = app(group="group-1").switch_page("pages/correct.py")
    page.query_params["group"] = "group-1"
    return page.run()


def test_correction_of_a_listed_group_reaches_the_desk(folder: Path, form: AppTest) -> None:
    assert any("Parents of Ohio" in each for each in headings(form))
    presses(form, "Tell us")
    assert "choose the one that fits best" in words(form)
    form.radio(key="correction_group-1_problem").set_value(CorrectionReason.DEAD_LINK)
    form.text_area(key="correction_group-1_message").set_value("The website is gone.")
    presses(form, "Tell us")
    assert [each.value for each in form.success] == ["Thank you. We have received it."]

    robin = Reviewer(folder)
    robin.press("Correction")
    assert "The website is gone." in words(robin.page)
    assert "A link is dead" in words(robin.page)
    robin.press("Mark the group as inactive")
    assert "is inactive" in robin.page.success[0].value
    assert FileStore(folder).decisions()[-1].verdict is Verdict.APPROVE
    assert read_directory(folder).groups.at[0, "status"] == "inactive"


def test_group_sends_its_whole_entry_anew_and_what_is_emptied_goes(folder: Path, form: AppTest) -> None:
    form.session_state["own_entry"] = True  # a click on the expander, which AppTest does not know
    form.run()

    def field(name: str) -> Any:
        return form.get_by_key(f"update_group-1_{name}")

    assert [field(name).value for name in ("website", "description")] == [OHIO["website"], OHIO["description"]]
    changed = {"city": "Made-up City", "website": "made-up-anew.example", "description": ""}
    for name, text in {**changed, "contact_name": "A Contact", "contact_email": "contact@testland.example"}.items():
        field(name).set_value(text)
    for box in form.main.checkbox:
        box.check()
    presses(form, "Send the update")

    (sent,) = FileStore(folder).applications()
    assert f"**{sent.reference}**" in words(form)
    assert (sent.kind, sent.group_id, sent.proposal["city"]) == (Kind.UPDATE, "group-1", "Made-up City")

    robin = Reviewer(folder)
    robin.press("Update")
    assert "What it changes" in words(robin.page)
    assert "Now: https://made-up-ohio.example" in words(robin.page)
    assert "Then: https://made-up-anew.example" in words(robin.page)
    assert "It changes where families are sent." in words(robin.page)
    robin.press("Publish the change")
    groups = read_directory(folder).groups
    assert groups.loc[0, [*changed]].to_dict() == {**changed, "website": "https://made-up-anew.example"}
