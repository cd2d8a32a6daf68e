"""XML with what strangers wrote in it, as another program reads it."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from affiliates.site.xml_templates import render_xml
from tests.hostile import HOSTILE_TEXTS

FORBIDDEN = [*map(chr, range(9)), "\x0b", "\x0c", *map(chr, range(14, 32)), "\ufffe", "\uffff", "\ud800", "\udfff"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("templates")
    (made / "x.jinja").write_text('<?xml version="1.0"?>\n<x a="{{ text }}"><y>{{ text }}</y></x>', encoding="utf-8")
    return made


def read(folder: Path, text: str) -> tuple[str | None, str | None]:
    root = ElementTree.fromstring(render_xml("x.jinja", {"text": text}, folder=folder))
    return root.get("a"), root[0].text


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, " \r\n\t two\rlines ", "]]>", "<!DOCTYPE x>&x;", "&#0;"])
def test_text_is_read_letter_by_letter(folder: Path, text: str) -> None:
    assert read(folder, text) == (text, text)


@given(text=st.text(min_size=1))
def test_any_text_is_read_letter_by_letter(folder: Path, text: str) -> None:
    expected = "".join("\ufffd" if letter in FORBIDDEN else letter for letter in text)

    assert read(folder, text) == (expected, expected)


@pytest.mark.parametrize("letter", FORBIDDEN, ids=ascii)
def test_what_xml_cannot_hold_is_replaced(folder: Path, letter: str) -> None:
    assert read(folder, f"a{letter}b") == ("a\ufffdb", "a\ufffdb")


def test_missing_value_is_an_error(folder: Path) -> None:
    with pytest.raises(UndefinedError):
        render_xml("x.jinja", {}, folder=folder)
