"""The sitemap and the rules for robots, as another program reads them."""

from pathlib import Path
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest

from affiliates.geo.regions import region_names
from affiliates.site.data_files.documents import documents
from tests.affiliates.site.data_files.test_atom import at
from tests.affiliates.site.made_up_site import ADDRESS, site_data
from tests.made_up import publish, row, write_directory

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_sitemap_names_every_page_once_and_the_day_of_the_last_change(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1))
    publish(tmp_path, at(3, 10), row(1), row(2))
    root = ElementTree.fromstring(documents(site_data(tmp_path))["sitemap.xml"]().body)

    pages = [each.text for each in root.iter(f"{SITEMAP}loc")]
    folders = [f"{ADDRESS}{folder}" for folder in ("r/", "es/r/", "fr/r/")]
    regions = ("", *(f"{region}/" for region in region_names()))
    allies = (f"{ADDRESS}{folder}allies/" for folder in ("", "es/", "fr/"))
    assert pages == [ADDRESS, *(folder + region for region in regions for folder in folders), *allies]
    assert {each.text for each in root.iter(f"{SITEMAP}lastmod")} == {"2026-03-10"}


def test_sitemap_names_each_page_in_every_language_beside_it(tmp_path: Path) -> None:
    root = ElementTree.fromstring(documents(site_data(tmp_path, row(1)))["sitemap.xml"]().body)

    (page,) = [each for each in root if each[0].text == f"{ADDRESS}es/r/US-PR/"]
    others = {each.attrib["hreflang"]: each.attrib["href"] for each in page if each.tag.endswith("}link")}
    assert others == {code: f"{ADDRESS}{folder}r/US-PR/" for code, folder in (("en", ""), ("es", "es/"), ("fr", "fr/"))}


def test_sitemap_of_a_directory_without_a_past_claims_no_day(tmp_path: Path) -> None:
    root = ElementTree.fromstring(documents(site_data(tmp_path, row(1)))["sitemap.xml"]().body)

    assert list(root.iter(f"{SITEMAP}lastmod")) == []


@pytest.mark.parametrize("address", [ADDRESS, "https://groups.example/map/"])
def test_robots_may_read_all_but_the_reviewers_page(tmp_path: Path, address: str) -> None:
    rules = RobotFileParser()
    rules.parse(documents(site_data(tmp_path, row(1), base_url=address))["robots.txt"]().body.decode().splitlines())

    assert rules.site_maps() == [f"{address}sitemap.xml"]
    assert not rules.can_fetch("*", f"{address}review")
    for page in ("", "r/", "r/US-MI/", "es/r/US-MI/", "groups.csv", "feed.atom", "coverage", "static/x.js"):
        assert rules.can_fetch("*", f"{address}{page}")
