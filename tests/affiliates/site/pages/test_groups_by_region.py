"""Sorted once for all pages, the groups of a region are those that the app shows, in the same order."""

from pathlib import Path

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from affiliates.coverage.metrics import nearest_groups
from affiliates.directory.parsing import groups_to_frame
from affiliates.directory.queries import groups_serving
from affiliates.directory.schema import Group, Scope, Status
from affiliates.geo.regions import region_names
from affiliates.site.pages.groups_by_region import GroupsByRegion
from tests.affiliates.reports.samples import varied
from tests.made_up import groups_of, row

CODES = ["US-MI", "US-OH", "US-IN", "US-HI", "US-RI", "CA-ON", "CA-QC"]
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["Ärztinnen", "alpha", "Beta", "beta"]),
            "scope": st.sampled_from(list(Scope)),
            "status": st.sampled_from([Status.ACTIVE, Status.ACTIVE, Status.PAUSED]),
            "regions": st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True).map(" ".join),
        }
    ),
    max_size=8,
)


@given(rows=ROWS, region=st.sampled_from([*CODES, "US-TX"]))
def test_groups_are_those_of_the_app_in_its_order(rows: list[dict[str, str]], region: str) -> None:
    groups = groups_to_frame([Group.model_validate(row(number, **each)) for number, each in enumerate(rows)])

    assert_same_as_in_the_app(groups, region)


def test_groups_for_whole_countries_serve_each_of_their_regions(tmp_path: Path) -> None:
    groups = groups_of(tmp_path, *varied(12), row(20, scope="national", regions="CA"))

    for region in region_names():
        assert_same_as_in_the_app(groups, region)


def assert_same_as_in_the_app(groups: pd.DataFrame, region: str) -> None:
    by_region = GroupsByRegion(groups)
    own, everywhere = by_region.own(region), by_region.everywhere(region)
    assert [group["id"] for group in [*own, *everywhere]] == list(groups_serving(groups, region)["id"])
    if not own:
        near, expected = by_region.nearest(region), nearest_groups(groups, region)
        assert [each.group["id"] for each in near] == list(expected["id"])
        assert [(each.region, each.miles) for each in near] == list(
            zip(expected["region"], expected["miles"], strict=True)
        )
