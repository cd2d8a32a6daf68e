"""Groups and allies as cards, and groups as a table; whatever they wrote is shown exactly as typed."""

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import replace
from threading import Condition
from typing import Literal

import pandas as pd
import streamlit as st
from cachetools import LRUCache, cached
from markupsafe import Markup

from affiliates.content.find_words import WRITE_TO_GROUP, how_far
from affiliates.content.group_words import can_be_written_to, group_links, service_area, verified
from affiliates.content.labels import scope_label, status_label
from affiliates.directory.schema import Status
from affiliates.site.addresses import WRITE_PAGE
from affiliates.site.pages.fragments import grid, group_card_piece
from affiliates.site.pages.group_cards import group_card
from components.shared.cards.links import PublicLinks, group_anchor, public_links
from components.shared.markdown import escape_markdown, link_target
from components.state.language import current_language, gettext, with_language
from components.state.lists.organizations import gone_links, reachable_groups
from components.state.url import page_url

_MAX_CARDS = 1_000  # kept, some 2 KB each

CardLevel = Literal[2, 3]
"""Of the names on cards: 2 right below the title of the page, 3 below a heading. Both look the same, see
affiliates/site/pages/cards.css."""


def group_cards(
    groups: pd.DataFrame | Iterable[pd.Series],
    *,
    level: CardLevel = 3,
    anchors: bool = False,
    note: Callable[[pd.Series], str] | None = None,
    footer: bool = True,
) -> Markup:
    """One card per row, in the order of ``groups``, in two columns where there is room.

    ``level`` is that of their names among the headings of the page. ``anchors`` lets a link lead to each card, which
    only one list on a page can do. ``note`` returns our own words about a row, shown below its name, which depend on
    the row and the language alone. ``footer`` adds what is for visitors: to write to a group that shows no address, the
    day of verification, the link to share, the way to report that something is wrong, and what is for the group itself.
    """
    links, asked = public_links(), tuple(with_language().items())
    if footer:
        return grid(_public_card(group, level, anchors, note, links, asked) for group in _rows(groups))
    return grid(_plain_card(group, level, links) for group in _rows(groups))  # not kept: it may be private


def _plain_card(group: pd.Series, level: CardLevel, links: PublicLinks) -> Markup:
    card = group_card(group, links)
    card = replace(card, message="", verified="", share="", correction="", graphic="")
    return group_card_piece(links.language, card, level)


def _all_it_depends_on(
    group: pd.Series,
    level: CardLevel,
    anchors: bool,
    note: Callable[[pd.Series], str] | None,
    links: PublicLinks,
    asked: Hashable,
) -> Hashable:
    values = tuple(group.to_numpy())  # whatever changes in the list shows at once
    can_be_reached = bool(links.reachable_groups) and group["id"] in links.reachable_groups
    gone = frozenset(links.gone_links).intersection(values)
    return values, level, anchors, note, can_be_reached, gone, links.language, asked


@cached(LRUCache(_MAX_CARDS), key=_all_it_depends_on, condition=Condition())
def _public_card(
    group: pd.Series,
    level: CardLevel,
    anchors: bool,
    note: Callable[[pd.Series], str] | None,
    links: PublicLinks,
    _asked: Hashable,
) -> Markup:
    """The card of a row of the public list. Kept: it was a tenth of a click.

    ``_asked`` is the language that the address asks for, which its links name too.
    """
    card = group_card(group, links, note(group) if note else "")
    return group_card_piece(links.language, card, level, group_anchor(group["id"]) if anchors else "")


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


def _unless_active(group: pd.Series) -> str:
    return "" if group["status"] == Status.ACTIVE else f" · **{status_label(current_language(), group['status'])}**"
