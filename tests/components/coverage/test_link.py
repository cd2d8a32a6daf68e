"""The link of the coverage page: what the widgets write, what they show, and nonsense."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from affiliates.coverage.words.method import method
from affiliates.languages.catalogs import ENGLISH
from tests.components.app import url_of, widget, words
from tests.components.coverage.page import coverage_page, headline_of, lines_of
from tests.made_up import publish, row, write_directory


def test_link_with_everything_is_shown_by_the_widgets(data: Path) -> None:
    write_directory(data, row(1))

    test = coverage_page(shade="groups", order="both", weight="70", sort="name", target="45", plan=["US-TX", "US-OH"])

    assert widget(test, "query_shade").value == "groups"
    assert widget(test, "query_order").value == "both"
    assert widget(test, "query_weight").value == 70
    assert widget(test, "query_sort").value == "name"
    assert widget(test, "query_target").value == 45
    assert widget(test, "query_plan").value == ["US-TX"]  # Ohio has a group by now
    assert "Points" in lines_of(test)[0]
    assert lines_of(test)[1][2] == "Alabama"


def test_widgets_write_the_link_and_the_default_leaves_it(data: Path) -> None:
    write_directory(data, row(1))
    test = coverage_page()

    widget(test, "query_shade").set_value("groups").run()
    widget(test, "query_order").set_value("both").run()
    widget(test, "query_weight").set_value(80).run()
    widget(test, "query_sort").set_value("groups").run()
    widget(test, "query_plan").set_value(["US-TX", "US-GU"]).run()
    assert url_of(test) == {
        "shade": ["groups"],
        "order": ["both"],
        "weight": ["80"],
        "sort": ["groups"],
        "plan": ["US-TX", "US-GU"],
    }
    widget(test, "query_shade").set_value("without").run()
    widget(test, "query_weight").set_value(50).run()
    widget(test, "query_plan").set_value([]).run()

    assert url_of(test) == {"order": ["both"], "sort": ["groups"]}


@pytest.mark.parametrize(
    "url",
    [
        {"order": "odd", "weight": "x", "sort": "verified", "target": "-5", "plan": ["US-ZZ", "<b>"], "view": "cards"},
        {"weight": "0", "target": "9999", "from": "yesterday", "to": "2026-13-01"},
        {"weight": "55", "target": "33", "order": "both"},
        {"weight": "²", "target": "٣", "from": "0001-01-01", "to": "9999-12-31"},
        {"region": "US-ZZ", "country": "MX"},
    ],
)
def test_link_with_nonsense_shows_the_page(data: Path, url: dict[str, str | list[str]]) -> None:
    write_directory(data, row(1))
    publish(data, datetime(2026, 3, 10, tzinfo=UTC), row(1), row(2, regions="US-TX"))

    test = coverage_page(**url)

    assert not test.exception
    assert headline_of(test).startswith("2 of 50 states and D.C. have a statewide group.")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ({}, "Each link opens that place’s page"),
        ({"sort": "name"}, "Each link opens that place’s page"),
        ({"from_": "2026-03-10"}, "1 place gained a group: Texas."),
        ({"from_": "2026-03-10", "tab": "method"}, method(ENGLISH)[0][1]),
        ({"tab": "odd"}, "Each link opens that place’s page"),
    ],
)
def test_link_opens_the_tab_that_it_leads_to_and_no_other_one_is_worked_out(
    data: Path, url: dict[str, str], shown: str
) -> None:
    write_directory(data, row(1))
    publish(data, datetime(2026, 3, 10, 12, tzinfo=UTC), row(1), row(2, regions="US-TX"))

    test = coverage_page(**url)

    tabs = ("Each link opens that place’s page", "1 place gained a group: Texas.", method(ENGLISH)[0][1])
    assert [each for each in tabs if each in words(test)] == [shown]
