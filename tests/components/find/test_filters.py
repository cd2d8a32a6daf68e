"""The list of groups: filters in widgets and in the link, and what helps where nothing matches."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.components.app import app, follows_link, names, title, types_place, url_of, widget, words
from tests.made_up import row, write_directory


def with_filters(test: AppTest) -> AppTest:
    """The page once the visitor has opened both boxes with filters: that is for the next run only here."""
    test.session_state["list_filters_en"] = test.session_state["more_filters_en"] = True
    assert not test.run().exception
    return test


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ({}, [1, 2, 3, 5]),
        ({"status": "any"}, [1, 2, 3, 4, 5]),
        ({"status": "paused"}, [4]),
        ({"status": ["paused", "active"]}, [1, 2, 3, 4, 5]),
        ({"country": "CA"}, [3, 5]),
        ({"country": "US"}, [1, 2, 5]),
        ({"scope": "local"}, [2]),
        ({"scope": ["local", "virtual"]}, [2, 5]),
        ({"language": "fr"}, [3]),
        ({"link": "website"}, [1]),
        ({"q": "MONTREAL"}, [3]),
        ({"city": "montreal"}, [3]),
        ({"city": "MONTRÉAL", "country": "CA"}, [3]),
        ({"q": "group up ohio made"}, [1, 2]),
        ({"sort": "name", "q": "made"}, [1, 2, 3, 5]),
        ({"scope": "odd", "language": "zz", "link": "name", "status": "odd", "sort": "odd", "page": "x"}, [1, 2, 3, 5]),
        ({"page": "99999"}, [1, 2, 3, 5]),
    ],
)
def test_link_with_filters_shows_what_it_asks_for(
    data: Path, url: dict[str, str | list[str]], expected: list[int]
) -> None:
    write_directory(
        data,
        row(1, regions="US-OH", website="https://made-up.example"),
        row(2, regions="US-OH", scope="local"),
        row(3, regions="CA-QC", city="Montréal", languages="fr"),
        row(4, regions="US-TX", status="paused"),
        row(5, regions="", scope="virtual"),
    )

    test = app(**url)

    assert not test.exception
    assert sorted(int(name[-1]) for name in names(test)) == expected


def test_filters_in_the_url_are_shown_by_the_widgets(data: Path) -> None:
    write_directory(data, row(1, languages="es"))

    test = app(q="made", scope="local", sort="name", region="US-OH", status="any")

    assert widget(test, "query_q").value == "made"
    assert widget(test, "query_sort").value == "name"
    assert title(test) == "Ohio"
    assert widget(test, "query_scope").value == ["local"]
    assert widget(test, "query_status").value == []


def test_more_filters_are_there_when_they_are_opened(data: Path) -> None:
    write_directory(data, row(1, scope="local"), row(2), row(3, status="paused", languages="es"))
    test = with_filters(app())

    assert widget(test, "query_status").value == ["active"]
    widget(test, "query_status").set_value(["active", "paused"]).run()
    assert url_of(test) == {"status": ["active", "paused"]}
    assert len(names(test)) == 3
    widget(with_filters(test), "query_scope").set_value(["local"]).run()
    assert len(names(test)) == 1
    widget(with_filters(test), "query_status").set_value([]).run()
    assert url_of(test) == {"status": ["any"], "scope": ["local"]}
    assert not test.exception


def test_widgets_write_the_url_and_the_default_leaves_it(data: Path) -> None:
    write_directory(data, row(1), row(2, regions="US-TX"))
    test = with_filters(app(page="3"))

    widget(test, "query_q").set_value("ohio").run()
    assert url_of(test) == {"q": ["ohio"]}
    types_place(test, "texas")
    assert url_of(test) == {"q": ["ohio"], "region": ["US-TX"]}
    widget(with_filters(test), "query_q").set_value("").run()
    assert url_of(test) == {"region": ["US-TX"]}
    follows_link(test, "Show all places")
    assert url_of(test) == {}


def test_widget_that_says_what_the_link_says_changes_nothing(data: Path) -> None:
    """A browser may send a widget's value once more, after a run that was cut short: that is no new search."""
    write_directory(data, *[row(number) for number in range(60)])
    test = app(q="made", page="2")

    widget(test, "query_q").set_value(" made ").run()

    assert url_of(test) == {"q": ["made"], "page": ["2"]}


def test_widget_is_replaced_when_its_parameter_changes_elsewhere(data: Path) -> None:
    """To set its value instead would be a race: a slow browser sends what it showed before, as if it were chosen."""
    write_directory(data, row(1))
    test = app(q="made")
    before = widget(test, "query_q")

    test.query_params["q"] = "up"
    test.run()

    after = widget(test, "query_q")
    assert (after.value, after.proto.set_value) == ("up", False)
    assert after.id != before.id


def test_widget_stays_when_a_visitor_changes_it(data: Path) -> None:
    write_directory(data, row(1))
    test = with_filters(app())
    before = widget(test, "query_q").id

    widget(test, "query_q").set_value("made").run()

    assert widget(with_filters(test), "query_q").id == before


def test_filters_are_folded_where_all_groups_are_seen_at_one_glance_unless_they_say_something(data: Path) -> None:
    write_directory(data, *[row(number) for number in range(12)])
    assert [box.label for box in app().expander if "filter" in box.label] == ["Search, filter, sort and download"]
    assert [box.label for box in app().text_input if "Search" in box.label] == []
    assert widget(app(q="made"), "query_q").value == "made"
    assert widget(app(scope="local"), "query_scope").value == ["local"]

    write_directory(data, *[row(number) for number in range(13)])
    assert not [box for box in app().expander if "Search" in box.label]
    assert widget(app(), "query_q").value == ""


def test_nothing_matches_offers_what_would_help(data: Path) -> None:
    write_directory(data, row(1, regions="US-OH"), row(2, regions="US-TX", scope="local"))
    test = app(region="US-OH", scope="local", q="made")

    offered = [button.label for button in test.button if (button.key or "").startswith("drop_")]
    assert offered == ["All places (1)", "Any reach (1)", "Show all groups"]
    test.button(key="drop_region").click().run()

    assert url_of(test) == {"scope": ["local"], "q": ["made"]}
    assert len(names(test)) == 1


def test_country_without_groups_says_so_and_speaks_of_no_filters(data: Path) -> None:
    write_directory(data, row(1, regions="US-OH"))
    test = app(country="CA")

    assert words(test).count("There is no group in Canada yet.") == 2
    assert "filter" not in words(test).lower()
    assert not [box for box in test.expander if "filter" in box.label]
    assert [button.label for button in test.button if (button.key or "").startswith("drop_")] == [
        "Both countries (1)",
        "Show all groups",
    ]

    write_directory(data, row(1, regions="US-OH"), row(2, regions="CA-QC", status="paused"))
    assert "No group matches all of these filters." in words(app(country="CA"))


def test_show_all_groups_drops_every_filter(data: Path) -> None:
    write_directory(data, row(1), row(2, status="paused"))
    test = app(region="US-TX", q="nowhere", scope="local", link="website", country="US", language="fr")

    test.button(key="drop_all").click().run()

    assert url_of(test) == {}
    assert len(names(test)) == 1


def test_list_has_pages_of_12(data: Path) -> None:
    write_directory(data, *(row(number) for number in range(30)))

    assert len(names(app())) == 12
    assert len(names(app(page="3"))) == 6
    assert len(names(app(page="9"))) == 6
    assert len(names(app(page="0"))) == 12


def test_many_groups_of_a_region_come_in_pages_with_statewide_ones_first(data: Path) -> None:
    few = [row(number, scope="local", city="Made-up City") for number in range(6)]
    write_directory(data, *few)
    assert len(names(app(region="US-OH"))) == 6
    assert not [each for each in app(region="US-OH").text_input if (each.key or "").startswith("query_q")]

    write_directory(data, *few, *(row(number, scope="local") for number in range(6, 39)), row(99))
    test = app(region="US-OH")

    assert len(names(test)) == 12
    assert names(test)[0].endswith("Group 99")
    widget(with_filters(test), "query_q").set_value("no such words").run()
    assert "No group matches all of these filters." in words(test)


def test_table_has_real_links(data: Path) -> None:
    write_directory(data, row(1, website="https://made-up.example/a?b=c&d=(e)", last_verified_on="2026-03-31"))

    table = app(view="table").table[0].value

    assert str(table.loc[0, "Links"]).replace("\\", "") == "[Website](<https://made-up.example/a?b=c&d=(e)>)"
    assert table.loc[0, "Last verified"] == "Last verified March 31, 2026"
