"""Shows what people wrote exactly as typed in places where Streamlit reads Markdown."""

import re
import unicodedata

# Streamlit 1.67 does more than Markdown: it turns dashes and arrows into other symbols (-- -> <=), names of emoji and
# icons into pictures, and addresses into links, all after the escapes are resolved. An empty piece of small text
# between two characters keeps them from being read together.
_SPLIT = ":small[]"
_SPECIAL = re.compile(r"[!-/:-@\[-`{-~]|w(?=ww\.)", re.IGNORECASE)
_JOINS_NEXT = set("-<>=~!:/@wW")
# An isolate keeps right-to-left text, and marks that change the direction, from affecting our own words.
_ISOLATES = "\u2066\u2067\u2068\u2069"
_CHANGES_DIRECTION = {"R", "AL", "AN", "RLE", "RLO", "LRE", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"}


def escape_markdown(text: str) -> str:
    """Markdown that shows ``text`` letter by letter, on one line, without links, pictures or formatting."""
    return _SPECIAL.sub(_escaped, isolate_direction(" ".join(text.split())))


def isolate_direction(text: str) -> str:
    """Text that keeps its direction to itself beside our own words, for places where Markdown is not read."""
    if not text.isascii() and any(unicodedata.bidirectional(letter) in _CHANGES_DIRECTION for letter in text):
        return f"\u2068{text.translate(dict.fromkeys(map(ord, _ISOLATES)))}\u2069"
    return text


def link_target(address: str) -> str:
    """An address as the target of a Markdown link, with every special character escaped."""
    return "<" + re.sub(r"[!-/:-@\[-`{-~]", r"\\\g<0>", address) + ">"


def _escaped(special: re.Match[str]) -> str:
    escape = "" if special[0].isalpha() else "\\"
    return f"{escape}{special[0]}{_SPLIT if special[0] in _JOINS_NEXT else ''}"
