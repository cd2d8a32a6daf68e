"""JSON as the data files write it."""

import json
from typing import Any


def json_bytes(content: Any) -> bytes:
    """``content`` as compact JSON in UTF-8, equal content as equal bytes.

    "<" is written as an escape, so that a file that somebody puts into a page as it is cannot end a script there. A
    lone surrogate, which UTF-8 cannot hold, becomes a question mark.
    """
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").encode(errors="replace") + b"\n"


def without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """The values that say something: no empty text, empty list or None."""
    return {name: value for name, value in values.items() if value not in ("", [], None)}
