"""Cells of a CSV file: harmless in every spreadsheet, and read back exactly as they were typed."""

import re

# A cell that begins with one of these is a formula to some spreadsheet (OWASP, "CSV Injection"); the last four are
# the full-width forms that East Asian editions accept.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
_STARTS = re.escape("".join(FORMULA_STARTS))
_SIGNS = re.escape("".join(start for start in FORMULA_STARTS if start.isprintable()))
# A cell also begins where a program splits at commas, semicolons, tabs or lines, with or without a quotation mark. What
# already carries apostrophes gets one more, so that taking one away gives back what was typed.
_BEGINS = rf"\A(?=[\"']*[{_STARTS}])|(?<=[,;\t\r\n])(?=[\"']*[{_SIGNS}])"
_GUARDED = rf"\A'(?=[\"']*[{_STARTS}])|(?<=[,;\t\r\n])'(?=[\"']*[{_SIGNS}])"
_BEFORE_FORMULA, _GUARD = re.compile(_BEGINS), re.compile(_GUARDED)


def escape_formula(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before each sign that would begin one."""
    return _BEFORE_FORMULA.sub("'", text)


def unescape_formula(cell: str) -> str:
    """The text that ``escape_formula`` was given. A text without such apostrophes comes back unchanged."""
    return _GUARD.sub("", cell)
