"""From a ZIP or postal code to a region."""

import pytest

from affiliates.errors import PostalCodeError
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
    ("typed", "said"),
    [
        ("09012", "military address"),
        ("34012", "military address"),
        ("96201", "military address"),
        ("96940", "Palau"),
        ("96960", "Marshall Islands"),
        ("00000", "no place with that code"),
        ("21300", "no place with that code"),
        ("4810", "five digits"),
        ("481", "five digits"),
        ("4810499", "does not look like"),
        ("48104-12", "does not look like"),
        ("W1A 1AA", "does not look like"),
        ("M5V 3L", "does not look like"),
        ("D1A 1A1", "does not look like"),
        ("Ann Arbor", "does not look like"),
        ("４８１０４", "does not look like"),
        ("", "does not look like"),
        ("{{7*7}}", "does not look like"),
        ("<b>48104</b>", "does not look like"),
    ],
)
def test_what_leads_nowhere_gets_a_sentence_that_helps(typed: str, said: str) -> None:
    with pytest.raises(PostalCodeError, match=said):
        regions_for_postal_code(typed)


def test_every_region_has_a_code() -> None:
    found: set[str] = set()
    for prefix in range(100_000):
        try:
            found.update(regions_for_postal_code(f"{prefix:05}"))
        except PostalCodeError:
            continue
    for letter in "ABCEGHJKLMNPRSTVXY":
        found.update(regions_for_postal_code(f"{letter}1A"))

    assert found == set(region_names())
