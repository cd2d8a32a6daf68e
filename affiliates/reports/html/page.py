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
from affiliates.coverage.planning import plan_sentences
from affiliates.coverage.region_table import UNKNOWN
from affiliates.directory.links import link_label
from affiliates.directory.schema import LINK_COLUMNS, language_name
from affiliates.geo.regions import COUNTRIES, place_name
from affiliates.reports.data import Contents, in_a_sentence, records
from affiliates.reports.html.map import chosen_region_style, html_maps
from affiliates.reports.html.parts import as_typed, points, region_link, share, table, text, whole
from affiliates.reports.html.region import html_regions

# A browser shows so many rows without making its reader wait; the rest stands in the spreadsheet.
_MOST_GROUPS = 1_000


def coverage_html(told: Contents) -> bytes:
    """The report as an HTML file. It has no script, asks nobody for anything, and tells the browser to allow neither.

    Each region of the map is a link to what is said about it, so that it works by mouse, finger and keyboard.
    """
    style = _style() + chosen_region_style(told)
    rules = f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{_sha256(style)}'"
    page = [
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{rules}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{text(told.title)}, {told.as_of}</title><style>{style}</style></head><body>",
        '<a class="skip" href="#regions">Skip the map</a><header>',
        f"<h1>{text(told.title)}</h1>",
        f'<p class="small">Groups as of {told.as_of}, made on {told.made_on}. {text(WHAT_AFFILIATES_ARE)}</p>',
        *_headlines(told),
        "</header><main>",
        *_map(told),
        *_where_next(told),
        *_every_region(told),
        *_groups(told),
        *_method(told),
        "</main></body></html>\n",
    ]
    return "\n".join(page).encode(errors="replace")


@cache
def _style() -> str:
    return Path(__file__).with_name("report.css").read_text(encoding="utf-8")


def _sha256(content: str) -> str:
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _headlines(told: Contents) -> Iterator[str]:
    for country in told.countries:
        name = f"{COUNTRIES[country]}: " if told.region or len(told.countries) > 1 else ""
        yield f'<p class="headline">{text(name + " ".join(told.headline(country)))}</p>'
        yield points(told.details(country))
    if told.notes:
        yield points(told.notes)


def _map(told: Contents) -> Iterator[str]:
    """The maps, and beside them what is said about the region that was chosen."""
    yield '<h2 id="map">The map</h2><div class="places"><div class="maps">'
    yield from html_maps(told)
    yield "</div><div>"
    if not told.region:
        yield '<p class="hint">Choose a place on the map, or in the table below, to read what is there.</p>'
    yield from html_regions(told, listed=set(told.groups["id"].head(_MOST_GROUPS)))
    yield "</div></div>"


def _where_next(told: Contents) -> Iterator[str]:
    for country in told.countries:
        if plan := told.plans.get(country):
            yield f"<h2>Where next in {in_a_sentence(country)}</h2>"
            yield f"<p>{text(told.proposals[country])}</p>"
            yield points((*plan_sentences(plan, told.coverage["name"]), told.ranked_by(country)))


def _every_region(told: Contents) -> Iterator[str]:
    header = ["Place", "Has", "Groups", "Children under 18", "Residents", "Part of its country"]
    header += ["Rank without a group", "Nearest with a group", "Miles", "km"]
    rows = (
        [
            region_link(row["region"], told.places),
            text(row["tier"]),
            whole(row["groups"]),
            whole(row["under_18"]) or UNKNOWN,
            whole(row["population"]) or UNKNOWN,
            share(row["share"]) or UNKNOWN,
            whole(row["place"]),
            region_link(row["nearest"], told.places),
            "" if pd.isna(row["border_miles"]) else f"{row['border_miles']:,.1f}",
            "" if pd.isna(row["border_km"]) else f"{row['border_km']:,.1f}",
        ]
        for row in records(told.region_table())
    )
    yield '<h2 id="regions">{}</h2>'.format("Its figures" if told.region else "Every place")
    yield from table("Places, their groups and figures", header, rows, numbers=(2, 3, 4, 5, 6, 8, 9))


def _groups(told: Contents) -> Iterator[str]:
    yield '<h2 id="groups">The groups</h2>'
    shown = told.groups.head(_MOST_GROUPS)
    if shown.empty:
        yield "<p>No group is listed.</p>"
        return
    header = ["Group", "Serves", "City", "Where to find it", "Status", "Verified on"]
    yield from table("Groups", header, map(_group, records(shown)), kind="groups")
    if len(told.groups) > len(shown):
        yield f"<p>{len(told.groups) - len(shown):,} more groups are in the spreadsheet.</p>"


def _group(group: Mapping[str, Any]) -> list[str]:
    description = f"<p>{as_typed(group['description'])}</p>" if group["description"] else ""
    serves = ", ".join(map(place_name, group["regions"])) or "everywhere"
    spoken = ", ".join(map(language_name, group["languages"]))
    ways = [_link(column, group[column]) for column in LINK_COLUMNS if group[column]]
    ways += [as_typed(group["email"])] if group["email"] else []
    day = group["last_verified_on"]
    return [
        f'<span id="group-{text(group["id"])}">{as_typed(group["name"])}</span>{description}',
        f"{text(serves)} ({text(group['scope'])})" + (f"<p>{text(spoken)}</p>" if spoken else ""),
        as_typed(group["city"]),
        ", ".join(ways),
        text(group["status"]),
        "never" if pd.isna(day) else f"{day:%Y-%m-%d}",
    ]


def _link(column: str, address: str) -> str:
    return f'<a href="{text(address)}" rel="noopener noreferrer">{text(link_label(column, address))}</a>'


def _method(told: Contents) -> Iterator[str]:
    yield "<h2>How this was counted</h2>"
    yield "".join(f"<p><strong>{text(term)}</strong> {text(explanation)}</p>" for term, explanation in METHOD)
    yield "<h2>Sources</h2>"
    yield points((f"Groups: the Alliance’s list of affiliate groups as of {told.as_of}.", *SOURCES))
