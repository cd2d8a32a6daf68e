"""Mistakes: codes with details, and the words for them."""

from pathlib import Path

import pytest

from affiliates.directory.mistakes import MISTAKE_MESSAGES, Mistake, mistake_message
from affiliates.directory.schema import find_mistakes
from affiliates.languages.catalogs import ENGLISH
from tests.languages import language_of
from tests.made_up import row


@pytest.mark.parametrize(
    ("column", "value", "mistake", "words"),
    [
        ("id", "A Group", Mistake("id_format"), "is not an id: "),
        ("name", "\u3164", Mistake("name_missing"), "is missing: "),
        ("city", "Z" + "\u0335" * 9, Mistake("stacked_marks"), "stacks too many marks "),
        (
            "status",
            "",
            Mistake("choice_missing", {"choices": "active, paused, inactive"}),
            "is missing: use one of active, paused, inactive",
        ),
        (
            "status",
            "asleep",
            Mistake("choice_unknown", {"value": "asleep", "choices": "active, paused, inactive"}),
            "“asleep” is not one of the choices: use one of active, paused, inactive",
        ),
        ("regions", "", Mistake("regions_missing"), "is missing: "),
        ("regions", "US-OH us-xx", Mistake("region_unknown", {"value": "US-XX"}), "“US-XX” is not a region we know: "),
        ("languages", "en zz", Mistake("language_unknown", {"value": "zz"}), "“zz” is not a language code: "),
        ("email", "a@b", Mistake("email_format"), "is not an email address: "),
        ("affiliate_since", "{value}", Mistake("date_format", {"value": "{value}"}), "“{value}” is not a date: "),
        ("last_verified_on", "2999-01-01", Mistake("date_in_future", {"value": "2999-01-01"}), "2999-01-01 is in the "),
        ("website", "ftp://a.example", Mistake("link_scheme"), "is not a web address: "),
    ],
)
def test_wrong_value_is_a_mistake_with_its_code(column: str, value: str, mistake: Mistake, words: str) -> None:
    found = find_mistakes(row(1, **{column: value}))

    assert found == {column: mistake}
    assert str(found[column]).startswith(words)


def test_group_without_mistakes_has_none() -> None:
    assert find_mistakes(row(1)) == {}


def test_column_that_was_left_out_is_missing() -> None:
    values = row(1)
    del values["regions"]

    assert str(find_mistakes(values)["regions"]) == "is missing"


@pytest.mark.parametrize("code", MISTAKE_MESSAGES)
def test_every_message_can_be_written_with_its_details(code: str) -> None:
    words = str(Mistake(code, {"value": "x", "choices": "y", "site": "z", "max_length": "9"}))

    assert "{" not in words
    assert not words.endswith(".")  # the sentence around it ends it


def test_applicant_reads_a_whole_sentence_in_their_language(tmp_path: Path) -> None:
    spanish = language_of(
        tmp_path, "es_US", {MISTAKE_MESSAGES["too_long"].text: "tiene más de {max_length} letras: acórtelo"}
    )
    too_long = Mistake("too_long", {"max_length": 1500})

    assert mistake_message(ENGLISH, "City", too_long) == "“City” is longer than 1,500 characters: please shorten it."
    assert mistake_message(spanish, "Ciudad", too_long) == "“Ciudad” tiene más de 1,500 letras: acórtelo."
    assert mistake_message(ENGLISH, "", Mistake("no_contact")).startswith("Families need at least one way to reach")


def test_what_was_typed_is_no_part_of_the_sentence_around_it() -> None:
    mistake = Mistake("region_unknown", {"value": "{field} {0}"})

    assert mistake_message(ENGLISH, "{mistake}", mistake).startswith(
        "“{mistake}” “{field} {0}” is not a region we know"
    )
