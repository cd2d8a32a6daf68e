"""Three visitors at once in three languages: nobody ever reads a text in the language of somebody else."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import Barrier

import httpx
import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from google.protobuf.message import Message as ProtobufMessage

from affiliates.applications.model import ATTESTATIONS
from affiliates.applications.validation import CONSENT_STATEMENT
from affiliates.languages.catalogs import CATALOGS, languages, locale_folder
from affiliates.languages.language import Language
from tests.attack.intruder import intruding
from tests.browser.app import ROOT
from tests.made_up import row, write_directory
from tests.warm_server import served

PAGES = (("", ""), ("", "region=US-OH"), ("coverage", "country=CA"), ("coverage", "region=US-TX"), ("apply", ""))
ROUNDS = 2
# The words that are agreed to stand below their translation.
AGREED = {each.text for each in (*ATTESTATIONS.values(), CONSENT_STATEMENT)}
# The box for a place finds each of them by its name in every language.
NAMES = {"region", "region in a sentence"}
# Shorter parts of texts, such as "Groups", are words of more than one language.
_LONG_ENOUGH = 14
_VALUE = re.compile(r"\{\w+\}")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")  # as JSON has it, in what the map is told


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("three_languages")
    data = write_directory(folder / "data", row(1, regions="US-OH", name="家長", description="家長", city="家"))
    with served(ROOT / "dashboard.py", folder / "log", {"AFFILIATES_DATA": str(data)}) as address:
        yield address


def messages() -> list[Message]:
    """Every text of ours but the names of places, as any catalog lists it."""
    catalog = next(locale_folder().glob(f"*/{CATALOGS}"))
    with catalog.open("rb") as file:
        return [message for message in read_po(file) if message.id and message.context not in NAMES]


@cache
def parts_of_texts(language: Language) -> frozenset[str]:
    """The longest part without a value of each text, in a language."""
    translations, texts = language.translations, set()
    for message in messages():
        if not isinstance(message.id, str):
            singular, plural = message.id
            texts |= {translations.ngettext(singular, plural, count) for count in (1, 2)}
        elif message.context:
            texts.add(translations.pgettext(message.context, message.id))
        else:
            texts.add(translations.gettext(message.id))
    parts = (max(_VALUE.split(text), key=len).strip() for text in texts)
    return frozenset(part for part in parts if len(part) >= _LONG_ENOUGH)


def foreign_to(language: Language) -> set[str]:
    """What is said in other languages only."""
    own = "\n".join(parts_of_texts(language))
    others = set().union(*(parts_of_texts(other) for other in languages().values() if other != language))
    return {part for part in others if part not in own}


def words(message: ProtobufMessage) -> Iterator[str]:
    """Every text in a message of Streamlit's protocol, tables included."""
    for field, value in message.ListFields():
        for each in value if field.is_repeated else [value]:
            if isinstance(each, ProtobufMessage):
                yield from words(each)
            elif isinstance(each, str | bytes):
                yield each if isinstance(each, str) else each.decode(errors="replace")


def reads(address: str, language: Language, is_asked: bool, start: Barrier) -> str:
    """All that a visitor is sent: the first HTML and every page of the app, in step with the other visitors.

    The address asks for the language, or the browser does.
    """
    asked = f"lang={language.code}" if is_asked else ""
    headers = {} if is_asked else {"Accept-Language": f"{language.code};q=0.9"}
    said = []
    with httpx.Client(timeout=60, headers=headers) as client, intruding(address, headers=headers) as visitor:
        for page, query in PAGES:
            start.wait()
            query = "&".join(filter(None, (query, asked)))
            said.append(client.get(f"{address}/{page}?{query}").text)
            visitor.page = ""
            said += [text for message in visitor.opens(page, query) for text in words(message)]
    return _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), "\n".join(said))


@pytest.mark.parametrize("number", range(ROUNDS))
def test_nobody_reads_a_text_in_the_language_of_somebody_else(address: str, number: int) -> None:
    visitors = list(languages().values())
    start = Barrier(len(visitors), timeout=60)
    with ThreadPoolExecutor(len(visitors)) as everybody:
        read = everybody.map(
            lambda each: reads(address, each, (visitors.index(each) + number) % 2 == 0, start), visitors
        )
        said = dict(zip(visitors, read, strict=True))

    for language, text in said.items():
        assert sum(part in text for part in parts_of_texts(language)) > 100
        assert {part for part in foreign_to(language) if part in text} - AGREED == set()
