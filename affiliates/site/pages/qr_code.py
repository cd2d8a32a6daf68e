"""The QR code that a printed page ends with, as a shape within the page."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import segno

_MARGIN = 4  # modules on each side, which scanners need


@dataclass(frozen=True)
class QrCode:
    """A square of ``side`` modules, its margin included.

    ``path`` is the dark ones as data of an SVG path, to be drawn with a line as wide as a module.
    """

    side: int
    path: str


@lru_cache(maxsize=500)  # more than there are regions in every language; takes some milliseconds
def qr_code(address: str) -> QrCode:
    """The code of an address; it can be read while a seventh of it is damaged (error correction level M)."""
    rows = [bytes(row) for row in segno.make_qr(address, error="m").matrix_iter(border=_MARGIN)]
    return QrCode(len(rows), "".join(_runs(row, y) for y, row in enumerate(rows)))


def _runs(row: bytes, y: int) -> str:
    """The dark modules of a row, each run of them one line through their middle."""
    lines, x = "", 0
    for is_dark, run in groupby(row):
        width = len(list(run))
        lines += f"M{x} {y}.5h{width}" if is_dark else ""
        x += width
    return lines
