"""What groups agree to: the English words, and what is there to be read beside them."""

from pathlib import Path

from affiliates.content.charter import CORE_BELIEFS, OBLIGATIONS, language_read, translation
from affiliates.languages.catalogs import ENGLISH
from tests.languages import language_of

STATEMENTS = [each.text for each in (*CORE_BELIEFS, *OBLIGATIONS)]


def test_statement_has_a_translation_only_where_there_is_one(tmp_path: Path) -> None:
    spanish = language_of(tmp_path, "es_US", {STATEMENTS[0]: "Creemos."})

    assert translation(spanish, CORE_BELIEFS[0]) == "Creemos."
    assert translation(spanish, CORE_BELIEFS[1]) == ""
    assert translation(ENGLISH, CORE_BELIEFS[0]) == ""


def test_who_gets_some_of_it_in_english_only_reads_it_in_english(tmp_path: Path) -> None:
    whole = language_of(tmp_path, "es_US", dict.fromkeys(STATEMENTS, "Creemos."))
    part = language_of(tmp_path, "fr_CA", dict.fromkeys(STATEMENTS[1:], "Nous croyons."))

    assert [language_read(each) for each in (ENGLISH, whole, part)] == ["en", "es", "en"]
