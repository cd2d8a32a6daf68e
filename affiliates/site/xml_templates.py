"""Jinja2 for XML that holds what strangers wrote: every program that reads it finds the text as it was typed."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape

# XML 1.0 has no way to write these, not even as a reference (section 2.2, "Char").
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A parser turns a carriage return into a line feed, and in an attribute each of these into a space.
_WHITE_SPACE = {ord(character): f"&#{ord(character)};" for character in "\t\n\r"}


def render_xml(template: str, values: Mapping[str, Any], *, folder: Path) -> bytes:
    """The document that a template in ``folder`` makes of ``values``, as UTF-8.

    Values never become part of a template, and a missing one is an error. A character that XML cannot hold becomes
    U+FFFD.
    """
    return _environment(folder).get_template(template).render(values).encode()


@cache
def _environment(folder: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        finalize=_as_xml,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _as_xml(value: object) -> str:
    """A value as XML text that is the same inside an element, inside an attribute, and after reading."""
    return escape(_FORBIDDEN.sub("\ufffd", str(value))).translate(_WHITE_SPACE)  # still marked as escaped
