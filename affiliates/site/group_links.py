"""Where a group is found: on our site and on its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from affiliates.directory.schema import LINK_COLUMNS
from affiliates.geo.regions import region_names


def region_page(base_url: str, regions: Sequence[str]) -> str:
    """The address of the page that shows a group which serves ``regions``: its first region's, or that of all places.

    ``regions`` may name countries, or nothing, for a group that is there for everyone.
    """
    first = next((code for code in regions if code in region_names()), None)
    return f"{base_url}r/{first}/" if first else f"{base_url}r/"


def own_links(group: Mapping[str, Any]) -> list[str]:
    """The addresses of a group's own pages, its website first."""
    return [group[column] for column in LINK_COLUMNS if group[column]]
