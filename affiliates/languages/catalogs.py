"""Every language there is: English, in which the texts are written, and each one with a catalog in ``locale/``.

A catalog is ``locale/es_US/LC_MESSAGES/messages.po``, as translators' programs write it; nothing has to be compiled. A
new folder is a new language.
"""

import os
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from affiliates.languages.language import Language

CATALOGS = "LC_MESSAGES/messages.po"
ENGLISH = Language("en", Locale("en", "US"), NullTranslations())
_SHIPPED = Path(__file__).parents[2] / "locale"


def locale_folder() -> Path:
    """The folder of the catalogs: ``AFFILIATES_LOCALE_DIR``, to try one that is not finished; ours unless set."""
    return Path(os.environ.get("AFFILIATES_LOCALE_DIR") or _SHIPPED)


@cache
def languages() -> dict[str, Language]:
    """Every language by its code, English first, the others in the order of their codes; read once."""
    found = (read_language(catalog.parents[1]) for catalog in sorted(locale_folder().glob(f"*/{CATALOGS}")))
    return {ENGLISH.code: ENGLISH} | {language.code: language for language in found}


def read_language(folder: Path) -> Language:
    """The language whose catalog is in a folder named by its locale, such as ``es_US``; unfinished texts stay English.

    Raises
    ------
    ValueError, babel.UnknownLocaleError
        The folder is named otherwise, or Babel does not know the locale.
    """
    locale = Locale.parse(folder.name)
    with (folder / CATALOGS).open("rb") as file:
        catalog = read_po(file, locale=locale)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Language(locale.language, locale, GNUTranslations(compiled))


def language_with(code: str) -> Language | None:
    """The language that an address asks for, None where there is none of this code."""
    return languages().get(code.strip().lower())
