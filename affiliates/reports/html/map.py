"""The map of a country as lines of SVG, in which each region is a link to what is said about it."""

from collections.abc import Iterator
from html import escape

from affiliates.content.wording import count_of
from affiliates.coverage.metrics import TIER_LABELS, Tier
from affiliates.geo.flat_map import WIDTH, flat_map, rings
from affiliates.geo.regions import COUNTRIES, region_names
from affiliates.reports.data import ReportData

_CLASSES = {Tier.NONE: "none", Tier.LOCAL: "local", Tier.STATEWIDE: "statewide", Tier.BOTH: "both"}
_STRIPES = (
    '<defs><pattern id="striped" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="12" height="12"/><path d="M0 0V12"/></pattern></defs>'
)


def html_maps(report: ReportData) -> Iterator[str]:
    """A figure per country of the report, and below them what the shades mean."""
    for number, country in enumerate(report.countries):
        yield f'<figure class="map-{country}"><figcaption>{escape(COUNTRIES[country])}</figcaption>'
        yield from _picture(report, country, with_stripes=number == 0)
        yield "</figure>"
    yield '<ul class="key">'
    for tier, words in TIER_LABELS.items():
        swatch = f'<path class="{_CLASSES[tier]}" d="M1 1H27V15H1Z"/>'
        yield f'<li><svg viewBox="0 0 28 16" aria-hidden="true">{swatch}</svg>{escape(words)}</li>'
    yield "</ul>"


def chosen_region_style(report: ReportData) -> str:
    """A rule for each region that marks it on the map while what is said about it is open."""

    def marked(region: str) -> str:
        mark = f'svg a[href="#{region}"] path'
        return mark if report.region else f"body:has(#{region}:target) {mark}"

    chosen = ",".join(map(marked, report.region_codes))
    return f"{chosen}{{stroke:var(--chosen);stroke-width:4}}" if chosen else ""


def _picture(report: ReportData, country: str, *, with_stripes: bool) -> Iterator[str]:
    picture = flat_map(country)
    insets = {inset.region: inset.frame for inset in picture.insets}
    height = picture.height

    def y(up: float) -> str:
        return f"{height - up:.1f}"

    told_of = set(report.region_codes)
    label = f"Map of {COUNTRIES[country]}: each place leads to what is there"
    yield f'<svg viewBox="-4 -4 {WIDTH + 8:.0f} {height + 8:.0f}" role="group" aria-label="{escape(label)}">'
    if with_stripes:
        yield _STRIPES
    for region in [region for region in region_names() if region in picture.shapes.index]:
        outer = rings(picture.shapes.geometry[region])
        lines = "".join("M" + "L".join(f"{across:g} {y(up)}" for across, up in ring) + "Z" for ring in outer)
        shape = f'<path class="{_CLASSES[report.tiers[region]]}" d="{lines}"/>'
        if region in insets:
            left, bottom, right, top = insets[region]
            box = f'x="{left:g}" y="{y(top)}" width="{right - left:g}" height="{top - bottom:g}"'
            code = f'<text x="{(left + right) / 2:g}" y="{y(top - 13)}">{region[3:]}</text>'
            shape = f'<rect class="target" {box}/>{shape}<rect class="inset" {box}/>{code}'
        if region in told_of:
            words = escape(f"{region_names()[region]}: {_in_words(report, region)}")
            shape = f'<a href="#{region}" aria-label="{words}"><title>{words}</title>{shape}</a>'
        yield shape
    yield "</svg>"


def _in_words(report: ReportData, region: str) -> str:
    count = report.coverage["groups"].astype(int)[region]
    return f"{count_of(count, 'group', 'groups')}, {report.tiers[region]}" if count else "no group yet"
