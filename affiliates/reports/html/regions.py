"""The values of each region, for its section beside the map and its row in the table."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from affiliates.content.place_names import names_in_order
from affiliates.content.wording import format_distance
from affiliates.coverage.metrics import Tier
from affiliates.directory.queries import is_national_or_virtual
from affiliates.directory.schema import Status
from affiliates.languages.language import N_
from affiliates.reports.data import ReportData, records
from affiliates.reports.html.environment import Link
from affiliates.reports.region_words import region_table_in_words

_MAX_GROUPS_PER_REGION = 20
_SHARE_LABELS = {"US": N_("Share of children in the United States"), "CA": N_("Share of people in Canada")}


@dataclass(frozen=True)
class RegionValues:
    """One region: ``figures`` is its row of ``region_table_in_words``, ``is_doubtful`` whether nobody knows if it has a
    group.

    ``groups`` are the first of its own active groups by name; ``groups_left_out`` counts the others.
    ``national_and_virtual`` counts groups that serve it among others. ``nearest`` is the nearest other region with a
    group, None if there is none, and ``distance`` how far it is from border to border, empty for a neighbor.
    """

    link: Link
    is_doubtful: bool
    figures: Mapping[str, Any]
    share_label: str
    groups: list[Link]
    groups_left_out: int
    national_and_virtual: int
    nearest: Link | None
    distance: str
    neighbors: list[Link]


def region_values(report: ReportData, listed: Collection[str]) -> list[RegionValues]:
    """One entry per region of the report, by name; groups whose ids are ``listed`` link to the table of groups."""
    language, tiers, links = report.language, report.tiers, _region_links(report)
    share_labels = {country: language.gettext(label) for country, label in _SHARE_LABELS.items()}
    groups = _groups_by_region(report, listed)
    return [
        RegionValues(
            link=links[row["region"]],
            is_doubtful=tiers[row["region"]] is Tier.UNKNOWN,
            figures=row,
            share_label=share_labels[row["country"]],
            groups=groups.get(row["region"], []),
            groups_left_out=row["groups"] - len(groups.get(row["region"], [])),
            national_and_virtual=row["national"] + row["virtual"],
            nearest=None if pd.isna(row["nearest"]) else links[row["nearest"]],
            distance=format_distance(language, row["border_miles"], row["border_km"], decimals=1),
            neighbors=[links[code] for code in row["neighbors"].split()],
        )
        for row in records(region_table_in_words(report))
    ]


def _region_links(report: ReportData) -> dict[str, Link]:
    """Every region by its code; only those that the report covers have a section to lead to."""
    covered = set(report.region_codes)
    names = names_in_order(report.language)
    return {code: Link(name, f"#{code}" if code in covered else "") for code, name in names.items()}


def _groups_by_region(report: ReportData, listed: Collection[str]) -> dict[str, list[Link]]:
    by_region: dict[str, list[Link]] = {}
    counted = report.groups[(report.groups["status"] == Status.ACTIVE) & ~is_national_or_virtual(report.groups)]
    for group_id, name, codes in zip(counted["id"], counted["name"], counted["regions"], strict=True):
        for code in codes:
            if len(groups := by_region.setdefault(code, [])) < _MAX_GROUPS_PER_REGION:
                groups.append(Link(name, f"#group-{group_id}" if group_id in listed else ""))
    return by_region
