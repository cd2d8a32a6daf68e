"""The icons and the manifest, held against each other and against the theme of the app."""

import io
import json
import tomllib
from pathlib import Path

from PIL import Image

from affiliates.site.pictures.documents import documents
from tests.affiliates.site.made_up_site import site_data
from tests.made_up import row

ROOT = Path(__file__).parents[4]


def test_manifest_names_icons_that_are_there_in_their_sizes(tmp_path: Path) -> None:
    made = documents(site_data(tmp_path, row(1)))
    document = made["manifest.webmanifest"]()
    manifest = json.loads(document.body)

    assert document.media_type == "application/manifest+json"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    for icon in manifest["icons"]:
        picture = Image.open(io.BytesIO(made[icon["src"]]().body))
        assert f"{picture.width}x{picture.height}" == icon["sizes"]
    assert not manifest["start_url"].startswith(("/", "http"))


def test_manifest_has_the_colors_of_the_theme(tmp_path: Path) -> None:
    manifest = json.loads(documents(site_data(tmp_path, row(1)))["manifest.webmanifest"]().body)
    theme = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]["light"]

    assert manifest["theme_color"] == theme["primaryColor"]
    assert manifest["background_color"] == theme["backgroundColor"]


def test_apple_icon_fills_its_square_and_the_others_have_clear_corners(tmp_path: Path) -> None:
    made = documents(site_data(tmp_path, row(1)))
    apple = Image.open(io.BytesIO(made["apple-touch-icon.png"]().body))
    other = Image.open(io.BytesIO(made["icon-192.png"]().body))

    assert apple.size == (180, 180)
    assert apple.convert("RGBA").getpixel((0, 0)) == (31, 99, 153, 255)
    assert other.getpixel((0, 0)) == (0, 0, 0, 0)


def test_favicon_has_the_sizes_that_browsers_ask_for(tmp_path: Path) -> None:
    icon = Image.open(io.BytesIO(documents(site_data(tmp_path, row(1)))["favicon.ico"]().body))

    assert icon.format == "ICO"
    assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
