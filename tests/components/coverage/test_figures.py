"""The figures of the coverage page, in words and tables."""

from pathlib import Path

import pandas as pd
import pytest

from affiliates.coverage.words.method import method
from affiliates.coverage.words.region_table import column_headings, format_as_lines
from affiliates.languages.catalogs import ENGLISH
from tests.affiliates.cli.run import run_command
from tests.components.app import words
from tests.components.coverage.page import coverage_page, figures_of, headline_of, lines_of
from tests.made_up import row, write_directory


@pytest.mark.parametrize("country", ["US", "CA"])
def test_page_says_the_same_words_and_figures_as_the_command_line(country: str) -> None:
    printed = run_command("coverage", "--country", country).stdout
    _, first, *below = printed.split("\n\n")

    test = coverage_page(country=country)

    assert headline_of(test) == first.replace("\n", " ")
    for sentence in below[0].splitlines():
        assert sentence in words(test)
    header, *lines = lines_of(test)
    headings = column_headings(ENGLISH, country)
    columns = {heading: column for column, heading in headings.items()}
    texts = pd.DataFrame(lines, columns=[columns[heading] for heading in header])
    assert format_as_lines(texts, headings) == below[1].rstrip("\n")


def test_page_publishes_every_definition(data: Path) -> None:
    write_directory(data)

    shown = words(coverage_page(tab="method"))

    for term, meaning in method(ENGLISH):
        assert f"**{term}** {meaning}" in shown


def test_one_local_group_in_one_city_covers_no_state(data: Path) -> None:
    """Until now all of Ohio had a group."""
    write_directory(data, row(1, regions="US-MI"), row(2, scope="local", city="Made-up City"))

    test = coverage_page()

    assert headline_of(test) == (
        "1 of 50 states and D.C. has a statewide group. 1 more has local groups only. "
        "More than 19 of 20 children live where there is no statewide group."
    )
    assert figures_of(test) == [
        ("2 of 51", "1 statewide, 1 local only"),
        ("2.9%", "2,109,695"),
        ("93.6%", "67,776,650; 3.5% more with local groups only"),
    ]
    assert ["7", "Ohio", "1, local only"] in [line[:3] for line in lines_of(test)]
    assert test.button(key="rank_US-OH").label == "7. Ohio · 2,562,550 (local groups only)"


def test_region_shows_its_figures_and_the_way_to_its_page(data: Path) -> None:
    write_directory(data, row(1, regions="US-MI"), row(2, scope="national", regions=""))

    test = coverage_page(region="US-OH")

    facts = test.table[0].value
    assert dict(zip(facts.index, facts.iloc[:, 0], strict=True)) == {
        "Groups": "none yet",
        "National and virtual groups": "1",
        "People": "11,756,058",
        "Children": "2,562,550",
        "Share of the country’s children": "3.5%",
        "Neighbors with a group": "1 of 5: Michigan",
        "Nearest other place with a group": "Michigan",
        "From border to border": "next to each other",
        "From center to center": "307 miles (495 km)",
    }
    assert "Who can help there today" in [link.proto.label for link in test.get("page_link")]


def test_region_without_a_figure_says_so(data: Path) -> None:
    write_directory(data)

    facts = coverage_page(region="US-GU").table[0].value.iloc[:, 0]

    assert facts["Children"] == "unknown"
    assert facts["Share of the country’s children"] == "unknown"
    assert facts["Nearest other place with a group"] == "none yet"
    assert coverage_page(region="CA-YT").table[0].value.iloc[:, 0]["Children"] == "no figure for Canada"


@pytest.mark.parametrize("country", ["US", "CA"])
def test_empty_directory_has_a_page(data: Path, country: str) -> None:
    write_directory(data)

    test = coverage_page(country=country, order="both", shade="without")

    assert not test.exception
    assert headline_of(test).startswith("None of the ")
    assert len(lines_of(test)) == 1 + (56 if country == "US" else 13)


def test_everything_covered_has_a_page(data: Path) -> None:
    everywhere = "CA-AB CA-BC CA-MB CA-NB CA-NL CA-NS CA-NT CA-NU CA-ON CA-PE CA-QC CA-SK CA-YT"
    write_directory(data, row(1, regions=everywhere))

    test = coverage_page(country="CA")

    assert headline_of(test) == (
        "All 13 provinces and territories have a province-wide group. Everyone lives where there is one."
    )
    assert "Every place has a statewide group." in words(test)
    assert "This share has already been reached." in words(test)
