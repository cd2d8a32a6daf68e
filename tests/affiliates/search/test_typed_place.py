"""What is made of what somebody typed into the box for a place."""

import pytest

from affiliates.content.place_names import place_labels
from affiliates.languages.catalogs import ENGLISH, languages
from affiliates.languages.language import Language
from affiliates.search.typed_place import TypedPlace, typed_place


@pytest.mark.parametrize("language", languages().values())
def test_each_label_of_a_place_means_that_place(language: Language) -> None:
    assert {region: typed_place(language, label) for region, label in place_labels(language).items()} == {
        region: TypedPlace(region) for region in place_labels(language)
    }


@pytest.mark.parametrize(
    ("typed", "choices", "said"),
    [
        ("carolina", ("US-NC", "US-SC"), "Which of these is yours?"),
        ("Kansas City", ("US-MO", "US-KS"), "There is a city of this name"),
        ("Pensylvania", ("US-PA",), "Did you mean"),
        ("09012", (), "military address"),
        ("APO AE 09012", (), "military address"),
        ("Nowhere Whatsoever", (), "We could not find that place"),
    ],
)
def test_what_is_not_certain_is_asked_or_explained(typed: str, choices: tuple[str, ...], said: str) -> None:
    place = typed_place(ENGLISH, typed)

    assert (place.region, place.choices) == ("", choices)
    assert said in place.said
    assert ("All places, A to Z" in place.said) is (not choices)


def test_city_that_may_be_meant_is_named_with_its_region() -> None:
    assert typed_place(ENGLISH, "Brooklin").labels(ENGLISH) == ["Brooklin, Maine", "Brooklyn, New York"]
    assert typed_place(ENGLISH, "la").labels(ENGLISH) == ["Louisiana", "Los Angeles, California"]
    assert typed_place(ENGLISH, "Kansas City").labels(ENGLISH) == ["Missouri", "Kansas"]


def test_country_of_ours_is_asked_for_more_and_another_one_led_to_the_alliance() -> None:
    ours, other = typed_place(ENGLISH, "Canada"), typed_place(ENGLISH, "Jamaica")

    assert (ours.region, ours.country, ours.choices, ours.is_elsewhere) == ("", "CA", (), False)
    assert "Which province or territory is yours?" in ours.said
    assert (other.country, other.choices, other.is_elsewhere) == ("", ("US-NY", "US-IA", "US-VT", "US-VA"), True)
    assert "United States and Canada only" in other.said
    assert other.asked == "Or did you mean one of these?"
    assert typed_place(ENGLISH, "Germany") == TypedPlace(said=other.said, is_elsewhere=True)
