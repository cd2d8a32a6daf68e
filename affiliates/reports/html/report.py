"""The coverage report as one HTML file that works offline: a clickable map and tables, without any script."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from affiliates.content.charter import APPLICATION_PAGE, WHAT_AFFILIATES_ARE
from affiliates.content.labels import language_label, link_label, status_label
from affiliates.content.place_names import in_country
from affiliates.content.wording import format_day
from affiliates.coverage.words.method import method
from affiliates.coverage.words.plan import plan_sentences
from affiliates.directory.schema import LINK_COLUMNS
from affiliates.reports.data import ReportData, records
from affiliates.reports.group_words import serves, verified_on
from affiliates.reports.html.environment import Link, render_html
from affiliates.reports.html.map import chosen_region_style, country_maps, map_key
from affiliates.reports.html.regions import region_values

# A browser shows this many rows without making its reader wait; the Excel report lists the rest.
_MAX_GROUPS = 1_000


@dataclass(frozen=True)
class GroupValues:
    """One group as the table shows it; what is unknown is empty."""

    id: str
    name: str
    description: str
    serves: str
    languages: str
    city: str
    links: list[Link]
    email: str
    status: str
    verified_on: str


def coverage_html(report: ReportData) -> bytes:
    """The report as an HTML file. It has no script and fetches nothing, and forbids the browser to do either.

    Each region on the map is a link to its section, so that the map works by mouse, touch and keyboard.
    """
    language = report.language
    style = _stylesheet() + chosen_region_style(report)
    groups = report.groups.head(_MAX_GROUPS)
    values = {
        "report": report,
        "style": style,
        "style_hash": base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        "as_of": format_day(language, report.as_of),
        "made_on": format_day(language, report.made_on),
        "what_affiliates_are": language.gettext(WHAT_AFFILIATES_ARE),
        "application_page": APPLICATION_PAGE,
        "headlines": _headlines(report),
        "maps": country_maps(report),
        "map_key": map_key(language, report.coverage),
        "regions": region_values(report, listed=set(groups["id"])),
        "proposals": _proposals(report),
        "groups": [_group_values(report, group) for group in records(groups)],
        "groups_left_out": len(report.groups) - len(groups),
        "method": method(language),
        "sources": report.sources(),
    }
    return render_html("report.html.jinja", values, language=language)


@cache
def _stylesheet() -> str:
    return Path(__file__).with_name("report.css").read_text(encoding="utf-8")


def _headlines(report: ReportData) -> list[tuple[str, tuple[str, ...]]]:
    """The headline of each country, beginning with its name if there are several, and the sentences that follow."""
    is_named = bool(report.region) or len(report.countries) > 1
    return [
        (report.with_country(country, sentence) if is_named else sentence, report.details(country))
        for country in report.countries
        for sentence in (" ".join(report.headline(country)),)
    ]


def _proposals(report: ReportData) -> list[tuple[str, str, tuple[str, ...]]]:
    """For each country with a plan: where it is, what is proposed, and what that would change."""
    return [
        (
            in_country(report.language, country),
            report.proposals[country],
            (*plan_sentences(report.language, report.plans[country]), report.ranked_by(country)),
        )
        for country in report.countries
        if country in report.plans
    ]


def _group_values(report: ReportData, group: Mapping[str, Any]) -> GroupValues:
    language = report.language
    links = [
        Link(link_label(language, column, group[column]), group[column])
        for column in LINK_COLUMNS
        if group[column] and group[column] not in report.gone_links
    ]
    return GroupValues(
        id=group["id"],
        name=group["name"],
        description=group["description"],
        serves=serves(language, group),
        languages=", ".join(language_label(language, code) for code in group["languages"]),
        city=group["city"],
        links=links,
        email=group["email"],
        status=status_label(language, group["status"]),
        verified_on=verified_on(language, group),
    )
