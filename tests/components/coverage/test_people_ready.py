"""People who are ready to help, on the coverage page: from five up, and only where there is no group."""

from pathlib import Path

import pytest

from affiliates.storage.files.store import FileStore
from tests.affiliates.people.made_up import person
from tests.components.app import app
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
