"""What the templates need to draw the map of a country as SVG, in which each region is a link to its section."""

from dataclasses import dataclass
from functools import cache

from affiliates.content.wording import count_of, country_in_sentence
from affiliates.coverage.metrics import TIER_LABELS, Tier
from affiliates.geo.flat_map import WIDTH, flat_map, rings
from affiliates.geo.regions import COUNTRIES, region_names
from affiliates.reports.data import ReportData

_MARGIN = 4
_CLASSES = {Tier.NONE: "none", Tier.LOCAL: "local", Tier.STATEWIDE: "statewide", Tier.BOTH: "both"}
MAP_KEY = tuple((_CLASSES[tier], label) for tier, label in TIER_LABELS.items())


@dataclass(frozen=True)
class InsetBox:
    """The frame of a region drawn as an inset, and the position of its code; in units of the picture, y down."""

    x: str
    y: str
    width: str
    height: str
    text_x: str
    text_y: str


@dataclass(frozen=True)
class RegionOutline:
    """What is the same in every report: a region's outline as SVG path data, and its inset if it has one."""

    path: str
    inset: InsetBox | None


@dataclass(frozen=True)
class MapRegion:
    """A region on the map: how it is filled and what it is called. Only a region of the report ``is_linked``."""

    code: str
    label: str
    css_class: str
    outline: RegionOutline
    is_linked: bool


@dataclass(frozen=True)
class CountryMap:
    """The map of one country, its regions in the order of their names."""

    country: str
    name: str
    label: str
    view_box: str
    regions: tuple[MapRegion, ...]


def country_maps(report: ReportData) -> list[CountryMap]:
    """The map of each country that the report covers."""
    tiers, counts, linked = report.tiers, report.coverage["groups"], set(report.region_codes)

    def map_region(code: str, outline: RegionOutline) -> MapRegion:
        label = f"{region_names()[code]}: {_groups_in_words(int(counts[code]), tiers[code])}"
        return MapRegion(code, label, _CLASSES[tiers[code]], outline, code in linked)

    return [
        CountryMap(
            country,
            COUNTRIES[country],
            f"Map of {country_in_sentence(country)}: choose a place to see its groups",
            f"{-_MARGIN} {-_MARGIN} {WIDTH + 2 * _MARGIN:.0f} {flat_map(country).height + 2 * _MARGIN:.0f}",
            tuple(map_region(code, outline) for code, outline in _outlines(country).items()),
        )
        for country in report.countries
    ]


def chosen_region_style(report: ReportData) -> str:
    """A CSS rule that marks a region on the map while its section is open."""

    def selector(region: str) -> str:
        shape = f'svg a[href="#{region}"] path'
        return shape if report.region else f"body:has(#{region}:target) {shape}"

    selectors = ",".join(map(selector, report.region_codes))
    return f"{selectors}{{stroke:var(--chosen);stroke-width:4}}" if selectors else ""


@cache
def _outlines(country: str) -> dict[str, RegionOutline]:
    picture = flat_map(country)
    insets = {inset.region: _inset_box(inset.frame, picture.height) for inset in picture.insets}
    shapes = picture.shapes.geometry
    return {
        region: RegionOutline(_path(rings(shapes[region]), picture.height), insets.get(region))
        for region in region_names()
        if region in shapes.index
    }


def _path(outer_rings: list[list[list[float]]], height: float) -> str:
    return "".join("M" + "L".join(f"{x:g} {height - y:.1f}" for x, y in ring) + "Z" for ring in outer_rings)


def _inset_box(frame: tuple[float, float, float, float], height: float) -> InsetBox:
    left, bottom, right, top = frame
    return InsetBox(
        x=f"{left:g}",
        y=f"{height - top:.1f}",
        width=f"{right - left:g}",
        height=f"{top - bottom:g}",
        text_x=f"{(left + right) / 2:g}",
        text_y=f"{height - top + 13:.1f}",
    )


def _groups_in_words(count: int, tier: Tier) -> str:
    return f"{count_of(count, 'group', 'groups')}, {tier}" if count else "no group yet"
