"""Regions with their outlines and figures, and the groups, as one GeoJSON file (RFC 7946)."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pandas as pd
from shapely import orient_polygons
from shapely.geometry import mapping

from affiliates.content.charter import WHAT_AFFILIATES_ARE
from affiliates.coverage.words.method import method
from affiliates.directory.schema import GROUP_COLUMNS, LIST_COLUMNS
from affiliates.geo.outlines import outlines
from affiliates.reports.data import ReportData, records

_DECIMALS = 5  # of a degree: about a meter


def coverage_geojson(report: ReportData) -> bytes:
    """A feature collection of the regions, with their outlines, followed by the groups.

    The property ``what`` is "region" or "group". A region has the columns of ``ReportData.region_table``, a group those
    of the schema; lists are arrays, and unknown values are null. A group has no geometry: it serves regions, and any
    point would be made up. The foreign members ``title``, ``as_of``, ``made_on``, ``language``, ``about``, ``notes``,
    ``method`` and ``sources`` describe the file, in its language; properties are the same in every language.
    """
    language = report.language
    collection = {
        "type": "FeatureCollection",
        "title": report.title,
        "as_of": report.as_of.isoformat(),
        "made_on": report.made_on.isoformat(),
        "language": language.code,
        "about": language.gettext(WHAT_AFFILIATES_ARE),
        "notes": list(report.notes),
        "method": [" ".join(sentence) for sentence in method(language)],
        "sources": list(report.sources()),
        "features": [*_region_features(report), *group_features(report.groups)],
    }
    return json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"


def group_features(groups: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of ``groups`` as features without a geometry, in the same order: their public columns."""
    for values in records(groups[list(GROUP_COLUMNS)]):
        values |= {column: list(values[column]) for column in LIST_COLUMNS}
        yield geojson_feature(values["id"], None, {"what": "group", **values})


def geojson_feature(feature_id: object, geometry: Any, values: dict[str, Any]) -> dict[str, Any]:
    """A feature whose properties are ``values``: days as 2026-03-31, missing values as null."""
    properties = {name: _json_value(value) for name, value in values.items()}
    return {"type": "Feature", "id": feature_id, "geometry": geometry, "properties": properties}


@cache
def region_geometry(region: str) -> Any:
    """The outline of a region by its code, its rings turned as RFC 7946 says; None if we have none. Never change it."""
    shape = outlines().geometry.get(region)
    return None if shape is None else _rounded(mapping(orient_polygons(shape)))


def _region_features(report: ReportData) -> Iterator[dict[str, Any]]:
    for values in records(report.region_table()):
        values["neighbors"] = values["neighbors"].split()
        yield geojson_feature(values["region"], region_geometry(values["region"]), {"what": "region", **values})


def _json_value(value: Any) -> Any:
    """A value that json can write: None if it is missing, a day as text, a number as Python's own."""
    if isinstance(value, list):
        return value
    if pd.isna(value):
        return None
    if isinstance(value, date):  # includes pandas.Timestamp
        return f"{value:%Y-%m-%d}"
    return value.item() if hasattr(value, "item") else value


def _rounded(geometry: Any) -> Any:
    """A geometry, or a part of its coordinates, rounded to ``_DECIMALS``."""
    if isinstance(geometry, dict):
        return {"type": geometry["type"], "coordinates": _rounded(geometry["coordinates"])}
    if isinstance(geometry, float):
        return round(geometry, _DECIMALS)
    return [_rounded(part) for part in geometry]
