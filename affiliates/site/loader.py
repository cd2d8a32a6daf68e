"""Everything that the site is made from, read from the store."""

from datetime import date

from affiliates.coverage.metrics import coverage_by_region
from affiliates.directory.snapshots import today
from affiliates.site.documents import SiteData
from affiliates.storage.contract.store import Store
from affiliates.storage.support import listed_organizations
from affiliates.support.gone_websites import without_gone_websites
from affiliates.upkeep.links.listed import links_not_to_show


def site_data(
    store: Store, base_url: str, app_url: str = "", day: date | None = None, *, is_copy: bool = False
) -> SiteData:
    """The directory of a store as it stands, for a site at ``base_url``; see ``SiteData`` for the addresses.

    ``day`` is the present one unless given. Raises ``DirectoryUnreadableError`` where the directory cannot be read.
    """
    as_of = day or today()
    directory = store.directory.read()
    groups, gone = directory.groups, links_not_to_show(store, as_of)
    return SiteData(
        groups=groups,
        coverage=coverage_by_region(groups, as_of, doubtful=directory.doubtful_regions),
        snapshots=store.directory.snapshots(),
        as_of=as_of,
        base_url=base_url,
        app_url=app_url,
        is_copy=is_copy,
        doubtful_regions=directory.doubtful_regions,
        support=without_gone_websites(listed_organizations(store), gone),
        gone_links=gone,
        allies=directory.allies,
    )
