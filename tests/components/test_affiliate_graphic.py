"""The affiliate graphic where a group's own people find it, and the mail that tells them."""

from pathlib import Path

import pytest

from affiliates.languages.catalogs import ENGLISH
from affiliates.site.settings import PUBLIC_URL
from components.review.mail import publication_text
from tests.components.app import app, links, words
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import application, row, write_directory

ADDRESS = "https://groups.example/map/"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AFFILIATES_DATA", str(tmp_path))
    monkeypatch.setenv(PUBLIC_URL, ADDRESS)
    return tmp_path


def test_group_finds_the_html_for_its_own_site(data: Path) -> None:
    write_directory(data, row(1, regions="US-MI", name='Made-up "Parents" <b>'))
    assert links(app(region="US-MI"))["./correct?group=group-1&own=graphic"] == "Is this your group?"

    page = app(group="group-1", own="graphic").switch_page("pages/correct.py").run()

    assert not page.exception
    (snippet,) = [each.value for each in page.code]
    assert snippet.startswith(f'<a href="{ADDRESS}r/US-MI/"><img src="{ADDRESS}badge/group-1.svg" alt="Made-up &#34;')
    assert "<b>" not in snippet


@pytest.mark.parametrize("name", HOSTILE_TEXTS)
def test_any_name_can_be_drawn(data: Path, name: str) -> None:
    write_directory(data, row(1, name=name))
    page = app(group="group-1").switch_page("pages/correct.py")
    page.session_state["own_graphic"] = True
    page.run()

    assert not page.exception
    assert len(page.code) == 1


def test_graphic_is_not_made_before_somebody_asks_for_it(data: Path) -> None:
    write_directory(data, row(1))
    page = app(group="group-1").switch_page("pages/correct.py").run()

    assert "Show it on your website" in str([each.label for each in page.expander])
    assert len(page.code) == 0


def test_group_that_is_not_active_has_no_graphic(data: Path) -> None:
    write_directory(data, row(1, status="paused"))
    assert "Is this your group?" not in words(app(region="US-OH", status="any").run())
    page = app(group="group-1", own="graphic").switch_page("pages/correct.py").run()

    assert "The entry now" in words(page)
    assert "Show it on your website" not in str([each.label for each in page.expander])


def test_mail_says_where_the_group_is_and_how_to_show_it() -> None:
    text = publication_text(ENGLISH, application(1), row(1, regions="US-MI US-OH"), ADDRESS)

    assert text.startswith("Hello Contact 1,\n")
    assert "AM-0000-0001" in text
    assert f"\n{ADDRESS}r/US-MI/\n" in text
    assert f'<img src="{ADDRESS}badge/group-1.svg"' in text
    assert f"\n{ADDRESS}correct?group=group-1\n" in text


@pytest.mark.parametrize("name", HOSTILE_TEXTS)
def test_mail_holds_any_name_as_it_was_typed(name: str) -> None:
    text = publication_text(ENGLISH, application(1), row(1, name=name), ADDRESS)

    assert f"\n{name} is on the affiliate map now" in text
