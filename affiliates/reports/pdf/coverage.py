"""The coverage report as a PDF of two or three pages, to read on paper."""

from collections.abc import Mapping
from itertools import accumulate
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from affiliates.content.charter import ALLIANCE_SITE, WHAT_AFFILIATES_ARE
from affiliates.content.place_names import in_country, region_name
from affiliates.content.wording import format_day, format_number, format_percent, format_short_day
from affiliates.coverage.metrics import TIERS, Tier, shown_tiers
from affiliates.coverage.planning import RankingOrder
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.coverage.summary import COUNTRY_PARTS
from affiliates.coverage.words.labels import unknown
from affiliates.coverage.words.method import method
from affiliates.coverage.words.plan import plan_sentences
from affiliates.languages.language import N_, NP_, Language
from affiliates.reports.data import ReportData, records
from affiliates.reports.group_words import serves, verified_on
from affiliates.reports.pdf.document import MUTED_COLOR, PdfDocument
from affiliates.reports.pdf.map import draw_map, draw_map_key

ORGANIZATION = N_("Affiliate groups of the Alliance Against Seclusion and Restraint")
_SHORT_SITE = urlsplit(ALLIANCE_SITE).netloc
# As much as a person reads on paper; the Excel report lists the rest.
_MAX_RANKED = 13  # all of Canada
_MAX_GROUP_LINES = 12  # so that the method stays on its page
# Of the table of tiers, in millimeters.
_TIER_WIDTHS = (48, 13, 20, 28, 35, 10, 28)
_TIER_WIDTHS_WITH_UNKNOWN = (36, 11, 18, 26, 33, 20, 10, 28)
_NAME_CHARACTERS, _SERVES_CHARACTERS = 52, 30  # about what fits on a line
_MAX_PLACES = 3  # that a group serves, by name

# By the kinds of region in a part of a country.
_PART_LABELS = {
    ("state", "district"): N_("States and D.C."),
    ("territory",): N_("U.S. territories"),
    ("province", "territory"): N_("Provinces and territories"),
}
_TIER_HEADINGS = {
    Tier.NONE: NP_("column", "None"),
    Tier.LOCAL: NP_("column", "Local only"),
    Tier.STATEWIDE: NP_("column", "Statewide only"),
    Tier.BOTH: NP_("column", "Statewide and local"),
    Tier.UNKNOWN: NP_("column", "Not known right now"),
}
_GROUP_HEADINGS = (N_("Name"), N_("Serves"), N_("City"), N_("Verified on"))
_SHARES = {"US": N_("{percent} of children"), "CA": N_("{percent} of people")}


def coverage_pdf(report: ReportData) -> bytes:
    """The report as a PDF file; it says how much it leaves out of long lists."""
    language, footer = report.language, document_footer(report)
    document = PdfDocument(report.title, language=language, footer=footer, made_on=report.made_on)
    document.add_page()
    document.title_block(report.title, letterhead(report, language.pgettext("report", "Coverage")))
    _headlines(document, report)
    _maps(document, report)
    _details(document, report)
    _tiers(document, report)
    document.heading(language.gettext("What affiliate groups are"), room=20)
    document.paragraph(f"{language.gettext(WHAT_AFFILIATES_ARE)} {ALLIANCE_SITE}", size=9)
    for country in report.countries:
        _where_next(document, report, country)
    _groups(document, report)
    _method(document, report)
    return bytes(document.output())


def letterhead(report: ReportData, what: str) -> tuple[str, str]:
    """The lines beside our mark: who we are; what this is, its day, and where to reach the Alliance."""
    language = report.language
    return language.gettext(ORGANIZATION), f"{what} · {format_day(language, report.as_of)} · {_SHORT_SITE}"


def document_footer(report: ReportData) -> str:
    """The line at the end of every page."""
    language = report.language
    return language.gettext(
        "{organization} · groups as of {as_of} · made on {made_on}",
        organization=language.gettext(ORGANIZATION),
        as_of=format_short_day(language, report.as_of),
        made_on=format_short_day(language, report.made_on),
    )


def _headlines(document: PdfDocument, report: ReportData) -> None:
    for country in report.countries:
        sentence = " ".join(report.headline(country))
        if len(report.countries) > 1:
            sentence = report.with_country(country, sentence)
        document.paragraph(sentence, size=12.5, bold=True, after=1.5)
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
    language, shown = report.language, shown_tiers(report.coverage)
    document.heading(language.gettext("Coverage at a glance"), room=45)
    tiers = [language.gettext(_TIER_HEADINGS[tier]) for tier in shown]
    header = ["", *tiers, language.pgettext("column", "All"), language.gettext("Statewide group")]
    rows = []
    for country in report.countries:
        for kinds, summary in zip(COUNTRY_PARTS[country], report.summaries(country), strict=False):
            part = report.coverage[(report.coverage["country"] == country) & report.coverage["kind"].isin(kinds)]
            counts = [*(int((part["tier"] == tier).sum()) for tier in shown), summary.regions]
            share = unknown(language)
            if summary.share is not None:
                share = language.gettext(_SHARES[country], percent=format_percent(language, summary.share))
            numbers = [format_number(language, count) for count in counts]
            rows.append([language.gettext(_PART_LABELS[kinds]), *numbers, share])
    widths = _TIER_WIDTHS if len(shown) == len(TIERS) else _TIER_WIDTHS_WITH_UNKNOWN
    document.text_table(header, rows, widths=widths, numbers=range(1, len(header) - 1), size=8)


def _where_next(document: PdfDocument, report: ReportData, country: str) -> None:
    language, open_regions = report.language, report.ranking(country)
    if open_regions.empty:
        return
    document.heading(language.gettext("Where next {in_country}", in_country=in_country(language, country)), room=70)
    if plan := report.plans.get(country):
        document.paragraph(report.proposals[country], size=9, after=0.5)
        document.bullet_list(plan_sentences(language, plan), size=9)
    document.paragraph(report.ranked_by(country), size=9, color=MUTED_COLOR)
    shown = open_regions.head(_MAX_RANKED)
    rows = [_ranking_cells(language, row) for row in records(shown)]
    header = [
        "",
        language.gettext("No statewide group in"),
        language.gettext(POPULATION_MEASURES[country].label),
        language.gettext("Of all"),
        language.gettext("Nearest place with a group"),
        language.gettext("Miles"),
        language.gettext("km"),
    ]
    widths = [9, 48, 25, 16, 48, 14, 14]
    if report.order is RankingOrder.BOTH:
        header, widths = [*header, language.gettext("Points")], [*widths, 14]
        rows = [[*row, _number(language, points, 1)] for row, points in zip(rows, shown["points"], strict=True)]
    elif report.order is RankingOrder.READY:
        header, widths = [*header, language.gettext("People ready to help")], [*widths, 20]
        rows = [[*row, _number(language, ready)] for row, ready in zip(rows, shown["ready"], strict=True)]
    document.text_table(header, rows, widths=widths, numbers=(0, 2, 3, 5, 6, 7)[: len(header) - 2])
    if len(open_regions) > len(shown):
        sentence = language.ngettext(
            "{count} more place has no statewide group yet. The Excel report lists them all.",
            "{count} more places have no statewide group yet. The Excel report lists them all.",
            len(open_regions) - len(shown),
        )
        document.paragraph(sentence, size=9, color=MUTED_COLOR)


def _ranking_cells(language: Language, row: Mapping[str, Any]) -> list[str]:
    region, nearest = region_name(language, row["region"]), row["nearest"]
    return [
        _number(language, row["rank"]),
        language.gettext("{region} (local groups)", region=region) if row["covered"] else region,
        _number(language, row["people"]) or unknown(language),
        "" if pd.isna(row["share"]) else format_percent(language, row["share"]),
        language.gettext("none") if pd.isna(nearest) else region_name(language, nearest),
        _number(language, row["border_miles"]),
        _number(language, row["border_km"]),
    ]


def _number(language: Language, number: float, decimals: int = 0) -> str:
    return "" if pd.isna(number) else format_number(language, number, decimals)


def _groups(document: PdfDocument, report: ReportData) -> None:
    language, active = report.language, report.active_groups
    document.heading(language.gettext("The groups"), room=40)
    if active.empty:
        document.paragraph(language.gettext("No active groups are listed."), size=9)
        return
    rows = [
        [group["name"], serves(language, group, _MAX_PLACES), group["city"], verified_on(language, group)]
        for group in records(active.head(_MAX_GROUP_LINES))
    ]
    lines = accumulate(
        1 + max(len(name) // _NAME_CHARACTERS, len(places) // _SERVES_CHARACTERS) for name, places, _, _ in rows
    )
    shown = [row for row, line in zip(rows, lines, strict=True) if line <= _MAX_GROUP_LINES] or rows[:1]
    header = [language.gettext(each) for each in _GROUP_HEADINGS]
    document.text_table(header, shown, widths=(88, 50, 22, 22))
    if left_out := len(active) - len(shown):
        sentence = language.ngettext(
            "{count} more is on the map and in the Excel report.",
            "{count} more are on the map and in the Excel report.",
            left_out,
        )
        document.paragraph(sentence, size=9, color=MUTED_COLOR)


def _method(document: PdfDocument, report: ReportData) -> None:
    language = report.language
    document.heading(language.gettext("How this was counted"), room=60)
    for term, explanation in method(language):
        document.definition(term, explanation)
    document.heading(language.gettext("Sources"), room=20)
    for source in report.sources():
        document.paragraph(source, size=8, after=0.5)
    if document.has_missing_characters:
        sentence = language.gettext("\ufffd stands for a character that none of our fonts has.")
        document.paragraph(sentence, size=8, color=MUTED_COLOR)
