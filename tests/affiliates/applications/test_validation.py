"""What was typed into a form: cleaned up, and every mistake named at once."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliates.applications.model import ATTESTATIONS, YES, Kind
from affiliates.applications.validation import CONSENT, FORM_FIELDS, NO_CONTACT, field_label, validate_draft
from affiliates.directory.csv_rows import strip_cell
from affiliates.directory.mistakes import mistake_message
from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import ENGLISH

WHOLE = {
    "name": "Made-up Group",
    "regions": "US-OH",
    "scope": "statewide",
    "website": "made-up.example",
    "contact_name": "Contact",
    "contact_email": "contact@made-up.example",
    **dict.fromkeys([*ATTESTATIONS, CONSENT], YES),
}


def test_whole_draft_has_no_mistakes_and_full_links() -> None:
    checked = validate_draft(Kind.NEW, WHOLE | {"twitter": "@made_up", "city": "  Montréal\u00a0"})

    assert checked.mistakes == {}
    assert checked.values["website"] == "https://made-up.example"
    assert checked.values["twitter"] == "https://www.twitter.com/made_up"
    assert checked.values["city"] == "Montréal"
    assert all(checked.values[key] == YES for key in ATTESTATIONS)


def test_empty_draft_names_every_mistake_at_once() -> None:
    mistakes = validate_draft(Kind.NEW, {}).mistakes

    needed = {"name", "regions", "scope", "contact_name", "contact_email"}
    assert set(mistakes) == {*needed, NO_CONTACT, CONSENT, *ATTESTATIONS}


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "   ", "is missing"),
        ("name", "x" * 121, "longer than 120"),
        ("name", "Zalgo" + "\u0300" * 9, "stacks too many marks"),
        ("regions", "", "choose at least one"),
        ("regions", "US-OH US", "whole country"),
        ("regions", "US-ZZ", "not a region we know"),
        ("scope", "", "choose one"),
        ("scope", "everywhere", "choose one"),
        ("scope", "Statewide", "choose one"),
        ("city", "x" * 81, "longer than 80"),
        ("description", "x" * 1501, "longer than 1,500"),
        ("website", "javascript:alert(1)", "not a web address"),
        ("website", "made-up", "cut short"),
        ("facebook", "facebook.com/groups", "cut short"),
        ("instagram", "facebook.com/made-up", "does not lead to Instagram"),
        ("email", "a@b.example?subject=x", "not an email address"),
        ("languages", "xx", "not a language code"),
        ("website", "bit.ly/made-up", "only leads on to another page"),
        ("contact_name", "", "a person to write to"),
        ("contact_email", "", "answer there"),
        ("contact_email", "nobody", "not an email address"),
        ("contact_phone", "1" * 41, "longer than 40"),
    ],
)
def test_mistake_is_named_at_its_field_in_plain_words(field: str, typed: str, words: str) -> None:
    mistakes = validate_draft(Kind.NEW, WHOLE | {field: typed}).mistakes

    assert list(mistakes) == [field]
    label = field_label(ENGLISH, field)
    message = mistake_message(ENGLISH, label, mistakes[field])
    assert message.startswith(f"“{label}” ")
    assert words in message


@pytest.mark.parametrize("key", [*ATTESTATIONS, CONSENT])
def test_each_sentence_has_to_be_agreed_to(key: str) -> None:
    assert list(validate_draft(Kind.NEW, WHOLE | {key: ""}).mistakes) == [key]


def test_an_email_address_is_way_enough_to_reach_a_group() -> None:
    assert validate_draft(Kind.NEW, WHOLE | {"website": "", "email": "all@made-up.example"}).mistakes == {}


def test_correction_needs_no_more_than_what_is_wrong() -> None:
    assert validate_draft(Kind.CORRECTION, {"problem": "closed"}).mistakes == {}
    assert list(validate_draft(Kind.CORRECTION, {}).mistakes) == ["problem"]
    assert list(validate_draft(Kind.CORRECTION, {"problem": "other"}).mistakes) == ["message"]
    assert list(validate_draft(Kind.CORRECTION, {"problem": "forged"}).mistakes) == ["problem"]
    wrong = validate_draft(Kind.CORRECTION, {"problem": "closed", "contact_email": "x"}).mistakes
    assert list(wrong) == ["contact_email"]


@given(st.dictionaries(st.sampled_from(list(FORM_FIELDS)), st.text(max_size=50)))
def test_any_text_is_checked_without_a_failure_and_kept_as_typed(typed: dict[str, str]) -> None:
    values = validate_draft(Kind.NEW, typed).values

    for field in ("name", "city", "description", "contact_name", "message"):
        text = typed.get(field, "")
        if all(unicodedata.category(letter) != "Cc" for letter in text):
            assert values[field] == strip_cell(text)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("name", "Made\r\nup\x1b[31m\0", "Made up[31m"),
        ("city", "Ci\rty", "Ci ty"),
        ("contact_name", "A\r\nBcc: b@made-up.example", "A Bcc: b@made-up.example"),
        ("description", "one\r\ntwo\rthree\x07", "one\ntwo\nthree"),
        ("message", "مجموعة\n\u200fx", "مجموعة\n\u200fx"),
    ],
)
def test_what_nobody_can_type_is_left_out(field: str, typed: str, kept: str) -> None:
    assert validate_draft(Kind.NEW, WHOLE | {field: typed}).values[field] == kept


def test_group_of_all_states_fits_the_form() -> None:
    everywhere = WHOLE | {"regions": " ".join(region_names()), "scope": "regional"}

    assert validate_draft(Kind.NEW, everywhere).mistakes == {}
