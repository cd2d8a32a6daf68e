"""What cells say about places: each line of messy.csv is a trap that was seen in a real list."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliates.geo.regions import COUNTRIES, region_names, regions
from affiliates.imports.cells.coordinates import read_coordinates
from affiliates.imports.cells.places import Certainty, Doubt, PlaceReading, combine, read_place
from tests.hostile import HOSTILE_TEXTS

with Path(__file__).with_name("messy.csv").open(encoding="utf-8", newline="") as file:
    MESSY = [tuple(line.values()) for line in csv.DictReader(file)]
PIECES = st.sampled_from(["MI", "Ohio", "N.Y.", "Québec", "48104", ",", ";", "/", " and ", "(", ")", "Paris", ".", " "])


def reading(text: str, *, is_home: bool = False) -> tuple[str, str]:
    found = read_place(text, is_home=is_home)
    return found.certainty, " ".join(found.regions)


@pytest.mark.parametrize(("cell", "certainty", "codes", "seen_as"), MESSY, ids=[line[3] for line in MESSY])
def test_cell_is_sure_a_guess_or_unknown(cell: str, certainty: str, codes: str, seen_as: str) -> None:
    assert reading(cell) == (certainty, codes), seen_as


@pytest.mark.parametrize("code", region_names())
def test_every_region_is_known_by_its_code_its_abbreviation_and_its_names(code: str) -> None:
    french = regions().at[code, "name_fr"]
    for text in filter(None, (code, code.partition("-")[2], region_names()[code], str(french))):
        assert reading(text) == (Certainty.SURE, code)


def test_every_alias_is_known() -> None:
    with (Path(__file__).parents[3] / "data/region_aliases.csv").open(encoding="utf-8", newline="") as aliases:
        read = {row["alias"]: (row["region"], read_place(row["alias"])) for row in csv.DictReader(aliases)}

    assert {alias for alias, (region, found) in read.items() if found.regions != (region,)} == set()
    assert {alias for alias, (_, found) in read.items() if found.certainty is not Certainty.SURE} == set()


@pytest.mark.parametrize(
    ("cell", "certainty"),
    [("Ann Arbor, MI", Certainty.SURE), ("Paris, TX", Certainty.SURE), ("Curitiba, PR", Certainty.GUESS)],
)
def test_list_that_is_said_to_be_at_home_makes_cities_sure_but_for_puerto_rico(cell: str, certainty: Certainty) -> None:
    assert read_place(cell, is_home=True).certainty is certainty


@given(st.text() | st.lists(PIECES, max_size=12).map("".join) | st.sampled_from(HOSTILE_TEXTS))
def test_any_text_is_read_and_nothing_becomes_everywhere(text: str) -> None:
    found = read_place(text)

    assert (found.certainty is Certainty.SURE) == (found.doubt is None)
    assert bool(found.regions) or found.certainty is Certainty.UNKNOWN
    known = COUNTRIES if found.doubt is Doubt.WHOLE_COUNTRY else region_names()
    assert set(found.regions) <= set(known)
    assert len(set(found.regions)) == len(found.regions)


@given(st.lists(st.sampled_from(list(region_names())), min_size=1, max_size=5, unique=True))
def test_codes_with_any_separator_are_those_codes(codes: list[str]) -> None:
    for separator in (" ", "; ", "/", ", ", " | ", "\n"):
        assert read_place(separator.join(codes)).regions == tuple(codes)
        assert read_place(separator.join(codes)).certainty is Certainty.SURE


SURE_MA = PlaceReading(("US-MA",), Certainty.SURE)
SURE_NY = PlaceReading(("US-NY",), Certainty.SURE)
GUESS_MA = PlaceReading(("US-MA",), Certainty.GUESS, Doubt.LOST_ZEROS)
GUESS_PR = PlaceReading(("US-PR",), Certainty.GUESS, Doubt.MAY_BE_ABROAD)
NOT_KNOWN = PlaceReading((), Certainty.UNKNOWN, Doubt.UNKNOWN_NAME)
NOTHING = PlaceReading((), Certainty.UNKNOWN, Doubt.EMPTY)


@pytest.mark.parametrize(
    ("cells", "certainty", "codes"),
    [
        ([SURE_MA, GUESS_MA], Certainty.SURE, ("US-MA",)),
        ([GUESS_PR, SURE_MA], Certainty.SURE, ("US-MA",)),
        ([SURE_MA, SURE_NY], Certainty.GUESS, ("US-MA",)),
        ([GUESS_MA, GUESS_MA], Certainty.SURE, ("US-MA",)),
        ([GUESS_MA, GUESS_PR], Certainty.GUESS, ("US-MA",)),
        ([NOT_KNOWN, SURE_MA], Certainty.GUESS, ("US-MA",)),
        ([SURE_MA, NOT_KNOWN], Certainty.SURE, ("US-MA",)),
        ([NOTHING, GUESS_MA], Certainty.GUESS, ("US-MA",)),
        ([NOTHING, NOTHING], Certainty.UNKNOWN, ()),
        ([], Certainty.UNKNOWN, ()),
    ],
)
def test_cells_of_a_row_confirm_or_contradict_each_other(
    cells: list[PlaceReading], certainty: Certainty, codes: tuple[str, ...]
) -> None:
    found = combine(cells)

    assert (found.certainty, found.regions) == (certainty, codes)


@pytest.mark.parametrize(
    ("latitude", "longitude", "certainty", "codes"),
    [
        ("42.28", "-83.74", Certainty.SURE, ("US-MI",)),
        ("61.2", "-149.9", Certainty.SURE, ("US-AK",)),
        ("18.3", "-66.3", Certainty.SURE, ("US-PR",)),
        ("40.71", "-74.01", Certainty.GUESS, ("US-NY",)),
        ("-25.43", "-49.27", Certainty.UNKNOWN, ()),
        ("0", "0", Certainty.UNKNOWN, ()),
        ("91", "0", Certainty.UNKNOWN, ()),
        ("nan", "1", Certainty.UNKNOWN, ()),
        ("north", "west", Certainty.UNKNOWN, ()),
        ("", "", Certainty.UNKNOWN, ()),
    ],
)
def test_point_lies_in_a_region_near_a_border_or_nowhere(
    latitude: str, longitude: str, certainty: Certainty, codes: tuple[str, ...]
) -> None:
    found = read_coordinates(latitude, longitude)

    assert (found.certainty, found.regions) == (certainty, codes)
