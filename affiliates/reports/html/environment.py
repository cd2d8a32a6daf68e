"""Jinja2 for pages that show what strangers wrote: every value is escaped, and a missing value is an error."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from affiliates.content.wording import format_percent
from affiliates.languages.catalogs import ENGLISH

TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class Link:
    """A text and the address it leads to; with an empty ``href`` it stays a plain text."""

    text: str
    href: str = ""


def render_html(template: str, values: Mapping[str, Any], *, folder: Path = TEMPLATES) -> bytes:
    """The page that a template in ``folder`` makes of ``values``, as UTF-8.

    Values never become part of a template. NUL, which HTML cannot hold, becomes U+FFFD, and a lone surrogate, which
    UTF-8 cannot hold, a question mark.
    """
    page = html_environment(folder).get_template(template).render(values)
    return page.replace("\0", "\ufffd").encode(errors="replace")


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


def whole_number(number: float | None) -> str:
    """A number with thousands separators, empty if it is missing."""
    return "" if pd.isna(number) else f"{number:,.0f}"


def tenths(number: float | None) -> str:
    """A number with one decimal, empty if it is missing."""
    return "" if pd.isna(number) else f"{number:,.1f}"


def percent(share: float | None) -> str:
    """A share between 0 and 1 in percent, empty if it is missing."""
    return "" if pd.isna(share) else format_percent(ENGLISH, share)
