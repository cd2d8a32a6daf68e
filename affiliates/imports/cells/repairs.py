"""Text that a program garbled on its way: offered mended, never mended in silence."""

import html
import re

_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
# What UTF-8 looks like where it was read as Windows-1252: a letter from this group, then what continues it.
_MOJIBAKE = re.compile(r"[ÂÃâÅÐÑð][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_ROUNDS = 3  # some texts were garbled twice


def mended(text: str) -> str:
    """The text as it was probably written: mojibake and HTML entities undone; unchanged where nothing is garbled."""
    for _ in range(_ROUNDS):
        better = html.unescape(text) if _ENTITY.search(text) else text
        better = _undo_mojibake(better)
        if better == text:
            break
        text = better
    return text


def _undo_mojibake(text: str) -> str:
    if not _MOJIBAKE.search(text):
        return text
    try:
        return b"".join(map(_as_windows_1252, text)).decode()
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _as_windows_1252(letter: str) -> bytes:
    """The byte that programs read as this letter; five bytes that Windows-1252 leaves open stand for themselves."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")
