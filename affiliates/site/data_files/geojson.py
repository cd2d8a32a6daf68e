"""The groups and the regions they serve as one GeoJSON file (RFC 7946)."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from affiliates.content.charter import WHAT_AFFILIATES_ARE
from affiliates.directory.queries import GroupSort, is_national_or_virtual, sorted_groups
from affiliates.directory.schema import Status
from affiliates.geo.regions import country_of, region_names
from affiliates.languages.catalogs import ENGLISH
from affiliates.reports.geojson import geojson_feature, group_features, region_geometry
from affiliates.site.data_files.json_files import json_bytes
from affiliates.site.documents import SiteData


def groups_geojson(data: SiteData) -> bytes:
    """A feature collection: every region with its outline and the ids of its own active groups, then every group.

    The property ``what`` is "region" or "group". A group has no geometry, as in ``coverage_geojson``; its outline
    would be that of its regions, repeated for each group, so the regions stand in the file once and are joined by
    their codes (``regions``, ``groups``). The foreign members ``title``, ``as_of`` and ``about`` describe the file.
    """
    groups = sorted_groups(data.groups_with_live_links, GroupSort.REGION)
    return json_bytes(
        {
            "type": "FeatureCollection",
            "title": "Affiliate groups against seclusion and restraint",
            "as_of": data.as_of.isoformat(),
            "about": ENGLISH.gettext(WHAT_AFFILIATES_ARE),
            "features": [*_region_features(groups, data.base_url), *group_features(groups)],
        }
    )


def _region_features(groups: pd.DataFrame, base_url: str) -> Iterator[dict[str, Any]]:
    own = groups[(groups["status"] == Status.ACTIVE) & ~is_national_or_virtual(groups)]
    ids_by_region: dict[str, list[str]] = {region: [] for region in region_names()}
    for group_id, codes in zip(own["id"], own["regions"], strict=True):
        for code in codes:
            ids_by_region[code].append(group_id)
    for region, ids in ids_by_region.items():
        values = {
            "what": "region",
            "region": region,
            "name": region_names()[region],
            "country": country_of(region),
            "groups": ids,
            "page": f"{base_url}r/{region}/",
        }
        yield geojson_feature(region, region_geometry(region), values)
