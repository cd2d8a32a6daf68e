"""The templates' environment: nothing that is passed in becomes markup or a template."""

from html import unescape
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from affiliates.reports.html.environment import html_environment, percent, render_html, tenths, whole_number
from tests.hostile import HOSTILE_TEXTS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Templates of another part of the program, which may import the shared macros."""
    shared = '{% from "macros.html.jinja" import isolated %}'
    (tmp_path / "page.html.jinja").write_text(shared + '<p title="{{ text }}">{{ isolated(text) }}</p>')
    return tmp_path


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_stays_a_text_in_elements_and_attributes(folder: Path, text: str) -> None:
    page = render_html("page.html.jinja", {"text": text}, folder=folder).decode()

    in_attribute, in_element = page.removeprefix('<p title="').removesuffix("</bdi></p>").split('"><bdi>')
    assert unescape(in_attribute) == unescape(in_element) == text
    assert not set("<>\"'") & set(in_attribute + in_element)


def test_characters_that_html_or_utf8_cannot_hold_are_replaced(folder: Path) -> None:
    page = render_html("page.html.jinja", {"text": "a\0b\ud800c"}, folder=folder)

    assert page.decode() == '<p title="a\ufffdb?c"><bdi>a\ufffdb?c</bdi></p>'


def test_missing_value_is_an_error(folder: Path) -> None:
    with pytest.raises(UndefinedError, match="'text' is undefined"):
        render_html("page.html.jinja", {}, folder=folder)


def test_template_is_compiled_once(folder: Path) -> None:
    first = html_environment(folder).get_template("page.html.jinja")

    assert html_environment(folder).get_template("page.html.jinja") is first


def test_missing_figure_is_empty() -> None:
    assert [show(float("nan")) for show in (whole_number, tenths, percent)] == ["", "", ""]
    assert (whole_number(1234.0), tenths(1234.56), percent(0.125)) == ("1,234", "1,234.6", "12.5%")
