"""The icons of the site, and the manifest that lets a phone keep it on its home screen."""

import json
from io import BytesIO

from affiliates.site.pictures.mark import mark

# As in .streamlit/config.toml, of the light theme.
THEME_COLOR, BACKGROUND_COLOR = "#1f6399", "#ffffff"
MANIFEST_SIZES = (192, 512)
_APPLE_SIZE = 180
_FAVICON_SIZES = (16, 32, 48)


def icon_png(side: int) -> bytes:
    """The icon as PNG, its corners rounded and clear."""
    return _png(side, is_rounded=True)


def apple_touch_icon() -> bytes:
    """The icon for an iPhone's home screen, which rounds the corners itself and shows clear ones black."""
    return _png(_APPLE_SIZE, is_rounded=False)


def favicon() -> bytes:
    """The icon for browsers that ask for /favicon.ico without being told to."""
    content = BytesIO()
    largest = mark(max(_FAVICON_SIZES))
    others = [mark(side) for side in _FAVICON_SIZES]
    largest.save(content, "ICO", sizes=[(side, side) for side in _FAVICON_SIZES], append_images=others)
    return content.getvalue()


def web_manifest() -> bytes:
    """The web app manifest (W3C); its addresses are relative, so that a copy works under any address."""
    content = {
        "name": "Affiliate groups against seclusion and restraint",
        "short_name": "Affiliate map",
        "description": "Groups near you that help families of children who are restrained or secluded at school.",
        "lang": "en",
        "start_url": "./",
        "scope": "./",
        "display": "browser",
        "theme_color": THEME_COLOR,
        "background_color": BACKGROUND_COLOR,
        "icons": [
            {"src": f"icon-{side}.png", "sizes": f"{side}x{side}", "type": "image/png"} for side in MANIFEST_SIZES
        ],
    }
    return json.dumps(content, indent=2).encode() + b"\n"


def _png(side: int, *, is_rounded: bool) -> bytes:
    content = BytesIO()
    mark(side, is_rounded=is_rounded).save(content, "PNG", optimize=True)
    return content.getvalue()
