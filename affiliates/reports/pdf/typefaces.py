"""The typefaces a PDF is set in: Noto for nearly every script, DejaVu Sans for what it lacks here.

They come with the packages manimgx-fonts (Noto Sans in 20 scripts, symbols, emoji; SIL OFL 1.1), noto-cjk-sans-otc
(Chinese, Japanese, Korean; SIL OFL 1.1) and ziafont (DejaVu Sans 2.37, Bitstream Vera license: Canadian syllabics,
Tifinagh and more). Not covered: Cherokee, Tibetan and other scripts that no package brought us.
"""

import tempfile
import threading
import unicodedata
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from fontTools import subset, ttLib
from fontTools.varLib import instancer

# Noto Sans has it; it stands for a character that no typeface here has.
MISSING = "\ufffd"
_BOLD_WEIGHT = 650
# Latin with its extensions, punctuation, currency, arrows, minus: what our own words and names of regions need.
# A name in another script stands among bold words in the one weight that we have of it.
_LETTERS_OF_BOLD = (*range(0x20, 0x250), *range(0x2010, 0x2040), *range(0x20A0, 0x20C0), 0x2190, 0x2192, 0x2212)
# Marks that only steer how letters join; nothing is drawn for them.
_JOINERS = {"\u200c", "\u200d", *map(chr, range(0xFE00, 0xFE10))}


def regular() -> Path:
    """The file of the typeface that all text is set in as far as it goes: Latin, Greek, Cyrillic, Vietnamese."""
    return _noto("NotoSans[wght].ttf")


def bold() -> Path:
    """The file of its bold weight, which we cut out of the variable typeface: fpdf2 takes typefaces from files only.

    It could cut by itself, but anew in each report and with all letters, which takes 2.4 s instead of 0.5 s once. A
    server runs for months, and machines clean up their temporary files: then the file is written again.
    """
    path = Path(_folder_of_this_process().name) / "bold.ttf"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{threading.get_ident()}")
        unfinished.write_bytes(_bold_cut_out())
        unfinished.replace(path)
    return path


@cache
def _bold_cut_out() -> bytes:
    font = ttLib.TTFont(regular(), recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = ["ccmp", "kern", "mark", "mkmk"]
    options.notdef_outline = True
    letters = subset.Subsetter(options)
    letters.populate(unicodes=_LETTERS_OF_BOLD)
    letters.subset(font)
    instancer.instantiateVariableFont(font, {"wght": _BOLD_WEIGHT}, inplace=True)
    content = BytesIO()
    font.save(content)
    return content.getvalue()


def other_typeface(letter: str) -> tuple[str, Path] | None:
    """The name and the file of a typeface that has a letter which the regular one lacks; None where none has it."""
    name = _owners().get(ord(letter))
    return (name, _others()[name]) if name else None


def printable(text: str) -> str:
    """The text on one line as it can be printed: what no typeface has is ``MISSING``.

    Control characters and marks that turn the direction of what follows are left out; letters and their order stay.
    """
    line = " ".join(unicodedata.normalize("NFC", text).split())
    if line.isascii() and line.isprintable():
        return line
    return " ".join("".join(map(_printable, line)).split())


def _printable(letter: str) -> str:
    if letter in _JOINERS:
        return letter
    if unicodedata.category(letter) in {"Cc", "Cf"}:
        return ""
    return letter if ord(letter) in _regular_letters() or ord(letter) in _owners() else MISSING


@cache
def _owners() -> dict[int, str]:
    """The name of the first typeface that has a code point, for each that one of them has."""
    owners: dict[int, str] = {}
    for name, path in _others().items():
        owners = dict.fromkeys(_letters(path), name) | owners
    return owners


@cache
def _regular_letters() -> frozenset[int]:
    return frozenset(_letters(regular()))


def _letters(path: Path) -> list[int]:
    return list(ttLib.TTFont(path, fontNumber=0, lazy=True).getBestCmap())


@cache
def _others() -> dict[str, Path]:
    """Where each further typeface lies, by its name, in the order in which they are asked for a letter."""
    taken = {regular().name, "NotoSans-Italic[wght].ttf", "NotoEmoji[wght].ttf"}
    scripts = sorted(path for path in regular().parent.glob("*.ttf") if path.name not in taken)
    return {
        **{path.stem.partition("[")[0]: path for path in scripts},
        "NotoSansCJK": Path(str(files("noto_cjk_sans_otc"))) / "NotoSansCJK-Regular.ttc",
        "DejaVuSans": Path(str(files("ziafont"))) / "fonts/DejaVuSans.ttf",
        "NotoEmoji": _noto("NotoEmoji[wght].ttf"),
    }


def _noto(name: str) -> Path:
    return Path(str(files("manimgx_fonts"))) / name


@cache
def _folder_of_this_process() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="affiliate-report-")
