"""The data of a site about made-up groups."""

from datetime import date
from pathlib import Path
from typing import Any

from affiliates.coverage.metrics import coverage_by_region
from affiliates.site.documents import SiteData
from tests.made_up import list_snapshots, read_directory, write_directory

DAY = date(2026, 6, 30)
ADDRESS = "https://groups.example/"


def site_data(folder: Path, *rows: dict[str, str], **options: Any) -> SiteData:
    """The data of a site that lists these rows, on ``DAY``; without rows, what the folder holds already."""
    directory = read_directory(write_directory(folder, *rows) if rows else folder)
    groups, doubtful = directory.groups, directory.doubtful_regions
    values: dict[str, Any] = {
        "as_of": DAY,
        "base_url": ADDRESS,
        "snapshots": list_snapshots(folder),
        "doubtful_regions": doubtful,
    }
    values |= options
    return SiteData(groups=groups, coverage=coverage_by_region(groups, DAY), **values)
