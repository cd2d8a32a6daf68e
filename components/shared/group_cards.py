"""Groups and allies as cards, and groups as a table; whatever they wrote is shown exactly as typed."""

from collections.abc import Callable, Collection, Hashable, Iterable
from threading import Condition
from typing import Literal

import pandas as pd
import streamlit as st
from cachetools import LRUCache, cached
from streamlit.delta_generator import DeltaGenerator

from affiliates.content.find_words import IS_IT_YOURS, LINK_TO_GROUP, REPORT_A_MISTAKE, WRITE_TO_GROUP, how_far
from affiliates.content.group_words import (
    can_be_written_to,
    gone_links_note,
    group_facts,
    group_links,
    service_area,
    verified,
)
from affiliates.content.labels import scope_label, status_label
from affiliates.directory.schema import EntryKind, Status
from affiliates.geo.regions import region_names
from affiliates.languages.language import Language
from affiliates.site.addresses import WRITE_PAGE
from components.shared.markdown import escape_markdown, link_target
from components.state.language import current_language, gettext
from components.state.lists.organizations import gone_links, reachable_groups
from components.state.url import page_url

_MIN_WIDTH = 320  # pixels: two columns where there is room, on a phone one
_MAX_TEXTS = 1_000  # of cards, some 2 KB each

CardLevel = Literal[2, 3]
"""Of the names on cards: 2 right below the title of the page, 3 below a heading. Both look the same, see
server/first_page/assets/app.css and affiliates/site/pages/site.css."""


def card_grid() -> DeltaGenerator:
    """Two columns of cards where there is room, else one below the other."""
    return st.grid(2, min_column_width=_MIN_WIDTH)


def card_text(name: str, level: CardLevel, *paragraphs: str) -> str:
    """A card as one Markdown text, which costs a click less than a heading and a text: its name, given as Markdown, and
    the paragraphs below it, but for empty ones. To be drawn with ``anchors=False``."""
    return "\n\n".join([f"{'#' * level} {name}", *filter(None, paragraphs)])


def group_cards(
    groups: pd.DataFrame | Iterable[pd.Series],
    *,
    level: CardLevel = 3,
    anchors: bool = False,
    note: Callable[[pd.Series], str] | None = None,
    footer: bool = True,
) -> None:
    """One card per row, in the order of ``groups``, in two columns where there is room.

    ``level`` is that of their names among the headings of the page. ``anchors`` lets a link lead to each card, which
    only one list on a page can do. ``note`` returns our own words about a row, shown below its name, which depend on
    the row and the language alone. ``footer`` adds
    what is for visitors: to write to a group that shows no address, the day of verification, the link to share, the
    way to report that something is wrong, and what is for the group itself. A card is as few elements as it can be,
    whatever it says: each costs time at every click.
    """
    gone, reachable = gone_links(), reachable_groups() if footer else frozenset()
    here = page_url("", {})
    with card_grid():
        for group in _rows(groups):
            if footer:
                name, text = _public_words(group, note, reachable, gone, current_language(), here)
            else:  # not kept: it may be what only a reviewer knows
                name, text = _words(group, note, reachable, gone)
            with st.container(border=True, gap="xsmall", height="stretch"):
                if anchors:
                    heading = st.header if level == 2 else st.subheader
                    heading(name, anchor=_anchor(group))
                    st.markdown(text)
                else:
                    st.markdown(card_text(name, level, text), anchors=False)


def group_table(groups: pd.DataFrame | Iterable[pd.Series]) -> None:
    """One line per row, in the order of ``groups``: a plain table, whose links also work with a screen reader.

    Where the rows have ``miles``, it says how far away the groups are.
    """
    reachable, gone = reachable_groups(), gone_links()
    rows = [
        {
            gettext("Group"): escape_markdown(group["name"]),
            gettext("Reach"): scope_label(current_language(), group["scope"]) + _unless_active(group),
            gettext("Serves"): escape_markdown(service_area(current_language(), group["regions"])),
            **({gettext("Distance"): how_far(current_language(), group["miles"])} if "miles" in group else {}),
            gettext("Links"): " · ".join(
                f"[{label}]({link_target(address)})" for label, address in _ways_to_reach(group, reachable, gone)
            ),
            gettext("Last verified"): verified(current_language(), group),
        }
        for group in _rows(groups)
    ]
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True, alt=gettext("Affiliate groups"))


def _rows(groups: pd.DataFrame | Iterable[pd.Series]) -> Iterable[pd.Series]:
    return (row for _, row in groups.iterrows()) if isinstance(groups, pd.DataFrame) else groups


def _ways_to_reach(group: pd.Series, reachable: Collection[str], gone: Collection[str]) -> list[tuple[str, str]]:
    """The links of a group, and the page on which visitors write to it where it shows no address."""
    links = group_links(current_language(), group, gone)
    if can_be_written_to(group, reachable):
        links.append((gettext(WRITE_TO_GROUP), page_url(WRITE_PAGE, {"group": group["id"]})))
    return links


def _facts(group: pd.Series) -> str:
    return " · ".join(map(escape_markdown, group_facts(current_language(), group))) + _unless_active(group)


def _words(
    group: pd.Series,
    note: Callable[[pd.Series], str] | None,
    reachable: Collection[str],
    gone: Collection[str],
    footer: Callable[[pd.Series], str] = lambda _: "",
) -> tuple[str, str]:
    """The name on a card, and all below it: our own words, and the group's as it typed them, line by line."""
    description = "  \n".join(escape_markdown(line) for line in group["description"].splitlines() if line.strip())
    ways = _ways_to_reach(group, reachable, gone)
    links = " · ".join(f"[**{label}**]({link_target(address)})" for label, address in ways)
    gone_note = gone_links_note(current_language(), group, gone)
    facts, gone_note = f":small[{_facts(group)}]", gone_note and f":small[{gone_note}]"
    parts = [note(group) if note else "", facts, description, links, gone_note, footer(group)]
    return escape_markdown(group["name"]), "\n\n".join(filter(None, parts))


def _all_they_depend_on(
    group: pd.Series,
    note: Callable[[pd.Series], str] | None,
    reachable: Collection[str],
    gone: frozenset[str],
    language: Language,
    here: str,
) -> Hashable:
    values = tuple(group.to_numpy())  # whatever changes in the list shows at once
    return values, note, bool(reachable) and group["id"] in reachable, gone.intersection(values), language, here


@cached(LRUCache(_MAX_TEXTS), key=_all_they_depend_on, condition=Condition())
def _public_words(
    group: pd.Series,
    note: Callable[[pd.Series], str] | None,
    reachable: Collection[str],
    gone: frozenset[str],
    _language: Language,
    _here: str,
) -> tuple[str, str]:
    """The same of a row of the public list, with what is for visitors below it. Kept: it was a tenth of a click.

    ``_here`` is the address with which all links begin that lead to a page of ours.
    """
    return _words(group, note, reachable, gone, _footer)


def _footer(group: pd.Series) -> str:
    share, change = link_target(_share_link(group)), link_target(page_url("correct", {"group": group["id"]}))
    shared = [f"[{gettext(LINK_TO_GROUP)}]({share})"] if group["kind"] != EntryKind.ALLY else []
    parts = [*shared, f"[{gettext(REPORT_A_MISTAKE)}]({change})", _to_its_own_people(group)]
    return f":small[{' · '.join(filter(None, [verified(current_language(), group), *parts]))}]"


def _to_its_own_people(group: pd.Series) -> str:
    """Where those who are in an affiliate group find the graphic for their website; empty for one that has none."""
    if group["kind"] == EntryKind.ALLY or group["status"] != Status.ACTIVE:
        return ""
    address = page_url("correct", {"group": group["id"], "own": "graphic"})
    return f"[{gettext(IS_IT_YOURS)}]({link_target(address)})"


def _share_link(group: pd.Series) -> str:
    region = next((code for code in group["regions"] if code in region_names()), None)
    return page_url("", {"region": region} if region else {}, _anchor(group))


def _anchor(group: pd.Series) -> str:
    return f"group-{group['id']}"  # the prefix keeps ids apart from the anchors of the page's parts


def _unless_active(group: pd.Series) -> str:
    return "" if group["status"] == Status.ACTIVE else f" · **{status_label(current_language(), group['status'])}**"
