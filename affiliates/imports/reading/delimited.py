"""Reads CSV and TSV in whatever encoding and with whatever delimiter, where both can be told for sure."""

from collections import Counter
from itertools import pairwise

from affiliates.directory.csv_injection import unescape_formula
from affiliates.directory.csv_rows import read_records, strip_cell
from affiliates.errors import SourceUnclearError, SourceUnreadableError
from affiliates.imports.reading.sheet import Sheet, collect_rows

DELIMITERS = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a vertical bar"}
# How people write a tab on a command line.
_NAMED = {"tab": "\t", "\\t": "\t"}
# What programs write that do not write UTF-8: Windows, old Macs, DOS.
_OLD_ENCODINGS = ("cp1252", "mac_roman", "cp850")
# What English, French and Spanish texts hold beside ASCII.
_EXPECTED = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆñáíóúÑÁÍÓÚ¿¡«»‘’“”–—…•°º©®™€\xa0")
_SURE, _UNLIKELY = 0.9, 0.5
_SAMPLE = 50  # rows


def read_delimited(name: str, content: bytes, *, encoding: str = "", delimiter: str = "") -> Sheet:
    """The rows of a text file. Raises ``SourceUnreadableError`` where it has to be told how to read it."""
    text = _decode(content, encoding)
    delimiter = _NAMED.get(delimiter, delimiter) or _detect_delimiter(text)
    if delimiter not in DELIMITERS:
        raise SourceUnreadableError(f"The cells cannot be separated by “{delimiter}”. Use , or ; or | or tab.")
    records: list[list[str]] = []
    for record in read_records(text, delimiter):
        if record.cells is None:
            raise SourceUnreadableError(
                f"In row {record.number} a quotation mark is opened and never closed. Close it, or double it inside a "
                "text."
            )
        while len(records) < record.number - 1:
            records.append([])
        records.append([unescape_formula(strip_cell(cell)) for cell in record.cells])
    return Sheet(name, collect_rows(records))


def _decode(content: bytes, encoding: str) -> str:
    if encoding:
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            raise SourceUnreadableError(f"The file is not text in the encoding “{encoding}”.") from None
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(content, "utf-16")
    if b"\0" in content:
        raise SourceUnreadableError("This is not a text file. Save the list as CSV UTF-8 or as an Excel workbook.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_old(content)


def _decode_old(content: bytes) -> str:
    """A text in the one of the old encodings in which its letters make sense, if it is only one."""
    scores = []
    for encoding in _OLD_ENCODINGS:
        text = content.decode(encoding, errors="replace")
        pairs = [(before, letter) for before, letter in pairwise(f" {text}") if letter > "\x7f"]
        # A capital in the middle of a word is what a wrong encoding looks like: “QuÈbec”.
        fitting = sum(letter in _EXPECTED and not (before.islower() and letter.isupper()) for before, letter in pairs)
        scores.append((fitting / len(pairs), encoding, text))
    (best, _, text), (second, *_) = sorted(scores, reverse=True)[:2]
    if best >= _SURE and second <= _UNLIKELY:
        return text
    choices = {encoding: _sample(text) for _, encoding, text in scores}
    lines = "\n".join(f"  --encoding {encoding}   reads “{sample}”" for encoding, sample in choices.items())
    raise SourceUnclearError(
        f"The file is not UTF-8, and its encoding cannot be told for sure. Choose what reads right:\n{lines}",
        option="encoding",
        choices=choices,
    )


def _sample(text: str) -> str:
    """The surroundings of the first letter beyond ASCII."""
    place = next(place for place, letter in enumerate(text) if letter > "\x7f")
    return " ".join(text[max(0, place - 15) : place + 15].split())


def _detect_delimiter(text: str) -> str:
    """The delimiter that gives most rows the same number of cells, more than one.

    Raises ``SourceUnreadableError`` where two do equally well. A list with a single column needs none.
    """
    sample = "".join(text[:200_000].splitlines(keepends=True)[: _SAMPLE * 4])
    found = {}
    for delimiter in DELIMITERS:
        records = [record for record in read_records(sample, delimiter) if record.cells][:_SAMPLE]
        widths = Counter(len(record.cells or []) for record in records)
        width, rows = max(widths.items(), key=lambda each: (each[0] > 1, each[1], each[0]), default=(1, 0))
        if width > 1:
            found[delimiter] = (rows / len(records), width)
    ranked = sorted(found, key=lambda each: found[each], reverse=True)
    if len(ranked) > 1 and found[ranked[0]] == found[ranked[1]]:
        names = " or ".join(DELIMITERS[each] for each in ranked[:2])
        raise SourceUnclearError(
            f"The cells may be separated by {names}. Say which with --delimiter.",
            option="delimiter",
            choices={each: DELIMITERS[each] for each in ranked[:2]},
        )
    return ranked[0] if ranked else ","
