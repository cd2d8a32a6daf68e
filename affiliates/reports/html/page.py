"""The coverage report as one HTML file that needs no network: a clickable map, and tables, without any script."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from affiliates.content.charter import WHAT_AFFILIATES_ARE
from affiliates.content.method import METHOD, SOURCES
from affiliates.content.wording import country_in_sentence
from affiliates.coverage.planning import plan_sentences
from affiliates.coverage.region_table import UNKNOWN
from affiliates.directory.links import link_label
from affiliates.directory.schema import LINK_COLUMNS, language_name
from affiliates.geo.regions import COUNTRIES, display_name
from affiliates.reports.data import ReportData, records
from affiliates.reports.html.map import chosen_region_style, html_maps
from affiliates.reports.html.parts import (
    bullet_list,
    escaped,
    isolated_text,
    region_link,
    share_text,
    table,
    whole_number,
)
from affiliates.reports.html.region import html_regions

# A browser shows so many rows without making its reader wait; the rest stands in the spreadsheet.
_MOST_GROUPS = 1_000


def coverage_html(report: ReportData) -> bytes:
    """The report as an HTML file. It has no script, asks nobody for anything, and tells the browser to allow neither.

    Each region of the map is a link to what is said about it, so that it works by mouse, finger and keyboard.
    """
    style = _style() + chosen_region_style(report)
    rules = f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{_sha256(style)}'"
    page = [
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{rules}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{escaped(report.title)}, {report.as_of}</title><style>{style}</style></head><body>",
        '<a class="skip" href="#regions">Skip the map</a><header>',
        f"<h1>{escaped(report.title)}</h1>",
        f'<p class="small">Groups as of {report.as_of}, made on {report.made_on}. {escaped(WHAT_AFFILIATES_ARE)}</p>',
        *_headlines(report),
        "</header><main>",
        *_map(report),
        *_where_next(report),
        *_every_region(report),
        *_groups(report),
        *_method(report),
        "</main></body></html>\n",
    ]
    return "\n".join(page).encode(errors="replace")


@cache
def _style() -> str:
    return Path(__file__).with_name("report.css").read_text(encoding="utf-8")


def _sha256(content: str) -> str:
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _headlines(report: ReportData) -> Iterator[str]:
    for country in report.countries:
        name = f"{COUNTRIES[country]}: " if report.region or len(report.countries) > 1 else ""
        yield f'<p class="headline">{escaped(name + " ".join(report.headline(country)))}</p>'
        yield bullet_list(report.details(country))
    if report.notes:
        yield bullet_list(report.notes)


def _map(report: ReportData) -> Iterator[str]:
    """The maps, and beside them what is said about the region that was chosen."""
    yield '<h2 id="map">The map</h2><div class="places"><div class="maps">'
    yield from html_maps(report)
    yield "</div><div>"
    if not report.region:
        yield '<p class="hint">Choose a place on the map, or in the table below, to read what is there.</p>'
    yield from html_regions(report, listed=set(report.groups["id"].head(_MOST_GROUPS)))
    yield "</div></div>"


def _where_next(report: ReportData) -> Iterator[str]:
    for country in report.countries:
        if plan := report.plans.get(country):
            yield f"<h2>Where next in {country_in_sentence(country)}</h2>"
            yield f"<p>{escaped(report.proposals[country])}</p>"
            yield bullet_list((*plan_sentences(plan, report.coverage["name"]), report.ranked_by(country)))


def _every_region(report: ReportData) -> Iterator[str]:
    header = ["Place", "Has", "Groups", "Children under 18", "Residents", "Part of its country"]
    header += ["Rank without a group", "Nearest with a group", "Miles", "km"]
    rows = (
        [
            region_link(row["region"], report.region_codes),
            escaped(row["tier"]),
            whole_number(row["groups"]),
            whole_number(row["under_18"]) or UNKNOWN,
            whole_number(row["population"]) or UNKNOWN,
            share_text(row["share"]) or UNKNOWN,
            whole_number(row["rank"]),
            region_link(row["nearest"], report.region_codes),
            "" if pd.isna(row["border_miles"]) else f"{row['border_miles']:,.1f}",
            "" if pd.isna(row["border_km"]) else f"{row['border_km']:,.1f}",
        ]
        for row in records(report.region_table())
    )
    yield '<h2 id="regions">{}</h2>'.format("Its figures" if report.region else "Every place")
    yield from table("Places, their groups and figures", header, rows, numbers=(2, 3, 4, 5, 6, 8, 9))


def _groups(report: ReportData) -> Iterator[str]:
    yield '<h2 id="groups">The groups</h2>'
    shown = report.groups.head(_MOST_GROUPS)
    if shown.empty:
        yield "<p>No group is listed.</p>"
        return
    header = ["Group", "Serves", "City", "Where to find it", "Status", "Verified on"]
    yield from table("Groups", header, map(_group, records(shown)), kind="groups")
    if len(report.groups) > len(shown):
        yield f"<p>{len(report.groups) - len(shown):,} more groups are in the spreadsheet.</p>"


def _group(group: Mapping[str, Any]) -> list[str]:
    description = f"<p>{isolated_text(group['description'])}</p>" if group["description"] else ""
    serves = ", ".join(map(display_name, group["regions"])) or "everywhere"
    spoken = ", ".join(map(language_name, group["languages"]))
    ways = [_link(column, group[column]) for column in LINK_COLUMNS if group[column]]
    ways += [isolated_text(group["email"])] if group["email"] else []
    day = group["last_verified_on"]
    return [
        f'<span id="group-{escaped(group["id"])}">{isolated_text(group["name"])}</span>{description}',
        f"{escaped(serves)} ({escaped(group['scope'])})" + (f"<p>{escaped(spoken)}</p>" if spoken else ""),
        isolated_text(group["city"]),
        ", ".join(ways),
        escaped(group["status"]),
        "never" if pd.isna(day) else f"{day:%Y-%m-%d}",
    ]


def _link(column: str, address: str) -> str:
    return f'<a href="{escaped(address)}" rel="noopener noreferrer">{escaped(link_label(column, address))}</a>'


def _method(report: ReportData) -> Iterator[str]:
    yield "<h2>How this was counted</h2>"
    yield "".join(f"<p><strong>{escaped(term)}</strong> {escaped(explanation)}</p>" for term, explanation in METHOD)
    yield "<h2>Sources</h2>"
    yield bullet_list((f"Groups: the Alliance’s list of affiliate groups as of {report.as_of}.", *SOURCES))
