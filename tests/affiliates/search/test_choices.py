"""What one visitor's choice found is there for the next one, and only as much is kept as there is room for."""

from pathlib import Path

import pytest

from affiliates.directory.queries import GroupFilters, GroupSort
from affiliates.languages.catalogs import ENGLISH
from affiliates.search import choices as module
from affiliates.search.choices import GroupChoices
from tests.made_up import groups_of, row


@pytest.fixture
def choices(tmp_path: Path) -> GroupChoices:
    return GroupChoices(groups_of(tmp_path, row(1), row(2, regions="US-TX"), row(3)))


def test_same_choice_is_worked_out_once(choices: GroupChoices) -> None:
    filters = GroupFilters(region="US-OH")
    for _ in range(3):
        choices.region("US-OH", 5)
        choices.count_by_region(filters.without_place())
        choices.page(filters, GroupSort.NAME, ENGLISH, 0, 25)
        choices.count(filters)

    for method in (choices.region, choices.count_by_region, choices.page, choices.count):
        assert method.cache_info()[:2] == (2, 1)
    assert choices.positions.cache_info().misses == 1


def test_orders_and_pages_of_a_choice_are_told_apart(choices: GroupChoices) -> None:
    pages = [
        [group["id"] for group in choices.page(GroupFilters(), GroupSort.NAME, ENGLISH, first, first + 2)]
        for first in (0, 2)
    ]

    assert pages == [["group-1", "group-2"], ["group-3"]]


def test_any_number_of_searches_takes_no_more_room(choices: GroupChoices) -> None:
    for number in range(module._MAX_COUNTS + 10):
        filters = GroupFilters(query=f"made {number}")
        choices.count(filters)
        if number < module._MAX_PAGES + 10:
            choices.count_by_region(filters)
            choices.page(filters, GroupSort.NAME, ENGLISH, 0, 25)

    assert len(choices._counts) == module._MAX_COUNTS
    assert len(choices._maps) == module._MAX_MAPS
    assert len(choices._pages) == module._MAX_PAGES
    assert choices._positions.currsize <= module._MAX_BYTES_OF_POSITIONS


def test_nobody_changes_what_all_share(choices: GroupChoices) -> None:
    with pytest.raises(ValueError, match="read-only"):
        choices.positions(GroupFilters(), GroupSort.NAME, ENGLISH)[0] = 2
    with pytest.raises(TypeError):
        choices.count_by_region(GroupFilters())["US-OH"] = 5  # type: ignore[index]
