"""The templates' environment: nothing that is passed in becomes markup or a template."""

from html import unescape
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.preference import language_with
from affiliates.reports.html.environment import html_environment, render_html
from tests.hostile import HOSTILE_TEXTS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Templates of another part of the program, which may import the shared macros."""
    shared = '{% from "macros.html.jinja" import isolated %}'
    (tmp_path / "page.html.jinja").write_text(shared + '<p title="{{ text }}">{{ isolated(text) }}</p>')
    return tmp_path


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_stays_a_text_in_elements_and_attributes(folder: Path, text: str) -> None:
    page = render_html("page.html.jinja", {"text": text}, language=ENGLISH, folder=folder).decode()

    in_attribute, in_element = page.removeprefix('<p title="').removesuffix("</bdi></p>").split('"><bdi>')
    assert unescape(in_attribute) == unescape(in_element) == text
    assert not set("<>\"'") & set(in_attribute + in_element)


def test_characters_that_html_or_utf8_cannot_hold_are_replaced(folder: Path) -> None:
    page = render_html("page.html.jinja", {"text": "a\0b\ud800c"}, language=ENGLISH, folder=folder)

    assert page.decode() == '<p title="a\ufffdb?c"><bdi>a\ufffdb?c</bdi></p>'


def test_missing_value_is_an_error(folder: Path) -> None:
    with pytest.raises(UndefinedError, match="'text' is undefined"):
        render_html("page.html.jinja", {}, language=ENGLISH, folder=folder)


def test_template_is_compiled_once(folder: Path) -> None:
    first = html_environment(folder).get_template("page.html.jinja")

    assert html_environment(folder).get_template("page.html.jinja") is first


@pytest.mark.parametrize(
    ("code", "expected"),
    [("en", "1,234|1,234.6|12.5%|||"), ("fr", "1\xa0234|1\xa0234,6|12,5\xa0%|||")],
)
def test_figures_are_written_as_the_language_does_and_missing_ones_are_empty(
    tmp_path: Path, code: str, expected: str
) -> None:
    (tmp_path / "figures.html.jinja").write_text(
        "{{ 1234 | whole_number }}|{{ 1234.56 | tenths }}|{{ 0.125 | percent }}"
        "|{{ none | whole_number }}|{{ none | tenths }}|{{ none | percent }}"
    )
    language = language_with(code) or ENGLISH

    assert render_html("figures.html.jinja", {}, language=language, folder=tmp_path).decode() == expected


def test_text_of_a_template_is_escaped_with_the_values_in_it_that_are_not_markup(tmp_path: Path) -> None:
    (tmp_path / "text.html.jinja").write_text(
        "{% macro strong(text) %}<b>{{ text }}</b>{% endmacro %}"
        """{{ gettext('<{name}> & {count}, {link}', name="<i>", count=1234, link=strong("<u>")) }}"""
        """{{ ngettext("one", "{count} & more", 2) }}"""
    )

    page = render_html("text.html.jinja", {}, language=ENGLISH, folder=tmp_path).decode()

    assert page == "&lt;&lt;i&gt;&gt; &amp; 1,234, <b>&lt;u&gt;</b>2 &amp; more"
