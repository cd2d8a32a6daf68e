"""Links that no longer work, on the reviewers' desk: each remedy is one press."""

from pathlib import Path

import pytest

from affiliates.storage.contract.links import LinkFinding
from affiliates.storage.files.store import FileStore
from components.shared.markdown import escape_markdown
from tests.components.app import words
from tests.components.signed_in import Reviewer
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import application, approval, look_at_link, row, write_directory

OLD, NEW = "http://old.example/", "https://new.example/groups/ohio"


@pytest.fixture
def robin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reviewer:
    monkeypatch.setenv("AFFILIATES_DATA", str(tmp_path))
    monkeypatch.setenv("AFFILIATES_PUBLIC_URL", "https://groups.example/")
    write_directory(tmp_path, row(1, website=OLD, email="hello@made-up.example"))
    look_at_link(tmp_path, OLD, LinkFinding.MOVED, moved_to=NEW)
    robin = Reviewer(tmp_path)
    robin.page.button_group(key="desk_tab").set_value("Links").run()
    return robin


def listed(folder: Path) -> list[dict[str, str]]:
    return list(FileStore(folder).directory.entries().values())


def websites(folder: Path) -> list[str]:
    return [each["website"] for each in listed(folder)]


def test_new_address_is_taken_with_one_press_and_taken_back_with_another(robin: Reviewer, tmp_path: Path) -> None:
    assert robin.open == "Links to look at: 1"
    robin.press("Use the new address")
    assert websites(tmp_path) == [NEW]
    assert [each.value for each in robin.page.success] == [escape_markdown("The entry has the new address.")]
    assert robin.open == "Links to look at: 0"

    robin.press("Undo")
    assert websites(tmp_path) == [OLD]
    robin.press("It works: leave it")
    assert [each.value for each in robin.page.header] == [
        "Links to look at: 0",
        "Left because they work for people: 1",
    ]
    assert "Robin opened it on" in words(robin.page)
    robin.press("Look at it again")
    assert robin.open == "Links to look at: 1"
    robin.press("Remove the link")
    assert websites(tmp_path) == [""]
    assert [each.reviewer for each in FileStore(tmp_path).decisions()] == ["Robin"] * 3


def test_letter_to_the_group_is_prepared(robin: Reviewer) -> None:
    robin.press("Ask the group")

    to, text = (each.value for each in robin.page.code)
    assert to == "hello@made-up.example"
    assert f"this link of Made-up Group 1 on the affiliate map no longer works for us:\n{OLD}\n" in text
    assert "https://groups.example/correct?group=group-1" in text
    robin.press("I have sent it")
    assert not robin.page.code


def test_letter_goes_to_whoever_applied_in_their_language(robin: Reviewer, tmp_path: Path) -> None:
    sent = application(1, language="es", contact_name="Ana", contact_email="ana@made-up.example")
    FileStore(tmp_path).add(sent)
    FileStore(tmp_path).record_decision(approval(1, group_id="group-1", before=None, after=None))
    robin.page.run()
    robin.press("Ask the group")

    to, text = (each.value for each in robin.page.code)
    assert to == "ana@made-up.example"
    assert text.startswith("Hola")
    assert "https://groups.example/correct?group=group-1&lang=es" in text
    assert "no longer works for us" in words(robin.page)  # in English, for the reviewer


def test_hostile_names_are_shown_as_typed_and_who_has_no_address_is_not_asked(robin: Reviewer, tmp_path: Path) -> None:
    names = [text for text in HOSTILE_TEXTS if len(text) < 100][:10]
    write_directory(tmp_path, *(row(number, name=name, website=OLD) for number, name in enumerate(names)))
    robin.page.run()

    shown = words(robin.page)
    assert all(f"**{escape_markdown(each['name'])}** · Website" in shown for each in listed(tmp_path))
    asks = [each for each in robin.page.button if each.label == "Ask the group"]
    assert len(asks) == len(names)
    assert all(each.disabled for each in asks)
