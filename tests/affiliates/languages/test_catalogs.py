"""The catalogs that we ship: they have every text, every text is finished, and its places are the same."""

from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from affiliates.languages.catalogs import CATALOGS, languages, locale_folder
from tools.update_messages import extract_messages

FOLDERS = sorted(path.parents[1].name for path in locale_folder().glob(f"*/{CATALOGS}"))


@pytest.fixture(scope="module")
def template() -> Catalog:
    return extract_messages()


@pytest.fixture(scope="module", params=FOLDERS)
def catalog(request: pytest.FixtureRequest) -> Catalog:
    with (locale_folder() / request.param / CATALOGS).open("rb") as file:
        return read_po(file, locale=request.param)


def messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def forms(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [text] if isinstance(text, str) else [*(text or ("",))]


def places(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_spanish_and_french_are_there_beside_english() -> None:
    assert {"es_US", "fr_CA"} <= set(FOLDERS)
    assert [(each.code, each.name) for each in languages().values()][:3] == [
        ("en", "English"),
        ("es", "Español"),
        ("fr", "Français"),
    ]


def test_catalog_has_exactly_the_texts_of_the_code(catalog: Catalog, template: Catalog) -> None:
    """Run ``make messages`` after a change of what people read, and translate what is new."""
    wanted = {(message.context, message.id) for message in messages(template)}

    assert len(wanted) > 500
    assert {(message.context, message.id) for message in messages(catalog)} == wanted


def test_every_text_is_translated_by_somebody_who_was_sure(catalog: Catalog) -> None:
    assert [message.id for message in messages(catalog) if message.fuzzy or not all(forms(message.string))] == []


def test_every_form_has_the_places_of_the_text(catalog: Catalog) -> None:
    """A form for one may leave the count out: "One group is there"."""
    for message in messages(catalog):
        wanted = set.union(*map(places, forms(message.id)))
        for form in forms(message.string):
            assert places(form) == wanted or places(form) | {"count"} == wanted, message.id


def test_bold_and_links_stay_whole(catalog: Catalog) -> None:
    for message in messages(catalog):
        text = forms(message.id)[-1]
        for form in forms(message.string):
            assert [form.count(mark) for mark in ("**", "](", "\n")] == [
                text.count(mark) for mark in ("**", "](", "\n")
            ]
            assert not set("<>`") & (set(form) - set(text)), message.id
