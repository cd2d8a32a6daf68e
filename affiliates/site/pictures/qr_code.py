"""The QR code of an address, for a poster, or for somebody who holds a phone up to the screen or to paper."""

from functools import lru_cache
from io import BytesIO

import segno

_PIXELS_PER_MODULE = 10  # sharp on paper at 4 cm


@lru_cache(maxsize=200)  # more than there are regions; takes some milliseconds
def qr_code_png(address: str) -> bytes:
    """A QR code as PNG: black on white with the margin that scanners need, in either theme.

    It can be read while a seventh of it is damaged (error correction level M).
    """
    picture = BytesIO()
    segno.make_qr(address, error="m").save(picture, kind="png", scale=_PIXELS_PER_MODULE)
    return picture.getvalue()
