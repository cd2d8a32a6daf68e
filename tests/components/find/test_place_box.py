"""The one box for a place: whatever is typed opens a region, asks which, or says why not."""

from pathlib import Path

import pytest

from affiliates.content.place_names import place_labels
from affiliates.languages.catalogs import languages
from affiliates.languages.language import Language
from tests.components.app import app, follows_link, links, site_parts, types_place, url_of, widget
from tests.made_up import write_directory


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("48104", "US-MI"),
        ("00801", "US-VI"),
        ("m5v 3l9", "CA-ON"),
        ("Mich", "US-MI"),
        ("tx", "US-TX"),
        ("Québec", "CA-QC"),
        ("Ann Arbor", "US-MI"),
        ("Detroit, MI", "US-MI"),
    ],
)
def test_whatever_is_typed_opens_its_region_and_never_stands_in_the_url(data: Path, typed: str, region: str) -> None:
    write_directory(data)
    test = app()

    types_place(test, typed)

    assert url_of(test) == {"region": [region]}
    assert typed not in repr(test.query_params)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("typed", "region"), [("Nueva York", "US-NY"), ("Californie", "US-CA")])
def test_place_is_found_by_its_name_in_any_language_whatever_is_read(
    data: Path, language: str, typed: str, region: str
) -> None:
    write_directory(data)
    test = app(lang=language)

    types_place(test, typed)

    assert url_of(test) == {"lang": [language], "region": [region]}


def test_list_of_places_is_in_the_language_of_the_visitor(data: Path) -> None:
    write_directory(data)
    test = app(lang="es")

    (texts,) = [each for part in site_parts(test) for each in part.all("span", class_="suggestions")]
    suggested = texts.attributes["data-texts"].split("|")
    assert suggested[:4] == ["Alabama (AL)", "Alaska (AK)", "Arizona (AZ)", "Arkansas (AR)"]
    assert "Nueva York (NY) · New York" in suggested
    assert {"Estados Unidos", "Canadá"} < set(links(test).values())


@pytest.mark.parametrize("language", languages().values())
def test_each_place_that_is_suggested_opens(data: Path, language: Language) -> None:
    write_directory(data)
    test = app(lang=language.code)

    for region, suggested in list(place_labels(language).items())[::17]:
        types_place(test, suggested)

        assert url_of(test) == {"lang": [language.code], "region": [region]}
        follows_link(test, language.gettext("Change"))


@pytest.mark.parametrize(
    ("typed", "question", "offered"),
    [
        ("X0A 0H0", "Which of these", ["CA-NT", "CA-NU"]),
        ("carolina", "Which of these", ["US-NC", "US-SC"]),
        ("Pensylvania", "Did you mean", ["US-PA"]),
        ("Kansas City", "city of this name", ["US-KS", "US-MO"]),
    ],
)
def test_more_than_one_place_asks_which(data: Path, typed: str, question: str, offered: list[str]) -> None:
    write_directory(data)
    test = app()

    types_place(test, typed)
    assert question in test.info[0].value
    assert url_of(test) == {}
    keys = {str(button.key) for button in test.button}
    assert sorted(key for key in keys if key.startswith("typed_")) == [f"typed_{code}" for code in offered]
    test.button(key=f"typed_{offered[0]}").click().run()

    assert url_of(test) == {"region": [offered[0]]}
    assert not test.info


@pytest.mark.parametrize(
    ("typed", "why"), [("09012", "military address"), ("Nowhere Whatsoever", "could not find that place")]
)
def test_place_that_leads_nowhere_says_why_and_offers_three_ways_on(data: Path, typed: str, why: str) -> None:
    write_directory(data)
    test = app()

    types_place(test, typed)

    shown = test.warning[0].value
    assert why in shown
    assert all(way in shown for way in ("ZIP code", "All places, A to Z", "on the map"))
    assert typed not in shown
    assert widget(test, "place").value == typed  # still there, to be mended
    assert url_of(test) == {}


def test_box_that_change_leads_to_is_empty_and_leads_to_another_place_or_to_a_question(data: Path) -> None:
    write_directory(data)
    test = app(region="US-OH")
    follows_link(test, "Change")

    assert widget(test, "place").value == ""
    types_place(test, "48104")

    assert url_of(test) == {"region": ["US-MI"]}
    follows_link(test, "Change")
    types_place(test, "Kansas City")
    assert url_of(test) == {}
    assert widget(test, "place").value == "Kansas City"
    assert "Which of these is yours?" in test.info[0].value


def test_same_postal_code_works_again_after_the_region_was_closed(data: Path) -> None:
    write_directory(data)
    test = app()
    types_place(test, "48104")
    follows_link(test, "Show all places")

    assert widget(test, "place").value == ""
    types_place(test, "48104")
    assert url_of(test) == {"region": ["US-MI"]}
