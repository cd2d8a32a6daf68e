"""The colors of the theme, as a person has to read them: worked out from the settings."""

import tomllib
from pathlib import Path

import pytest

from affiliates.geo.shades import contrast

SETTINGS = tomllib.loads((Path(__file__).parent.parent / ".streamlit/config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_links_can_be_read_on_every_ground(theme: str) -> None:
    colors = SETTINGS["theme"][theme]
    grounds = colors["backgroundColor"], colors["secondaryBackgroundColor"]

    for text in ("textColor", "linkColor"):
        assert min(contrast(colors[text], ground) for ground in grounds) >= 4.5  # WCAG 2.2, 1.4.3
    assert min(contrast(colors["primaryColor"], ground) for ground in grounds) >= 3  # 1.4.11, of what is not text


def test_pages_load_no_typeface_from_anywhere_else() -> None:
    assert "http" not in str(SETTINGS["theme"])
