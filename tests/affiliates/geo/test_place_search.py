"""What somebody types leads to the state, territory or province they mean."""

import pytest

from affiliates.errors import PostalCodeError
from affiliates.geo.place_search import find_places, locate
from affiliates.geo.region_spellings import region_spellings


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("texas", "US-TX"),
        ("  TEXAS ", "US-TX"),
        ("TX", "US-TX"),
        ("us-tx", "US-TX"),
        ("Mich", "US-MI"),
        ("Mich.", "US-MI"),
        ("N.Y.", "US-NY"),
        ("new y", "US-NY"),
        ("Nueva York", "US-NY"),
        ("État de New York", "US-NY"),
        ("nueva y", "US-NY"),
        ("Pensilvania", "US-PA"),
        ("Tejas", "US-TX"),
        ("Californie", "US-CA"),
        ("Virginie-Occidentale", "US-WV"),
        ("virginia occidental", "US-WV"),
        ("Géorgie", "US-GA"),
        ("Terranova", "CA-NL"),
        ("N. Dakota", "US-ND"),
        ("W. Va.", "US-WV"),
        ("Virginia", "US-VA"),
        ("Kansas", "US-KS"),
        ("Fla", "US-FL"),
        ("Washington, D.C.", "US-DC"),
        ("washington", "US-WA"),
        ("guam", "US-GU"),
        ("quebec", "CA-QC"),
        ("Québec", "CA-QC"),
        ("QC", "CA-QC"),
        ("ile du prince", "CA-PE"),
        ("P.E.I.", "CA-PE"),
        ("newfoundland", "CA-NL"),
        ("48104", "US-MI"),
        ("48104-1234", "US-MI"),
        ("M5V 3L9", "CA-ON"),
        ("m5v", "CA-ON"),
        ("Ann Arbor", "US-MI"),
        ("Detroit, MI", "US-MI"),
        ("detroit michigan", "US-MI"),
        ("St. Louis, Mo.", "US-MO"),
        ("New York, NY", "US-NY"),
        ("New York City", "US-NY"),
        ("Mayagüez", "US-PR"),
        ("Calgary", "CA-AB"),
        ("Québec City", "CA-QC"),
        ("Georgia", "US-GA"),  # not the country
        ("Puerto Rico", "US-PR"),
        ("Houston TX 77002", "US-TX"),
        ("Casa, AR", "US-AR"),  # whoever names the region means the village
        ("Brooklin, Maine", "US-ME"),
        ("12 Main St, Ann Arbor, MI 48104-1234, USA", "US-MI"),
        ("1 rue X, Montréal (Québec) h2x 1y4", "CA-QC"),
    ],
)
def test_typed_place_is_found(typed: str, region: str) -> None:
    match = find_places(typed)

    assert match.regions == (region,)
    assert match.is_certain


@pytest.mark.parametrize(
    ("typed", "regions"),
    [
        ("new", {"US-NH", "US-NJ", "US-NM", "US-NY", "CA-NB", "CA-NL"}),
        ("Carolina", {"US-NC", "US-SC"}),
        ("Dak", {"US-ND", "US-SD"}),
        ("virgin", {"US-VA", "US-VI", "US-WV"}),  # Virginia Occidental
        ("Columbia", {"US-DC", "CA-BC"}),  # Columbia Británica begins so, and is no surer for that
        ("X0A 0H0", {"CA-NU", "CA-NT"}),
        ("", set()),
        ("...", set()),
        ("Nowhere Whatsoever", set()),
        ("Kansas City", {"US-KS", "US-MO"}),
        ("Detroit", {"US-AL", "US-IL", "US-ME", "US-MI", "US-OR", "US-TX"}),
        ("vancouver", {"US-WA", "CA-BC"}),
        ("Ann Arbor, Texas", {"US-TX"}),
        ("a " * 100_000, set()),  # each way to split it would be looked up
        ("東京", set()),
    ],
)
def test_several_or_no_places(typed: str, regions: set[str]) -> None:
    match = find_places(typed)

    assert set(match.regions) == regions


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("Montréal", "CA-QC"),
        ("Ottawa", "CA-ON"),
        ("vancouver", "CA-BC"),
        ("Richmond", "US-VA"),
        ("Detroit", "US-MI"),
        ("Columbus", "US-OH"),
    ],
)
def test_largest_city_of_a_name_comes_first(typed: str, region: str) -> None:
    assert find_places(typed).regions[0] == region


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("Pensylvania", "US-PA"),
        ("Massachusets", "US-MA"),
        ("Ontaro", "CA-ON"),
        ("Mississipi", "US-MS"),
        ("Pensilvana", "US-PA"),
        ("Nuevo Mejico", "US-NM"),
    ],
)
def test_misspelled_place_is_a_guess_and_never_certain(typed: str, region: str) -> None:
    match = find_places(typed)

    assert match.regions[0] == region
    assert match.is_guess
    assert not match.is_certain


@pytest.mark.parametrize(
    ("typed", "country", "regions"),
    [
        ("Canada", "CA", ()),
        ("canadá", "CA", ()),
        ("U.S.A.", "US", ()),
        ("Estados Unidos", "US", ()),
        ("États-Unis", "US", ()),
        ("Germany", "DE", ()),
        ("Alemania", "DE", ()),
        ("Allemagne", "DE", ()),
        ("Mexico", "MX", ("US-NM",)),
        ("England", "GB", ("US-AR",)),
        ("Jamaica", "JM", ("US-NY", "US-IA", "US-VT", "US-VA")),
    ],
)
def test_country_is_no_place_of_the_same_name(typed: str, country: str, regions: tuple[str, ...]) -> None:
    match = find_places(typed)

    assert (match.country, match.regions) == (country, regions)
    assert not match.is_certain


@pytest.mark.parametrize(
    ("typed", "cities"),
    [
        ("Dalas", {"US-TX": "Dallas"}),
        ("Autsin", {"US-TX": "Austin"}),
        ("Tuscon", {"US-AZ": "Tucson"}),
        ("Philidelphia", {"US-PA": "Philadelphia"}),
        ("Torono", {"CA-ON": "Toronto"}),
        ("Brooklin", {"US-ME": "Brooklin", "US-NY": "Brooklyn"}),
        ("casa", {"US-AR": "Casa"}),
        ("L.A.", {"US-LA": "", "US-CA": "Los Angeles"}),
    ],
)
def test_city_that_may_be_meant_is_named_and_never_certain(typed: str, cities: dict[str, str]) -> None:
    match = find_places(typed)

    assert dict(match.cities) == cities
    assert match.regions == tuple(cities)
    assert not match.is_certain


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("texas please help my son", "US-TX"),
        ("please help us in Texas", "US-TX"),  # "US-IN" is no name
        ("My child goes to school in West Virginia.", "US-WV"),
    ],
)
def test_name_of_a_region_is_found_in_a_sentence(typed: str, region: str) -> None:
    match = find_places(typed)

    assert (match.regions, match.is_guess) == ((region,), True)


@pytest.mark.parametrize("typed", ["1", "4810", "99999x", "09012", "12 Main Street"])
def test_number_that_leads_nowhere_says_why(typed: str) -> None:
    with pytest.raises(PostalCodeError):
        find_places(typed)


@pytest.mark.parametrize(
    ("typed", "region", "city"),
    [
        ("48104", "US-MI", "Ann Arbor"),
        ("48104-1234", "US-MI", "Ann Arbor"),
        ("ann arbor, mi", "US-MI", "Ann Arbor"),
        ("Detroit", "US-MI", "Detroit"),
        ("Detroit", "US-TX", "Detroit"),
    ],
)
def test_zip_code_or_city_tells_where_somebody_is(typed: str, region: str, city: str) -> None:
    point = locate(typed, region)

    assert point
    assert (point.city, point.region) == (city, region)


@pytest.mark.parametrize(
    ("typed", "region"),
    [("US-MI", "US-MI"), ("Michigan", "US-MI"), ("48104", "US-OH"), ("M5V 3L9", "CA-ON"), ("Toronto", "CA-ON")],
)
def test_nothing_is_made_up_about_where_somebody_is(typed: str, region: str) -> None:
    assert locate(typed, region) is None


def test_every_region_is_found_by_each_of_its_names() -> None:
    for region, names in region_spellings().items():
        for name in (*names, region, region[3:]):
            others = ("US-CA",) if name == "LA" else ()  # Los Angeles
            assert find_places(name).regions == (region, *others), name
