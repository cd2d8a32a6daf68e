"""The links in cells as people fill them: several in one, without https, names on a site."""

import re
from collections.abc import Iterable

from affiliates.directory.links import LINK_SITES, complete_link, leads_to_another_site
from affiliates.directory.mistakes import Mistake
from affiliates.directory.schema import LINK_COLUMNS
from affiliates.errors import LinkError
from affiliates.imports.cells.values import is_nothing

_LIKE_A_LINK = re.compile(r"[./]\w|@\w")
_BETWEEN_LINKS = re.compile(r"[\s;|]+|,(?=\s|https?:|www\.)")


def sort_links(cells: Iterable[tuple[str, str]]) -> tuple[dict[str, str], list[tuple[str, Mistake]]]:
    """The links in some cells, each in the column of its site, and what could not be read: the text and its mistake.

    Each cell comes with the column that it was meant for, empty for any; it may hold several links. Where a column is
    taken already, a link goes to ``other_link``; where that is taken too, it is ``link_left_over``.
    """
    found: dict[str, str] = {}
    mistakes = []
    for column, cell in cells:
        texts = _links_in(cell)
        links = [text for text in texts if len(texts) == 1 or _LIKE_A_LINK.search(text)]
        if texts and not links:  # a sentence, no word of which is a name anywhere
            mistakes.append((cell, Mistake("link_malformed")))
        for text in links:
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


def _links_in(cell: str) -> list[str]:
    markup = re.findall(r"\]\((\S+?)\)", cell)
    texts = markup or [part.strip("<>()\"'") for part in _BETWEEN_LINKS.split(cell)]
    return [text for text in texts if not is_nothing(text)]


def _sorted_link(column: str, text: str) -> tuple[str, str]:
    """A link and the column of its site; in the column of a site, a bare name is a name there."""
    is_name = column in LINK_SITES and "/" not in text and (text.startswith("@") or "." not in text)
    link = complete_link(column if is_name else "website", text)
    sites = [each for each in LINK_SITES if not leads_to_another_site(each, link)]
    return link, sites[0] if sites else column if column in set(LINK_COLUMNS) - set(LINK_SITES) else "website"
