"""The form in another language than English, and what reviewers do with what came from it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from affiliates.applications.model import ATTESTATIONS
from affiliates.applications.validation import CONSENT
from affiliates.content.charter import ENGLISH_COUNTS
from affiliates.content.place_names import names_in_order, place_labels
from affiliates.geo import place_search
from affiliates.geo.region_spellings import region_spellings
from affiliates.languages.catalogs import languages
from affiliates.storage.files.store import FileStore
from components.state import language as visitor_language
from tests.components.app import app, words
from tests.components.signed_in import signs_in
from tests.components.test_publication_mail import presses
from tests.languages import language_of
from tests.made_up import application, row, write_directory

STATEMENTS = {each.text: f"Creemos {number}." for number, each in enumerate(ATTESTATIONS.values())}
TEXTS = {
    "Hello {name},": "Hola, {name}:",
    "“{field}” {mistake}.": "“{field}” {mistake}.",
    "is missing: enter the group's name": "está sin llenar: escriba el nombre del grupo",
    "Name of the group": "Nombre del grupo",
    "{label} (public, required)": "{label} (público, obligatorio)",
    "Send the application": "Enviar la solicitud",
    ENGLISH_COUNTS.text: "Vale la versión en inglés.",
    "You agree to the English words. The translation beside them is there to help you; the English version counts "
    "until the Alliance approves a translation.": "Usted acepta las palabras en inglés.",
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder of a site that speaks some Spanish."""
    monkeypatch.setenv("AFFILIATES_DATA", str(tmp_path))
    monkeypatch.setenv("AFFILIATES_MIN_FILL_SECONDS", "0")
    monkeypatch.setenv("AFFILIATES_LOCALE_DIR", str(tmp_path / "locale"))
    language_of(tmp_path / "locale", "es_US", TEXTS | STATEMENTS)
    kept = (languages, names_in_order, place_labels, region_spellings, place_search._names, visitor_language._asked_for)
    for each in kept:
        each.cache_clear()
    yield write_directory(tmp_path, row(900))
    for each in kept:
        each.cache_clear()


def form(lang: str = "es") -> AppTest:
    return app(lang=lang).switch_page("pages/apply.py").run()


def sends(page: AppTest, label: str = "Enviar la solicitud") -> AppTest:
    return next(each for each in page.button if each.label == label).click().run()


def test_applicant_reads_the_translation_and_the_english_words_that_count(data: Path) -> None:
    page = form()

    assert not page.exception
    boxes = [each.label for each in page.checkbox]
    assert boxes[: len(STATEMENTS)] == list(STATEMENTS.values())
    assert [each.value for each in page.caption if each.value in STATEMENTS] == list(STATEMENTS)
    assert "Usted acepta las palabras en inglés." in words(page)


def test_application_is_kept_with_the_language_in_which_it_was_sent_and_agreed_to(data: Path) -> None:
    page = form()
    for field, text in (("name", "Made-up Grupo"), ("website", "made-up.example"), ("contact_name", "Made-up Contact")):
        page.text_input(key=f"new__{field}").set_value(text)
    page.text_input(key="new__contact_email").set_value("contact@made-up.example")
    page.multiselect(key="new__regions_es").set_value(["US-PR"])
    page.radio(key="new__scope_es").set_value("local")
    for key in (*ATTESTATIONS, CONSENT):
        page.checkbox(key=f"new__{key}").check()
    page = sends(page)

    assert not page.exception
    (sent,) = FileStore(data).applications()
    assert sent.proposal["name"] == "Made-up Grupo"
    assert sent.agreed == tuple(ATTESTATIONS)
    assert (sent.language, sent.charter_language) == ("es", "es")


def test_mistakes_speak_the_language_that_is_chosen_later(data: Path) -> None:
    page = sends(form())
    assert "“Nombre del grupo” está sin llenar" in words(page)

    page.query_params["lang"] = "en"
    page.run()
    assert "“Name of the group” is missing" in words(page)
    assert "llenar" not in words(page)


def test_nothing_typed_is_lost_when_another_language_is_chosen(data: Path) -> None:
    page = form()
    page.text_input(key="new__contact_name").set_value("Made-up Contact")
    page.multiselect(key="new__regions_es").set_value(["US-PR", "US-NY"])
    page.radio(key="new__scope_es").set_value("local")
    page.checkbox(key="new__belief_1").check()
    page = sends(page)
    page.query_params["lang"] = "en"
    page.run()

    assert page.text_input(key="new__contact_name").value == "Made-up Contact"
    assert page.multiselect(key="new__regions").value == ["US-PR", "US-NY"]
    assert page.radio(key="new__scope").value == "local"
    assert page.checkbox(key="new__belief_1").value is True


def test_about_page_shows_what_groups_agree_to_in_both_languages(data: Path) -> None:
    page = app(lang="es").switch_page("pages/about.py").run()

    assert not page.exception
    assert all(f"- {text}  \n:small[{english}]" in words(page) for english, text in STATEMENTS.items())
    assert "Vale la versión en inglés." in words(page)


def test_reviewer_gets_the_letter_in_the_language_of_the_applicant_and_in_english(data: Path) -> None:
    FileStore(data).add(application(1, language="es", charter_language="es"))
    page = signs_in(app().switch_page("pages/review.py"), data)
    page.session_state["desk_open"] = "AM-0000-0001"
    page.run()
    assert "Read in Spanish, beside the English words that were agreed to." in words(page)

    page = presses(page, "Publish")
    assert not page.exception
    _, letter = [each.value for each in page.code]
    assert letter.startswith("Hola, Contact 1:\n")
    assert "correct?group=made-up-group-1&lang=es" in letter
    assert [each.value for each in page.text if each.value.startswith("Hello Contact 1,\n")]


def test_reviewer_who_asks_begins_with_the_applicants_words_and_reads_them_in_english(data: Path) -> None:
    FileStore(data).add(application(1, language="es"))
    page = signs_in(app().switch_page("pages/review.py"), data)
    page.session_state["desk_open"] = "AM-0000-0001"
    page = presses(page.run(), "Ask")

    assert not page.exception
    (mail,) = [each.value for each in page.text_area if each.label == "Your mail"]
    assert str(mail).startswith("Hola, Contact 1:\n")
    assert "They wrote to us in Spanish. In English, your mail begins as:" in words(page)
    assert [each.value for each in page.text if each.value.startswith("Hello Contact 1,\n")]
