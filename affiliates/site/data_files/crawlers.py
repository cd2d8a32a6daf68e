"""What search engines read first: the list of pages, and what they are not meant to visit."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import languages
from affiliates.site.addresses import ALLIES_PAGE, in_language, places_page
from affiliates.site.documents import SiteData
from affiliates.site.xml_templates import render_xml

_TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class _Page:
    """A page, and the same page in every language by its code."""

    address: str
    alternates: dict[str, str]


def sitemap(data: SiteData) -> bytes:
    """The sitemap (sitemaps.org, 0.9): the map, and the page of every region and that of allies in every language, with
    the others of its kind, and the day of the last change."""
    since = data.snapshots[-1].since if data.snapshots else None
    pages = [
        page
        for address in ("", "r/", *(f"r/{code}/" for code in region_names()), ALLIES_PAGE)
        for page in _pages(data, address)
    ]
    values = {"pages": pages, "changed_on": since.date() if since else ""}
    return render_xml("sitemap.xml.jinja", values, folder=_TEMPLATES)


def _pages(data: SiteData, address: str) -> list[_Page]:
    """A page in each language; the map itself is in the language of its visitor."""
    if not address:
        return [_Page(data.base_url, {})]
    there = {code: data.base_url + in_language(language, address) for code, language in languages().items()}
    return [_Page(each, there) for each in there.values()]


def robots(data: SiteData) -> bytes:
    """The rules for robots (RFC 9309): everything but the reviewers' page."""
    root = urlsplit(data.base_url).path or "/"
    lines = [
        "User-agent: *",
        *(f"Allow: {root}{places_page(language)}" for language in languages().values()),
        f"Disallow: {root}review",
        "",
        f"Sitemap: {data.base_url}sitemap.xml",
    ]
    return "\n".join([*lines, ""]).encode()
