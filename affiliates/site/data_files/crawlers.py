"""What search engines read first: the list of pages, and what they are not meant to visit."""

from pathlib import Path
from urllib.parse import urlsplit

from affiliates.geo.regions import region_names
from affiliates.site.documents import SiteData
from affiliates.site.xml_templates import render_xml

_TEMPLATES = Path(__file__).with_name("templates")


def sitemap(data: SiteData) -> bytes:
    """The sitemap (sitemaps.org, 0.9): the map, and the page of every region, with the day of the last change."""
    since = data.snapshots[-1].since if data.snapshots else None
    pages = [data.base_url, *(f"{data.base_url}r/{path}" for path in ("", *(f"{code}/" for code in region_names())))]
    values = {"pages": pages, "changed_on": since.date() if since else ""}
    return render_xml("sitemap.xml.jinja", values, folder=_TEMPLATES)


def robots(data: SiteData) -> bytes:
    """The rules for robots (RFC 9309): everything but the reviewers' page."""
    root = urlsplit(data.base_url).path or "/"
    lines = ["User-agent: *", f"Allow: {root}r/", f"Disallow: {root}review", "", f"Sitemap: {data.base_url}sitemap.xml"]
    return "\n".join([*lines, ""]).encode()
