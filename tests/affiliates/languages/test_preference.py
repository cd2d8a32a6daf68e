"""Which language a visitor gets."""

import pytest

from affiliates.languages.preference import language_with, preferred_language


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "en"),
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "fr"),
        ("de,en;q=0.5,fr;q=0.7", "fr"),
        ("de, ja", "en"),
        ("es;q=0, fr;q=0.1", "fr"),
        ("ES-us", "es"),
        ("es;q=never, fr;q=0.2", "fr"),
        ("en; q=0.1, es-MX; q=0.9", "es"),
        ("en ;Q=0.1, fr", "fr"),
        (";q=;,,;q=1;", "en"),
        ("x" * 100_000, "en"),
    ],
)
def test_browser_gets_what_it_would_rather_have(header: str, expected: str) -> None:
    assert preferred_language(header).code == expected


@pytest.mark.parametrize(("code", "expected"), [("es", "es"), (" FR ", "fr"), ("en", "en")])
def test_address_names_a_language_by_its_code(code: str, expected: str) -> None:
    language = language_with(code)
    assert language is not None
    assert language.code == expected


@pytest.mark.parametrize("code", ["", "xx", "es_US", "../es", "español"])
def test_code_of_no_language_of_ours_is_none(code: str) -> None:
    assert language_with(code) is None
