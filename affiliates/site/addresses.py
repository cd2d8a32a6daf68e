"""Where things are in the site: addresses relative to its root, without a slash in front."""

from collections.abc import Sequence

from affiliates.geo.regions import region_names

PLACES = "r/"


def region_page(region: str) -> str:
    """The address of a region's page in the site."""
    return f"{PLACES}{region}/"


def region_picture(region: str) -> str:
    """The address of a region's preview picture in the site."""
    return f"og/{region}.png"


def group_page(regions: Sequence[str]) -> str:
    """The address of the page that shows a group which serves ``regions``: its first region's, or that of all places.

    ``regions`` may name countries, or nothing, for a group that is there for everyone.
    """
    first = next((code for code in regions if code in region_names()), None)
    return region_page(first) if first else PLACES
