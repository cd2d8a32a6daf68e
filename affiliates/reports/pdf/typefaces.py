"""The typefaces of the PDF reports: Noto for nearly every script, DejaVu Sans for what the Noto packages lack.

They come with the packages manimgx-fonts (Noto Sans in 20 scripts, symbols, emoji; SIL OFL 1.1), noto-cjk-sans-otc
(Chinese, Japanese, Korean; SIL OFL 1.1) and ziafont (DejaVu Sans 2.37, Bitstream Vera license: Canadian syllabics,
Tifinagh and more). Not covered: Cherokee, Tibetan and other scripts that are in none of these packages.
"""

import re
import tempfile
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock

import uharfbuzz as hb

from affiliates.storage.atomic import write_atomically

# Printed for a character that none of the typefaces has; Noto Sans has this one.
MISSING = "\ufffd"
_REGULAR_WEIGHT, _BOLD_WEIGHT = 400, 650
# Latin with its extensions, punctuation, currency, arrows, minus: enough for our own words and the names of regions.
# A name in another script is printed in its regular weight, even between bold words.
_BOLD_CODE_POINTS = (*range(0x20, 0x250), *range(0x2010, 0x2040), *range(0x20A0, 0x20C0), 0x2190, 0x2192, 0x2212)
# Spaces at which no line may break, as between a number and its unit, stay.
_WHITE_SPACE = re.compile(r"[^\S\xa0\u202f]+")
# Characters that only control how their neighbors are drawn.
_JOINERS = {"\u200c", "\u200d", *map(chr, range(0xFE00, 0xFE10))}
_files_lock = Lock()


def regular_path() -> Path:
    """The file of the main typeface: Latin with Vietnamese, Greek and Cyrillic."""
    return _noto("NotoSans[wght].ttf")


def static_regular_path() -> Path:
    """The file of the main typeface without its other weights, made once per process.

    fpdf2 would cut them to size for every report, and put them into its file, where nothing shows them.
    """
    return _written("regular.ttf", _instance(_REGULAR_WEIGHT))


def bold_path() -> Path:
    """The file of the main typeface's bold weight, an instance of the variable typeface, made once per process.

    fpdf2 could make the instance itself, but would do so for every report, with all characters and in Python: 2.4 s
    each time instead of 0.01 s once.
    """
    return _written("bold.ttf", _instance(_BOLD_WEIGHT, _BOLD_CODE_POINTS))


def _written(name: str, content: bytes) -> Path:
    """A temporary file, because fpdf2 reads typefaces from files only. Machines clean up such files under a server that
    runs for months, so a missing one is written again."""
    with _files_lock:
        path = Path(_temporary_folder().name) / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, content)
        return path


def remove_typefaces() -> None:
    """Removes the files again, for a process that is about to end without Python's last steps, which would.

    Another thread that still wants one waits from now on, so that it leaves none behind.
    """
    _files_lock.acquire()
    _temporary_folder().cleanup()


@cache
def _instance(weight: int, code_points: tuple[int, ...] = ()) -> bytes:
    """The main typeface at one weight, with some of its characters or, unless they are named, with all."""
    face = _face(regular_path())
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(code_points or face.unicodes)
    wanted.flags = hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.GLYPH_NAMES
    wanted.pin_axis_location(face, "wght", weight)
    return bytes(hb.subset(face, wanted).blob.data)


def fallback_typeface(character: str) -> tuple[str, Path] | None:
    """The name and file of a typeface that has a character the main one lacks; None if there is none."""
    name = _fallback_names().get(ord(character))
    return (name, _fallback_paths()[name]) if name else None


def printable(text: str) -> str:
    """The text on one line, with ``MISSING`` for every character that none of the typefaces has.

    Control characters and marks that change the writing direction are left out; all else stays in its order.
    """
    line = _on_one_line(unicodedata.normalize("NFC", text))
    if line.isascii() and line.isprintable():
        return line
    return _on_one_line("".join(map(_printable_character, line)))


def _on_one_line(text: str) -> str:
    return _WHITE_SPACE.sub(" ", text).strip()


def _printable_character(character: str) -> str:
    if character in _JOINERS:
        return character
    if unicodedata.category(character) in {"Cc", "Cf"}:
        return ""
    code_point = ord(character)
    return character if code_point in _regular_code_points() or code_point in _fallback_names() else MISSING


@cache
def _fallback_names() -> dict[int, str]:
    """For each code point that a fallback typeface has, the name of the first that has it."""
    names: dict[int, str] = {}
    for name, path in _fallback_paths().items():
        names = dict.fromkeys(_code_points(path), name) | names
    return names


@cache
def _regular_code_points() -> frozenset[int]:
    return _code_points(regular_path())


def _code_points(path: Path) -> frozenset[int]:
    return frozenset(_face(path).unicodes)


def _face(path: Path) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(path)))


@cache
def _fallback_paths() -> dict[str, Path]:
    """The files of the fallback typefaces by name, in order of preference."""
    not_fallbacks = {regular_path().name, "NotoSans-Italic[wght].ttf", "NotoEmoji[wght].ttf"}
    scripts = sorted(path for path in regular_path().parent.glob("*.ttf") if path.name not in not_fallbacks)
    return {
        **{path.stem.partition("[")[0]: path for path in scripts},
        "NotoSansCJK": Path(str(files("noto_cjk_sans_otc"))) / "NotoSansCJK-Regular.ttc",
        "DejaVuSans": Path(str(files("ziafont"))) / "fonts/DejaVuSans.ttf",
        "NotoEmoji": _noto("NotoEmoji[wght].ttf"),
    }


def _noto(name: str) -> Path:
    return Path(str(files("manimgx_fonts"))) / name


@cache
def _temporary_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="affiliate-report-")
