"""The names of places in each language, and how a list to choose from shows them."""

import pytest

from affiliates.content.place_names import place_labels
from affiliates.geo.place_search import find_places
from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import ENGLISH, languages
from affiliates.languages.language import Language


@pytest.mark.parametrize("language", languages().values(), ids=lambda language: language.code)
def test_label_names_a_place_in_the_language_and_in_english_and_what_it_begins_with_is_found(
    language: Language,
) -> None:
    labels = place_labels(language)

    assert labels.keys() == region_names().keys()
    for region, label in labels.items():
        assert region_names()[region] in label
        assert find_places(label.partition(" (")[0]).regions == (region,)


@pytest.mark.parametrize(
    ("code", "region", "label"),
    [
        ("en", "US-NY", "New York (NY)"),
        ("en", "CA-QC", "Quebec (QC), Canada · Québec"),
        ("es", "US-NY", "Nueva York (NY) · New York"),
        ("es", "CA-YT", "Yukón (YT), Canadá · Yukon"),
        ("fr", "US-CA", "Californie (CA) · California"),
        ("fr", "CA-QC", "Québec (QC), Canada · Quebec"),
    ],
)
def test_label_shows_other_names_only_where_they_differ(code: str, region: str, label: str) -> None:
    assert place_labels(languages()[code])[region] == label


def test_labels_are_in_the_alphabet_of_the_language_below_each_country() -> None:
    assert [*place_labels(ENGLISH)] == [*region_names()]
    french = [*place_labels(languages()["fr"])]
    assert french.index("US-NC") < french.index("US-CT")  # Caroline du Nord, Connecticut
    assert french.index("CA-BC") < french.index("CA-PE") < french.index("CA-MB")  # Île-du-Prince-Édouard
