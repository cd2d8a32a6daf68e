"""What the map says in each language, all of it in one script."""

import re
from gettext import NullTranslations

import pytest
from babel import Locale

from affiliates.content.place_names import region_name
from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import ENGLISH, languages
from affiliates.languages.language import Language
from components.map.files import map_files
from components.map.region_map import _TEMPLATE_MARKS
from components.map.shading import Shading, legend_lines
from components.map.words import map_words
from tests.pseudo_language import PSEUDO

# Babel's Arabic has six plural forms and is written from right to left; what it says stays English here.
ARABIC = Language(PSEUDO, Locale.parse(PSEUDO), NullTranslations())


def texts(part: object) -> list[str]:
    """Every text in a part of the words."""
    return [text for each in part.values() for text in texts(each)] if isinstance(part, dict) else [str(part)]


@pytest.mark.parametrize("language", languages().values(), ids=lambda language: language.code)
def test_every_language_names_every_region_and_no_text_looks_like_a_template(language: Language) -> None:
    words = map_words(language)

    assert words["names"] == {code: region_name(language, code) for code in region_names()}
    legend = [line for shading in Shading for line in legend_lines(language, shading, (1, 2, 5_000), 1_000_000)]
    assert not [text for text in (*texts(words), *legend) if not text or _TEMPLATE_MARKS.search(text)]
    marks = {mark for text in texts(words) for mark in re.findall(r"\{.*?\}", text)}
    assert marks == {"{place}", "{number}", "{mark}", "{count}"}


def test_words_of_each_language_have_a_file_of_their_own_but_english_which_comes_with_the_script() -> None:
    names = [name for name in map_files() if name not in {"map.js", "CA.js"}]

    assert names == [f"{code}.js" for code in languages() if code != ENGLISH.code]


def test_each_plural_form_of_a_language_has_its_phrase() -> None:
    def forms(language: Language) -> dict[str, str]:
        phrases = map_words(language)["phrases"]
        assert isinstance(phrases, dict)
        return dict(phrases[Shading.WITHOUT]["US"])

    assert forms(ENGLISH) == {"one": "1 child without a group", "other": "{count} children without a group"}
    assert forms(ARABIC).keys() == {"one", "two", "few", "many", "other"}
    assert forms(ARABIC)["few"] == "{count} children without a group"


def test_browser_is_told_how_numbers_are_written_and_in_which_direction_words_run() -> None:
    told = [(map_words(each)["locale"], map_words(each)["direction"]) for each in (ENGLISH, ARABIC)]

    assert told == [("en-US", "ltr"), ("ar", "rtl")]
