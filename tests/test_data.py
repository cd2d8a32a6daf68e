"""The shipped data, row by row."""

import hashlib
import json
from pathlib import Path

import geopandas as gpd
import pytest
from pydantic import BaseModel
from shapely.geometry import shape

from affiliates.directory.records import columns_as_markdown
from affiliates.directory.schema import LINK_COLUMNS, Group
from affiliates.geo.regions import SHIPPED_DATA, country_of, region_names, regions
from affiliates.storage.files.directory.lists import FileSupportDirectory
from affiliates.support.queries import support_in
from affiliates.support.schema import EvidenceKind, SupportKind, SupportOrganization
from tests.made_up import read_directory

# Names, regions and links of the Alliance's page, endseclusion.org/about/our-affiliates/.
ON_THE_ALLIANCES_PAGE = {
    "Idahoans for Safe Schools": ("US-ID", {"facebook": "www.facebook.com/groups/6082510268445051"}),
    "Justice For Our Angels": (
        "US-MA",
        {
            "facebook": "www.facebook.com/ForProfitMentalHealthReform",
            "twitter": "twitter.com/JusticeForOurA2",
            "instagram": "instagram.com/justiceforourangels20",
        },
    ),
    "Michigan Advocates to End Seclusion and Restraint (EndSaR)": (
        "US-MI",
        {"website": "www.endsar-mi.org", "facebook": "www.facebook.com/EndSaRMI"},
    ),
    "Missouri Parents of Kids Subjected to Restraint and Seclusion in School": (
        "US-MO",
        {"facebook": "www.facebook.com/groups/937336354003205"},
    ),
    "Keep All Students Safe – NY": ("US-NY", {"facebook": "www.facebook.com/groups/281559623696834/"}),
}
# SHA-256 of each description on that page, in the page's order, line breaks read as spaces.
DESCRIPTIONS = (
    "c952f9af6ce74d66",
    "1e0abb028110865c",
    "3566655cf84c58f0",
    "020ae0b2ba0b2f16",
    "a52a790b8b348c2a",
)


def test_the_five_groups_are_as_on_the_alliances_page() -> None:
    directory = read_directory(SHIPPED_DATA)

    assert directory.problems == ()
    assert list(directory.groups["name"]) == list(ON_THE_ALLIANCES_PAGE)
    for _, group in directory.groups.iterrows():
        region, links = ON_THE_ALLIANCES_PAGE[group["name"]]
        assert group["regions"] == (region,)
        assert {column: group[column] for column in LINK_COLUMNS if group[column]} == {
            column: f"https://{address}" for column, address in links.items()
        }
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in directory.groups["description"]]
    assert [each[:16] for each in hashes] == list(DESCRIPTIONS)


def test_nothing_is_invented_about_the_five_groups() -> None:
    groups = read_directory(SHIPPED_DATA).groups

    for column in ("city", "email", "youtube", "other_link"):
        assert (groups[column] == "").all()
    assert groups["affiliate_since"].isna().all()
    assert groups["last_verified_on"].isna().all()
    assert not groups["languages"].map(len).any()


@pytest.mark.parametrize(
    ("column", "total", "unknown"),
    [
        ("population_2020", 331_449_281, 5),
        ("population_2022", 333_287_557, 5),
        ("under_18_2022", 72_448_895, 5),
        ("idea_students_2017_18", 6_660_688, 9),
    ],
)
def test_counts_of_the_united_states_add_up_to_their_source(column: str, total: int, unknown: int) -> None:
    counts = regions()[regions()["country"] == "US"][column]

    assert counts.sum() == total
    assert counts.isna().sum() == unknown
    assert (counts.dropna() > 0).all()


def test_counts_of_canada_add_up_to_the_census() -> None:
    provinces = regions()[regions()["country"] == "CA"]

    assert provinces["population_2021"].sum() == 36_991_981
    assert provinces["under_18_2022"].isna().all()
    assert (provinces["name_fr"] != "").all()


def test_regions_are_the_states_territories_and_provinces() -> None:
    kinds = regions().groupby(["country", "kind"]).size().to_dict()

    assert kinds == {
        ("CA", "province"): 10,
        ("CA", "territory"): 3,
        ("US", "district"): 1,
        ("US", "state"): 50,
        ("US", "territory"): 5,
    }
    assert len(set(region_names().values())) == 69


@pytest.mark.parametrize(("file", "count"), [("us_states.geojson", 56), ("ca_provinces.geojson", 13)])
def test_outlines_are_valid_rfc_7946(file: str, count: int) -> None:
    path = SHIPPED_DATA / file
    content = json.loads(path.read_text())

    assert "crs" not in content
    assert len(content["features"]) == count
    assert path.stat().st_size < 60_000
    for feature in content["features"]:
        outline = shape(feature["geometry"])
        assert outline.is_valid
        for polygon in getattr(outline, "geoms", [outline]):
            assert polygon.exterior.is_ccw
            west, south, east, north = polygon.bounds
            assert -180 <= west <= east <= 180
            assert -90 <= south <= north <= 90


@pytest.mark.parametrize("file", ["us_states.geojson", "ca_provinces.geojson"])
def test_outlines_of_neighbors_have_no_gap_and_no_overlap(file: str) -> None:
    outlines = gpd.read_file(SHIPPED_DATA / file).to_crs("EPSG:6933")
    together = outlines.geometry.union_all()

    assert outlines.geometry.area.sum() == pytest.approx(together.area, rel=1e-6)
    assert [len(part.interiors) for part in together.geoms] == [0] * len(together.geoms)


# Two public lists that we found do not agree on any number there, or none was found.
PLACES_WITHOUT_A_NUMBER = {f"US-{code}" for code in ["AR", "OK", "TN", "VT", "PR", "GU", "VI", "AS", "MP"]}


def support_organizations() -> tuple[SupportOrganization, ...]:
    listed = FileSupportDirectory(SHIPPED_DATA).read()
    assert (listed.problems, listed.set_aside) == ((), 0)
    return listed.organizations


@pytest.mark.parametrize("region", [region for region in region_names() if country_of(region) == "US"])
def test_every_state_and_territory_has_its_protection_and_advocacy_agency(region: str) -> None:
    own = [each for each in support_organizations() if each.region == region]
    kinds = [each.kind for each in own]

    assert kinds.count(SupportKind.PROTECTION_AND_ADVOCACY) == 1
    assert (SupportKind.PARENT_CENTER in kinds) == (region != "US-VI")
    assert any(each.phone for each in own) == (region not in PLACES_WITHOUT_A_NUMBER)


def test_canada_has_the_two_provinces_that_we_know_of() -> None:
    own = {each.region: each.name for each in support_organizations() if country_of(each.region) == "CA"}

    assert own == {"CA-BC": "Inclusion BC", "CA-SK": "Inclusion Saskatchewan"}


def test_no_number_stands_without_a_second_look_and_none_was_called() -> None:
    organizations = support_organizations()

    assert len(organizations) == 122
    assert all(bool(each.phone) == bool(each.evidence_kind) == bool(each.evidence) for each in organizations)
    assert all(each.sources and each.confidence for each in organizations)
    assert not [each for each in organizations if each.checked_on]
    assert sum(bool(each.phone) for each in organizations) == 62
    found = {kind: sum(each.evidence_kind is kind for each in organizations) for kind in EvidenceKind}
    assert found == {EvidenceKind.OWN_PAGE: 31, EvidenceKind.GOVERNMENT: 25, EvidenceKind.ANOTHER_LIST: 6}


def test_number_for_a_part_of_the_country_says_so() -> None:
    notes = {each.region: each.note for each in support_organizations() if each.note}

    assert notes == {
        "US-CT": "The number works in Connecticut only.",
        "US-NJ": "The number works in New Jersey only.",
        "US-DE": "The number is that of the New Castle County office.",
        "US-NV": "The number is that of the Las Vegas office.",
    }


def test_no_place_has_more_than_four_organizations_to_call_first() -> None:
    organizations = support_organizations()

    assert max(len(support_in(region, organizations).first) for region in region_names()) <= 4


@pytest.mark.parametrize("schema", [Group, SupportOrganization])
def test_data_readme_describes_every_column(schema: type[BaseModel]) -> None:
    assert columns_as_markdown(schema) in (SHIPPED_DATA / "README.md").read_text(encoding="utf-8")


def test_every_data_file_is_described() -> None:
    described = (SHIPPED_DATA / "README.md").read_text(encoding="utf-8")

    for file in Path(SHIPPED_DATA).iterdir():
        assert file.name in described or file.name == "README.md"
