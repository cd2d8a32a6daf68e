"""Shows what people wrote exactly as they wrote it, in the places where Streamlit reads Markdown."""

import re
import unicodedata

# Streamlit 1.67 changes more than Markdown does: it turns dashes and arrows into other signs (-- -> <=), emoji and
# icon names into pictures, and addresses into links, all after the escapes are gone. An empty piece of small text
# between two characters keeps them from being read as one word.
_SPLIT = ":small[]"
_SPECIAL = re.compile(r"[!-/:-@\[-`{-~]|w(?=ww\.)", re.IGNORECASE)
_READ_WITH_THE_NEXT = set("-<>=~!:/@wW")
# An isolate keeps what is written from right to left, and marks that turn the direction, from reaching our own words.
_ISOLATES = "\u2066\u2067\u2068\u2069"
_TURNING = {"R", "AL", "AN", "RLE", "RLO", "LRE", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"}


def escape_markdown(text: str) -> str:
    """Markdown that shows ``text`` letter by letter, on one line: no link, no picture, no formatting comes of it."""
    return _SPECIAL.sub(_escaped, isolate_direction(" ".join(text.split())))


def isolate_direction(text: str) -> str:
    """A text for a line with our own words on it, where Markdown is not read: its direction is its own."""
    if any(unicodedata.bidirectional(letter) in _TURNING for letter in text):
        return f"\u2068{text.translate(dict.fromkeys(map(ord, _ISOLATES)))}\u2069"
    return text


def link_target(address: str) -> str:
    """An address as the target of a Markdown link, in which nothing is read as anything else."""
    return "<" + re.sub(r"[!-/:-@\[-`{-~]", r"\\\g<0>", address) + ">"


def _escaped(special: re.Match[str]) -> str:
    escape = "" if special[0].isalpha() else "\\"
    return f"{escape}{special[0]}{_SPLIT if special[0] in _READ_WITH_THE_NEXT else ''}"
