"""The open data files: what other programs find in them."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from affiliates.directory.csv_injection import unescape_formula
from affiliates.directory.schema import GROUP_COLUMNS
from affiliates.geo.outlines import outlines
from affiliates.geo.regions import region_names
from affiliates.site.data_files.documents import documents
from affiliates.site.documents import SiteData
from tests.affiliates.reports.samples import varied
from tests.affiliates.site.made_up_site import ADDRESS, site_data
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import row

OPEN_DATA = {"groups.geojson", "groups.jsonld", "groups.hsds.json", "groups.csv"}
OPEN_DATA |= {"feed.atom", "es/feed.atom", "fr/feed.atom"}
# What a name, a city or a description may hold besides; the CSV file of the directory has no other line ends.
TEXTS = (*HOSTILE_TEXTS, "\x01\x02 control \x1f", "two\nlines", "tab\there")


def body(data: SiteData, address: str) -> bytes:
    return documents(data)[address]().body


def content(data: SiteData, address: str) -> Any:
    return json.loads(body(data, address))


def test_data_files_are_open_and_the_rest_is_not(tmp_path: Path) -> None:
    made = {address: make() for address, make in documents(site_data(tmp_path, *varied())).items()}

    assert {address for address, document in made.items() if document.is_open_data} == OPEN_DATA
    assert made.keys() - OPEN_DATA == {"sitemap.xml", "robots.txt"}


@pytest.mark.parametrize("address", sorted({*OPEN_DATA, "sitemap.xml", "robots.txt"}))
def test_equal_data_makes_equal_bytes(tmp_path: Path, address: str) -> None:
    first, second = (body(site_data(tmp_path, *varied()), address) for _ in range(2))

    assert first == second


def test_geojson_holds_regions_with_outlines_and_every_group_without(tmp_path: Path) -> None:
    read = gpd.read_file(io.BytesIO(body(site_data(tmp_path, *varied(6)), "groups.geojson")))

    regions, groups = read[read["what"] == "region"].set_index("region"), read[read["what"] == "group"]
    assert list(regions.index) == list(region_names())
    assert regions.geometry.is_valid.all()
    assert regions.geometry.geom_equals_exact(outlines().geometry[regions.index], tolerance=1e-4).all()
    assert list(groups["geometry"]) == [None] * 6
    assert set(groups["status"]) == {"active", "inactive"}


def test_geojson_names_the_active_groups_of_each_region(tmp_path: Path) -> None:
    features = content(site_data(tmp_path, *varied(6)), "groups.geojson")["features"]

    by_region = {
        each["id"]: each["properties"]["groups"] for each in features if each["properties"]["what"] == "region"
    }
    assert {region: ids for region, ids in by_region.items() if ids} == {
        "US-MI": ["group-0", "group-1"],
        "US-OH": ["group-1"],
        "CA-ON": ["group-2"],
        "CA-QC": ["group-2"],
    }


def test_linked_data_describes_active_groups_in_the_words_of_schema_org(tmp_path: Path) -> None:
    full = row(
        1,
        regions="US-MI CA-ON",
        city="Made-up City",
        description="What we do",
        website="https://made-up.example",
        facebook="https://www.facebook.com/groups/made-up",
        email="hello@made-up.example",
        languages="en ase",
    )
    data_set, group = content(site_data(tmp_path, full, row(2, status="paused")), "groups.jsonld")["@graph"]

    assert data_set["dateModified"] == "2026-06-30"
    assert group.pop("@id").startswith("urn:uuid:")
    michigan, ontario = group.pop("areaServed")
    assert (michigan["@type"], michigan["identifier"]) == ("State", "US-MI")
    assert (ontario["@type"], ontario["containedInPlace"]["name"]) == ("AdministrativeArea", "Canada")
    assert group == {
        "@type": "NGO",
        "identifier": "group-1",
        "name": "Made-up Group 1",
        "description": "What we do",
        "url": "https://made-up.example",
        "sameAs": ["https://www.facebook.com/groups/made-up"],
        "mainEntityOfPage": f"{ADDRESS}r/US-MI/",
        "email": "hello@made-up.example",
        "address": {"@type": "PostalAddress", "addressLocality": "Made-up City"},
        "knowsLanguage": ["en", "ase"],
    }


def test_linked_data_says_where_groups_for_everyone_are_there(tmp_path: Path) -> None:
    rows = [row(1, scope="national", regions="US"), row(2, scope="virtual", regions="")]
    _, national, virtual = content(site_data(tmp_path, *rows), "groups.jsonld")["@graph"]

    assert [each["identifier"] for each in national["areaServed"]] == ["US"]
    assert virtual["areaServed"] == "Everywhere"
    assert virtual["mainEntityOfPage"] == f"{ADDRESS}r/"


def test_csv_is_the_file_of_the_groups_report(tmp_path: Path) -> None:
    text = body(site_data(tmp_path, *varied()), "groups.csv").decode("utf-8-sig")

    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert tuple(read[0]) == GROUP_COLUMNS
    assert len(read) == 12


def test_hostile_texts_come_back_letter_by_letter(tmp_path: Path) -> None:
    rows = [row(number, name=text, city=text, description=text) for number, text in enumerate(TEXTS)]
    data = site_data(tmp_path, *rows)
    expected = {str(each["id"]): str(each["name"]) for _, each in data.groups.iterrows()}
    assert len(expected) == len(TEXTS)

    features = [each["properties"] for each in content(data, "groups.geojson")["features"]]
    assert {each["id"]: each["name"] for each in features if each["what"] == "group"} == expected
    _, *nodes = content(data, "groups.jsonld")["@graph"]
    assert {each["identifier"]: each["name"] for each in nodes} == expected
    assert {each["identifier"]: each["address"]["addressLocality"] for each in nodes} == expected
    assert sorted(each["name"] for each in content(data, "groups.hsds.json")) == sorted(expected.values())
    assert sorted(each["description"] for each in content(data, "groups.hsds.json")) == sorted(expected.values())
    lines = csv.DictReader(io.StringIO(body(data, "groups.csv").decode("utf-8-sig"), newline=""))
    assert {each["id"]: unescape_formula(each["name"]) for each in lines} == expected


def test_no_data_file_can_end_a_script_that_it_stands_in(tmp_path: Path) -> None:
    data = site_data(tmp_path, *(row(number, name=text) for number, text in enumerate(TEXTS)))

    for address in ("groups.geojson", "groups.jsonld", "groups.hsds.json"):
        assert b"<" not in body(data, address)


def test_site_without_a_group_has_every_file(tmp_path: Path) -> None:
    data = site_data(tmp_path, row(1, status="inactive"))
    empty = SiteData(data.groups.iloc[:0], data.coverage, (), data.as_of, data.base_url)

    assert content(empty, "groups.hsds.json") == []
    assert len(content(empty, "groups.jsonld")["@graph"]) == 1
    assert len(content(empty, "groups.geojson")["features"]) == len(region_names())
    assert body(empty, "groups.csv").count(b"\n") == 1
