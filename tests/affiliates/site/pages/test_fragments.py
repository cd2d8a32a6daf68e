"""The pieces of these pages that the app shows."""

from pathlib import Path

import pytest
from markupsafe import Markup

from affiliates.languages.catalogs import ENGLISH, languages
from affiliates.reports.html.environment import Link
from affiliates.site.pages.answers import support_answer
from affiliates.site.pages.fragments import (
    grid,
    group_card_piece,
    one_part,
    page_link,
    passage,
    printed_address,
    region_title,
    small_print,
    support_card_piece,
    support_piece,
)
from affiliates.site.pages.group_cards import GroupCard, group_card
from affiliates.site.pages.links import Links
from affiliates.support.cards import support_card
from tests.affiliates.site.made_up_site import site_data
from tests.affiliates.site.samples import DAY, parsed
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import row, support_organization


def card_of(folder: Path, **values: str) -> GroupCard:
    data = site_data(folder, row(1, regions="US-MI", website="https://made-up.example/", **values))
    (group,) = data.choices.region("US-MI", 1).own
    return group_card(group, Links(data, "./", stays_in_app=True))


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_whatever_a_group_wrote_is_a_text_letter_by_letter(tmp_path: Path, text: str) -> None:
    piece = group_card_piece(ENGLISH, card_of(tmp_path, name=f"x {text}", description=text, city=text), 3)

    page = parsed(one_part(grid([piece])))
    assert page.all("h3")[0].text == f"x {text}"
    assert page.all("p", class_="words")[0].text == text
    assert {each.tag for each in page.elements} <= {"div", "article", "h3", "bdi", "p", "small", "a"}


def test_card_opens_another_tab_and_has_an_id_only_where_links_lead_to_it(tmp_path: Path) -> None:
    card = card_of(tmp_path)
    linked, plain = (parsed(group_card_piece(ENGLISH, card, 2, anchor)) for anchor in ("group-1", ""))

    assert linked.all("article")[0].attributes["id"] == "group-1"
    assert "id" not in plain.all("article")[0].attributes
    assert {each.attributes["target"] for each in plain.all("a")} == {"_blank"}
    assert "Is this your group?" in [each.text for each in plain.all("a")]


def test_group_that_is_not_active_says_so_and_has_no_graphic(tmp_path: Path) -> None:
    data = site_data(tmp_path, row(1, status="paused"))
    group = data.groups.iloc[0]

    said = parsed(group_card_piece(ENGLISH, group_card(group, Links(data, "./")), 3))

    assert [each.text for each in said.all("strong")] == ["Paused"]
    assert "Is this your group?" not in [each.text for each in said.all("a")]


def test_helpers_of_a_region_can_be_called_and_corrected_in_the_visitors_language() -> None:
    spanish = languages()["es"]
    helpers = [support_organization(1, name="x <b>"), support_organization(2, region="US-TX")]
    answer = support_answer(spanish, "US-OH", helpers, DAY)

    page = parsed(support_piece(spanish, answer, 2, lambda known: f"./correct?organization={known}"))
    addresses = [each.attributes["href"] for each in page.all("a")]
    assert page.all("h2")[0].text == "x <b>"
    assert any(address.startswith("tel:") for address in addresses)
    assert f"./correct?organization={helpers[0].id}" in addresses
    assert page.all("svg") == []  # the app's style sheet draws the telephone
    assert spanish.gettext("Call {phone}", phone=helpers[0].phone) in [each.text for each in page.all("a")]

    alone = parsed(support_card_piece(spanish, support_card(spanish, helpers[0], DAY), 3))
    assert not any("correct" in each.attributes["href"] for each in alone.all("a"))


def test_pieces_stand_below_one_another_and_empty_ones_are_left_out() -> None:
    link = page_link(Link("Start <here>", "./apply?region=US-TX"))
    pieces = passage("One & only", "", heading="<Title>"), Markup(), grid([]), link

    page = parsed(one_part(*pieces, printed_address("https://made-up.example/", "data:image/png;base64,AA==", "code")))

    assert [each.text for each in page.all("h2") + page.all("p")][:2] == ["<Title>", "One & only"]
    assert page.all("a", href="./apply?region=US-TX")[0].text == "Start <here>"
    assert page.all("img")[0].attributes["alt"] == "code"
    assert page.all("div", class_="grid") == []


@pytest.mark.parametrize("level", [1, 2])
def test_titles_have_the_level_of_where_they_stand(level: int) -> None:
    page = parsed(one_part(region_title("Made-up <State>", level), passage("b", heading="a", level=level)))

    titles = page.all(f"h{level}")
    assert [(each.text, each.attributes) for each in titles] == [("Made-up <State>", {"id": "region"}), ("a", {})]


def test_small_print_is_a_paragraph_of_its_own() -> None:
    page = parsed(one_part(passage("large"), small_print("small & plain")))

    assert [each.text for each in page.all("p")] == ["large", "small & plain"]
    assert [each.text for each in page.all("small")] == ["small & plain"]


def test_characters_that_no_page_can_hold_are_replaced() -> None:
    assert "a\ufffdb?c" in one_part(passage("a\0b\ud800c"))
