"""The picture that a shared link shows: the map with the place marked, its name, and the sentence that answers it."""

from collections.abc import Collection, Mapping, Sequence
from io import BytesIO

import pandas as pd
from PIL import Image, ImageDraw

from affiliates.content.find_words import TITLE, groups_are_there
from affiliates.content.mark import BLUE
from affiliates.content.place_names import in_region, region_name
from affiliates.coverage.metrics import TIERS, Tier
from affiliates.coverage.words.labels import tier_phrase
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
_MAP_BOX = (556, 40, 1156, 544)  # left, top, right, bottom
_SWATCH = 22  # the side of a square in the key
_KEY_BOTTOM, _KEY_LINE = 612, 32  # the lower edge of the key, and from line to line
_KEY_GAPS = (30, 10)  # between two shades, and from a shade to its words
_KEY_SIZES = range(21, 11, -1)
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
    country = country_of(region or "US")
    _draw_key(language, draw, {tier for code, tier in tiers.items() if country_of(code) == country})
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
    """What each shade of the map means, at the lower right, in at most two lines."""
    labels = {tier: tier_phrase(language, tier) for tier in (*TIERS, Tier.UNKNOWN) if tier in shown}
    for size in _KEY_SIZES:
        font = typeface(size)
        widths = {tier: _SWATCH + _KEY_GAPS[1] + font.getlength(label) for tier, label in labels.items()}
        lines = _key_lines(widths)
        if len(lines) <= 2:
            break
    for number, line in enumerate(reversed(lines)):
        x = _MAP_BOX[2] - _line_width(line, widths)
        y = _KEY_BOTTOM - _SWATCH - number * _KEY_LINE
        for tier in line:
            draw_swatch(draw, tier, x, y, _SWATCH)
            draw.text((x + _SWATCH + _KEY_GAPS[1], y + _SWATCH / 2), labels[tier], fill=_MUTED, font=font, anchor="lm")
            x += widths[tier] + _KEY_GAPS[0]


def _key_lines(widths: Mapping[Tier, float]) -> list[list[Tier]]:
    """The shades of the key in lines no wider than the map."""
    lines: list[list[Tier]] = [[]]
    for tier in widths:
        if lines[-1] and _line_width([*lines[-1], tier], widths) > _MAP_BOX[2] - _MAP_BOX[0]:
            lines.append([])
        lines[-1].append(tier)
    return lines


def _line_width(line: Sequence[Tier], widths: Mapping[Tier, float]) -> float:
    return sum(widths[tier] for tier in line) + _KEY_GAPS[0] * (len(line) - 1)
