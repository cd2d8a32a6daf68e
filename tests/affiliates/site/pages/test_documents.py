"""The pages that need no script: what they say and where they lead."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
import segno

from affiliates.content.charter import APPLICATION_PAGE
from affiliates.content.find_words import (
    ABOUT_STARTING,
    NEAREST_GROUPS,
    NOT_CERTAIN,
    first_in,
    group_not_certain,
    no_group_yet,
)
from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import ENGLISH
from affiliates.site.catalog import Site
from affiliates.site.pages.links import FEED, ICON, PEOPLE_PAGE, TABLE, TOUCH_ICON, WEB_MANIFEST
from affiliates.site.pages.qr_code import qr_code
from affiliates.support.national import national_organizations
from tests.affiliates.reports.samples import varied
from tests.affiliates.site.made_up_site import site_data
from tests.affiliates.site.samples import BASE_URL, body_of, parsed, site_of
from tests.made_up import row, support_organization


def test_each_region_has_a_page_and_all_of_them_are_on_one(tmp_path: Path) -> None:
    site = site_of(tmp_path, *varied())

    assert set(site.addresses()) >= {"r/", *(f"r/{region}/" for region in region_names())}
    for address in ("r/", "r/US-TX/", "r/CA-ON/"):
        document = site.document(address)
        assert document
        assert document.media_type == "text/html; charset=utf-8"
    assert site.document("r/US-ZZ/") is None


def test_a_site_at_another_address_shares_what_the_groups_say(tmp_path: Path) -> None:
    here = site_data(tmp_path, *varied(3))
    there = here.at("https://elsewhere.example/")

    assert there.choices is here.choices
    one, other = (body_of(Site(each), "r/US-MI/") for each in (here, there))
    assert here.base_url.encode() in one
    assert other.count(b"https://elsewhere.example/") == one.count(here.base_url.encode())
    assert here.base_url.encode() not in other


def test_card_leads_its_own_people_to_the_graphic_where_there_is_an_app(tmp_path: Path) -> None:
    rows = [row(1, regions="US-MI")]
    with_app, alone = (site_of(tmp_path / name, *rows, is_copy=name == "copy") for name in ("served", "copy"))

    (found,) = [each for each in parsed(body_of(with_app, "r/US-MI/")).all("a") if each.text == "Is this your group?"]
    assert found.attributes["href"] == "../../correct?group=group-1&own=graphic"
    assert b"Is this your group?" not in body_of(alone, "r/US-MI/")


def test_page_of_a_region_with_groups_shows_them_first(tmp_path: Path) -> None:
    site = site_of(
        tmp_path,
        row(1, regions="US-MI", city="Made-up City", languages="en es", email="hi@made-up.example", description="A\nB"),
        row(2, regions="US-MI", scope="local", website="https://made-up.example/2"),
        row(3, regions="US-MI", status="inactive"),
        row(4, scope="virtual", regions=""),
    )

    page = parsed(body_of(site, "r/US-MI/"))

    assert [each.text for each in page.all("p", class_="lead")] == ["2 groups are there for families in Michigan."]
    cards = page.all("article")
    assert [card.attributes.get("id") for card in cards[:3]] == [f"static-group-group-{n}" for n in (1, 2, 4)]
    assert "Statewide · Michigan · Made-up City · English, Spanish" in cards[0].text
    assert "erified" not in cards[0].text
    assert [each.text for each in page.all("p", class_="words")] == ["A\nB"]
    assert page.all("a", href="mailto:hi@made-up.example")
    assert page.all("a", href="https://made-up.example/2", target="_top", rel="noopener noreferrer")
    assert NEAREST_GROUPS.text not in [each.text for each in page.all("h2")]
    assert page.all("a", href="../../apply?region=US-MI")


def test_texts_of_a_group_that_speaks_one_language_are_marked_as_such_on_a_page_in_another(tmp_path: Path) -> None:
    site = site_of(
        tmp_path,
        row(1, regions="US-MI", languages="en", description="In English"),
        row(2, regions="US-MI", languages="es", description="En español"),
        row(3, regions="US-MI", languages="en es", description="Both, ambas"),
    )

    for address, marked in (("r/US-MI/", ["", "es", ""]), ("es/r/US-MI/", ["en", "", ""])):
        words = parsed(body_of(site, address)).all("p", class_="words")
        assert [each.attributes.get("lang", "") for each in words] == marked


def test_page_of_a_region_without_groups_says_who_helps_and_who_is_nearest(tmp_path: Path) -> None:
    site = site_of(tmp_path, row(1, regions="US-MI"), row(2, regions="US-CA", status="paused"))

    page = parsed(body_of(site, "r/US-OH/"))

    assert [each.text for each in page.all("p", class_="lead")] == [no_group_yet(ENGLISH, "US-OH")]
    cards = page.all("article")
    national = national_organizations("US")
    assert [card.text.split("\n")[1] for card in cards[:3]] == [each.name.text for each in national]
    assert all(page.all("a", href=each.address) for each in national)
    assert "Right next door, in Michigan." in cards[3].text
    assert len(cards) == 4
    assert ABOUT_STARTING.text in [each.text for each in page.all("p")]


def test_page_of_a_region_says_whom_to_call_there(tmp_path: Path) -> None:
    support = (
        support_organization(1, note="In Ohio <only>."),
        support_organization(2, phone="", website=""),
        *(support_organization(number, phone="", name=f"<b>{number}</b>") for number in (3, 4)),
        support_organization(5, region="US-TX"),
    )
    page = parsed(body_of(site_of(tmp_path, row(1, regions="US-MI"), support=support), "r/US-OH/"))

    (call,) = [each for each in page.all("a") if each.attributes["href"].startswith("tel:")]
    assert (call.attributes["href"], call.text) == ("tel:+18005550001", "Call 1-800-555-0001")
    card = page.all("article")[0].text
    assert "Free. Explains your rights at school and helps you prepare for meetings. In Ohio <only>." in card
    assert "This number is in public lists of 2026 and in government records (2019). We have not called it yet." in card
    assert all(page.all("a", href=f"../../correct?organization=us-oh-made-up-{number}") for number in (1, 2, 3, 4))
    assert [each.text for each in page.all("a", href="https://center-3.example/")] == ["<b>3</b>"]
    assert page.all("a", href="https://www.parentcenterhub.org/find-your-center/")
    assert "Made-up Center 5" not in page.all("main")[0].text


def test_printed_page_of_a_region_ends_with_its_address_and_qr_code(tmp_path: Path) -> None:
    page = parsed(body_of(site_of(tmp_path, row(1)), "es/r/US-OH/"))

    address = f"{BASE_URL}es/r/US-OH/"
    (printed,) = page.all("div", class_="printed")
    assert address in printed.text
    (code,) = [each for each in page.all("svg") if address in each.attributes.get("aria-label", "")]
    modules = [list(row) for row in segno.make_qr(address, error="m").matrix_iter(border=4)]
    assert code.attributes["viewbox"] == f"0 0 {len(modules)} {len(modules)}"
    drawn = [[0] * len(modules) for _ in modules]
    for x, y, width in re.findall(r"M(\d+) (\d+)\.5h(\d+)", qr_code(address).path):
        drawn[int(y)][int(x) : int(x) + int(width)] = [1] * int(width)
    assert drawn == modules


def test_page_of_a_region_whose_row_was_set_aside_does_not_say_that_it_has_no_group(tmp_path: Path) -> None:
    site = Site(site_data(tmp_path, row(1, regions="US-MI"), row(2, regions="US-OH", scope="galactic")))

    page = parsed(body_of(site, "r/US-OH/"))
    assert [each.text for each in page.all("p", class_="lead")] == [group_not_certain(ENGLISH, "in Ohio")]
    assert first_in(ENGLISH, "US-OH") not in [each.text for each in page.all("h2")]
    assert any("Ohio" in each.text and NOT_CERTAIN.text in each.text for each in parsed(body_of(site, "r/")).all("li"))
    elsewhere = parsed(body_of(site, "r/US-TX/"))
    assert [each.text for each in elsewhere.all("p", class_="lead")] == [no_group_yet(ENGLISH, "US-TX")]


def test_list_of_places_says_what_is_in_each(tmp_path: Path) -> None:
    page = parsed(
        body_of(site_of(tmp_path, row(1, regions="US-MI"), row(2, regions="CA-ON US-MI", scope="local")), "r/")
    )

    items = [
        each.text for lists in page.all("ul", class_="places") for each in page.all("li") if each.text in lists.text
    ]
    assert "Michigan 2 groups, statewide and local" in items
    assert "Ontario 1 group, local only" in items
    assert "Ohio no group yet" in items
    lists = [each.text for each in page.all("ul", class_="places")]
    assert [text.strip().split(" ")[0] for text in lists] == ["Alabama", "Alberta"]


def test_places_too_small_to_hit_have_a_box_that_leads_there_too(tmp_path: Path) -> None:
    page = parsed(body_of(site_of(tmp_path, row(1, regions="US-DC")), "r/"))

    boxes = [each for each in page.all("a", tabindex="-1") if "title" in each.attributes]
    assert {"DC", "RI", "DE", "PR", "GU", "PE"} <= {each.text for each in boxes}
    (district,) = [each for each in boxes if each.text == "DC"]
    assert district.attributes["href"] == "../r/US-DC/"
    assert district.attributes["class"] == "shade-1"
    assert district.attributes["title"] == "District of Columbia: 1 group, statewide only"


@pytest.mark.parametrize("options", [{}, {"is_copy": True}, {"app_url": "https://app.example/"}], ids=str)
def test_every_link_inside_leads_to_a_document_or_to_the_app(tmp_path: Path, options: dict[str, bool]) -> None:
    site = site_of(tmp_path, *varied(), **options)
    of_others = {TABLE, FEED, ICON, TOUCH_ICON, WEB_MANIFEST, PEOPLE_PAGE, *app_pages(site)}
    files = {f"{each}index.html" if each.endswith("/") and site.data.is_copy else each for each in site.addresses()}

    for address in [each for each in site.addresses() if each in {"r/", "index.html"} or each.startswith("r/")]:
        page = parsed(body_of(site, address))
        ids = {each.attributes["id"] for each in page.elements if "id" in each.attributes}
        for each in page.elements:
            href, _, fragment = each.attributes.get("href", "").partition("#")
            if href and "://" not in href and not href.startswith(("mailto:", "sms:")):
                target = urljoin(BASE_URL + address, href).removeprefix(BASE_URL)
                assert target.partition("?")[0] in files | of_others, href
            elif fragment and not href:
                assert fragment in ids


def app_pages(site: Site) -> set[str]:
    return set() if site.data.is_copy or site.data.app_url else {"", "coverage", "apply", "about", "correct"}


def test_copy_without_the_app_leads_to_the_alliance_instead_of_nowhere(tmp_path: Path) -> None:
    alone = parsed(body_of(site_of(tmp_path, is_copy=True), "r/US-MI/"))
    beside = parsed(body_of(site_of(tmp_path, is_copy=True, app_url="https://app.example/map/"), "r/US-MI/"))

    assert "Open the interactive map" not in [each.text for each in alone.all("a")]
    assert alone.all("a", href=APPLICATION_PAGE)
    assert beside.all("a", href="https://app.example/map/?region=US-MI", target="_top")
    assert beside.all("a", href="https://app.example/map/apply?region=US-MI")
    assert beside.all("a", href="https://app.example/map/correct?group=group-1")


def test_page_has_one_heading_landmarks_a_language_and_no_script(tmp_path: Path) -> None:
    site = site_of(tmp_path, *varied())

    for address in ("r/", "r/US-MI/", "r/US-TX/"):
        page = parsed(body_of(site, address))
        assert {len(page.all(tag)) for tag in ("h1", "main", "header", "footer")} == {1}
        assert page.all("script") == []
        assert body_of(site, address).partition(b"</head>")[0].count(b"<title>") == 1  # shapes have their own
        assert page.all("html", lang="en")
        ids = [each.attributes["id"] for each in page.elements if "id" in each.attributes]
        assert len(ids) == len(set(ids))
        levels = [int(each.tag[1]) for each in page.elements if re.fullmatch(r"h\d", each.tag)]
        assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False))


def test_preview_of_a_shared_link_has_words_a_picture_and_absolute_addresses(tmp_path: Path) -> None:
    page = parsed(body_of(site_of(tmp_path), "r/US-MI/"))

    assert page.all("title")[0].text == ("Michigan: Find a group – Affiliate groups against seclusion and restraint")
    sentence = "One group is there for families in Michigan."
    assert page.all("meta", name="description", content=sentence)
    assert page.all("link", rel="canonical", href=f"{BASE_URL}r/US-MI/")
    assert page.all("meta", property="og:title", content="Help for families in Michigan")
    assert page.all("meta", property="og:description", content=sentence)
    assert page.all("meta", property="og:url", content=f"{BASE_URL}r/US-MI/")
    assert page.all("meta", property="og:image", content=f"{BASE_URL}og/US-MI.png")
    assert page.all("meta", name="twitter:card", content="summary_large_image")
    assert page.all("link", rel="alternate", type="application/atom+xml", href="../../feed.atom")
    assert parsed(body_of(site_of(tmp_path), "r/")).all(
        "meta", property="og:image", content=f"{BASE_URL}og/default.png"
    )


def test_browser_may_run_and_fetch_nothing_else(tmp_path: Path) -> None:
    page = parsed(body_of(site_of(tmp_path), "r/US-MI/"))

    policy = page.all("meta", http_equiv="Content-Security-Policy")[0].attributes["content"]
    assert policy.startswith("default-src 'none'; base-uri 'none'; form-action 'none'")
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert not [each for each in page.elements if "style" in each.attributes]


def test_form_for_a_place_is_on_the_page_of_all_places_and_in_no_copy(tmp_path: Path) -> None:
    form = {}
    for is_copy in (False, True):
        site = site_of(tmp_path / str(is_copy), is_copy=is_copy)
        for address in ("r/", "es/r/"):
            page = parsed(body_of(site, address))
            policy = page.all("meta", http_equiv="Content-Security-Policy")[0].attributes["content"]
            assert ("form-action 'self'" in policy) is not is_copy
            form[is_copy, address] = [each.attributes["action"] for each in page.all("form")]

    assert form == {
        (False, "r/"): ["../place"],
        (False, "es/r/"): ["../../place"],
        (True, "r/"): [],
        (True, "es/r/"): [],
    }


def test_same_data_makes_the_same_bytes(tmp_path: Path) -> None:
    """Of pictures: tests/affiliates/site/pictures/test_previews.py. Pages of regions are all drawn alike."""
    one, other = (site_of(tmp_path / name, *varied()) for name in ("one", "other"))
    left_out = region_names().keys() - {"US-MI", "US-OH", "US-TX", "US-PR", "CA-ON", "CA-NU"}
    addresses = [each for each in one.addresses() if "og/" not in each and each[-6:-1] not in left_out]

    assert {"r/US-MI/", "es/r/CA-NU/", "groups.csv", "es/feed.atom"} <= set(addresses)
    assert [body_of(one, each) for each in addresses] == [body_of(other, each) for each in addresses]


def test_page_says_of_which_day_it_is(tmp_path: Path) -> None:
    assert "Groups as of June 30, 2026." in parsed(body_of(site_of(tmp_path), "r/")).all("footer")[0].text
