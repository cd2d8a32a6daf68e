"""Brings the catalogs in ``locale/`` up to date with the texts in the code: ``make messages``.

A new text arrives there untranslated or, where it is like a former one, marked as fuzzy with that one's translation; a
text that is gone leaves. docs/translating.md says what a translator does then.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from affiliates.content.place_names import place_texts
from affiliates.languages.catalogs import CATALOGS, locale_folder

ROOT = Path(__file__).parents[1]
METHODS = [("**.py", "python"), ("**.jinja", "jinja2")]
KEYWORDS = DEFAULT_KEYWORDS | {"N_": None, "NP_": ((1, "c"), 2)}
# Whatever stands here may be shown to visitors. The reviewers' desk speaks English.
FOLDERS = ("affiliates", "components", "pages", "server")
_NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)
ENGLISH_ONLY = (
    "components/review/",
    "affiliates/cli/",
    "affiliates/imports/",
    "affiliates/languages/",
)


def extract_messages() -> Catalog:
    """Every text in the code and the templates, untranslated, each with the files that show it."""
    # Without a day of its own every catalog would change every day.
    catalog = Catalog(project="affiliate-map", charset="utf-8", fuzzy=False, creation_date=_NO_DAY)
    for file, text, comments, context in _found():
        catalog.add(text, locations=[(file, 0)], auto_comments=comments, context=context)
    for message in place_texts():
        catalog.add(message.text, locations=[("affiliates/content/place_names.py", 0)], context=message.context)
    return catalog


def _found() -> Iterator[tuple[str, str | tuple[str, ...], list[str], str | None]]:
    for folder in FOLDERS:
        for file, _, text, comments, context in extract_from_dir(
            ROOT / folder, METHODS, keywords=KEYWORDS, comment_tags=("TRANSLATORS:",), strip_comment_tags=True
        ):
            path = f"{folder}/{file}"
            if not path.startswith(ENGLISH_ONLY):
                yield path, text, comments, context


def update_catalogs(template: Catalog, folder: Path) -> None:
    """Writes every catalog in the folder anew, with the texts of the template."""
    for path in sorted(folder.glob(f"*/{CATALOGS}")):
        with path.open("rb") as file:
            catalog = read_po(file, locale=Locale.parse(path.parents[1].name))
        catalog.update(template, update_header_comment=False)
        catalog.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalog, width=120, sort_by_file=True, include_lineno=False, ignore_obsolete=True)


if __name__ == "__main__":
    update_catalogs(extract_messages(), locale_folder())
