"""What the codes of an entry are called."""

from gettext import NullTranslations

import pytest
from babel import Locale

from affiliates.content.labels import language_label, link_label, scope_label, status_label
from affiliates.directory.schema import OFFERED_LANGUAGES, Scope, Status
from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import Language

# What Babel knows of them, without our catalogs.
FRENCH = Language("fr", Locale("fr", "CA"), NullTranslations())


@pytest.mark.parametrize(
    ("column", "address", "label"),
    [
        ("facebook", "https://www.facebook.com/groups/1/", "Facebook group"),
        ("facebook", "https://www.facebook.com/made-up", "Facebook page"),
        ("youtube", "https://www.youtube.com/@made-up", "YouTube"),
        ("website", "https://made-up.example", "Website"),
        ("other_link", "https://made-up.example", "Other link"),
        ("facebook", "https://made-up.example/groups/1", "Other link"),
    ],
)
def test_link_is_labeled_by_what_it_is(column: str, address: str, label: str) -> None:
    assert link_label(ENGLISH, column, address) == label


def test_languages_are_named_in_the_language_of_the_visitor() -> None:
    assert [language_label(ENGLISH, code) for code in ("es", "ase", "fcs")] == [
        "Spanish",
        "American Sign Language",
        "Quebec Sign Language",
    ]
    assert [language_label(FRENCH, code) for code in ("es", "ase")] == ["Espagnol", "Langue des signes américaine"]


def test_every_choice_has_a_label() -> None:
    labels = [*(scope_label(ENGLISH, each) for each in Scope), *(status_label(ENGLISH, each) for each in Status)]
    assert len(set(labels)) == len(Scope) + len(Status)


@pytest.mark.parametrize("language", [ENGLISH, FRENCH])
def test_no_two_languages_that_a_form_offers_look_alike(language: Language) -> None:
    """The browser sends back the label of a choice."""
    assert len({language_label(language, code) for code in OFFERED_LANGUAGES}) == len(OFFERED_LANGUAGES)
