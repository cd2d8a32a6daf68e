"""The picture that a shared link shows: the map with the place marked, its name, and the sentence that answers it."""

from collections.abc import Collection, Mapping, Sequence
from io import BytesIO

import pandas as pd
from PIL import Image, ImageDraw

from affiliates.content.find_words import NO_GROUP, TITLE, groups_are_there
from affiliates.content.mark import BLUE
from affiliates.content.place_names import in_region, region_name
from affiliates.coverage.metrics import Tier
from affiliates.geo.flat_map import WIDTH, flat_map
from affiliates.geo.regions import country_of
from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import N_, Language
from affiliates.site.pictures.lettering import balanced_lines, largest_that_fits, typeface, write_lines
from affiliates.site.pictures.map_picture import BACKGROUND, country_picture, draw_swatch, mark_place
from affiliates.site.pictures.mark import mark

SIZE = (1200, 630)  # what Facebook, X, WhatsApp and others show whole
_INK, _MUTED = (16, 24, 32), (66, 80, 94)
_LEFT, _COLUMN = 64, 468
_MAP_BOX = (556, 40, 1156, 556)  # left, top, right, bottom
_SWATCH = 22  # the side of a square in the key
_WITH_GROUP = (Tier.LOCAL, Tier.STATEWIDE, Tier.BOTH)
_KEY = (([Tier.UNKNOWN], N_("not known")), ([Tier.NONE], NO_GROUP), ([*_WITH_GROUP], N_("has a group")))
_NAME = ("Alliance Against", "Seclusion and Restraint")
_PURPOSE = N_("Parents and advocates help families of children who are restrained or secluded at school.")


def preview_png(coverage: pd.DataFrame, region: str | None = None, language: Language = ENGLISH) -> bytes:
    """The preview of a region's page as PNG; of the whole site without one.

    ``coverage`` is that of ``SiteData``. Only our own words and the names of regions are in it.
    """
    tiers = {str(code): Tier(tier) for code, tier in coverage["tier"].items()}
    title = region_name(language, region) if region else language.gettext(TITLE)
    sentences = (
        answer(language, int(coverage["groups"][region]), region, tiers[region])
        if region
        else (language.gettext(_PURPOSE),)
    )
    picture = Image.new("RGB", SIZE, BACKGROUND)
    _paste_map(picture, tiers, region)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 13, SIZE[1]), fill=BLUE)
    _write_name(picture, draw)
    _write_answer(draw, title, sentences)
    _draw_key(language, draw, set(tiers.values()))
    content = BytesIO()
    picture.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(content, "PNG", optimize=False)
    return content.getvalue()


def answer(language: Language, count: int, region: str, tier: Tier) -> tuple[str, ...]:
    """The sentences that answer for a region: how many groups of its own it has."""
    if not count:
        return (
            language.gettext("No group yet.") if tier is Tier.NONE else language.gettext("Help for families."),
            language.gettext("See who helps families {in_region} today.", in_region=in_region(language, region)),
        )
    return (groups_are_there(language, count, region),)


def _paste_map(picture: Image.Image, tiers: Mapping[str, Tier], region: str | None) -> None:
    country = country_of(region) if region else "US"
    left, top, right, bottom = _MAP_BOX
    width = min(right - left, int((bottom - top) * WIDTH / flat_map(country).height))
    drawn = country_picture(country, tuple(tiers.items()), width).copy()
    if region:
        mark_place(drawn, region, tiers[region], width)
    picture.paste(drawn, (left + (right - left - drawn.width) // 2, top + (bottom - top - drawn.height) // 2))


def _write_name(picture: Image.Image, draw: ImageDraw.ImageDraw) -> None:
    drawn = mark(68)
    picture.paste(drawn, (_LEFT, 56), drawn)
    write_lines(draw, [*_NAME], typeface(25, bold=True), x=_LEFT + 86, y=56, fill=BLUE)


def _write_answer(draw: ImageDraw.ImageDraw, title: str, sentences: Sequence[str]) -> None:
    """The name of the place and the sentences below it, together in the middle of what is left of the column."""
    large = largest_that_fits(title, _COLUMN, range(84, 50, -4), most_lines=2)
    small = typeface(36)
    names = balanced_lines(title, large, _COLUMN)
    answers = [line for sentence in sentences for line in balanced_lines(sentence, small, _COLUMN)]
    height = 1.22 * (len(names) * large.size + len(answers) * small.size) + 18
    y = 150 + (430 - height) / 2
    y = write_lines(draw, names, large, x=_LEFT, y=y, fill=_INK)
    write_lines(draw, answers, small, x=_LEFT, y=y + 18, fill=_MUTED)


def _draw_key(language: Language, draw: ImageDraw.ImageDraw, shown: Collection[Tier]) -> None:
    """What the shades mean, at the lower right: every shade of places with a group counts as one."""
    x, y, font = float(_MAP_BOX[2]), 580, typeface(21)
    for tiers, message in _KEY:
        label = language.gettext(message)
        drawn = [tier for tier in tiers if tier in shown]
        if not drawn:
            continue
        x -= font.getlength(label)
        draw.text((x, y), label, fill=_MUTED, font=font, anchor="la")
        for tier in reversed(drawn):
            x -= _SWATCH + 4
            draw_swatch(draw, tier, x - 6, y + 3, _SWATCH)
        x -= 36
