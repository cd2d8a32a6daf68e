"""Letters to applicants."""

from pathlib import Path

import pytest

from affiliates.content.letters import letter_subject, publication_letter, question_letter
from affiliates.languages.catalogs import ENGLISH
from tests.languages import language_of


@pytest.mark.parametrize(
    ("name", "group", "beginning"),
    [
        (
            "Ana",
            "Made-up",
            "Hello Ana,\n\nthank you for your application for Made-up (AM-1). Before",
        ),
        ("{name}", "{group}", "Hello {name},\n\nthank you for your application for {group} (AM-1)."),
        (
            "",
            "",
            "Hello there,\n\nthank you for your application (AM-1). Before we can publish it,",
        ),
    ],
)
def test_question_has_room_between_greeting_and_thanks(name: str, group: str, beginning: str) -> None:
    letter = question_letter(ENGLISH, name=name, group=group, reference="AM-1")

    assert letter.startswith(beginning)
    assert "could you tell us:\n\n\n\nThank you for standing up for the children,\n" in letter


def test_letter_is_written_in_the_language_it_is_asked_for_in(tmp_path: Path) -> None:
    spanish = language_of(
        tmp_path,
        "es_US",
        {"Hello {name},": "Hola, {name}:", "Your application {reference}": "Su solicitud {reference}"},
    )
    parts = {part: f"https://made-up.example/{part}" for part in ("page", "snippet", "picture", "change")}
    letter = publication_letter(spanish, name="Ana", group="Made-up", reference="AM-1", **parts)

    assert letter.startswith("Hola, Ana:\n\n")
    assert all(f"\n{address}\n" in letter for address in parts.values())
    assert letter_subject(spanish, "AM-1") == "Su solicitud AM-1"
