"""Stands in for the loader and the catalog of the site until they are merged; server/front.py alone knows it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from affiliates.coverage.metrics import coverage_by_region
from affiliates.reports.html.environment import render_html
from affiliates.site import catalog
from affiliates.site.documents import SiteData
from affiliates.storage.contract import Store


@dataclass(frozen=True)
class _Parts:
    title: str = "Find a group – Affiliate groups against seclusion and restraint"
    description: str = ""
    head: str = ""
    style: str = ""
    body: str = ""


class Site(catalog.Site):
    """The catalog, with next to nothing for the app's first HTML."""

    def shell_parts(self, region: str | None) -> _Parts:
        """The same for every region."""
        folder = Path(__file__).with_name("templates")
        return _Parts(body=render_html("placeholder.html.jinja", {}, folder=folder).decode())


def site_data(store: Store, base_url: str, app_url: str = "", day: date | None = None) -> SiteData:
    """The directory of a store as it stands."""
    assert day is not None  # noqa: S101
    groups = store.directory.read().groups
    return SiteData(groups, coverage_by_region(groups, day), store.directory.snapshots(), day, base_url, app_url)
