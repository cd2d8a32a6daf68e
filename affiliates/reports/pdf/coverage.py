"""The coverage report as a PDF of two or three pages, to read on document."""

from collections.abc import Mapping
from itertools import accumulate
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from affiliates.content.charter import ALLIANCE_SITE, WHAT_AFFILIATES_ARE
from affiliates.content.place_names import country_in_sentence
from affiliates.content.wording import format_day, format_percent
from affiliates.coverage.metrics import TIERS, shown_tiers
from affiliates.coverage.planning import RankingOrder
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.coverage.summary import COUNTRY_PARTS
from affiliates.coverage.words.labels import tier_name, unknown
from affiliates.coverage.words.method import method, sources
from affiliates.coverage.words.plan import plan_sentences
from affiliates.geo.regions import COUNTRIES, display_name, region_names
from affiliates.languages.catalogs import ENGLISH
from affiliates.reports.data import ReportData, records
from affiliates.reports.pdf.document import MUTED_COLOR, PdfDocument
from affiliates.reports.pdf.map import draw_map, draw_map_key

ORGANIZATION = "Affiliate groups of the Alliance Against Seclusion and Restraint"
_SHORT_SITE = urlsplit(ALLIANCE_SITE).netloc
# As much as a person reads on document; the Excel report lists the rest.
_MAX_RANKED = 13  # all of Canada
_MAX_GROUP_LINES = 12  # so that the method stays on its page
# Of the table of tiers, in millimeters.
_TIER_WIDTHS = (48, 13, 20, 28, 35, 10, 28)
_TIER_WIDTHS_WITH_UNKNOWN = (36, 11, 18, 26, 33, 20, 10, 28)
_NAME_CHARACTERS, _SERVES_CHARACTERS = 52, 30  # about what fits on a line


# By the kinds of region in a part of a country.
_PART_LABELS = {
    ("state", "district"): "States and D.C.",
    ("territory",): "U.S. territories",
    ("province", "territory"): "Provinces and territories",
}


def coverage_pdf(report: ReportData) -> bytes:
    """The report as a PDF file; it says how much it leaves out of long lists."""
    document = PdfDocument(report.title, footer=document_footer(report), made_on=report.made_on)
    document.add_page()
    document.title_block(report.title, letterhead(report, "Coverage"))
    _headlines(document, report)
    _maps(document, report)
    _details(document, report)
    _tiers(document, report)
    document.heading("What affiliate groups are", room=20)
    document.paragraph(f"{ENGLISH.gettext(WHAT_AFFILIATES_ARE)} {ALLIANCE_SITE}", size=9)
    for country in report.countries:
        _where_next(document, report, country)
    _groups(document, report)
    _method(document, report)
    return bytes(document.output())


def letterhead(report: ReportData, what: str) -> tuple[str, str]:
    """The lines beside our mark: who we are; what this is, its day, and where to reach the Alliance."""
    return ORGANIZATION, f"{what} · {format_day(ENGLISH, report.as_of)} · {_SHORT_SITE}"


def document_footer(report: ReportData) -> str:
    """The line at the end of every page."""
    return f"{ORGANIZATION} · groups as of {report.as_of} · made on {report.made_on}"


def _headlines(document: PdfDocument, report: ReportData) -> None:
    for country in report.countries:
        name = f"{COUNTRIES[country]}: " if len(report.countries) > 1 else ""
        document.paragraph(name + " ".join(report.headline(country)), size=12.5, bold=True, after=1.5)
    document.ln(1)


def _maps(document: PdfDocument, report: ReportData) -> None:
    """Draws one country with the key below it, or two side by side with the key below the smaller one."""
    left, top, tiers = document.l_margin, document.get_y(), report.tiers
    shown = shown_tiers(report.coverage)
    if len(report.countries) == 1:
        width = {"US": 165.0, "CA": 125.0}[report.countries[0]]
        bottom = top + draw_map(document, report.countries[0], tiers, x=left, y=top, width=width) + 3
        bottom += draw_map_key(document, shown, x=left, y=bottom, columns=2)
    else:
        bottom = top + draw_map(document, "US", tiers, x=left, y=top, width=118)
        below = top + draw_map(document, "CA", tiers, x=left + 123, y=top, width=58)
        draw_map_key(document, shown, x=left + 123, y=below + 10)
    document.set_xy(document.l_margin, bottom + 3)


def _details(document: PdfDocument, report: ReportData) -> None:
    details = [sentence for country in report.countries for sentence in report.details(country)]
    document.bullet_list([*details, *report.notes], size=9)


def _tiers(document: PdfDocument, report: ReportData) -> None:
    """Prints how many regions are in each tier, and how many people live where there is a group."""
    document.heading("Coverage at a glance", room=45)
    shown = shown_tiers(report.coverage)
    header = ["", *(tier_name(ENGLISH, tier).capitalize() for tier in shown), "All", "Statewide group"]
    rows = []
    for country in report.countries:
        for kinds, summary in zip(COUNTRY_PARTS[country], report.summaries(country), strict=False):
            part = report.coverage[(report.coverage["country"] == country) & report.coverage["kind"].isin(kinds)]
            counts = [str(int((part["tier"] == tier).sum())) for tier in shown]
            share = unknown(ENGLISH)
            if summary.share is not None:
                share = f"{format_percent(ENGLISH, summary.share)} of {POPULATION_MEASURES[country].people}"
            rows.append([_PART_LABELS[kinds], *counts, str(summary.regions), share])
    widths = _TIER_WIDTHS if len(shown) == len(TIERS) else _TIER_WIDTHS_WITH_UNKNOWN
    document.text_table(header, rows, widths=widths, right=range(1, len(header) - 1), size=8)


def _where_next(document: PdfDocument, report: ReportData, country: str) -> None:
    open_regions = report.ranking(country)
    if open_regions.empty:
        return
    document.heading(f"Where next in {country_in_sentence(ENGLISH, country)}", room=70)
    if plan := report.plans.get(country):
        document.paragraph(report.proposals[country], size=9, after=0.5)
        document.bullet_list(plan_sentences(ENGLISH, plan), size=9)
    document.paragraph(report.ranked_by(country), size=9, color=MUTED_COLOR)
    shown = open_regions.head(_MAX_RANKED)
    rows = [_ranking_cells(row) for row in records(shown)]
    header = [
        "",
        "No statewide group in",
        POPULATION_MEASURES[country].people.capitalize(),
        "Of all",
        "Nearest place with a group",
        "Miles",
        "km",
    ]
    widths = [9, 48, 25, 16, 48, 14, 14]
    if report.order is RankingOrder.BOTH:
        header, widths = [*header, "Points"], [*widths, 14]
        rows = [[*row, _points(points)] for row, points in zip(rows, shown["points"], strict=True)]
    document.text_table(header, rows, widths=widths, right=(0, 2, 3, 5, 6, 7)[: len(header) - 2])
    if len(open_regions) > len(shown):
        left_out = len(open_regions) - len(shown)
        sentence = f"{left_out} more places have no statewide group yet. The Excel report lists them all."
        document.paragraph(sentence, size=9, color=MUTED_COLOR)


def _ranking_cells(row: Mapping[str, Any]) -> list[str]:
    people, share = row["people"], row["share"]
    return [
        "" if pd.isna(row["rank"]) else str(row["rank"]),
        f"{row['name']} (local groups)" if row["covered"] else str(row["name"]),
        unknown(ENGLISH) if pd.isna(people) else f"{people:,.0f}",
        "" if pd.isna(share) else format_percent(ENGLISH, share),
        region_names().get(str(row["nearest"]), "none"),
        _distance(row["border_miles"]),
        _distance(row["border_km"]),
    ]


def _points(points: float) -> str:
    return "" if pd.isna(points) else f"{points:.1f}"


def _distance(distance: float) -> str:
    return "" if pd.isna(distance) else f"{distance:,.0f}"


def _groups(document: PdfDocument, report: ReportData) -> None:
    active = report.active_groups
    document.heading("The groups", room=40)
    if active.empty:
        document.paragraph("No active groups are listed.", size=9)
        return
    rows = [
        [group["name"], _serves(group), group["city"], _day(group["last_verified_on"])]
        for group in records(active.head(_MAX_GROUP_LINES))
    ]
    lines = accumulate(
        1 + max(len(name) // _NAME_CHARACTERS, len(serves) // _SERVES_CHARACTERS) for name, serves, _, _ in rows
    )
    shown = [row for row, line in zip(rows, lines, strict=True) if line <= _MAX_GROUP_LINES] or rows[:1]
    document.text_table(("Name", "Serves", "City", "Verified on"), shown, widths=(88, 50, 22, 22))
    if left_out := len(active) - len(shown):
        document.paragraph(f"{left_out:,} more are on the map and in the Excel report.", size=9, color=MUTED_COLOR)


def _serves(group: Mapping[str, Any]) -> str:
    names = [*map(display_name, group["regions"])] or ["everywhere"]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{', '.join(names[:3])}{more} ({group['scope']})"


def _day(day: pd.Timestamp) -> str:
    return "not yet" if pd.isna(day) else f"{day:%Y-%m-%d}"


def _method(document: PdfDocument, report: ReportData) -> None:
    document.heading("How this was counted", room=60)
    for term, explanation in method(ENGLISH):
        document.definition(term, explanation)
    document.heading("Sources", room=20)
    for source in (f"Groups: the Alliance’s list of affiliate groups as of {report.as_of}.", *sources(ENGLISH)):
        document.paragraph(source, size=8, after=0.5)
    if document.has_missing_characters:
        document.paragraph("\ufffd stands for a character that none of our fonts has.", size=8, color=MUTED_COLOR)
