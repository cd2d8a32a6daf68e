"""Regions of which a row set aside may have said something."""

from pathlib import Path

import pytest

from affiliates.geo.regions import region_names
from tests.made_up import read_directory, row, write_directory


@pytest.mark.parametrize(
    ("values", "doubtful"),
    [
        ({"name": "", "regions": "US-MI CA-ON"}, {"US-MI", "CA-ON"}),
        ({"scope": "galactic", "regions": "us-mi"}, {"US-MI"}),
        ({"regions": "US-ZZ US-MI"}, set(region_names())),
        ({"regions": ""}, set(region_names())),
        ({"status": "perhaps", "regions": "US-MI"}, {"US-MI"}),
        ({"name": "", "status": "inactive"}, set()),
        ({"name": "Good", "regions": "US-MI"}, set()),
    ],
)
def test_row_set_aside_casts_doubt_on_the_regions_it_may_concern(
    tmp_path: Path, values: dict[str, str], doubtful: set[str]
) -> None:
    assert read_directory(write_directory(tmp_path, row(1, **values))).doubtful_regions == doubtful


def test_row_that_cannot_be_read_at_all_casts_doubt_on_every_region(tmp_path: Path) -> None:
    path = write_directory(tmp_path, row(1)) / "affiliates.csv"
    path.write_text(path.read_text() + 'group-2,"never closed\n')

    assert read_directory(tmp_path).doubtful_regions == set(region_names()) - {"US-OH"}


def test_region_that_another_group_serves_is_not_doubtful(tmp_path: Path) -> None:
    bad = row(1, scope="galactic", regions="US-MI US-TX US-CA CA-ON")
    served = row(2, regions="US-MI")
    others = [row(3, regions="US-TX", status="paused"), row(4, scope="national", regions="US")]

    directory = read_directory(write_directory(tmp_path, bad, served, *others))

    assert directory.doubtful_regions == {"US-TX", "US-CA", "CA-ON"}
