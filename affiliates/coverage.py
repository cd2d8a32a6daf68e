"""Where groups are and where none is: expected regions against listed groups."""

import pandas as pd

from affiliates.directory import is_wide
from affiliates.geography import KM_PER_MILE, border_distances
from affiliates.regions import regions
from affiliates.schema import Status

# Where a new shade of the map begins, in groups per region. Fixed, so that a shade means the same every month.
SHADE_STARTS = (1, 2, 4, 10)


def count_by_region(groups: pd.DataFrame) -> pd.Series:
    """How many active groups serve each region, index: every ISO 3166-2 code we know, in the order of the data file.

    National and virtual groups are there for everyone and count for no region.
    """
    counted = groups[(groups["status"] == Status.ACTIVE) & ~is_wide(groups)]
    counts = counted["regions"].explode().value_counts()
    return counts.reindex(regions().index, fill_value=0).astype(int).rename("groups")


def coverage_by_kind(groups: pd.DataFrame) -> pd.DataFrame:
    """How many regions have an active group of their own, one row per country and kind of region.

    The states and the District of Columbia are one kind, and so are provinces and territories of Canada. Columns:
    ``covered`` and ``regions``, both counts; index: country and ``own`` (states and D.C., provinces and territories)
    or ``territory`` (those of the United States).
    """
    table = regions().assign(covered=count_by_region(groups) > 0)
    outlying = (table["kind"] == "territory") & (table["country"] == "US")
    table["part"] = outlying.map({True: "territory", False: "own"})
    summed = table.groupby(["country", "part"])["covered"].agg(["sum", "size"])
    return summed.set_axis(["covered", "regions"], axis=1)


def nearest_groups(groups: pd.DataFrame, region: str, most: int = 3) -> pd.DataFrame:
    """Active groups of other regions that are near to one without, the nearest first, one row per group.

    The columns are those of ``groups`` and ``region`` (the nearest region the group serves) and ``miles`` (border to
    border, 0 for a neighbour; see ``geography.border_distances``). At most ``most`` rows; national and virtual groups
    are left out: they are no farther away than anyone.
    """
    served = groups[(groups["status"] == Status.ACTIVE) & ~is_wide(groups)]
    served = served.assign(region=served["regions"]).explode("region")
    served["miles"] = served["region"].map(border_distances(region) / KM_PER_MILE)
    near = served.dropna(subset="miles").sort_values(["miles", "name", "id"]).drop_duplicates("id")
    return near.head(most)
