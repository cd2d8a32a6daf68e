"""Which data files and feeds there are, and under which addresses."""

from collections.abc import Callable
from functools import partial

from affiliates.directory.queries import GroupSort, sorted_groups
from affiliates.languages.catalogs import languages
from affiliates.reports.groups_csv import groups_csv
from affiliates.site.addresses import in_language
from affiliates.site.data_files.atom import groups_atom
from affiliates.site.data_files.crawlers import robots, sitemap
from affiliates.site.data_files.geojson import groups_geojson
from affiliates.site.data_files.hsds import groups_hsds
from affiliates.site.data_files.json_ld import groups_json_ld
from affiliates.site.documents import Document, Documents, SiteData


def documents(data: SiteData) -> Documents:
    """The data files and feeds made from ``data``, by address.

    All of them hold public columns only. GeoJSON, HSDS and CSV hold every group with its status, so that a copy
    elsewhere learns who has left; JSON-LD, which has no word for that, holds active groups.
    """
    return {
        "groups.geojson": _open_data(groups_geojson, data, "application/geo+json"),
        "groups.jsonld": _open_data(groups_json_ld, data, "application/ld+json"),
        "groups.hsds.json": _open_data(groups_hsds, data, "application/json"),
        "groups.csv": _open_data(_csv, data, "text/csv; charset=utf-8"),
        **{
            in_language(language, "feed.atom"): _open_data(
                partial(groups_atom, language=language), data, "application/atom+xml; charset=utf-8"
            )
            for language in languages().values()
        },
        "sitemap.xml": lambda: Document(sitemap(data), "application/xml; charset=utf-8"),
        "robots.txt": lambda: Document(robots(data), "text/plain; charset=utf-8"),
    }


def _open_data(make: Callable[[SiteData], bytes], data: SiteData, media_type: str) -> Callable[[], Document]:
    return partial(_make, make, data, media_type)


def _make(make: Callable[[SiteData], bytes], data: SiteData, media_type: str) -> Document:
    return Document(make(data), media_type, is_open_data=True)


def _csv(data: SiteData) -> bytes:
    return groups_csv(sorted_groups(data.groups, GroupSort.REGION))
