"""Where a visitor of the app is offered to write to a group."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from affiliates.languages.catalogs import languages
from affiliates.site.settings import PUBLIC_URL
from affiliates.storage.files.store import FileStore
from tests.affiliates.upkeep.mail import NOW
from tests.components.app import ROOT, links, words
from tests.made_up import application, approval, row, write_directory

SMTP = {"host": "127.0.0.1", "sender": "desk@made-up.example", "security": "none"}
OFFER = "Write to this group"


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch, *, has_mail: bool = True, **url: str) -> AppTest:
    """A page of an app with one group whose contact can be written to, and one that was listed by hand."""
    monkeypatch.setenv("AFFILIATES_DATA", str(folder))
    monkeypatch.setenv(PUBLIC_URL, "https://groups.example/")
    store = FileStore(write_directory(folder, row(2)))
    store.add(application(1))
    store.record_decision(approval(1, decided_at=NOW))
    test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=20)
    if has_mail:
        test.secrets["smtp"] = SMTP
    for name, value in {"region": "US-OH", **url}.items():
        test.query_params[name] = value
    return test.run()


def test_card_offers_it_where_there_is_a_contact_and_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(tmp_path, monkeypatch)

    assert [address for address, text in links(page).items() if text == OFFER] == ["./write?group=group-1"]
    assert words(page).count(OFFER) == 1
    assert "contact-1" not in f"{words(page)} {links(page)}"


def test_link_and_words_are_in_the_language_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = links(opened(tmp_path, monkeypatch, lang="es"))

    assert found["./write?group=group-1&lang=es"] == languages()["es"].gettext(OFFER)


def test_table_offers_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(tmp_path, monkeypatch, region="", view="table")

    assert "/write?group=group-1" in page.table[0].value.to_csv().replace("\\", "")


def test_without_a_mail_server_nothing_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "/write" not in str(links(opened(tmp_path, monkeypatch, has_mail=False)))


def test_card_beside_a_form_does_not_lead_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(tmp_path, monkeypatch, region="", group="group-1").switch_page("pages/correct.py").run()

    assert "Made" in words(page)
    assert "/write" not in str(links(page))
