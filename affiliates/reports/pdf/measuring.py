"""What fpdf2 works out anew for each text although it rarely differs: the width of a word, and its direction."""

import unicodedata
from functools import cache, lru_cache
from typing import Any

import uharfbuzz as hb
from fpdf.fonts import TTFFont

# The classes of characters that make no text run from right to left, at its beginning or within it: letters, numbers
# and marks of scripts that run from left to right, punctuation and spaces. See Unicode Standard Annex 9.
_LEFT_TO_RIGHT = {"L", "EN", "ES", "ET", "CS", "NSM", "ON", "WS"}
_MAX_WORDS = 20_000  # those of all languages; names of groups make room for each other


class MeasuredTypeface(TTFFont):
    """A typeface in which no character moves closer to a space, so that a text is as wide as its words and its spaces.

    fpdf2 breaks lines by measuring the whole line again at each space, and shapes it to do so: half of the time that a
    report took. Each word is measured once per process instead.
    """

    __slots__ = ()  # so that a typeface that fpdf2 has made can become one

    def shaped_text_width(
        self, text: str, font_size_pt: float, text_shaping_params: dict[str, Any] | None
    ) -> tuple[int, float]:
        """How many glyphs a text has, and its width in points; fpdf2 calls it."""
        direction = (text_shaping_params or {})["fragment_direction"].value
        words = [_measured(str(self.ttffile), self.scale, word, direction) for word in text.split(" ")]
        space_glyphs, space_width = _measured(str(self.ttffile), self.scale, " ", direction)
        glyphs = sum(count for count, _ in words) + space_glyphs * (len(words) - 1)
        width = sum(width for _, width in words) + space_width * (len(words) - 1)
        return glyphs, width * font_size_pt / 1000


def runs_left_to_right(text: str) -> bool:
    """Whether no character of a text has another direction than that of Latin letters."""
    return text.isascii() or _LEFT_TO_RIGHT.issuperset(map(unicodedata.bidirectional, text))


@lru_cache(_MAX_WORDS)
def _measured(path: str, scale: float, word: str, direction: str) -> tuple[int, int]:
    """How many glyphs a word has, and its width in thousandths of the size; each glyph is rounded as fpdf2 does."""
    buffer = hb.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    buffer.direction = direction
    hb.shape(_shaper(path), buffer)
    glyphs = buffer.glyph_positions or ()
    return len(glyphs), sum(round(scale * glyph.x_advance + 0.001) for glyph in glyphs)


@cache
def _shaper(path: str) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(path)))
