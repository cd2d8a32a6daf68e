"""How many are ready to help, as everybody may know it: from five confirmed ones up, and nothing below."""

from datetime import date

import pandas as pd
import pytest

from affiliates.coverage.metrics import coverage_by_region
from affiliates.coverage.planning import RankingOrder, ranking
from affiliates.directory.parsing import empty_directory
from affiliates.people.ready import people_ready
from affiliates.storage.contract.people import Person
from tests.affiliates.people.made_up import person


def helpers(region: str, first: int, count: int) -> list[Person]:
    return [person(number, region=region, would_help=True) for number in range(first, first + count)]


def test_regions_with_fewer_than_five_confirmed_helpers_are_left_out() -> None:
    people = [
        *helpers("US-OH", 0, 5),
        *helpers("US-TX", 10, 4),
        person(20, region="US-TX", would_help=True, confirmed_at=None),
        person(21, region="US-TX"),
        person(22, region="US-TX", would_help=True, email="PERSON-10@made-up.example"),
        *helpers("CA-ON", 30, 7),
    ]

    assert people_ready(people) == {"CA-ON": 7, "US-OH": 5}
    assert people_ready([]) == {}


@pytest.mark.parametrize("order", RankingOrder)
def test_no_ranking_tells_four_helpers_from_none(order: RankingOrder) -> None:
    coverage = coverage_by_region(empty_directory().groups, date(2026, 6, 30))
    known = helpers("US-OH", 0, 5)
    four = [*known, *helpers("US-WY", 10, 4), *helpers("US-TX", 20, 3), *helpers("US-VT", 30, 1)]

    alone, among = (ranking(coverage, "US", order, ready=people_ready(people)) for people in (known, four))
    pd.testing.assert_frame_equal(alone, among)
