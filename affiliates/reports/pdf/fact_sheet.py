"""One page on one region, to hand to a neighbor, a journalist or a lawmaker."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from affiliates.content.charter import APPLICATION_PAGE, BENEFITS, OBLIGATIONS, WHAT_AFFILIATES_ARE
from affiliates.content.support_organizations import support_organizations
from affiliates.content.wording import country_in_sentence, format_distance, format_percent
from affiliates.coverage.metrics import Tier
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.directory.schema import LINK_COLUMNS, Status
from affiliates.errors import AffiliatesError
from affiliates.geo.regions import COUNTRIES, country_of, region_names, regions
from affiliates.reports.data import ReportData, records
from affiliates.reports.pdf.coverage import OFFICE
from affiliates.reports.pdf.map import paper_map
from affiliates.reports.pdf.page import MUTED, Paper

# What fits on one page beside the rest.
_MOST_GROUPS = 3
_MOST_NEAR = {True: 1, False: 3}  # by whether the region has a group of its own
_MAP_WIDTH = {"US": 78.0, "CA": 62.0}
_WHAT_IS_THERE = {
    Tier.LOCAL: "Local or regional groups are there for families in parts of {}.",
    Tier.STATEWIDE: "A group is there for families everywhere in {}.",
    Tier.BOTH: "Groups are there for families everywhere in {}, and local ones besides.",
    Tier.NONE: "There is no affiliate group in {} yet.",
}
# Columns of data/regions.csv that are told beside the population, and what each counts.
_MORE_FIGURES = {
    "idea_students_2017_18": "students served under IDEA Part B (2017–18; U.S. Department of Education)",
    "public_enrollment_projected_2025": "in public schools (fall 2025, projected; NCES)",
}


class NoRegionError(AffiliatesError):
    """A fact sheet was asked for without saying of which region."""


def fact_sheet_pdf(report: ReportData) -> bytes:
    """The fact sheet of the region that ``report`` is about: a PDF file of one page."""
    if report.region is None:
        raise NoRegionError("A fact sheet is about one region: name it, as in US-MI.")
    name = region_names()[report.region]
    foot = f"{OFFICE} · groups as of {report.as_of} · made on {report.made_on}"
    paper = Paper(f"{name}: fact sheet", foot=foot, made_on=report.made_on)
    paper.add_page()
    bottom = _map(paper, report)
    paper.set_right_margin(paper.w - paper.l_margin - paper.epw + _MAP_WIDTH[country_of(report.region)] + 6)
    paper.title_line(name, f"Fact sheet · {COUNTRIES[country_of(report.region)]}")
    paper.paragraph(_WHAT_IS_THERE[report.tiers[report.region]].format(name), size=12, strong=True)
    paper.points(_figures(report), size=9)
    paper.set_right_margin(paper.l_margin)
    paper.set_y(max(paper.get_y(), bottom))
    _groups(paper, report)
    _near(paper, report)
    _help(paper, report)
    _start(paper, name)
    sources = f"Figures: {POPULATION_MEASURES[country_of(report.region)].source}."
    paper.paragraph(f"{WHAT_AFFILIATES_ARE} {sources}", size=7.5, color=MUTED, after=0)
    return bytes(paper.output())


def _map(paper: Paper, report: ReportData) -> float:
    """Draws the country with the region marked into the upper right corner; returns where it ends."""
    region = str(report.region)
    width = _MAP_WIDTH[country_of(region)]
    left, top = paper.w - paper.r_margin - width, paper.t_margin + 2
    country = country_of(region)
    height = paper_map(paper, country, report.tiers, x=left, y=top, width=width, chosen=region, codes=False)
    paper.set_text(7, MUTED)
    paper.set_xy(left, top + height + 1)
    paper.cell(width, 3, "Filled: a group is there. Striped: none yet.")
    paper.set_xy(paper.l_margin, paper.t_margin)
    return top + height + 5


def _figures(report: ReportData) -> list[str]:
    region = str(report.region)
    row, known, country = report.coverage.loc[region], regions().loc[region], country_in_sentence(country_of(region))
    words = POPULATION_MEASURES[country_of(region)]
    figures: list[str] = []
    if pd.isna(row["people"]):
        figures.append(f"How many {words.people} live here, we do not know.")
    else:
        part = f"{format_percent(row['share'])} of those in {country}"
        figures.append(f"{row['people']:,.0f} {words.description}: {part}.")
    if pd.notna(row["under_18"]):
        figures.append(f"{row['population']:,.0f} residents in all.")
    figures += [f"{known[column]:,.0f} {what}." for column, what in _MORE_FIGURES.items() if pd.notna(known[column])]
    ranked = report.ranking(country_of(region))
    if region in ranked.index and pd.notna(ranked.at[region, "rank"]):
        place = ranked.at[region, "rank"]
        figures.append(f"No. {place} of {len(ranked)} places without a group in {country}, by {words.people}.")
    return figures


def _groups(paper: Paper, report: ReportData) -> None:
    active = report.groups[report.groups["status"] == Status.ACTIVE]
    if active.empty:
        return
    paper.heading("Who is there", room=0)
    rows = [
        [group["name"], str(group["scope"]), group["city"], _where_to_find(group)]
        for group in records(active.head(_MOST_GROUPS))
    ]
    paper.grid(("Group", "Reach", "City", "Where to find it"), rows, widths=(66, 20, 26, 69))
    if len(active) > _MOST_GROUPS:
        left_out = len(active) - _MOST_GROUPS
        paper.paragraph(f"And {left_out:,} more: the map and the list of groups have all.", size=9)


def _near(paper: Paper, report: ReportData) -> None:
    near = report.near
    if near is None or near.empty:
        return
    paper.heading("Who is near", room=0)
    rows = [
        [
            group["name"],
            region_names()[group["region"]],
            format_distance(group["miles"], neighbor="next door"),
            _where_to_find(group),
        ]
        for group in records(near.head(_MOST_NEAR[report.tiers[str(report.region)] != Tier.NONE]))
    ]
    paper.grid(("Group", "In", "How far", "Where to find it"), rows, widths=(60, 26, 34, 61))


def _help(paper: Paper, report: ReportData) -> None:
    paper.heading("Who can help a family today", room=0)
    for helper in support_organizations(str(report.region)):
        paper.explanation(helper.name, f"{helper.description} {helper.address}", size=8.5, after=0.7)


def _start(paper: Paper, name: str) -> None:
    paper.heading(f"Start a group in {name}", room=0)
    paper.paragraph(
        "Every group began with one family that found a second one. You do not need an office or a law degree. "
        f"How to apply: {APPLICATION_PAGE}",
        size=9,
    )
    paper.explanation("A group agrees to:", " ".join(OBLIGATIONS), size=8.5)
    paper.explanation("It can count on:", " ".join(BENEFITS), size=8.5, after=2)


def _where_to_find(group: Mapping[str, Any]) -> str:
    """The first of a group's addresses, without what a reader need not type."""
    addresses = [group[column] for column in (*LINK_COLUMNS, "email") if group[column]]
    return addresses[0].removeprefix("https://").removeprefix("www.") if addresses else "not told"
