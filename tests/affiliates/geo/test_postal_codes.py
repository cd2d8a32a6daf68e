"""The region of a ZIP or postal code."""

import pytest

from affiliates.errors import PostalCodeError, PostalCodeProblem
from affiliates.geo.postal_codes import regions_for_postal_code
from affiliates.geo.regions import region_names


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("48104", ("US-MI",)),
        ("48104-1234", ("US-MI",)),
        (" 48104 ", ("US-MI",)),
        ("48104–1234", ("US-MI",)),
        ("481041234", ("US-MI",)),
        ("06390", ("US-NY",)),
        ("06391", ("US-CT",)),
        ("20500", ("US-DC",)),
        ("00601", ("US-PR",)),
        ("00801", ("US-VI",)),
        ("96799", ("US-AS",)),
        ("96910", ("US-GU",)),
        ("96950", ("US-MP",)),
        ("99501", ("US-AK",)),
        ("m5v 3l9", ("CA-ON",)),
        ("M5V", ("CA-ON",)),
        ("K1A-0B1", ("CA-ON",)),
        ("m5v3l9", ("CA-ON",)),
        ("M5V\u00a03L9", ("CA-ON",)),
        ("H2X 1Y4", ("CA-QC",)),
        ("A1A", ("CA-NL",)),
        ("X0A 0H0", ("CA-NT", "CA-NU")),
    ],
)
def test_code_leads_to_its_region(typed: str, expected: tuple[str, ...]) -> None:
    assert regions_for_postal_code(typed) == expected


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("09012", PostalCodeProblem.MILITARY),
        ("34012", PostalCodeProblem.MILITARY),
        ("96201", PostalCodeProblem.MILITARY),
        ("96940", PostalCodeProblem.OTHER_NATION),
        ("96960", PostalCodeProblem.OTHER_NATION),
        ("00000", PostalCodeProblem.UNKNOWN),
        ("21300", PostalCodeProblem.UNKNOWN),
        ("4810", PostalCodeProblem.TOO_SHORT),
        ("481", PostalCodeProblem.TOO_SHORT),
        ("4810499", PostalCodeProblem.NOT_A_CODE),
        ("48104-12", PostalCodeProblem.NOT_A_CODE),
        ("W1A 1AA", PostalCodeProblem.NOT_A_CODE),
        ("M5V 3L", PostalCodeProblem.NOT_A_CODE),
        ("D1A 1A1", PostalCodeProblem.NOT_A_CODE),
        ("Ann Arbor", PostalCodeProblem.NOT_A_CODE),
        ("４８１０４", PostalCodeProblem.NOT_A_CODE),
        ("", PostalCodeProblem.NOT_A_CODE),
        ("{{7*7}}", PostalCodeProblem.NOT_A_CODE),
        ("<b>48104</b>", PostalCodeProblem.NOT_A_CODE),
    ],
)
def test_code_that_leads_nowhere_has_a_reason(typed: str, problem: PostalCodeProblem) -> None:
    with pytest.raises(PostalCodeError) as caught:
        regions_for_postal_code(typed)

    assert caught.value.reason is problem
    assert not typed or typed not in str(caught.value)  # the message may be logged


@pytest.mark.parametrize(("typed", "nation"), [("96941", "FM"), ("96960", "MH"), ("96940", "PW")])
def test_code_of_another_nation_names_it(typed: str, nation: str) -> None:
    with pytest.raises(PostalCodeError) as caught:
        regions_for_postal_code(typed)

    assert caught.value.values == {"nation": nation}


def test_every_region_has_at_least_one_code() -> None:
    found: set[str] = set()
    for prefix in range(100_000):
        try:
            found.update(regions_for_postal_code(f"{prefix:05}"))
        except PostalCodeError:
            continue
    for letter in "ABCEGHJKLMNPRSTVXY":
        found.update(regions_for_postal_code(f"{letter}1A"))

    assert found == set(region_names())
