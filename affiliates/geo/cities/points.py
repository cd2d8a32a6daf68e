"""Where the cities and ZIP codes of the United States are: points, offline, from the package ``zipcodes``.

The coordinates are from GeoNames; see data/README.md. Nothing is known of Canada, of military addresses, and of a few
codes that no place stands for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from statistics import fmean
from typing import Any

import zipcodes

from affiliates.geo.cities.names import city_key
from affiliates.geo.regions import country_of, region_names

_US = "US-"
_DIGITS_OF_A_ZIP = 5


@dataclass(frozen=True, slots=True)
class CityPoint:
    """A city, its region's ISO 3166-2 code, and a point in or near it: degrees of longitude and latitude, WGS 84.

    ``zip_codes`` is how many ZIP codes the point stands for: the more, the larger the city.
    """

    city: str
    region: str
    lon: float
    lat: float
    zip_codes: int = 1


def point_of_zip(typed: str) -> CityPoint | None:
    """The point of a ZIP code (``48104``, ``48104-1234``), with the city that its mail goes to; None where unknown."""
    digits = typed.strip()[:_DIGITS_OF_A_ZIP]
    if not (digits.isascii() and digits.isdigit() and len(digits) == _DIGITS_OF_A_ZIP):
        return None
    row = next(iter(zipcodes.matching(digits)), None)
    if row is None or not _has_point(row) or f"{_US}{row['state']}" not in region_names():
        return None
    return CityPoint(row["city"], f"{_US}{row['state']}", float(row["long"]), float(row["lat"]))


def point_of_city(city: str, region: str) -> CityPoint | None:
    """The mean of the points of a city's ZIP codes; None where a region has no such city.

    Case, accents, punctuation and the usual short forms ("St. Louis") make no difference. A name that the Postal
    Service accepts for the ZIP codes of another city ("Brooklyn Heights") is found too.
    """
    return _cities(region).get(city_key(city))


def large_cities(zip_codes: int) -> Iterator[CityPoint]:
    """Every city with at least so many ZIP codes."""
    for region in region_names():
        yield from (city for city in _cities(region).values() if city.zip_codes >= zip_codes)


@cache
def _cities(region: str) -> dict[str, CityPoint]:
    """Every city of a region by its ``city_key``; none for a region without ZIP codes. Takes a few milliseconds."""
    if country_of(region) != "US":
        return {}
    rows = [row for row in zipcodes.filter_by(state=region.removeprefix(_US)) if _has_point(row)]
    others = _mean_points(region, ((name, row) for row in rows for name in row["acceptable_cities"]))
    return others | _mean_points(region, ((row["city"], row) for row in rows))


def _mean_points(region: str, rows: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, CityPoint]:
    points: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    names: dict[str, str] = {}
    for name, row in rows:
        key = city_key(name)
        names.setdefault(key, name)
        points[key].append((float(row["long"]), float(row["lat"])))
    return {key: _mean_point(names[key], region, several) for key, several in points.items()}


def _mean_point(city: str, region: str, points: list[tuple[float, float]]) -> CityPoint:
    lon, lat = map(fmean, zip(*points, strict=True))
    return CityPoint(city, region, lon, lat, len(points))


def _has_point(row: dict[str, Any]) -> bool:
    """Whether the table knows where a ZIP code is; else both numbers are empty or 0."""
    return bool(row["lat"] and row["long"] and (float(row["lat"]) or float(row["long"])))
