"""The affiliate graphic and the HTML to paste, as other programs read them."""

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliates.languages.catalogs import ENGLISH
from affiliates.site.pictures.badge import badge_snippet, badge_svg
from affiliates.site.pictures.documents import documents
from affiliates.site.pictures.text_width import graphemes, lines_that_fit
from tests.affiliates.reports.samples import SCRIPTS
from tests.affiliates.site.made_up_site import ADDRESS, site_data
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import row

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {f"{SVG}{tag}" for tag in ("svg", "title", "rect", "g", "circle", "path", "text")}
OF_THE_ALLIANCE = ": affiliate group of the Alliance Against Seclusion and Restraint"
FAMILY = "👩‍👩‍👧‍👦"  # seven code points, one letter to a reader


def name_on(svg: bytes) -> list[str]:
    """The lines of the name as they are drawn."""
    root = ElementTree.fromstring(svg)
    return [each.text or "" for each in root.findall(f"{SVG}g/{SVG}svg/{SVG}text")]


def test_active_groups_have_a_graphic_and_no_others(tmp_path: Path) -> None:
    rows = [row(1), row(2, status="paused"), row(3, status="inactive")]
    made = documents(site_data(tmp_path, *rows))

    assert [address for address in made if address.startswith("badge/")] == ["badge/group-1.svg"]
    document = made["badge/group-1.svg"]()
    assert (document.media_type, document.is_open_data) == ("image/svg+xml", False)
    assert name_on(document.body) == ["Made-up Group 1"]


@pytest.mark.parametrize("name", [*HOSTILE_TEXTS, *SCRIPTS.values(), "two\nlines", "control \x01"])
def test_full_name_is_the_title_and_nothing_runs_or_is_fetched(name: str) -> None:
    svg = badge_svg(ENGLISH, name)
    root = ElementTree.fromstring(svg)

    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == name.replace("\x01", "\ufffd") + OF_THE_ALLIANCE
    assert {each.tag for each in root.iter()} <= ALLOWED
    attributes = {(name, value) for each in root.iter() for name, value in each.items()}
    assert not {attribute for attribute, _ in attributes if "href" in attribute or attribute.startswith("on")}
    assert not [value for _, value in attributes if "url(" in value or "://" in value]
    assert b"<!" not in svg


def test_long_name_ends_in_an_ellipsis_and_a_short_one_does_not() -> None:
    long = name_on(badge_svg(ENGLISH, "Made-up Parents and Friends of Students in Every Town of the State " * 3))

    assert len(long) == 3
    assert long[-1].endswith("…")
    assert name_on(badge_svg(ENGLISH, "Made-up Parents of Ohio")) == ["Made-up Parents of Ohio"]


def test_right_to_left_name_runs_from_right_to_left() -> None:
    for name, direction in (("مجموعة الآباء", "rtl"), ("קבוצת הורים – Ohio", "rtl"), ("Ohio – קבוצת הורים", None)):
        root = ElementTree.fromstring(badge_svg(ENGLISH, f"({name})"))
        (line,) = root.findall(f"{SVG}g/{SVG}svg/{SVG}text")
        assert line.get("direction") == direction


@pytest.mark.parametrize("letter", [FAMILY, "e\u0301", "नि", "🇨🇦", "👍🏽"])
def test_name_is_cut_between_letters_as_a_reader_sees_them(letter: str) -> None:
    assert [each.text for each in graphemes(letter * 3)] == [letter] * 3

    *lines, last = lines_that_fit(letter * 200, 20, 3)
    assert {line.replace(letter, "") for line in lines} == {""}
    assert last.replace(letter, "") == "…"


@given(text=st.text(max_size=300))
def test_lines_hold_the_text_or_its_beginning(text: str) -> None:
    plain = " ".join(text.encode(errors="replace").decode().split())
    lines = lines_that_fit(text, 20, 3)

    assert len(lines) <= 3
    drawn = "".join(lines).replace(" ", "")
    assert plain.replace(" ", "").startswith(drawn.removesuffix("…"))
    assert drawn == plain.replace(" ", "") or drawn.endswith("…")
    for line in lines:
        letters = graphemes(line)
        assert len(letters) == 1 or sum(letter.width for letter in letters) <= 20.5


class Elements(HTMLParser):
    """The elements of some HTML with their attributes, as a browser reads them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("name", HOSTILE_TEXTS)
def test_snippet_is_one_link_around_one_picture(name: str) -> None:
    snippet = badge_snippet(ENGLISH, "group-1", name, ADDRESS, ("US-MI", "US-OH"))

    (link, link_attributes), (picture, attributes) = Elements(snippet).found
    assert (link, link_attributes) == ("a", {"href": f"{ADDRESS}r/US-MI/"})
    assert picture == "img"
    assert attributes.keys() == {"src", "alt", "width", "height"}
    assert attributes["src"] == f"{ADDRESS}badge/group-1.svg"
    assert attributes["alt"] == " ".join(name.split()) + OF_THE_ALLIANCE
    assert not re.search(r"[\r\n]", snippet)


def test_snippet_of_a_group_for_everyone_leads_to_all_places() -> None:
    assert f'href="{ADDRESS}r/"' in badge_snippet(ENGLISH, "group-1", "Made-up", ADDRESS)


def test_snippet_and_graphic_have_the_same_proportions() -> None:
    root = ElementTree.fromstring(badge_svg(ENGLISH, "Made-up"))
    (_, _), (_, attributes) = Elements(badge_snippet(ENGLISH, "group-1", "Made-up", ADDRESS)).found

    assert (attributes["width"], attributes["height"]) == (root.get("width"), root.get("height"))
