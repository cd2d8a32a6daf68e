"""Which texts are phone numbers, and what they dial."""

import pytest

from affiliates.support.phone import is_phone_number, phone_link


@pytest.mark.parametrize(
    "number",
    ["1-800-252-9108", "800-252-9108", "(800) 252-9108", "800.252.9108", "+1 800 252 9108", "18002529108"],
)
def test_number_dials_the_same_however_it_is_written(number: str) -> None:
    assert is_phone_number(number)
    assert phone_link(number) == "tel:+18002529108"


@pytest.mark.parametrize("extension", [" ext. 117", ", ext 117", "x117", " x 117"])
def test_extension_is_left_out_of_the_link(extension: str) -> None:
    assert phone_link(f"202-547-0198{extension}") == "tel:+12025470198"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "911",
        "252-9108",
        "1-911-252-9108",
        "1-800-911-9108",
        "1-100-252-9108",
        "1-800-052-9108",
        "1-800-252-91081",
        "1--800-252-9108",
        "1-800-252-9108;ext=1",
        "1-800-GET-HELP",
        "1-800-252-9108 or 512-454-4816",
        "+44 20 7946 0958",
        "１-800-252-9108",
        "tel:18002529108",
        "1-800-252-9108\n",
    ],
)
def test_everything_else_is_none(text: str) -> None:
    assert not is_phone_number(text)
    assert phone_link(text) == ""
