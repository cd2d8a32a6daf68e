"""People who are ready to help, on the coverage page: from five up, and only where there is no group."""

from pathlib import Path

import pytest

from affiliates.storage.files.store import FileStore
from tests.affiliates.people.made_up import person
from tests.components.app import app, url_of, widget, words
from tests.components.coverage.page import coverage_page, lines_of
from tests.made_up import row, write_directory

READY = "People ready to help start a group"


@pytest.fixture
def folder(data: Path) -> Path:
    store = FileStore(write_directory(data, row(1, regions="US-MI")))
    counts = {"US-OH": 5, "US-TX": 4, "US-MI": 9, "US-NY": 12}
    people = [
        person(number, id=f"{region}-{number}", region=region, would_help=True)
        for region, count in counts.items()
        for number in range(count)
    ]
    store.people.update(lambda _: people)
    return data


@pytest.mark.usefixtures("folder")
def test_places_with_enough_people_come_first_and_no_others_are_named() -> None:
    page = app().switch_page("pages/coverage.py").run()

    assert not page.exception
    assert [each.label for each in page.button if str(each.key).startswith("ready_")] == ["New York · 12", "Ohio · 5"]


@pytest.mark.usefixtures("folder")
def test_places_can_be_ranked_by_people_who_are_ready() -> None:
    page = coverage_page()
    widget(page, "query_order").set_value("ready").run()

    assert not page.exception
    assert url_of(page) == {"order": ["ready"]}
    assert [each.label for each in page.button if str(each.key).startswith("ready_")] == []
    assert [each.label for each in page.button if str(each.key).startswith("rank_")] == [
        "1. New York · 12",
        "2. Ohio · 5",
    ]
    headings, *lines = lines_of(page)
    rank, ready, place = map(headings.index, ("Rank", "People ready to help", "Place"))
    assert [[line[rank], line[ready], line[place]] for line in lines[:3]] == [
        ["1", "12", "New York"],
        ["2", "5", "Ohio"],
        ["–", "–", "California"],  # the others by people, and Texas with its four is one of them
    ]
    assert {line[ready] for line in lines} == {"12", "5", "–"}


def test_order_by_people_who_are_ready_says_why_it_is_empty_where_too_few_are(folder: Path) -> None:
    FileStore(folder).people.update(lambda kept: [each for each in kept if each.region == "US-TX"])
    page = coverage_page(order="ready")

    assert not page.exception
    assert "how many people are ready is shown from five up" in words(page)
    assert "ready" not in widget(coverage_page(), "query_order").options


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("region", "expected"), [("US-OH", "5"), ("US-TX", None), ("US-MI", None)])
def test_facts_of_a_place_say_so_from_five_up(region: str, expected: str | None) -> None:
    page = app(region=region).switch_page("pages/coverage.py").run()

    (facts,) = [each.value for each in page.table if READY in each.value.index or "Children" in each.value.index]
    assert facts.iloc[:, 0].get(READY) == expected


def test_list_of_people_that_cannot_be_read_takes_nothing_else_from_the_page(folder: Path) -> None:
    (folder / "review/people.csv").write_bytes(b"another program\r")
    page = app().switch_page("pages/coverage.py").run()

    assert not page.exception
    assert not [each for each in page.button if str(each.key).startswith("ready_")]
