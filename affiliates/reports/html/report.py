"""The coverage report as one HTML file that works offline: a clickable map and tables, without any script."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from affiliates.content.charter import APPLICATION_PAGE, WHAT_AFFILIATES_ARE
from affiliates.content.labels import language_label, link_label
from affiliates.content.place_names import country_in_sentence
from affiliates.coverage.words.method import method, sources
from affiliates.coverage.words.plan import plan_sentences
from affiliates.directory.schema import LINK_COLUMNS
from affiliates.geo.regions import COUNTRIES, display_name
from affiliates.languages.catalogs import ENGLISH
from affiliates.reports.data import ReportData, records
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
    style = _stylesheet() + chosen_region_style(report)
    groups = report.groups.head(_MAX_GROUPS)
    values = {
        "report": report,
        "style": style,
        "style_hash": base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        "what_affiliates_are": ENGLISH.gettext(WHAT_AFFILIATES_ARE),
        "application_page": APPLICATION_PAGE,
        "headlines": _headlines(report),
        "maps": country_maps(report),
        "map_key": map_key(report.coverage),
        "regions": region_values(report, listed=set(groups["id"])),
        "proposals": _proposals(report),
        "groups": [_group_values(group) for group in records(groups)],
        "groups_left_out": len(report.groups) - len(groups),
        "method": method(ENGLISH),
        "sources": (f"Groups: the Alliance’s list of affiliate groups as of {report.as_of}.", *sources(ENGLISH)),
    }
    return render_html("report.html.jinja", values, language=ENGLISH)


@cache
def _stylesheet() -> str:
    return Path(__file__).with_name("report.css").read_text(encoding="utf-8")


def _headlines(report: ReportData) -> list[tuple[str, tuple[str, ...]]]:
    """The headline of each country, beginning with its name if there are several, and the sentences that follow."""
    is_named = bool(report.region) or len(report.countries) > 1
    return [
        (f"{COUNTRIES[country]}: " * is_named + " ".join(report.headline(country)), report.details(country))
        for country in report.countries
    ]


def _proposals(report: ReportData) -> list[tuple[str, str, tuple[str, ...]]]:
    """For each country with a plan: its name inside a sentence, what is proposed, and what that would change."""
    return [
        (
            country_in_sentence(ENGLISH, country),
            report.proposals[country],
            (*plan_sentences(ENGLISH, report.plans[country]), report.ranked_by(country)),
        )
        for country in report.countries
        if country in report.plans
    ]


def _group_values(group: Mapping[str, Any]) -> GroupValues:
    regions = ", ".join(map(display_name, group["regions"])) or "everywhere"
    day = group["last_verified_on"]
    return GroupValues(
        id=group["id"],
        name=group["name"],
        description=group["description"],
        serves=f"{regions} ({group['scope']})",
        languages=", ".join(language_label(ENGLISH, code) for code in group["languages"]),
        city=group["city"],
        links=[
            Link(link_label(ENGLISH, column, group[column]), group[column]) for column in LINK_COLUMNS if group[column]
        ],
        email=group["email"],
        status=group["status"],
        verified_on="not yet" if pd.isna(day) else f"{day:%Y-%m-%d}",
    )
