"""The coverage report as a PDF of two or three pages, for people who read it on paper."""

from collections.abc import Mapping
from itertools import accumulate
from typing import Any

import pandas as pd

from affiliates.content.charter import ALLIANCE_SITE, WHAT_AFFILIATES_ARE
from affiliates.content.method import METHOD, SOURCES
from affiliates.content.wording import country_in_sentence, format_day, format_percent
from affiliates.coverage.headline import COUNTRY_PARTS
from affiliates.coverage.metrics import Tier
from affiliates.coverage.planning import RankingOrder, plan_sentences
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.directory.schema import Status
from affiliates.geo.regions import COUNTRIES, display_name, region_names
from affiliates.reports.data import ReportData, records
from affiliates.reports.pdf.map import map_key, paper_map
from affiliates.reports.pdf.page import MUTED, Paper

OFFICE = "Affiliate groups of the Alliance Against Seclusion and Restraint"
# As many as a person reads; the rest stands in the spreadsheet.
_MOST_RANKED = 13  # all of Canada
_MOST_LINES = 16  # of the table of groups: then the method stays on its page
_NAME_SIGNS, _REACH_SIGNS = 52, 30  # about as many fit on a line


def coverage_pdf(report: ReportData) -> bytes:
    """The report as a PDF file. It lists what a person reads and says how much more there is."""
    paper = Paper(
        report.title, foot=f"{OFFICE} · groups as of {report.as_of} · made on {report.made_on}", made_on=report.made_on
    )
    paper.add_page()
    paper.title_line(report.title, f"{OFFICE}: coverage as of {format_day(report.as_of)}")
    _headlines(paper, report)
    _maps(paper, report)
    _details(paper, report)
    _tiers(paper, report)
    paper.heading("What affiliate groups are", room=20)
    paper.paragraph(f"{WHAT_AFFILIATES_ARE} {ALLIANCE_SITE}", size=9)
    for country in report.countries:
        _where_next(paper, report, country)
    _groups(paper, report)
    _method(paper, report)
    return bytes(paper.output())


def _headlines(paper: Paper, report: ReportData) -> None:
    for country in report.countries:
        name = f"{COUNTRIES[country]}: " if len(report.countries) > 1 else ""
        paper.paragraph(name + " ".join(report.headline(country)), size=12.5, strong=True, after=1.5)
    paper.ln(1)


def _maps(paper: Paper, report: ReportData) -> None:
    """One country over the width of the page with the key below; two side by side, the key below the smaller one."""
    left, top, tiers = paper.l_margin, paper.get_y(), report.tiers
    if len(report.countries) == 1:
        width = {"US": 165.0, "CA": 125.0}[report.countries[0]]
        bottom = top + paper_map(paper, report.countries[0], tiers, x=left, y=top, width=width) + 3
        bottom += map_key(paper, x=left, y=bottom, columns=2)
    else:
        bottom = top + paper_map(paper, "US", tiers, x=left, y=top, width=118)
        below = top + paper_map(paper, "CA", tiers, x=left + 123, y=top, width=58)
        map_key(paper, x=left + 123, y=below + 10)
    paper.set_xy(paper.l_margin, bottom + 3)


def _details(paper: Paper, report: ReportData) -> None:
    paper.points([*(each for country in report.countries for each in report.details(country)), *report.notes], size=9)


def _tiers(paper: Paper, report: ReportData) -> None:
    """How many regions, and how many people, have which kind of group."""
    paper.heading("What places have", room=45)
    header = ["", *(tier.capitalize() for tier in Tier), "All", "Live where a group is"]
    rows = []
    for country in report.countries:
        for kinds, summary in zip(COUNTRY_PARTS[country], report.summaries(country), strict=False):
            part = report.coverage[(report.coverage["country"] == country) & report.coverage["kind"].isin(kinds)]
            counts = [str(int((part["tier"] == tier).sum())) for tier in Tier]
            share = "not known"
            if summary.share is not None:
                share = f"{format_percent(summary.share)} of {POPULATION_MEASURES[country].people}"
            rows.append([_part_name(summary.name), *counts, str(summary.regions), share])
    paper.grid(header, rows, widths=(48, 13, 20, 28, 35, 10, 28), right=range(1, 7), size=8)


def _part_name(name: str) -> str:
    return name.lstrip("0123456789 ").capitalize().replace("d.c.", "D.C.").replace("U.s.", "U.S.")


def _where_next(paper: Paper, report: ReportData, country: str) -> None:
    words, open_regions = POPULATION_MEASURES[country], report.ranking(country)
    if open_regions.empty:
        return
    paper.heading(f"Where next in {country_in_sentence(country)}", room=70)
    if plan := report.plans.get(country):
        paper.paragraph(report.proposals[country], size=9, after=0.5)
        paper.points(plan_sentences(plan, report.coverage["name"]), size=9)
    paper.paragraph(report.ranked_by(country), size=9, color=MUTED)
    shown = open_regions.head(_MOST_RANKED)
    rows = [_ranked(row) for row in records(shown)]
    header = ["", "No group yet in", words.people.capitalize(), "Of all", "Nearest place with a group", "Miles", "km"]
    widths = [9, 48, 25, 16, 48, 14, 14]
    if report.order is RankingOrder.BOTH:
        header, widths = [*header, "Points"], [*widths, 14]
        rows = [[*row, _points(points)] for row, points in zip(rows, shown["points"], strict=True)]
    paper.grid(header, rows, widths=widths, right=(0, 2, 3, 5, 6, 7)[: len(header) - 2])
    if len(open_regions) > len(shown):
        left_out = len(open_regions) - len(shown)
        paper.paragraph(f"{left_out} more places have no group; the Excel report lists all.", size=9, color=MUTED)


def _ranked(row: Mapping[str, Any]) -> list[str]:
    figure, share, nearest = row["people"], row["share"], row["nearest"]
    return [
        "" if pd.isna(row["rank"]) else str(row["rank"]),
        str(row["name"]),
        "not known" if pd.isna(figure) else f"{figure:,.0f}",
        "" if pd.isna(share) else format_percent(share),
        region_names().get(str(nearest), "none"),
        _far(row["border_miles"]),
        _far(row["border_km"]),
    ]


def _points(points: float) -> str:
    return "" if pd.isna(points) else f"{points:.1f}"


def _far(distance: float) -> str:
    return "" if pd.isna(distance) else f"{distance:,.0f}"


def _groups(paper: Paper, report: ReportData) -> None:
    active = report.groups[report.groups["status"] == Status.ACTIVE]
    paper.heading("The groups", room=40)
    if active.empty:
        paper.paragraph("No active group is listed.", size=9)
        return
    rows = [
        [group["name"], _reach(group), group["city"], _day(group["last_verified_on"])]
        for group in records(active.head(_MOST_LINES))
    ]
    lines = accumulate(1 + max(len(name) // _NAME_SIGNS, len(reach) // _REACH_SIGNS) for name, reach, _, _ in rows)
    shown = [row for row, line in zip(rows, lines, strict=True) if line <= _MOST_LINES] or rows[:1]
    paper.grid(("Name", "Serves", "City", "Verified on"), shown, widths=(88, 50, 22, 22))
    if left_out := len(active) - len(shown):
        paper.paragraph(f"{left_out:,} more are on the map, and in the Excel report.", size=9, color=MUTED)


def _reach(group: Mapping[str, Any]) -> str:
    places = [*map(display_name, group["regions"])] or ["everywhere"]
    more = f" and {len(places) - 3} more" if len(places) > 3 else ""
    return f"{', '.join(places[:3])}{more} ({group['scope']})"


def _day(day: pd.Timestamp) -> str:
    return "never" if pd.isna(day) else f"{day:%Y-%m-%d}"


def _method(paper: Paper, report: ReportData) -> None:
    paper.heading("How this was counted", room=60)
    for term, explanation in METHOD:
        paper.explanation(term, explanation)
    paper.heading("Sources", room=20)
    for source in (f"Groups: the Alliance’s list of affiliate groups as of {report.as_of}.", *SOURCES):
        paper.paragraph(source, size=8, after=0.5)
    if paper.lacks_letters:
        paper.paragraph("\ufffd stands for a character that we have no typeface for.", size=8, color=MUTED)
