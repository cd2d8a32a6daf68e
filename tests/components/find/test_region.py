"""An open region: its groups, or a way on where there is none."""

from pathlib import Path

import pytest

from tests.components.app import (
    app,
    follows_link,
    headings,
    links,
    names,
    site_parts,
    title,
    types_place,
    url_of,
    words,
)
from tests.made_up import row, write_directory


def test_region_with_a_group_shows_it(data: Path) -> None:
    write_directory(data, row(1, regions="US-MI", name="Made-up of Michigan"), row(2))

    test = app(region="US-MI")

    assert title(test) == "Michigan"
    assert names(test) == ["Made-up of Michigan"]  # once


def test_row_set_aside_never_turns_into_no_group(data: Path) -> None:
    """Every row in the file had a mistake: the page said that there is no group in the United States yet."""
    write_directory(data, row(1, scope="galactic", regions="US-OH"))

    for page in (app(), app(region="US-OH")):
        assert "There is no" not in words(page)
        assert "No group serves" not in words(page)
        assert "We cannot say right now whether there is an affiliate group in" in words(page)
        assert "Be the first" not in words(page)
    assert "There is no affiliate group in Texas yet." in words(app(region="US-TX"))
    assert "1 row of our list cannot be read right now" in words(app().switch_page("pages/coverage.py").run())


def test_region_without_a_group_is_never_a_dead_end(data: Path) -> None:
    write_directory(data, row(1, regions="US-MI"), row(2, scope="national", regions="US"), row(3, regions="US-CA"))

    test = app(region="US-OH")

    shown = words(test)
    assert "There is no affiliate group in Ohio yet." in shown
    assert "Right next door, in Michigan." in shown
    assert "miles" in shown
    assert "Groups for families everywhere" in shown
    assert "tel:+18002829181" in links(test)
    behind = {
        "https://www.parentcenterhub.org/find-your-center/": "Find your parent center",
        "https://www.ndrn.org/about/ndrn-member-agencies/": "Find your state’s disability lawyers",
        "https://endseclusion.org/": "Visit the Alliance",
    }
    assert behind.items() <= links(test).items()
    assert links(test)["./apply?region=US-OH"] == "Start a group in Ohio"


def test_province_without_a_group_names_help_in_canada(data: Path) -> None:
    write_directory(data)

    found = links(app(region="CA-YT"))

    assert "https://inclusioncanada.ca/" in found
    assert not any("ndrn.org" in address for address in found)


@pytest.mark.parametrize("code", ["US-XX", "Michigan", "{{7*7}}", "<b>", "x" * 5000])
def test_link_with_unknown_region_shows_everything(data: Path, code: str) -> None:
    write_directory(data, row(1, regions="US-OH"), row(2, regions="US-OH"))

    test = app(region=code)

    assert "We don’t recognize the place in this link" in test.info[0].value
    assert code not in test.info[0].value
    assert len(names(test)) == 2


def test_choosing_another_country_leaves_the_region(data: Path) -> None:
    write_directory(data, row(1))
    test = app(region="US-OH")

    follows_link(test, "Canada")

    assert url_of(test) == {"country": ["CA"]}
    assert headings(test)[:2] == ["Where do you live?", "All groups"]


def test_answer_can_be_passed_on(data: Path) -> None:
    write_directory(data)
    test = app(region="US-TX")
    addresses = links(test)
    assert any(each.startswith("sms:?&body=") and "region%3DUS-TX" in each for each in addresses)
    assert any(each.startswith("mailto:?subject=") and "Texas" in each for each in addresses)
    assert addresses["#copy-link"] == "Copy the link"
    assert addresses["#save-qr-code"] == "Save the QR code"
    on_screen, on_paper = [each.attributes for part in site_parts(test) for each in part.all("img")]
    assert on_screen == on_paper | {"loading": "lazy"}
    assert on_paper["src"].startswith("data:image/png;base64,")
    shared = on_paper["alt"].removeprefix("QR code of ")
    assert shared.endswith("?region=US-TX")
    assert [each.text for part in site_parts(test) for each in part.all("small", dir="ltr")] == [shared]
    assert shared in words(test)


def test_region_without_a_group_needs_no_list(data: Path) -> None:
    write_directory(data, row(1, regions="US-OH"))
    test = app(region="US-TX")

    assert "There is no affiliate group in Texas yet." in words(test)
    assert not [each for each in test.text_input if (each.key or "").startswith("query_q")]
    follows_link(test, "See all groups (1)")

    assert url_of(test) == {}
    assert len(names(test)) == 1


def test_open_region_is_filled_in(data: Path) -> None:
    write_directory(data)
    test = app(region="US-MI").switch_page("pages/apply.py").run()
    assert test.multiselect(key="new__regions").value == ["US-MI"]

    test.switch_page("pages/find.py").run()
    follows_link(test, "Show all places")
    types_place(test, "TX")
    test.switch_page("pages/apply.py").run()
    assert test.multiselect(key="new__regions").value == ["US-TX"]
