"""Canada's larger cities, so that nobody who types one is led to a place of the same name in the United States."""

from functools import cache

from affiliates.geo.cities.names import city_key

_CITIES = {
    "CA-AB": ("Calgary", "Edmonton", "Lethbridge", "Medicine Hat", "Red Deer"),
    "CA-BC": ("Abbotsford", "Burnaby", "Kamloops", "Kelowna", "Nanaimo", "Richmond", "Surrey", "Vancouver", "Victoria"),
    "CA-MB": ("Brandon", "Winnipeg"),
    "CA-NB": ("Fredericton", "Moncton", "Saint John"),
    "CA-NL": ("Corner Brook", "St. John’s"),
    "CA-NS": ("Dartmouth", "Halifax", "Sydney"),
    "CA-NT": ("Yellowknife",),
    "CA-NU": ("Iqaluit",),
    "CA-ON": (
        "Barrie", "Brampton", "Brantford", "Burlington", "Cambridge", "Guelph", "Hamilton", "Kingston", "Kitchener",
        "London", "Markham", "Milton", "Mississauga", "Niagara Falls", "Oakville", "Oshawa", "Ottawa", "Peterborough",
        "Richmond Hill", "Sault Ste. Marie", "St. Catharines", "Sudbury", "Thunder Bay", "Toronto", "Vaughan",
        "Waterloo", "Whitby", "Windsor",
    ),
    "CA-PE": ("Charlottetown", "Summerside"),
    "CA-QC": (
        "Gatineau", "Laval", "Longueuil", "Lévis", "Montréal", "Québec City", "Saguenay", "Sherbrooke",
        "Trois-Rivières",
    ),
    "CA-SK": ("Moose Jaw", "Prince Albert", "Regina", "Saskatoon"),
    "CA-YT": ("Whitehorse",),
}  # fmt: skip


@cache
def canadian_cities() -> frozenset[tuple[str, str]]:
    """The province or territory and the ``city_key`` of each city."""
    return frozenset((region, city_key(city)) for region, city in names_of_canadian_cities())


def names_of_canadian_cities() -> list[tuple[str, str]]:
    """The province or territory and the name of each city."""
    return [(region, city) for region, cities in _CITIES.items() for city in cities]
