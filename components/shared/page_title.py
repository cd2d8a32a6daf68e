"""What the browser's tab is called."""

from affiliates.geo.regions import region_names
from components.state.page_query import read_page_query

SITE = "Affiliate groups against seclusion and restraint"


def page_title(page: str) -> str:
    """The title in the browser's tab: the open region, the page, and the site."""
    region = read_page_query().region
    return f"{region_names()[region]}: {page} – {SITE}" if region else f"{page} – {SITE}"
