"""What the map of the coverage page is shaded by."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from affiliates.content.find_words import NOT_CERTAIN
from tests.components.app import words
from tests.components.coverage.page import coverage_page, lines_of, painted
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import publish, row, write_directory


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ({"shade": "tier"}, {"US-OH": 1, "US-KY": 2, "US-NY": 3}),
        ({"shade": "groups"}, {"US-OH": 1, "US-KY": 1, "US-NY": 12}),
    ],
)
def test_map_is_shaded_as_the_link_says(data: Path, url: dict[str, str], expected: dict[str, int]) -> None:
    write_directory(
        data,
        row(1, scope="local"),
        row(2, regions="US-KY"),
        *(row(number, regions="US-NY", scope="regional" if number % 2 else "statewide") for number in range(10, 22)),
        row(30, regions="US-TX", scope="national"),
        row(31, regions="CA-ON"),
    )

    assert painted(coverage_page(**url))["values"] == expected


@pytest.mark.parametrize("url", [{}, {"shade": "odd"}])
def test_map_opens_on_children_without_a_group_and_knows_what_it_does_not_know(data: Path, url: dict[str, str]) -> None:
    write_directory(data, row(1), row(2, regions="US-KY", scope="local"))

    message = painted(coverage_page(**url))

    values = message["values"]
    assert isinstance(values, dict)
    assert values["US-TX"] == 7_456_069
    assert values["US-GU"] is None
    assert {"US-OH", "US-KY"}.isdisjoint(values)  # 0: they have a group
    assert message["marks"] == {"US-KY": "local"}


def test_nothing_is_claimed_of_a_place_that_a_row_set_aside_may_concern(data: Path) -> None:
    write_directory(data, row(1), row(2, regions="US-TX", scope="odd"))

    test = coverage_page(plan=["US-TX", "US-FL"])

    message = painted(test)
    assert message["marks"] == {"US-FL": "planned", "US-TX": "doubtful"}
    assert "US-TX" not in dict(message["values"])  # type: ignore[call-overload]
    assert "rank_US-TX" not in [button.key for button in test.button]
    assert ["–", "Texas", NOT_CERTAIN.text] in [line[:3] for line in lines_of(test)]
    assert not [sentence for sentence in words(test).splitlines() if "new group" in sentence and "Texas" in sentence]


def test_hostile_text_reaches_neither_the_map_nor_a_chart(data: Path) -> None:
    write_directory(data, row(1))
    hostile = [row(number, name=text, city=text, description=text) for number, text in enumerate(HOSTILE_TEXTS, 2)]
    publish(data, datetime(2026, 3, 10, tzinfo=UTC), row(1), *hostile)

    test = coverage_page(region="US-OH", tab="changes")

    assert not test.exception
    drawn = [*test.get("component_instance"), *test.get("vega_lite_chart")]
    assert len(drawn) == 2  # the map, the share over time
    assert not [text for each in drawn for text in HOSTILE_TEXTS if text[:20] in str(each.proto)]
