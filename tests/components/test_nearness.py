"""A visitor who typed a ZIP code or a city sees the groups of the region by distance, in this session only."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.components.app import app, follows_link, names, types_place, url_of, widget, words
from tests.made_up import row, write_directory

CITIES = ("Grand Rapids", "Lansing", "Ann Arbor", "Marquette", "Ann Arbor")


def michigan(count: int) -> list[dict[str, str]]:
    cities = [CITIES[number % len(CITIES)] for number in range(count)]
    return [row(number, scope="local", regions="US-MI", city=city) for number, city in enumerate(cities)]


def first_numbers(test: AppTest, count: int = 5) -> list[int]:
    return [int(name.rpartition(" ")[2]) for name in names(test)[:count]]


@pytest.mark.parametrize(
    ("typed", "label"), [("48104", "48104 \\(Ann Arbor\\)"), ("48104-1234", "48104 "), ("ann arbor", "Ann Arbor")]
)
def test_few_groups_come_by_distance(data: Path, typed: str, label: str) -> None:
    write_directory(data, *michigan(5))
    test = app()

    types_place(test, typed)

    assert not test.exception
    assert first_numbers(test) == [2, 4, 1, 0, 3]
    assert f"Groups nearest to {label}" in words(test)
    assert "In your city or close to it." in words(test)
    assert "About 5" in words(test)  # miles to Lansing
    assert url_of(test) == {"region": ["US-MI"]}
    assert typed not in repr(test.query_params)


def test_many_groups_come_by_distance_page_by_page(data: Path) -> None:
    write_directory(data, *michigan(40), row(99, regions="US-MI"))
    test = app()
    types_place(test, "48104")

    assert first_numbers(test, 4) == [99, 12, 14, 17]  # by name, as text, where all are in the same city
    assert len(names(test)) == 12
    test.query_params["page"] = "2"
    test.run()
    assert [name for name in names(test) if name.endswith(" 99")] == []
    test.button(key="usual_order").click().run()

    assert url_of(test) == {"region": ["US-MI"]}
    assert first_numbers(test, 4) == [99, 0, 1, 10]
    assert "Groups nearest to" not in words(test)


def test_order_is_gone_in_another_session_and_with_another_place(data: Path) -> None:
    write_directory(data, *michigan(5), row(6, scope="local", city="Columbus"))
    test = app()
    types_place(test, "48104")

    assert "nearest to" not in words(app(region="US-MI"))
    test.query_params["region"] = "US-OH"
    assert "nearest to" not in words(test.run())
    test.query_params["region"] = "US-MI"
    assert "nearest to 48104" in words(test.run())
    test.query_params.clear()
    types_place(test.run(), "Michigan")
    assert "nearest to" not in words(test)


def test_other_order_that_somebody_chose_stands(data: Path) -> None:
    write_directory(data, *michigan(8))
    test = app(sort="name")
    types_place(test, "48104")

    assert first_numbers(test) == [0, 1, 2, 3, 4]


def test_table_says_how_far_it_is(data: Path) -> None:
    write_directory(data, *michigan(8))
    test = app(view="table")
    types_place(test, "48104")

    assert "In your city or close to it." in list(test.table[0].value["Distance"])


def test_city_asked_back_about_leads_to_its_groups(data: Path) -> None:
    write_directory(data, *michigan(5))
    test = app()
    types_place(test, "Detroit")
    test.button(key="typed_US-MI").click().run()

    assert url_of(test) == {"region": ["US-MI"]}
    assert "Groups nearest to Detroit come first" in words(test)


def test_nothing_is_said_where_no_distance_is_known(data: Path) -> None:
    write_directory(data, *(row(number, regions="US-MI", scope="local", city="Made-up City") for number in range(8)))
    test = app()
    types_place(test, "48104")

    assert "nearest to" not in words(test)
    assert "miles" not in words(test)


def test_cities_of_many_groups_are_a_filter_that_has_a_link(data: Path) -> None:
    write_directory(data, *michigan(20), row(99, regions="US-MI"))
    test = app(region="US-MI")

    cities = widget(test, "query_city")
    assert cities.options == ["All cities", "Ann Arbor (8)", "Grand Rapids (4)", "Lansing (4)", "Marquette (4)"]
    cities.set_value("ann-arbor").run()
    assert url_of(test) == {"region": ["US-MI"], "city": ["ann-arbor"]}
    assert len(names(test)) == 8
    widget(test, "query_city").set_value("").run()
    assert url_of(test) == {"region": ["US-MI"]}


def test_few_groups_need_no_list_of_cities(data: Path) -> None:
    write_directory(data, *michigan(12))

    assert not [box for box in app(region="US-MI").selectbox if box.label == "City"]


def test_city_in_a_link_that_no_group_names_offers_all_cities(data: Path) -> None:
    write_directory(data, *michigan(20))
    test = app(region="US-MI", city="Gaylord")

    assert "No group matches all of these filters." in words(test)
    test.button(key="drop_city").click().run()

    assert url_of(test) == {"region": ["US-MI"]}


def test_another_region_leaves_the_city(data: Path) -> None:
    write_directory(data, *michigan(20))
    test = app(region="US-MI", city="lansing")
    follows_link(test, "Show all places")

    assert url_of(test) == {}
