"""Languages of which only what a test reads is translated."""

from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from affiliates.languages.catalogs import CATALOGS, read_language
from affiliates.languages.language import Language


def language_of(folder: Path, locale: str, texts: Mapping[str, str]) -> Language:
    """A language whose catalog lies below a folder, with these texts by their English."""
    catalog = Catalog(locale=locale, fuzzy=False)
    for english, translated in texts.items():
        catalog.add(english, translated)
    file = folder / locale / CATALOGS
    file.parent.mkdir(parents=True)
    with file.open("wb") as opened:
        write_po(opened, catalog)
    return read_language(folder / locale)
