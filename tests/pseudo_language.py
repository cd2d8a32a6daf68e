"""A language that nobody speaks: every text twice, in brackets, from right to left. What stays English shows."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from affiliates.languages.catalogs import CATALOGS
from tools.update_messages import extract_messages

PSEUDO = "ar"  # Babel knows its numbers, days and six plurals


def pseudo(text: str) -> str:
    """A text as this language has it."""
    return f"⟦{text} {text}⟧"


def write_pseudo_catalog(folder: Path) -> None:
    """Writes its catalog below a folder, beside those of other languages."""
    catalog = Catalog(locale=PSEUDO, fuzzy=False)
    for message in extract_messages():
        if isinstance(message.id, tuple):
            singular, plural = message.id
            forms = [pseudo(plural)] * catalog.num_plurals
            # The second form is that of 1, the only one for which English has its singular.
            forms[1] = pseudo(singular)
            catalog.add(message.id, tuple(forms), context=message.context)
        elif message.id:
            catalog.add(message.id, pseudo(str(message.id)), context=message.context)
    file = folder / PSEUDO / CATALOGS
    file.parent.mkdir(parents=True)
    with file.open("wb") as opened:
        write_po(opened, catalog)
