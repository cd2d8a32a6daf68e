"""What the templates need to draw the map of a country as SVG, in which regions are links."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from affiliates.content.place_names import country_in_sentence, country_name, region_name
from affiliates.content.wording import labeled
from affiliates.coverage.metrics import Tier, shown_tiers
from affiliates.coverage.words.labels import tier_phrase
from affiliates.geo.flat_map import flat_map
from affiliates.geo.map_codes import callouts
from affiliates.geo.svg_outlines import RegionOutline, svg_outlines, view_box
from affiliates.languages.language import Language
from affiliates.reports.data import ReportData

_CLASSES = {Tier.NONE: "none", Tier.LOCAL: "local", Tier.STATEWIDE: "statewide", Tier.BOTH: "both"} | {
    Tier.UNKNOWN: "unknown"
}


@dataclass(frozen=True)
class RegionFill:
    """How a region is filled, what is said of it, and the number to be written into it if there is room."""

    css_class: str
    words: str
    number: str = ""


@dataclass(frozen=True)
class MapRegion:
    """A region on the map: how it is filled, what it is called, there and in its inset if it has one, and where it
    leads; without ``href``, nowhere."""

    code: str
    label: str
    inset_name: str
    fill: RegionFill
    outline: RegionOutline
    href: str


@dataclass(frozen=True)
class CountryMap:
    """The map of one country, its regions in the order of their names.

    ``callouts`` are those that are too small to be hit there, ``insets`` those in small boxes.
    """

    country: str
    name: str
    label: str
    view_box: str
    regions: tuple[MapRegion, ...]
    callouts: tuple[MapRegion, ...]
    insets: tuple[MapRegion, ...]


def country_maps(report: ReportData) -> list[CountryMap]:
    """The map of each country that the report covers; each region of the report leads to its section."""
    linked = set(report.region_codes)
    fills = tier_fills(report.language, report.coverage)
    return [
        country_map(report.language, country, fills, lambda code: f"#{code}" if code in linked else "")
        for country in report.countries
    ]


def tier_fills(language: Language, coverage: pd.DataFrame) -> dict[str, RegionFill]:
    """How each region is filled by which kinds of groups it has; ``coverage`` is as ``coverage_by_region`` gives it."""
    rows = zip(coverage.index, map(Tier, coverage["tier"]), coverage["groups"], strict=True)
    return {
        str(code): RegionFill(_CLASSES[tier], groups_in_words(language, int(count), tier)) for code, tier, count in rows
    }


def country_map(
    language: Language, country: str, fills: Mapping[str, RegionFill], href: Callable[[str], str]
) -> CountryMap:
    """The map of a country; ``fills`` has its regions, and ``href`` says where a code leads."""

    def map_region(code: str, outline: RegionOutline) -> MapRegion:
        label = labeled(language, region_name(language, code), fills[code].words)
        inset_name = language.gettext(outline.inset.label) if outline.inset else ""
        return MapRegion(code, label, inset_name, fills[code], outline, href(code))

    regions = {code: map_region(code, outline) for code, outline in svg_outlines(country).items()}
    small = [inset.region for inset in flat_map(country).insets if inset.region != "US-AK"]
    return CountryMap(
        country,
        country_name(language, country),
        language.gettext(
            "Map of {country}: choose a place to see its groups", country=country_in_sentence(language, country)
        ),
        view_box(country),
        tuple(regions.values()),
        callouts=tuple(regions[code] for code in callouts(country)),
        insets=tuple(regions[code] for code in small),
    )


def map_key(language: Language, coverage: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """What the fills on the maps mean: their classes, and words."""
    return tuple((_CLASSES[tier], tier_phrase(language, tier)) for tier in shown_tiers(coverage))


def chosen_region_style(report: ReportData) -> str:
    """A CSS rule that marks a region on the map while its section is open."""

    def selector(region: str) -> str:
        shape = f'svg a[href="#{region}"] path'
        return shape if report.region else f"body:has(#{region}:target) {shape}"

    selectors = ",".join(map(selector, report.region_codes))
    return f"{selectors}{{stroke:var(--chosen);stroke-width:4}}" if selectors else ""


def groups_in_words(language: Language, count: int, tier: Tier) -> str:
    """How many groups a region has, and of which kinds: "2 groups, statewide and local"; "no group yet"."""
    if count and tier is Tier.STATEWIDE:
        return language.ngettext("1 group, statewide only", "{count} groups, statewide only", count)
    if count and tier is Tier.LOCAL:
        return language.ngettext("1 group, local only", "{count} groups, local only", count)
    if count and tier is Tier.BOTH:
        return language.ngettext("1 group, statewide and local", "{count} groups, statewide and local", count)
    return tier_phrase(language, tier)
