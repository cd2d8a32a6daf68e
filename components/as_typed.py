"""Shows what people wrote exactly as they wrote it, in the places where Streamlit reads Markdown."""

import re

# Streamlit 1.67 changes more than Markdown does: it turns dashes and arrows into other signs (-- -> <=), emoji and
# icon names into pictures, and addresses into links, all after the escapes are gone. An empty piece of small text
# between two characters keeps them from being read as one word.
_SPLIT = ":small[]"
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_READ_WITH_THE_NEXT = set("-<>=~!:/@")
_WWW = re.compile(r"www(?=\.)", re.IGNORECASE)


def as_typed(text: str) -> str:
    """Markdown that shows ``text`` letter by letter, on one line: no link, no picture, no formatting comes of it."""
    escaped = _PUNCTUATION.sub(_escaped, _WWW.sub("w\0ww", " ".join(text.split())))
    return escaped.replace("\0", _SPLIT)


def _escaped(mark: re.Match[str]) -> str:
    return f"\\{mark[0]}{_SPLIT if mark[0] in _READ_WITH_THE_NEXT else ''}"
