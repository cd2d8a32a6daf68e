"""The GeoJSON file, as geopandas reads it and as RFC 7946 wants it."""

import io
import json
from itertools import pairwise
from pathlib import Path

import geopandas as gpd

from affiliates.directory.schema import GROUP_COLUMNS
from affiliates.geo.outlines import outlines
from affiliates.geo.regions import region_names
from affiliates.reports.geojson import coverage_geojson
from tests.affiliates.reports.samples import report_on, varied
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import row


def test_geopandas_finds_the_outlines_and_figures(tmp_path: Path) -> None:
    read = gpd.read_file(io.BytesIO(coverage_geojson(report_on(tmp_path, *varied()))))

    regions = read[read["what"] == "region"].set_index("region")
    assert list(regions.index) == list(region_names())
    assert regions.crs == "EPSG:4326"
    assert regions.geometry.is_valid.all()
    assert regions.at["US-MI", "groups"] == 4
    assert regions.geometry.geom_equals_exact(outlines().geometry[regions.index], tolerance=1e-4).all()


def test_group_has_every_public_column_and_no_made_up_point(tmp_path: Path) -> None:
    content = json.loads(coverage_geojson(report_on(tmp_path, *varied(6))))

    groups = [each for each in content["features"] if each["properties"]["what"] == "group"]
    assert len(groups) == 6
    for group in groups:
        assert group["geometry"] is None
        assert group["properties"].keys() == {"what", *GROUP_COLUMNS}
        assert isinstance(group["properties"]["regions"], list)


def test_rings_turn_as_the_standard_says(tmp_path: Path) -> None:
    content = json.loads(coverage_geojson(report_on(tmp_path)))

    assert "crs" not in content
    for feature in content["features"]:
        geometry = feature["geometry"]
        parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        for outer, *_ in parts:
            assert outer[0] == outer[-1]
            assert sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(outer)) < 0
            assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in outer)


def test_hostile_texts_come_back_letter_by_letter(tmp_path: Path) -> None:
    report = report_on(tmp_path, *(row(number, name=text) for number, text in enumerate(HOSTILE_TEXTS)))

    content = json.loads(coverage_geojson(report))

    named = [each["properties"]["name"] for each in content["features"] if each["properties"]["what"] == "group"]
    assert named == list(report.groups["name"])


def test_region_report_holds_one_outline(tmp_path: Path) -> None:
    content = json.loads(coverage_geojson(report_on(tmp_path, *varied(), region="CA-QC")))

    assert [each["id"] for each in content["features"] if each["geometry"]] == ["CA-QC"]
