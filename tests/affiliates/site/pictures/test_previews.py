"""The previews of shared links, as an image program opens them."""

import hashlib
import io
import time
from pathlib import Path

import pytest
from PIL import Image

from affiliates.coverage.metrics import Tier
from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import ENGLISH, languages
from affiliates.languages.language import Language
from affiliates.reports.shading import OUTLINE, shade_of
from affiliates.site.pictures.documents import documents
from affiliates.site.pictures.preview import answer, preview_png
from tests.affiliates.site.made_up_site import site_data
from tests.made_up import row

# A city of a million, the smallest, an inset, the edge of the map, Canada, and the longest names.
PLACES = ["US-TX", "US-DC", "US-HI", "US-MP", "US-ME", "CA-PE", "CA-NL", "CA-NU"]


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def near(color: tuple[int, int, int], picture: Image.Image) -> int:
    """How many pixels of a picture are about this color."""
    pixels = picture.getcolors(picture.width * picture.height) or []
    return sum(
        count
        for count, found in pixels
        if isinstance(found, tuple) and all(abs(a - b) < 24 for a, b in zip(found, color, strict=True))
    )


def test_every_place_has_a_picture_that_any_site_shows_whole(tmp_path: Path) -> None:
    made = documents(site_data(tmp_path, row(1)))
    previews = {address: make() for address, make in made.items() if address.startswith("og/")}

    assert previews.keys() == {"og/default.png", *(f"og/{region}.png" for region in region_names())}
    for address, document in previews.items():
        assert document.media_type == "image/png"
        assert not document.is_open_data
        picture = Image.open(io.BytesIO(document.body))
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
        assert len(document.body) < 100_000, address
    assert len({hashlib.sha256(each.body).digest() for each in previews.values()}) == len(previews)


@pytest.mark.parametrize("region", PLACES)
def test_place_is_marked_and_the_words_stay_in_their_column(tmp_path: Path, region: str) -> None:
    coverage = site_data(tmp_path, row(1)).coverage
    marked, plain = opened(preview_png(coverage, region)), opened(preview_png(coverage))

    assert near(OUTLINE, marked.crop((540, 0, 1200, 630))) > 150
    assert near(OUTLINE, plain) == 0
    gap = marked.crop((534, 140, 548, 630))
    assert len(gap.getcolors() or []) == 1, "words reach into the map"
    assert len(marked.crop((20, 590, 540, 630)).getcolors() or []) == 1, "words reach the lower edge"


def test_group_makes_another_picture_and_equal_data_the_same(tmp_path: Path) -> None:
    without = site_data(tmp_path / "without", row(1, regions="US-OH")).coverage
    with_group = site_data(tmp_path / "with", row(1, regions="US-OH"), row(2, regions="US-TX")).coverage

    assert preview_png(without, "US-TX") != preview_png(with_group, "US-TX")
    assert preview_png(without, "US-TX") == preview_png(without, "US-TX")


def test_key_shows_each_kind_of_group_that_is_on_the_map_and_no_other(tmp_path: Path) -> None:
    rows = (row(1, scope="local", regions="US-OH"), row(2, regions="US-TX"), row(3, scope="local", regions="US-TX"))
    elsewhere = row(4, regions="CA-ON")
    key = opened(preview_png(site_data(tmp_path, *rows, elsewhere).coverage)).crop((556, 550, 1200, 630))

    assert near(shade_of(Tier.LOCAL).fill, key) > 300
    assert near(shade_of(Tier.BOTH).fill, key) > 300
    assert near(shade_of(Tier.STATEWIDE).fill, key) == 0


@pytest.mark.parametrize("language", languages().values(), ids=lambda each: each.code)
def test_key_with_every_kind_of_group_stays_below_the_map(tmp_path: Path, language: Language) -> None:
    rows = (row(1, scope="local", regions="US-OH"), row(2, regions="US-TX"), row(3, regions="US-MI US-ME"))
    coverage = site_data(tmp_path, *rows, row(4, scope="local", regions="US-MI")).coverage
    coverage.loc["US-AL", "tier"] = Tier.UNKNOWN
    picture = opened(preview_png(coverage, language=language))

    assert all(near(shade_of(tier).fill, picture.crop((556, 550, 1157, 630))) > 300 for tier in Tier)
    for margin in ((534, 550, 555, 630), (1160, 550, 1200, 630), (556, 616, 1200, 630)):
        assert len(picture.crop(margin).getcolors() or []) == 1, f"words of the key reach into {margin}"


def test_no_word_of_a_group_is_in_a_picture(tmp_path: Path) -> None:
    plain = site_data(tmp_path / "plain", row(1, regions="US-TX")).coverage
    named = site_data(
        tmp_path / "named", row(1, regions="US-TX", name="Another", city="City", description="x")
    ).coverage

    assert preview_png(plain, "US-TX") == preview_png(named, "US-TX")


@pytest.mark.parametrize(
    ("count", "region", "sentences"),
    [
        (0, "US-TX", ("No group yet.", "See who helps families in Texas today.")),
        (1, "US-MI", ("One group is there for families in Michigan.",)),
        (1200, "US-DC", ("1,200 groups are there for families in the District of Columbia.",)),
    ],
)
def test_sentence_answers_for_the_place(count: int, region: str, sentences: tuple[str, ...]) -> None:
    assert answer(ENGLISH, count, region, Tier.STATEWIDE if count else Tier.NONE) == sentences


def test_picture_costs_little_once_its_map_is_drawn(tmp_path: Path) -> None:
    coverage = site_data(tmp_path, row(1)).coverage
    preview_png(coverage, "US-OH")
    began = time.process_time()
    for region in ("US-MI", "US-TX", "US-AK", "US-DC"):
        preview_png(coverage, region)

    assert (time.process_time() - began) / 4 < 0.1
