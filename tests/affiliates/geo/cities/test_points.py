"""Where ZIP codes and cities are, and what is not known about that."""

import pytest

from affiliates.geo.cities.points import point_of_city, point_of_zip
from affiliates.geo.distances import kilometers_from


@pytest.mark.parametrize(
    ("typed", "city", "region"),
    [
        ("48104", "Ann Arbor", "US-MI"),
        (" 48104-1234 ", "Ann Arbor", "US-MI"),
        ("06390", "Fishers Island", "US-NY"),  # its first three digits are Connecticut's
        ("00680", "Mayaguez", "US-PR"),
        ("96910", "Hagatna", "US-GU"),
    ],
)
def test_zip_code_has_a_city_and_a_point(typed: str, city: str, region: str) -> None:
    point = point_of_zip(typed)

    assert point
    assert (point.city, point.region) == (city, region)


@pytest.mark.parametrize("typed", ["", "4810", "00000", "09012", "96941", "35270", "M5V 3L9", "٤٨١٠٤", "48x04"])
def test_code_without_a_point_has_none(typed: str) -> None:
    """Too short, not in use, military, another nation's, without coordinates, Canadian, and no ZIP code at all."""
    assert point_of_zip(typed) is None


@pytest.mark.parametrize(
    ("city", "region", "lon", "lat"),
    [  # the city halls
        ("Ann Arbor", "US-MI", -83.745, 42.282),
        ("St. Louis", "US-MO", -90.199, 38.627),
        ("SAINT LOUIS", "US-MO", -90.199, 38.627),
        ("Coeur d’Alene", "US-ID", -116.780, 47.673),
        ("Mayagüez", "US-PR", -67.140, 18.201),
        ("Brooklyn Heights", "US-NY", -73.993, 40.696),
    ],
)
def test_city_is_found_however_it_is_spelled(city: str, region: str, lon: float, lat: float) -> None:
    point = point_of_city(city, region)

    assert point
    assert kilometers_from(lon, lat, [point.lon], [point.lat])[0] < 10


@pytest.mark.parametrize(
    ("city", "region"), [("Ann Arbor", "US-OH"), ("Toronto", "CA-ON"), ("Made-up City", "US-MI"), ("", "US-MI")]
)
def test_city_that_the_table_does_not_have_is_nowhere(city: str, region: str) -> None:
    assert point_of_city(city, region) is None
