"""How wide a name will be on somebody else's screen, whose typefaces we do not know, and what of it fits."""

import unicodedata
from dataclasses import dataclass
from functools import cache

import uharfbuzz as hb

from affiliates.reports.pdf.typefaces import regular_path

_ELLIPSIS = "…"
_MAX_LENGTH = 400  # of a text that is looked at: far more than fits
# The bold weight of DejaVu Sans, the widest of the usual typefaces, beside the regular one of Noto Sans.
_WIDEST = 1.25
# In em: a letter that Noto Sans lacks, and one as wide as a Chinese character.
_UNKNOWN_WIDTH, _FULL_WIDTH = 0.55, 0.85


@dataclass(frozen=True)
class Grapheme:
    """What a reader takes for one letter, with its accents and joiners; ``width`` in em, in bold."""

    text: str
    width: float


def graphemes(text: str) -> list[Grapheme]:
    """A text's graphemes in their order, with their estimated widths; ligatures stay together."""
    if not text:
        return []
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    hb.shape(_font(), buffer)
    widths: dict[int, float] = {}
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        is_known = info.codepoint != 0
        width = position.x_advance / _font().face.upem if is_known else _unknown_width(text[info.cluster])
        before = widths.get(info.cluster, 0.0)
        widths[info.cluster] = before + width if is_known else max(before, width)
    starts = sorted(widths)
    ends = [*starts[1:], len(text)]
    return [Grapheme(text[a:b], widths[a] * _WIDEST) for a, b in zip(starts, ends, strict=True)]


def lines_that_fit(text: str, width: float, most_lines: int) -> list[str]:
    """A text in at most ``most_lines`` lines no wider than ``width`` em, an ellipsis at the end of what does not fit.

    Lines end between words, and inside a word that is wider than a line; never inside a grapheme. White space is
    reduced to single spaces.
    """
    plain = " ".join(text.encode(errors="replace").decode().split())
    left = graphemes(plain[:_MAX_LENGTH])
    lines: list[str] = []
    while left:
        room = _count_that_fit(left, width)
        if room < len(left) and len(lines) == most_lines - 1:
            room = _count_that_fit(left, width - _width_of_ellipsis())
            return [*lines, _joined(left[:room]).rstrip() + _ELLIPSIS]
        spaces = [number for number in range(1, min(room + 1, len(left))) if left[number].text == " "]
        end = len(left) if room == len(left) else max(spaces, default=max(room, 1))
        lines.append(_joined(left[:end]))
        left = left[end + (end < len(left) and left[end].text == " ") :]
    return lines


def _count_that_fit(letters: list[Grapheme], width: float) -> int:
    used = 0.0
    for number, letter in enumerate(letters):
        used += letter.width
        if used > width:
            return number
    return len(letters)


def _joined(letters: list[Grapheme]) -> str:
    return "".join(letter.text for letter in letters)


def _width_of_ellipsis() -> float:
    return sum(letter.width for letter in graphemes(_ELLIPSIS))


def _unknown_width(letter: str) -> float:
    return _FULL_WIDTH if unicodedata.east_asian_width(letter) in {"W", "F"} else _UNKNOWN_WIDTH


@cache
def _font() -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(regular_path()))))
