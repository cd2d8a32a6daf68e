"""Jinja2 for pages that show what strangers wrote: every value is escaped, and a missing value is an error."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import escape

from affiliates.content.wording import format_number, format_percent
from affiliates.languages.language import Language

TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class Link:
    """A text and the address it leads to; with an empty ``href`` it stays a plain text."""

    text: str
    href: str = ""


def render_html(template: str, values: Mapping[str, Any], *, language: Language, folder: Path = TEMPLATES) -> bytes:
    """The page that a template in ``folder`` makes of ``values``, as UTF-8.

    The template has ``language`` and, in it, ``gettext``, ``ngettext`` and ``pgettext``. Values never become part of a
    template, and characters that HTML cannot hold are replaced (``fit_for_html``).
    """
    page = html_environment(folder).get_template(template).render(**values, **_texts_in(language))
    return fit_for_html(page).encode()


def html_macros(template: str, values: Mapping[str, Any], *, language: Language, folder: Path) -> TemplateModule:
    """The macros of a template in ``folder``, to be called for parts of a page; they know the same as its templates.

    What they return is markup, in which every argument that is not is escaped.
    """
    return html_environment(folder).get_template(template).make_module({**values, **_texts_in(language)})


def fit_for_html(text: str) -> str:
    """A text with U+FFFD for NUL, which HTML cannot hold, and a question mark for a lone surrogate."""
    return text.replace("\0", "\ufffd").encode(errors="replace").decode()


@cache
def html_environment(folder: Path = TEMPLATES) -> Environment:
    """The templates in ``folder`` and the shared ones here, such as macros.html.jinja; each is compiled once."""
    environment = Environment(
        loader=FileSystemLoader([folder, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {"whole_number": whole_number, "tenths": tenths, "percent": percent}
    return environment


class _InMarkup(Language):
    """A language whose texts are markup: they are escaped, and so are the values in them that are not markup."""

    def _fill(self, text: str, values: dict[str, str | float]) -> str:
        return escape(text).format(**{name: self._in_words(value) for name, value in values.items()})


@lru_cache
def _texts_in(language: Language) -> dict[str, Any]:
    """What templates translate with."""
    texts = _InMarkup(language.code, language.locale, language.translations)
    return {"language": language, "gettext": texts.gettext, "ngettext": texts.ngettext, "pgettext": texts.pgettext}


@pass_context
def whole_number(context: Context, number: float | None) -> str:
    """A number with thousands separators, empty if it is missing."""
    return "" if pd.isna(number) else format_number(context["language"], float(number or 0))


@pass_context
def tenths(context: Context, number: float | None) -> str:
    """A number with one decimal, empty if it is missing."""
    return "" if pd.isna(number) else format_number(context["language"], float(number or 0), 1)


@pass_context
def percent(context: Context, share: float | None) -> str:
    """A share between 0 and 1 in percent, empty if it is missing."""
    return "" if pd.isna(share) else format_percent(context["language"], share)
