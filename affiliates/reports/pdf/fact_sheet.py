"""The fact sheet: one page on one region, to hand to a neighbor, a journalist or a lawmaker."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from affiliates.content.charter import APPLICATION_PAGE, BENEFITS, OBLIGATIONS, WHAT_AFFILIATES_ARE
from affiliates.content.labels import scope_label
from affiliates.content.place_names import in_region, region_name
from affiliates.content.wording import format_distance, format_percent
from affiliates.coverage.metrics import TIERS, Tier
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.directory.schema import LINK_COLUMNS
from affiliates.errors import NoRegionError
from affiliates.geo.regions import country_of, regions
from affiliates.languages.language import N_, NP_
from affiliates.reports.data import ReportData, records
from affiliates.reports.pdf.coverage import document_footer, letterhead
from affiliates.reports.pdf.document import MUTED_COLOR, PdfDocument
from affiliates.reports.pdf.map import draw_map, draw_map_key
from affiliates.support.cards import NATIONAL_HELP, support_card
from affiliates.support.queries import RegionSupport

# As many as fit on the page.
_MAX_GROUPS = 3
_MAX_OTHERS = 3  # further parent centers
_MAX_NEARBY_GROUPS = {True: 1, False: 3}  # by whether the region has a group of its own
# Some languages need a third more room than English: the largest size at which all fits on the page.
_TEXT_SCALES = (1, 0.95, 0.9, 0.85, 0.8)
_MAP_WIDTH = {"US": 78.0, "CA": 62.0}  # millimeters
_TIER_SENTENCES = {
    Tier.LOCAL: N_("Local or regional groups are there for some families {in_region}."),
    Tier.STATEWIDE: N_("A group is there for families everywhere {in_region}."),
    Tier.BOTH: N_("Groups are there for families everywhere {in_region}, and local groups as well."),
    Tier.NONE: N_("There is no affiliate group {in_region} yet."),
    Tier.UNKNOWN: N_(
        "We cannot say right now whether there is an affiliate group {in_region}: a part of our list needs a "
        "correction."
    ),
}
_PEOPLE = {
    "US": N_("{count} children under 18 (civilians, July 1, 2022): {percent} of those in the United States."),
    "CA": N_("{count} people of all ages (May 11, 2021): {percent} of those in Canada."),
}
_PEOPLE_UNKNOWN = {
    "US": N_("We do not know how many children live here."),
    "CA": N_("We do not know how many people live here."),
}
_RANKS = {
    "US": N_("No. {rank} of {count} places without a statewide group in the United States, by number of children."),
    "CA": N_("No. {rank} of {count} places without a statewide group in Canada, by number of people."),
}
# Further columns of data/regions.csv, and what each counts.
_MORE_FIGURES = {
    "idea_students_2017_18": N_("{count} students served under IDEA Part B (2017–18; U.S. Department of Education)."),
    "public_enrollment_projected_2025": N_("{count} in public schools (fall 2025, projected; NCES)."),
}
_GROUP_HEADINGS = (N_("Group"), N_("Reach"), N_("City"), N_("Where to find it"))
_NEARBY_HEADINGS = (N_("Group"), NP_("column", "In"), N_("How far"), N_("Where to find it"))


def fact_sheet_pdf(report: ReportData) -> bytes:
    """The fact sheet of the region that ``report`` is about, as a PDF file of one page.

    Raises ``NoRegionError`` for a report on whole countries.
    """
    if report.region is None:
        raise NoRegionError("A fact sheet covers one region. Name it by its code, such as US-MI.")
    for scale in _TEXT_SCALES:
        document = _fact_sheet(report, report.region, scale)
        if document.page_no() == 1:
            break
    return bytes(document.output())


def _fact_sheet(report: ReportData, region: str, scale: float) -> PdfDocument:
    language, country = report.language, country_of(region)
    name, here = region_name(language, region), in_region(language, region)
    title, footer = language.gettext("{region}: fact sheet", region=name), document_footer(report)
    document = PdfDocument(title, language=language, footer=footer, made_on=report.made_on, scale=scale)
    document.add_page()
    bottom = _map(document, report, region)
    document.set_right_margin(document.w - document.l_margin - document.epw + _MAP_WIDTH[country] + 6)
    document.title_block(name, letterhead(report, language.gettext("Fact sheet")))
    sentence = language.gettext(_TIER_SENTENCES[report.tiers[region]], in_region=here)
    document.paragraph(sentence, size=12, bold=True)
    document.bullet_list(_figures(report, region), size=9)
    document.set_right_margin(document.l_margin)
    document.set_y(max(document.get_y(), bottom))
    _groups(document, report)
    _nearby_groups(document, report, region)
    if report.support:
        _support(document, report.support, report.made_on)
    _how_to_start(document, here)
    sources = language.gettext("Figures: {source}.", source=language.gettext(POPULATION_MEASURES[country].source))
    document.paragraph(f"{language.gettext(WHAT_AFFILIATES_ARE)} {sources}", size=7.5, color=MUTED_COLOR, after=0)
    return document


def _map(document: PdfDocument, report: ReportData, region: str) -> float:
    """Draws the country with the region marked in the upper right corner, and its key; returns where they end."""
    country = country_of(region)
    width = _MAP_WIDTH[country]
    left, top = document.w - document.r_margin - width, document.t_margin + 2
    bottom = top + draw_map(document, country, report.tiers, x=left, y=top, width=width, chosen=region, codes=False)
    here = {tier for code, tier in report.tiers.items() if country_of(code) == country}
    shown = [tier for tier in (*TIERS, Tier.UNKNOWN) if tier in here]
    bottom += 1.5 + draw_map_key(document, shown, x=left, y=bottom + 1.5, size=7)
    document.set_xy(document.l_margin, document.t_margin)
    return bottom + 1


def _figures(report: ReportData, region: str) -> list[str]:
    language, country = report.language, country_of(region)
    row, known = report.coverage.loc[region], regions().loc[region]
    figures: list[str] = []
    if pd.isna(row["people"]):
        figures.append(language.gettext(_PEOPLE_UNKNOWN[country]))
    else:
        percent = format_percent(language, row["share"])
        figures.append(language.gettext(_PEOPLE[country], count=int(row["people"]), percent=percent))
    if pd.notna(row["under_18"]):
        figures.append(language.gettext("{count} residents in all.", count=int(row["population"])))
    figures += [
        language.gettext(counted, count=int(known[column]))
        for column, counted in _MORE_FIGURES.items()
        if pd.notna(known[column])
    ]
    ranking = report.ranking(country)
    rank = ranking["rank"].get(region)
    if pd.notna(rank):
        figures.append(language.gettext(_RANKS[country], rank=int(rank), count=len(ranking)))
    return figures


def _groups(document: PdfDocument, report: ReportData) -> None:
    active = report.active_groups
    if active.empty:
        return
    language = report.language
    document.heading(language.gettext("Who is here"), room=0)
    rows = [
        [group["name"], scope_label(language, group["scope"]), group["city"], _where_to_find(report, group)]
        for group in records(active.head(_MAX_GROUPS))
    ]
    document.text_table([language.gettext(each) for each in _GROUP_HEADINGS], rows, widths=(66, 20, 26, 69))
    if left_out := len(active) - len(rows):
        sentence = language.gettext("And {count} more: see the map and the list of groups.", count=left_out)
        document.paragraph(sentence, size=9)


def _nearby_groups(document: PdfDocument, report: ReportData, region: str) -> None:
    language, nearby = report.language, report.nearby_groups
    if nearby is None or nearby.empty:
        return
    document.heading(language.gettext("Who is nearby"), room=0)
    rows = [
        [
            group["name"],
            region_name(language, group["region"]),
            format_distance(language, group["miles"], neighbor=language.gettext("next door")),
            _where_to_find(report, group),
        ]
        for group in records(nearby.head(_MAX_NEARBY_GROUPS[bool(report.coverage.at[region, "covered"])]))
    ]
    document.text_table([language.gettext(each) for each in _NEARBY_HEADINGS], rows, widths=(60, 26, 34, 61))


def _support(document: PdfDocument, support: RegionSupport, day: date) -> None:
    language = document.language
    document.heading(language.gettext("Who can help a family today"), room=0)
    for card in (support_card(language, each, day) for each in support.first):
        ways = " · ".join(filter(None, (card.phone, _short(card.website))))
        parts = (ways and f"{ways}.", card.sentence, card.note, card.age if card.phone else "")
        document.definition(card.name, " ".join(filter(None, parts)), size=8, after=0.7)
    if support.others:
        named = [" ".join(filter(None, (each.name, _short(each.website)))) for each in support.others]
        left_out = len(named) - _MAX_OTHERS
        more = [language.gettext("and {count} more", count=left_out)] if left_out > 0 else []
        heading = language.gettext("More parent centers {in_region}:", in_region=in_region(language, support.region))
        document.definition(heading, "; ".join([*named[:_MAX_OTHERS], *more]), size=8, after=0.7)
    if support.first:
        addresses = " · ".join(_short(each.address) for each in support.national)
        document.definition(language.gettext(NATIONAL_HELP), addresses, size=8, after=0.7)
        return
    for organization in support.national:
        text = f"{language.gettext(organization.description)} {organization.address}"
        document.definition(language.gettext(organization.name), text, size=8, after=0.7)


def _how_to_start(document: PdfDocument, here: str) -> None:
    language = document.language
    document.heading(language.gettext("Start a group {in_region}", in_region=here), room=0)
    invitation = language.gettext(
        "Every group began with one family that found another. You do not need an office or a law degree. "
        "How to apply: {page}",
        page=APPLICATION_PAGE,
    )
    document.paragraph(invitation, size=9)
    obligations, benefits = (" ".join(map(language.gettext, each)) for each in (OBLIGATIONS, BENEFITS))
    document.definition(language.gettext("What a group agrees to:"), obligations, size=8)
    document.definition(language.gettext("What it can count on:"), benefits, size=8, after=2)


def _where_to_find(report: ReportData, group: Mapping[str, Any]) -> str:
    """The first of a group's addresses that is not gone, without the parts that nobody needs to type."""
    given = [group[column] for column in (*LINK_COLUMNS, "email") if group[column]]
    addresses = [address for address in given if address not in report.gone_links]
    return _short(addresses[0]) if addresses else report.language.gettext("not listed")


def _short(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
