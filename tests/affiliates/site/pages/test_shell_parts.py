"""The answer inside the app's own page: the same as on the pages, and it leaves the app's own parts alone."""

import re
from pathlib import Path

import pytest

from affiliates.languages.catalogs import ENGLISH
from affiliates.site.pages.documents import ShellParts
from tests.affiliates.reports.samples import varied
from tests.affiliates.site.samples import body_of, parsed, site_of


@pytest.fixture(params=["US-MI", "US-TX", None], ids=str)
def parts(request: pytest.FixtureRequest, tmp_path: Path) -> ShellParts:
    return site_of(tmp_path, *varied()).shell_parts(request.param, ENGLISH, is_language_asked=False)


def test_every_rule_of_the_style_sheet_stands_under_the_answer(parts: ShellParts) -> None:
    inside = re.sub(r"@(?:media|container) [^{]+\{", "", parts.style)
    selectors = [each for rule in re.findall(r"([^{}]+)\{", inside) for each in rule.split(",")]

    assert len(selectors) > 50
    assert [each for each in selectors if not each.strip().startswith("#static-answer")] == []
    assert "@import" not in parts.style
    assert not re.findall(r"url\((?!#static-)", parts.style)


def test_body_is_one_element_and_no_id_can_be_one_of_the_app(parts: ShellParts) -> None:
    page = parsed(parts.body)

    assert page.elements[0].attributes["id"] == "static-answer"
    assert parts.body.strip().endswith("</div>")
    ids = [each.attributes["id"] for each in page.elements if "id" in each.attributes]
    assert ids
    assert [each for each in ids if not each.startswith("static-")] == []
    assert not page.all("script")
    assert not page.all("style")


def test_links_are_relative_to_the_root_of_the_app_and_stay_in_it(parts: ShellParts) -> None:
    page = parsed(parts.body)

    inside = {
        each.attributes["href"]
        for each in page.all("a")
        if not re.match(r"https?:|mailto:|sms:|#", each.attributes["href"])
    }
    assert {href for href in inside if not href.startswith("./")} == set()
    assert "./?region=US-OH" in inside


def test_head_has_only_what_search_engines_and_previews_read(parts: ShellParts) -> None:
    assert {each.tag for each in parsed(parts.head).elements} == {"meta", "link"}
    assert parsed(parts.head).all("meta", property="og:description", content=parts.description)


def test_answer_is_the_one_of_the_page(tmp_path: Path) -> None:
    site = site_of(tmp_path, *varied())

    for region, address in (("US-TX", "r/US-TX/"), (None, "r/")):
        parts, page = site.shell_parts(region, ENGLISH, is_language_asked=False), parsed(body_of(site, address))
        said = re.sub(r"Open the interactive map\s*", "", page.all("main")[0].text)
        assert parsed(parts.body).all("main")[0].text.split() == said.split()
        assert parts.title == page.all("title")[0].text


def test_link_with_unknown_region_shows_all_places(tmp_path: Path) -> None:
    site = site_of(tmp_path)

    assert site.shell_parts("US-ZZ", ENGLISH, is_language_asked=False) == site.shell_parts(
        None, ENGLISH, is_language_asked=False
    )
