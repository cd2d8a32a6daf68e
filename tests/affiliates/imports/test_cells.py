"""Links, dates, languages, choices and garbled text, as people and programs write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliates.directory.mistakes import Mistake
from affiliates.directory.schema import LINK_COLUMNS, find_mistakes
from affiliates.imports.cells.links import sort_links
from affiliates.imports.cells.repairs import mended
from affiliates.imports.cells.values import (
    DateFormat,
    email_in,
    is_nothing,
    parse_choice,
    parse_date,
    parse_languages,
    told_order,
)
from tests.made_up import row

DAY = date(2026, 3, 31)


def test_links_go_to_the_column_of_their_site() -> None:
    cells = [
        ("website", "www.made-up.example; facebook.com/groups/made-up"),
        ("twitter", "@made_up"),
        ("", "https://www.instagram.com/made.up, https://youtu.be/made-up"),
    ]

    assert sort_links(cells) == (
        {
            "website": "https://www.made-up.example",
            "facebook": "https://facebook.com/groups/made-up",
            "twitter": "https://www.twitter.com/made_up",
            "instagram": "https://www.instagram.com/made.up",
            "youtube": "https://youtu.be/made-up",
        },
        [],
    )


def test_same_link_twice_is_one_and_a_second_of_a_site_goes_elsewhere() -> None:
    cells = [
        ("website", "made-up.example made-up.example"),
        ("", "facebook.com/one facebook.com/two facebook.com/three"),
    ]
    found, mistakes = sort_links(cells)

    assert found == {
        "website": "https://made-up.example",
        "facebook": "https://facebook.com/one",
        "other_link": "https://facebook.com/two",
    }
    assert [(text, mistake.code) for text, mistake in mistakes] == [("facebook.com/three", "link_left_over")]


@pytest.mark.parametrize("column", ["website", "facebook", ""])
def test_words_of_a_sentence_are_no_links(column: str) -> None:
    cell = "our page is called Lanterns."
    assert sort_links([(column, cell)]) == ({}, [(cell, Mistake("link_malformed"))])
    assert sort_links([(column, "see made-up.example")]) == ({"website": "https://made-up.example"}, [])


@pytest.mark.parametrize("cell", ["n/a", "none", "-", "#N/A", "", "  "])
def test_cell_that_says_nothing_is_no_link(cell: str) -> None:
    assert is_nothing(cell)
    assert sort_links([("website", cell)]) == ({}, [])


@pytest.mark.parametrize(
    "link",
    [
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fmade-up.example%2Fa&h=1",
        "https://www.google.com/url?q=https://made-up.example/a&sa=D",
        "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fmade-up.example%2Fa&data=1",
        "https://made-up.example/a",
    ],
)
def test_links_that_only_lead_on_are_unwrapped(link: str) -> None:
    assert sort_links([("website", link)]) == ({"website": "https://made-up.example/a"}, [])


@given(st.lists(st.tuples(st.sampled_from([*LINK_COLUMNS, ""]), st.text()), max_size=4))
def test_whatever_is_taken_for_a_link_is_one_that_the_directory_accepts(cells: list[tuple[str, str]]) -> None:
    found, _ = sort_links(cells)

    assert find_mistakes(row(1, **found)) == {}


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-03-31", None, DAY),
        ("2026-03-31 10:15:00", None, DAY),
        ("March 31, 2026", None, DAY),
        ("31 mars 2026", None, DAY),
        ("31 de marzo de 2026", None, DAY),
        ("Mar. 31st, 2026", None, DAY),
        ("3/31/2026", None, DAY),
        ("31.3.2026", None, DAY),
        ("3/4/2026", None, None),
        ("3/4/2026", DateFormat.MONTH_FIRST, date(2026, 3, 4)),
        ("3/4/2026", DateFormat.DAY_FIRST, date(2026, 4, 3)),
        ("4/4/2026", None, date(2026, 4, 4)),
        ("3/4/26", DateFormat.MONTH_FIRST, None),
        ("46112", None, None),
        ("46112", DateFormat.SPREADSHEET_NUMBER, DAY),
        ("99999999", DateFormat.SPREADSHEET_NUMBER, None),
        ("2/30/2026", None, None),
        ("soon", None, None),
    ],
)
def test_date_is_read_where_only_one_day_can_be_meant(text: str, order: DateFormat | None, day: date | None) -> None:
    assert parse_date(text, order) == day


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["3/4/2026", "12/25/2025"], DateFormat.MONTH_FIRST),
        (["3/4/2026", "25/12/2025"], DateFormat.DAY_FIRST),
        (["3/4/2026"], None),
        (["12/25/2025", "25/12/2025"], None),
    ],
)
def test_one_clear_date_tells_the_order_of_its_column(texts: list[str], order: DateFormat | None) -> None:
    assert told_order(texts) == order


@pytest.mark.parametrize(
    ("text", "codes", "unknown"),
    [
        ("English, Spanish and ASL", ["en", "es", "ase"], []),
        ("en es", ["en", "es"], []),
        ("Français / anglais", ["fr", "en"], []),
        ("English; Martian", ["en"], ["Martian"]),
        ("", [], []),
    ],
)
def test_languages_are_known_by_code_and_by_name(text: str, codes: list[str], unknown: list[str]) -> None:
    assert parse_languages(text) == (codes, unknown)


@pytest.mark.parametrize(
    ("column", "text", "answers", "choice"),
    [
        ("status", "Active", {}, "active"),
        ("status", "On hold", {}, "paused"),
        ("status", "Pending", {}, ""),
        ("status", "Pending", {"Pending": "paused"}, "paused"),
        ("status", "Pending", {"Pending": "?"}, ""),
        ("scope", "Nationwide", {}, "national"),
    ],
)
def test_choices_are_known_or_asked_about(column: str, text: str, answers: dict[str, str], choice: str) -> None:
    assert parse_choice(column, text, answers) == choice


@pytest.mark.parametrize("text", ["mailto:a@made-up.example", "Group <a@made-up.example>", "a@made-up.example"])
def test_email_address_is_taken_out_of_what_surrounds_it(text: str) -> None:
    assert email_in(text) == "a@made-up.example"


@pytest.mark.parametrize(
    ("garbled", "meant"),
    [
        ("QuÃ©bec", "Québec"),
        ("Itâ€™s", "It’s"),
        ("Parents &amp; Friends", "Parents & Friends"),
        ("Ã\x83Â©tat", "état"),
        ("Québec", "Québec"),
        ("AT&T; more", "AT&T; more"),
        ("SÃO PAULO", "SÃO PAULO"),
        ("10 £ Â", "10 £ Â"),
    ],
)
def test_garbled_text_is_mended_and_other_text_left_alone(garbled: str, meant: str) -> None:
    assert mended(garbled) == meant


@given(st.text(st.characters(max_codepoint=0x2122, exclude_categories=["Cs"]), max_size=30))
def test_what_is_mended_needs_no_more_mending(text: str) -> None:
    assert mended(mended(mended(text))) == mended(mended(mended(mended(text))))
