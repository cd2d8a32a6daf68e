"""The sentences about coverage, and the numbers in them."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliates.coverage.metrics import coverage_by_region
from affiliates.coverage.summary import CoverageSummary, summarize_country, summarize_parts
from affiliates.coverage.words.headline import detail_sentences, headline_sentences, part_name
from affiliates.coverage.words.people import everyday_fraction, people_sentence
from affiliates.directory.parsing import empty_directory
from affiliates.geo.regions import SHIPPED_DATA
from affiliates.languages.catalogs import ENGLISH
from tests.made_up import groups_of, made_up_regions, read_directory, row

TODAY = date(2026, 11, 21)
PEOPLE = {"US-OH": 500, "US-MI": 300, "US-DC": 200, "US-GU": None, "CA-ON": 900, "CA-QC": 100}


def coverage_with(folder: Path, *regions: str, people: dict[str, int | None] = PEOPLE) -> pd.DataFrame:
    groups = groups_of(folder, *(row(number, regions=region) for number, region in enumerate(regions)))
    return coverage_by_region(groups, TODAY, made_up_regions(people))


@pytest.mark.parametrize(
    ("covered", "expected"),
    [
        (
            [],
            [
                "None of the 2 states and D.C. has a statewide group yet.",
                "Every child lives where there is none.",
            ],
        ),
        (["US-OH"], ["1 of 2 states and D.C. has a statewide group.", "1 of 2 children live where there is none."]),
        (["US-DC"], ["1 of 2 states and D.C. has a statewide group.", "4 of 5 children live where there is none."]),
        (
            ["US-OH", "US-MI"],
            ["2 of 2 states and D.C. have a statewide group.", "1 of 5 children live where there is none."],
        ),
        (
            ["US-GU"],
            ["None of the 2 states and D.C. has a statewide group yet.", "Every child lives where there is none."],
        ),
        (
            ["US-OH", "US-MI", "US-DC"],
            ["All 2 states and D.C. have a statewide group.", "Every child lives where there is one."],
        ),
    ],
)
def test_headline_says_how_many_regions_and_how_many_children(
    tmp_path: Path, covered: list[str], expected: list[str]
) -> None:
    assert list(headline_sentences(ENGLISH, coverage_with(tmp_path, *covered), "US")) == expected


def test_one_local_group_in_one_city_does_not_cover_a_state(tmp_path: Path) -> None:
    groups = groups_of(tmp_path, row(1, regions="US-MI"), row(2, regions="US-OH", scope="local", city="Made-up City"))
    coverage = coverage_by_region(groups, TODAY, made_up_regions(PEOPLE))

    assert headline_sentences(ENGLISH, coverage, "US") == (
        "1 of 2 states and D.C. has a statewide group.",
        "1 more has local groups only.",
        "7 of 10 children live where there is no statewide group.",
    )
    assert detail_sentences(ENGLISH, coverage, "US")[:3] == (
        "300 of 1,000 children under 18 (civilians, July 1, 2022) live in a place with a statewide group: 30.0%.",
        "500 live where only local groups are, each for a part of the place: 50.0%.",
        "200 live where there is no group: 20.0%.",
    )


def test_headline_of_canada_counts_people(tmp_path: Path) -> None:
    assert headline_sentences(ENGLISH, coverage_with(tmp_path, "CA-QC"), "CA") == (
        "1 of 2 provinces and territories has a province-wide group.",
        "9 of 10 people live where there is none.",
    )
    assert headline_sentences(ENGLISH, coverage_with(tmp_path, "CA-QC", "CA-ON"), "CA") == (
        "All 2 provinces and territories have a province-wide group.",
        "Everyone lives where there is one.",
    )


def test_headline_of_a_country_without_population_says_so(tmp_path: Path) -> None:
    coverage = coverage_with(tmp_path, people={"US-OH": None})

    assert (
        people_sentence(ENGLISH, summarize_country(coverage, "US"))
        == "We do not know how many children live where there is none."
    )
    assert headline_sentences(ENGLISH, coverage, "CA") == ()
    assert summarize_country(coverage, "US").share is None


def test_parts_of_a_country_are_counted_separately(tmp_path: Path) -> None:
    states, territories = summarize_parts(coverage_with(tmp_path, "US-GU", "US-MI"), "US")

    assert (part_name(ENGLISH, states), states.statewide, states.regions) == ("2 states and D.C.", 1, 3)
    assert (states.people_statewide, states.people_total, states.share) == (300, 1000, 0.3)
    assert (part_name(ENGLISH, territories), territories.statewide, territories.regions) == ("1 U.S. territory", 1, 1)
    assert territories.unknown_population == ("US-GU",)
    assert territories.share is None


def test_details_name_what_is_unknown(tmp_path: Path) -> None:
    assert detail_sentences(ENGLISH, coverage_with(tmp_path, "US-MI"), "US") == (
        "300 of 1,000 children under 18 (civilians, July 1, 2022) live in a place with a statewide group: 30.0%.",
        "700 live where there is no group: 70.0%.",
        "None of the 1 U.S. territory has a statewide group yet.",
        "We do not know how many children live in Guam, so no share counts them.",
        "In 1 of 1 place with a group, no group has been verified yet.",
    )


def test_headline_of_the_shipped_directory_agrees_with_its_files() -> None:
    """Idaho, Massachusetts, Michigan, Missouri, New York: 9,264,631 of 72,448,895 children, 87.2% live elsewhere."""
    coverage = coverage_by_region(read_directory(SHIPPED_DATA).groups, TODAY)

    assert headline_sentences(ENGLISH, coverage, "US") == (
        "5 of 50 states and D.C. have a statewide group.",
        "About 7 of 8 children live where there is none.",
    )
    assert detail_sentences(ENGLISH, coverage, "US")[0] == (
        "9,264,631 of 72,448,895 children under 18 (civilians, July 1, 2022) live in a place with a statewide group: "
        "12.8%."
    )
    assert headline_sentences(ENGLISH, coverage, "CA") == (
        "None of the 13 provinces and territories has a province-wide group yet.",
        "Everyone lives where there is none.",
    )


def test_an_empty_directory_has_a_headline() -> None:
    coverage = coverage_by_region(empty_directory().groups, TODAY)

    assert headline_sentences(ENGLISH, coverage, "US")[0] == "None of the 50 states and D.C. has a statewide group yet."
    assert detail_sentences(ENGLISH, coverage, "US")[:2] == (
        "0 of 72,448,895 children under 18 (civilians, July 1, 2022) live in a place with a statewide group: 0.0%.",
        "72,448,895 live where there is no group: 100.0%.",
    )


@pytest.mark.parametrize(
    ("fraction", "expected"),
    [
        (Fraction(872, 1000), "About 7 of 8"),
        (Fraction(1, 2), "1 of 2"),
        (Fraction(4, 5), "4 of 5"),
        (Fraction(8004, 10_000), "4 of 5"),
        (Fraction(802, 1000), "About 4 of 5"),
        (Fraction(333, 1000), "1 of 3"),
        (Fraction(49, 1000), "Fewer than 1 of 20"),
        (Fraction(1, 10**9), "Fewer than 1 of 20"),
        (Fraction(951, 1000), "More than 19 of 20"),
        (Fraction(5, 100), "About 1 of 10"),
    ],
)
def test_fraction_is_one_in_everyday_use(fraction: Fraction, expected: str) -> None:
    summary = CoverageSummary(
        country="US",
        kinds={"state": 2},
        regions=2,
        statewide=1,
        local_only=0,
        people_total=fraction.denominator,
        people_statewide=fraction.denominator - fraction.numerator,
        people_local_only=0,
        people_doubtful=0,
        unknown_population=(),
        doubtful=0,
    )

    assert people_sentence(ENGLISH, summary) == f"{expected} children live where there is none."


@given(st.fractions(min_value=Fraction(1, 20), max_value=Fraction(19, 20), max_denominator=10**6))
def test_fraction_is_never_far_off(fraction: Fraction) -> None:
    assert abs(everyday_fraction(fraction) - fraction) <= Fraction(1, 20)


def test_headline_claims_nothing_of_regions_of_which_nobody_knows(tmp_path: Path) -> None:
    people = made_up_regions(PEOPLE)
    none, some = groups_of(tmp_path / "none"), groups_of(tmp_path / "some", row(1, regions="US-OH"))

    assert headline_sentences(ENGLISH, coverage_by_region(none, TODAY, people, doubtful={"US-OH"}), "US") == (
        "None of 2 states and D.C. is known to have a statewide group.",
        "Every child lives where no statewide group is known.",
    )
    assert headline_sentences(ENGLISH, coverage_by_region(some, TODAY, people, doubtful={"US-MI"}), "US") == (
        "1 of 2 states and D.C. is known to have a statewide group.",
        "1 of 2 children live where no statewide group is known.",
    )
    assert headline_sentences(ENGLISH, coverage_by_region(some, TODAY, people, doubtful={"US-OH"}), "US")[0] == (
        "1 of 2 states and D.C. has a statewide group."
    )
