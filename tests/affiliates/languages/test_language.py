"""What a language makes of a text and of the values in it."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from affiliates.languages.catalogs import CATALOGS, ENGLISH, read_language
from affiliates.languages.language import N_, NP_, Language


@pytest.fixture
def spanish(tmp_path: Path) -> Language:
    catalog = Catalog(locale="es_US", fuzzy=False)
    catalog.add("Share", "Compartir", context="button")
    catalog.add("Share", "Porcentaje")
    catalog.add("A group {in_region}", "Un grupo {in_region}")
    catalog.add(("One group", "{count} groups"), ("Un grupo", "{count} grupos"))
    catalog.add("Uncertain", "Incierto", flags=["fuzzy"])
    file = tmp_path / "es_US" / CATALOGS
    file.parent.mkdir(parents=True)
    with file.open("wb") as opened:
        write_po(opened, catalog)
    return read_language(tmp_path / "es_US")


def test_language_is_known_by_its_code_its_own_name_and_its_direction(spanish: Language) -> None:
    assert (spanish.code, spanish.name, spanish.direction) == ("es", "Español", "ltr")
    assert (ENGLISH.code, ENGLISH.name, ENGLISH.direction) == ("en", "English", "ltr")


def test_text_is_translated_with_its_values_filled_in(spanish: Language) -> None:
    assert spanish.gettext("A group {in_region}", in_region="en Ohio") == "Un grupo en Ohio"
    assert ENGLISH.gettext("A group {in_region}", in_region="in Ohio") == "A group in Ohio"


def test_value_that_looks_like_a_placeholder_stays_as_it_is(spanish: Language) -> None:
    assert spanish.gettext("A group {in_region}", in_region="{in_region} {0}") == "Un grupo {in_region} {0}"


def test_same_word_is_told_apart_by_its_context(spanish: Language) -> None:
    assert spanish.gettext("Share") == "Porcentaje"
    assert spanish.gettext(NP_("button", "Share")) == spanish.pgettext("button", "Share") == "Compartir"


@pytest.mark.parametrize(("count", "expected"), [(1, "Un grupo"), (0, "0 grupos"), (1234, "1,234 grupos")])
def test_count_asks_for_its_form_and_is_written_as_the_language_does(
    spanish: Language, count: int, expected: str
) -> None:
    assert spanish.ngettext("One group", "{count} groups", count) == expected


def test_text_without_a_finished_translation_stays_english(spanish: Language) -> None:
    assert spanish.gettext("Uncertain") == "Uncertain"
    assert spanish.gettext("Nobody has seen this") == "Nobody has seen this"


def test_text_of_a_constant_cannot_be_shown_untranslated(spanish: Language) -> None:
    with pytest.raises(TypeError, match="translated before it is shown"):
        f"{N_('Share')}"
    assert spanish.gettext(N_("Share")) == "Porcentaje"
