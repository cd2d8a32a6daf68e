"""What visitors read when a ZIP or postal code leads to no region."""

import pytest

from affiliates.content.postal_code_messages import postal_code_message
from affiliates.errors import PostalCodeError, PostalCodeProblem
from affiliates.geo.postal_codes import OTHER_NATIONS
from affiliates.languages.catalogs import ENGLISH


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (PostalCodeProblem.TOO_SHORT, "five digits"),
        (PostalCodeProblem.NOT_A_CODE, "does not look like"),
        (PostalCodeProblem.MILITARY, "military address"),
        (PostalCodeProblem.UNKNOWN, "could not find that code"),
    ],
)
def test_each_problem_has_a_message(problem: PostalCodeProblem, words: str) -> None:
    message = postal_code_message(ENGLISH, PostalCodeError(problem))

    assert words in message


@pytest.mark.parametrize("nation", sorted(OTHER_NATIONS))
def test_other_nation_is_named_in_words(nation: str) -> None:
    message = postal_code_message(ENGLISH, PostalCodeError(PostalCodeProblem.OTHER_NATION, nation=nation))

    assert f" {nation}," not in message
    assert "which our map does not cover" in message
