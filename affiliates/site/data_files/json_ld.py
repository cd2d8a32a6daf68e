"""The active groups as linked data (JSON-LD with the words of schema.org)."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from affiliates.content.charter import ALLIANCE_SITE, WHAT_AFFILIATES_ARE
from affiliates.directory.queries import GroupSort, sorted_groups
from affiliates.directory.schema import GROUP_COLUMNS, LINK_COLUMNS, Status
from affiliates.geo.regions import COUNTRIES, country_of, region_names, regions
from affiliates.languages.catalogs import ENGLISH
from affiliates.reports.data import records
from affiliates.site.addresses import group_page
from affiliates.site.data_files.identifiers import stable_uuid
from affiliates.site.data_files.json_files import json_bytes, without_empty
from affiliates.site.documents import SiteData

_ALLIANCE = "Alliance Against Seclusion and Restraint"
_EVERYWHERE = "Everywhere"


def groups_json_ld(data: SiteData) -> bytes:
    """A data set, followed by one NGO for each active group with the places it serves, in the order of regions.

    The Alliance publishes the set; it is named as no group's parent, because groups are independent of it.
    """
    active = sorted_groups(data.groups[data.groups["status"] == Status.ACTIVE], GroupSort.REGION)
    groups = [_group(values, data) for values in records(active[list(GROUP_COLUMNS)])]
    return json_bytes({"@context": "https://schema.org", "@graph": [_data_set(data), *groups]})


def _data_set(data: SiteData) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "@id": f"{data.base_url}groups.jsonld",
        "name": "Affiliate groups against seclusion and restraint",
        "description": ENGLISH.gettext(WHAT_AFFILIATES_ARE),
        "url": f"{data.base_url}r/",
        "dateModified": data.as_of.isoformat(),
        "isAccessibleForFree": True,
        "publisher": {"@type": "NGO", "name": _ALLIANCE, "url": ALLIANCE_SITE},
    }


def _group(group: dict[str, Any], data: SiteData) -> dict[str, Any]:
    given = [group[column] for column in LINK_COLUMNS if group[column]]  # the website first
    links = [link for link in given if link not in data.gone_links]
    place = {"@type": "PostalAddress", "addressLocality": group["city"]} if group["city"] else None
    return {
        "@type": "NGO",
        "@id": f"urn:uuid:{stable_uuid('organization', group['id'])}",
        "identifier": group["id"],
        "name": group["name"],
        **without_empty(
            {
                "description": group["description"],
                "url": next(iter(links), ""),
                "sameAs": links[1:],
                "mainEntityOfPage": data.base_url + group_page(ENGLISH, group["regions"]),
                "email": group["email"],
                "address": place,
                "knowsLanguage": list(group["languages"]),
            }
        ),
        "areaServed": _area_served(group["regions"]),
    }


def _area_served(codes: Sequence[str]) -> list[dict[str, Any]] | str:
    return [_country(code) if code in COUNTRIES else _region(code) for code in codes] or _EVERYWHERE


@cache
def _country(code: str) -> dict[str, Any]:
    return {"@type": "Country", "name": COUNTRIES[code], "identifier": code}


@cache
def _region(code: str) -> dict[str, Any]:
    kind = "State" if regions()["kind"][code] == "state" else "AdministrativeArea"
    inside = _country(country_of(code))
    return {"@type": kind, "name": region_names()[code], "identifier": code, "containedInPlace": inside}
