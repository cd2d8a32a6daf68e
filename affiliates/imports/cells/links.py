"""The links in cells as people fill them: several in one, without https, names on a site, links that only lead on."""

import re
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

from affiliates.directory.links import LINK_SITES, complete_link, leads_to_another_site
from affiliates.directory.mistakes import Mistake
from affiliates.directory.schema import LINK_COLUMNS
from affiliates.errors import LinkError
from affiliates.imports.cells.values import is_nothing

_REDIRECTORS = {
    **dict.fromkeys(("l.facebook.com", "lm.facebook.com", "l.instagram.com"), "u"),
    **dict.fromkeys(("www.google.com", "google.com"), "q"),
    "l.messenger.com": "u",
}
_SAFE_LINKS = ".safelinks.protection.outlook.com"
_BETWEEN_LINKS = re.compile(r"[\s;|]+|,(?=\s|https?:|www\.)")


def sort_links(cells: Iterable[tuple[str, str]]) -> tuple[dict[str, str], list[tuple[str, Mistake]]]:
    """The links in some cells, each in the column of its site, and what could not be read: the text and its mistake.

    Each cell comes with the column that it was meant for, empty for any; it may hold several links. Where a column is
    taken already, a link goes to ``other_link``; where that is taken too, it is ``link_left_over``.
    """
    found: dict[str, str] = {}
    mistakes = []
    for column, cell in cells:
        for text in _links_in(cell):
            try:
                link, target = _sorted_link(column, text)
            except LinkError as error:
                mistakes.append((text, error.mistake))
                continue
            if link in found.values():
                continue
            place = next((each for each in (target, "other_link") if each not in found), None)
            if place:
                found[place] = link
            else:
                mistakes.append((text, Mistake("link_left_over")))
    return found, mistakes


def unwrapped(link: str) -> str:
    """Where a link of Facebook, Google or Outlook that only leads on leads to; any other link as it is."""
    try:
        parts = urlsplit(link if "://" in link else f"https://{link}")
    except ValueError:  # no link at all, which its reader says
        return link
    host = (parts.hostname or "").lower()
    name = "url" if host.endswith(_SAFE_LINKS) else _REDIRECTORS.get(host, "")
    is_redirect = bool(name) and (host.endswith(_SAFE_LINKS) or parts.path in {"/l.php", "/", "/url"})
    return parse_qs(parts.query).get(name, [link])[0] if is_redirect else link


def _links_in(cell: str) -> list[str]:
    markup = re.findall(r"\]\((\S+?)\)", cell)
    texts = markup or [part.strip("<>()\"'") for part in _BETWEEN_LINKS.split(cell)]
    return [text for text in texts if not is_nothing(text)]


def _sorted_link(column: str, text: str) -> tuple[str, str]:
    """A link and the column of its site; in the column of a site, a bare name is a name there."""
    is_name = column in LINK_SITES and "/" not in text and (text.startswith("@") or "." not in text)
    link = complete_link(column if is_name else "website", unwrapped(text))
    sites = [each for each in LINK_SITES if not leads_to_another_site(each, link)]
    return link, sites[0] if sites else column if column in set(LINK_COLUMNS) - set(LINK_SITES) else "website"
