"""The groups in the Human Services Data Specification (HSDS 3, Open Referral), which 211 services and other
directories of help exchange: https://docs.openreferral.org."""

from typing import Any

import pandas as pd

from affiliates.content.charter import WHAT_AFFILIATES_ARE
from affiliates.content.labels import link_label
from affiliates.directory.queries import GroupSort, sorted_groups
from affiliates.directory.schema import GROUP_COLUMNS, LINK_COLUMNS, Status, language_name
from affiliates.geo.regions import display_name
from affiliates.languages.catalogs import ENGLISH
from affiliates.reports.data import records
from affiliates.site.addresses import group_page
from affiliates.site.data_files.identifiers import stable_uuid
from affiliates.site.data_files.json_files import json_bytes, without_empty
from affiliates.site.documents import SiteData

_STATUSES = {Status.ACTIVE: "active", Status.PAUSED: "temporarily closed", Status.INACTIVE: "defunct"}
_ELIGIBILITY = "Families of children who are restrained or secluded at school."
_EVERYWHERE = "Everywhere"


def groups_hsds(data: SiteData) -> bytes:
    """Every group as an organization with one service, in the order of regions: an HSDS package of organizations.

    Every identifier follows from the group's id, so that a copy can be renewed. A group has no location: it serves
    regions, and any point would be made up.
    """
    groups = sorted_groups(data.groups_with_live_links, GroupSort.REGION)[list(GROUP_COLUMNS)]
    return json_bytes([_organization(values, data.base_url) for values in records(groups)])


def _organization(group: dict[str, Any], base_url: str) -> dict[str, Any]:
    first, *others = [column for column in LINK_COLUMNS if group[column]] or [""]
    organization_id = stable_uuid("organization", group["id"])
    return {
        "id": organization_id,
        "name": group["name"],
        "description": group["description"]
        or ENGLISH.gettext(WHAT_AFFILIATES_ARE),  # required, and not every group has one
        **without_empty(
            {
                "email": group["email"],
                "website": group.get(first, ""),
                "additional_websites": [_url(group, column) for column in others],
            }
        ),
        "services": [_service(group, organization_id, base_url)],
    }


def _url(group: dict[str, Any], column: str) -> dict[str, str]:
    label = link_label(ENGLISH, column, group[column])
    return {"id": stable_uuid("url", group["id"], column), "label": label, "url": group[column]}


def _service(group: dict[str, Any], organization_id: str, base_url: str) -> dict[str, Any]:
    verified_on = group["last_verified_on"]
    return {
        "id": stable_uuid("service", group["id"]),
        "organization_id": organization_id,
        "name": group["name"],
        **without_empty(
            {
                "description": group["description"],
                "email": group["email"],
                "assured_date": "" if pd.isna(verified_on) else f"{verified_on:%Y-%m-%d}",
            }
        ),
        "url": base_url + group_page(ENGLISH, group["regions"]),
        "status": _STATUSES[Status(group["status"])],
        "eligibility_description": _ELIGIBILITY,
        "service_areas": _service_areas(group),
        "languages": [
            {"id": stable_uuid("language", group["id"], code), "name": language_name(code), "code": code}
            for code in group["languages"]
        ],
    }


def _service_areas(group: dict[str, Any]) -> list[dict[str, str]]:
    """The regions or countries it serves, each with its name and its ISO 3166 code."""
    areas = [{"name": display_name(code), "description": f"ISO 3166: {code}"} for code in group["regions"]]
    return [
        {"id": stable_uuid("service_area", group["id"], area["name"]), **area}
        for area in areas or [{"name": _EVERYWHERE}]
    ]
