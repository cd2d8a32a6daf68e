"""The data behind every report: public columns only, and the groups, ranks and plans it should have."""

from pathlib import Path

import pytest

from affiliates.coverage.planning import DEFAULT_TARGET, RankingOrder
from affiliates.directory.schema import GROUP_COLUMNS
from affiliates.errors import UnknownRegionError
from affiliates.geo.regions import region_names
from affiliates.reports.data import REGION_COLUMNS
from tests.affiliates.reports.samples import report_on, varied
from tests.made_up import row


def test_groups_have_the_public_columns_and_nothing_else(tmp_path: Path) -> None:
    report = report_on(tmp_path, *varied(), region="US-MI")

    assert tuple(report.groups.columns) == GROUP_COLUMNS
    assert report.nearby_groups is not None
    assert set(report.nearby_groups.columns) - set(GROUP_COLUMNS) == {"region", "miles"}


def test_every_region_has_its_row_in_the_order_of_names(tmp_path: Path) -> None:
    table = report_on(tmp_path, *varied()).region_table()

    assert list(table.index) == list(region_names())
    assert tuple(table.columns) == REGION_COLUMNS


def test_report_on_one_country_leaves_out_the_other(tmp_path: Path) -> None:
    report = report_on(tmp_path, *varied(), countries=("CA",))

    assert set(report.region_table()["country"]) == {"CA"}
    assert set(report.groups["scope"]) == {"regional", "virtual"}


def test_report_on_a_region_lists_its_groups_active_and_statewide_first(tmp_path: Path) -> None:
    rows = [
        row(1, regions="US-MI", status="paused"),
        row(2, regions="US-MI", scope="local"),
        row(3, regions="US-MI US-OH"),
        row(4, scope="national", regions="US"),
        row(5, regions="US-TX"),
    ]

    report = report_on(tmp_path, *rows, region="US-MI")

    assert list(report.groups["id"]) == ["group-3", "group-2", "group-4", "group-1"]
    assert list(report.region_table().index) == ["US-MI"]
    assert report.nearby_groups is not None
    assert list(report.nearby_groups["id"]) == ["group-5"]


def test_unknown_region_is_refused_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(UnknownRegionError, match="“US-ZZ” is not a region we know"):
        report_on(tmp_path, row(), region="US-ZZ")


def test_only_regions_without_a_group_have_a_rank(tmp_path: Path) -> None:
    table = report_on(tmp_path, row(regions="US-CA")).region_table()

    assert table["rank"].isna()["US-CA"]
    assert (table["rank"]["US-TX"], table["rank"]["CA-ON"]) == (1, 1)


def test_chosen_order_is_followed_and_explained(tmp_path: Path) -> None:
    report = report_on(tmp_path, row(regions="US-MI"), order=RankingOrder.DISTANCE)
    both = report_on(tmp_path, row(regions="US-MI"), order=RankingOrder.BOTH, weight=0.3)

    ready = report_on(tmp_path, row(regions="US-MI"), order=RankingOrder.READY, ready={"US-VT": 8, "US-OH": 5})

    assert report.ranking("US").index[0] == "US-GU"
    assert list(ready.ranking("US").index[:3]) == ["US-VT", "US-OH", "US-CA"]
    assert "by how many people are ready to help start one, most first" in ready.ranked_by("US")
    assert report.ranked_by("US").endswith("ranked by distance to a group, farthest first.")
    assert "by number of children (30%) and distance to a group (70%) combined" in both.ranked_by("US")


def test_proposal_reaches_the_target_that_the_page_takes_too(tmp_path: Path) -> None:
    plan = report_on(tmp_path, row(regions="US-MI")).plans["US"]

    assert (plan.before[0].share or 1) < DEFAULT_TARGET <= (plan.after[0].share or 0)


def test_nothing_is_proposed_where_everyone_has_a_group(tmp_path: Path) -> None:
    assert report_on(tmp_path, row(regions=" ".join(region_names()))).plans == {}
