"""Cells of a CSV file that no spreadsheet runs as formulas, and that are read back exactly as they were typed."""

import re

# Some spreadsheet takes a cell that begins with one of these for a formula (OWASP, "CSV Injection"); the last four
# are the full-width forms that East Asian editions accept.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
_STARTS = re.escape("".join(FORMULA_STARTS))
_SIGNS = re.escape("".join(start for start in FORMULA_STARTS if start.isprintable()))
# A cell also begins wherever a program splits at commas, semicolons, tabs or line ends, with or without quotation
# marks. Text that already has apostrophes gets one more, so that removing one restores what was typed.
_FORMULA_START = rf"\A(?=[\"']*[{_STARTS}])|(?<=[,;\t\r\n])(?=[\"']*[{_SIGNS}])"
_ESCAPED_START = rf"\A'(?=[\"']*[{_STARTS}])|(?<=[,;\t\r\n])'(?=[\"']*[{_SIGNS}])"
_BEFORE_FORMULA, _APOSTROPHE = re.compile(_FORMULA_START), re.compile(_ESCAPED_START)


def escape_formula(text: str) -> str:
    """The text with an apostrophe before each sign that would begin a formula in a spreadsheet."""
    return _BEFORE_FORMULA.sub("'", text)


def unescape_formula(cell: str) -> str:
    """The text that was passed to ``escape_formula``; text without such apostrophes is returned unchanged."""
    return _APOSTROPHE.sub("", cell)
