"""The fact sheet: one page on one region, to hand to a neighbor, a journalist or a lawmaker."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from affiliates.content.charter import APPLICATION_PAGE, BENEFITS, OBLIGATIONS, WHAT_AFFILIATES_ARE
from affiliates.content.place_names import country_in_sentence
from affiliates.content.wording import format_distance, format_percent
from affiliates.coverage.metrics import Tier
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.directory.schema import LINK_COLUMNS
from affiliates.errors import NoRegionError
from affiliates.geo.regions import country_of, region_names, regions
from affiliates.languages.catalogs import ENGLISH
from affiliates.reports.data import ReportData, records
from affiliates.reports.pdf.coverage import document_footer, letterhead
from affiliates.reports.pdf.document import MUTED_COLOR, PdfDocument
from affiliates.reports.pdf.map import draw_map
from affiliates.support.cards import NATIONAL_HELP, others_heading, support_card
from affiliates.support.queries import RegionSupport

# As many as fit on the page.
_MAX_GROUPS = 3
_MAX_OTHERS = 3  # further parent centers
_MAX_NEARBY_GROUPS = {True: 1, False: 3}  # by whether the region has a group of its own
_MAP_WIDTH = {"US": 78.0, "CA": 62.0}  # millimeters
_TIER_SENTENCES = {
    Tier.LOCAL: "Local or regional groups are there for families in parts of {}.",
    Tier.STATEWIDE: "A group is there for families everywhere in {}.",
    Tier.BOTH: "Groups are there for families everywhere in {}, and local groups as well.",
    Tier.NONE: "There is no affiliate group in {} yet.",
    Tier.UNKNOWN: (
        "We cannot say right now whether there is an affiliate group in {}: a part of our list needs a correction."
    ),
}
# Further columns of data/regions.csv, and what each counts.
_MORE_FIGURES = {
    "idea_students_2017_18": "students served under IDEA Part B (2017–18; U.S. Department of Education)",
    "public_enrollment_projected_2025": "in public schools (fall 2025, projected; NCES)",
}


def fact_sheet_pdf(report: ReportData) -> bytes:
    """The fact sheet of the region that ``report`` is about, as a PDF file of one page.

    Raises ``NoRegionError`` for a report on whole countries.
    """
    if report.region is None:
        raise NoRegionError("A fact sheet covers one region. Name it by its code, such as US-MI.")
    name, country = region_names()[report.region], country_of(report.region)
    document = PdfDocument(f"{name}: fact sheet", footer=document_footer(report), made_on=report.made_on)
    document.add_page()
    bottom = _map(document, report, report.region)
    document.set_right_margin(document.w - document.l_margin - document.epw + _MAP_WIDTH[country] + 6)
    document.title_block(name, letterhead(report, "Fact sheet"))
    document.paragraph(_TIER_SENTENCES[report.tiers[report.region]].format(name), size=12, bold=True)
    document.bullet_list(_figures(report, report.region), size=9)
    document.set_right_margin(document.l_margin)
    document.set_y(max(document.get_y(), bottom))
    _groups(document, report)
    _nearby_groups(document, report, report.region)
    if report.support:
        _support(document, report.support, report.made_on)
    _how_to_start(document, name)
    sources = f"Figures: {ENGLISH.gettext(POPULATION_MEASURES[country].source)}."
    document.paragraph(f"{ENGLISH.gettext(WHAT_AFFILIATES_ARE)} {sources}", size=7.5, color=MUTED_COLOR, after=0)
    return bytes(document.output())


def _map(document: PdfDocument, report: ReportData, region: str) -> float:
    """Draws the country with the region marked in the upper right corner; returns where it ends."""
    country = country_of(region)
    width = _MAP_WIDTH[country]
    left, top = document.w - document.r_margin - width, document.t_margin + 2
    height = draw_map(document, country, report.tiers, x=left, y=top, width=width, chosen=region, codes=False)
    document.set_text(7, MUTED_COLOR)
    document.set_xy(left, top + height + 1)
    unknown = " Gray: not known." if Tier.UNKNOWN in report.tiers.values() else ""
    document.cell(width, 3, f"Filled: has a group. Striped: none yet.{unknown}")
    document.set_xy(document.l_margin, document.t_margin)
    return top + height + 5


def _figures(report: ReportData, region: str) -> list[str]:
    row, known, country = (
        report.coverage.loc[region],
        regions().loc[region],
        country_in_sentence(ENGLISH, country_of(region)),
    )
    measure = POPULATION_MEASURES[country_of(region)]
    figures: list[str] = []
    if pd.isna(row["people"]):
        figures.append(f"We do not know how many {measure.people} live here.")
    else:
        share = f"{format_percent(ENGLISH, row['share'])} of those in {country}"
        figures.append(f"{row['people']:,.0f} {ENGLISH.gettext(measure.description)}: {share}.")
    if pd.notna(row["under_18"]):
        figures.append(f"{row['population']:,.0f} residents in all.")
    figures += [f"{known[column]:,.0f} {what}." for column, what in _MORE_FIGURES.items() if pd.notna(known[column])]
    ranking = report.ranking(country_of(region))
    rank = ranking["rank"].get(region)
    if pd.notna(rank):
        figures.append(
            f"No. {rank} of {len(ranking)} places without a statewide group in {country}, by number of "
            f"{measure.people}."
        )
    return figures


def _groups(document: PdfDocument, report: ReportData) -> None:
    active = report.active_groups
    if active.empty:
        return
    document.heading("Who is here", room=0)
    rows = [
        [group["name"], str(group["scope"]), group["city"], _where_to_find(group)]
        for group in records(active.head(_MAX_GROUPS))
    ]
    document.text_table(("Group", "Reach", "City", "Where to find it"), rows, widths=(66, 20, 26, 69))
    if len(active) > _MAX_GROUPS:
        left_out = len(active) - _MAX_GROUPS
        document.paragraph(f"And {left_out:,} more: see the map and the list of groups.", size=9)


def _nearby_groups(document: PdfDocument, report: ReportData, region: str) -> None:
    nearby = report.nearby_groups
    if nearby is None or nearby.empty:
        return
    document.heading("Who is nearby", room=0)
    rows = [
        [
            group["name"],
            region_names()[group["region"]],
            format_distance(ENGLISH, group["miles"], neighbor="next door"),
            _where_to_find(group),
        ]
        for group in records(nearby.head(_MAX_NEARBY_GROUPS[bool(report.coverage.at[region, "covered"])]))
    ]
    document.text_table(("Group", "In", "How far", "Where to find it"), rows, widths=(60, 26, 34, 61))


def _support(document: PdfDocument, support: RegionSupport, day: date) -> None:
    document.heading("Who can help a family today", room=0)
    for card in (support_card(ENGLISH, each, day) for each in support.first):
        ways = " · ".join(filter(None, (card.phone, _short(card.website))))
        parts = (ways and f"{ways}.", card.sentence, card.note, card.age if card.phone else "")
        document.definition(card.name, " ".join(filter(None, parts)), size=8, after=0.7)
    if support.others:
        named = [" ".join(filter(None, (each.name, _short(each.website)))) for each in support.others]
        left_out = len(named) - _MAX_OTHERS
        more = [f"and {left_out} more"] if left_out > 0 else []
        text = "; ".join([*named[:_MAX_OTHERS], *more])
        document.definition(f"{others_heading(ENGLISH, support.region)}:", text, size=8, after=0.7)
    if support.first:
        addresses = " · ".join(_short(each.address) for each in support.national)
        document.definition(ENGLISH.gettext(NATIONAL_HELP), addresses, size=8, after=0.7)
        return
    for organization in support.national:
        name, description = ENGLISH.gettext(organization.name), ENGLISH.gettext(organization.description)
        document.definition(name, f"{description} {organization.address}", size=8, after=0.7)


def _how_to_start(document: PdfDocument, name: str) -> None:
    document.heading(f"Start a group in {name}", room=0)
    document.paragraph(
        "Every group began with one family that found another. You do not need an office or a law degree. "
        f"How to apply: {APPLICATION_PAGE}",
        size=9,
    )
    document.definition("What a group agrees to:", " ".join(map(ENGLISH.gettext, OBLIGATIONS)), size=8)
    document.definition("What it can count on:", " ".join(map(ENGLISH.gettext, BENEFITS)), size=8, after=2)


def _where_to_find(group: Mapping[str, Any]) -> str:
    """The first of a group's addresses, without the parts that nobody needs to type."""
    addresses = [group[column] for column in (*LINK_COLUMNS, "email") if group[column]]
    return _short(addresses[0]) if addresses else "not listed"


def _short(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
