"""Every page inside the shell, without a browser, whatever the list of groups is like."""

from pathlib import Path

import pytest

from tests.components.app import PAGES, app, links, names, title, words
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import row, write_directory


@pytest.mark.parametrize("page_file", PAGES)
def test_every_page_draws_inside_the_shell(page_file: str) -> None:
    test = app().switch_page(page_file).run()

    assert not test.exception
    assert title(test)


def test_damaged_directory_does_not_leave_a_blank_page(data: Path) -> None:
    (data / "affiliates.csv").write_bytes(b"\x00\x01 nothing like a table")
    test = app(region="US-OH")

    assert not test.exception
    assert "We cannot show the list of groups right now" in test.warning[0].value
    assert any(address.startswith("tel:") for address in links(test))
    assert "ndrn" in " ".join(links(test))


@pytest.mark.parametrize("page_file", PAGES)
@pytest.mark.parametrize("url", [{}, {"region": "US-MI"}, {"country": "CA"}, {"group": "group-1"}])
def test_page_without_the_list_never_says_that_there_is_no_group(
    data: Path, page_file: str, url: dict[str, str | list[str]]
) -> None:
    (data / "affiliates.csv").write_bytes(b"\x00\x01 nothing like a table")
    test = app(**url).switch_page(page_file).run()

    assert not test.exception
    shown = words(test) + "".join(button.label for button in test.button)
    denials = (
        "no affiliate group",
        "no group",
        "No group",
        "could be the first",
        "not listed",
        "None of the",
        "Be the first",
    )
    assert not [each for each in (*denials, "0 groups", "all groups") if each in shown]


def test_missing_directory_does_not_leave_a_blank_page(data: Path) -> None:
    test = app()

    assert not test.exception
    assert "We cannot show the list of groups right now" in test.warning[0].value


def test_edit_of_the_file_shows_on_the_next_run(data: Path) -> None:
    write_directory(data, row(1))
    test = app()
    write_directory(data, row(1), row(2))

    assert len(names(test.run())) == 2


def test_bad_rows_are_logged_with_their_number(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    write_directory(data, row(1), row(2, regions="ZZ"))

    assert len(names(app())) == 1
    assert "affiliates.csv:3: regions: “ZZ” is not a region we know" in caplog.text


@pytest.mark.parametrize("view", ["cards", "table"])
def test_hostile_text_draws_without_an_error(data: Path, view: str) -> None:
    hostile = [row(number, name=text, city=text, description=text) for number, text in enumerate(HOSTILE_TEXTS)]
    write_directory(data, *hostile, row(900, regions="US-MI"))

    test = app(view=view, region="US-OH")
    second = app(view=view, region="US-OH", page="2")

    assert not any(page.exception for page in (test, second))
    if view == "cards":
        assert {*names(test), *names(second)} == set(HOSTILE_TEXTS)  # letter by letter
    else:
        assert len(test.table[0].value) == 12  # a page of the list
