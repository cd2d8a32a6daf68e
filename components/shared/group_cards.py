"""Groups and allies as cards, and groups as a table; whatever they wrote is shown exactly as typed."""

from collections.abc import Callable, Iterable
from typing import Literal

import pandas as pd
import streamlit as st
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
from affiliates.site.addresses import WRITE_PAGE
from components.shared.markdown import escape_markdown, link_target
from components.state.language import current_language, gettext
from components.state.lists.organizations import gone_links, reachable_groups
from components.state.url import page_url

_MIN_WIDTH = 320  # pixels: two columns where there is room, on a phone one

CardLevel = Literal[2, 3]
"""Of the names on cards: 2 right below the title of the page, 3 below a heading. Both look the same, see
server/first_page/assets/app.css and affiliates/site/pages/site.css."""


def card_grid() -> DeltaGenerator:
    """Two columns of cards where there is room, else one below the other."""
    return st.grid(2, min_column_width=_MIN_WIDTH)


def card_heading(name: str, level: CardLevel, *, anchor: str | Literal[False] = False) -> None:
    """The name on a card, as Markdown; a link leads to its ``anchor``."""
    heading = st.header if level == 2 else st.subheader
    heading(name, anchor=anchor)


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
    only one list on a page can do. ``note`` returns our own words about a row, shown below its name. ``footer`` adds
    what is for visitors: to write to a group that shows no address, the day of verification, the link to share, the
    way to report that something is wrong, and what is for the group itself. A card is three elements, whatever it
    says: each costs time at every click.
    """
    reachable, gone = reachable_groups() if footer else frozenset(), gone_links()
    with card_grid():
        for group in _rows(groups):
            with st.container(border=True, gap="xsmall", height="stretch"):
                card_heading(escape_markdown(group["name"]), level, anchor=_anchor(group) if anchors else False)
                st.markdown(_card_text(group, note(group) if note else "", reachable, gone, has_footer=footer))


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


def _ways_to_reach(group: pd.Series, reachable: frozenset[str], gone: frozenset[str]) -> list[tuple[str, str]]:
    """The links of a group, and the page on which visitors write to it where it shows no address."""
    links = group_links(current_language(), group, gone)
    if can_be_written_to(group, reachable):
        links.append((gettext(WRITE_TO_GROUP), page_url(WRITE_PAGE, {"group": group["id"]})))
    return links


def _facts(group: pd.Series) -> str:
    return " · ".join(map(escape_markdown, group_facts(current_language(), group))) + _unless_active(group)


def _card_text(
    group: pd.Series, note: str, reachable: frozenset[str], gone: frozenset[str], *, has_footer: bool
) -> str:
    """All of a card below its name: our own words, and the group's as it typed them, line by line."""
    description = "  \n".join(escape_markdown(line) for line in group["description"].splitlines() if line.strip())
    ways = _ways_to_reach(group, reachable, gone)
    links = " · ".join(f"[**{label}**]({link_target(address)})" for label, address in ways)
    gone_note = gone_links_note(current_language(), group, gone)
    parts = [note, f":small[{_facts(group)}]", description, links, gone_note and f":small[{gone_note}]"]
    if has_footer:
        parts.append(_footer(group))
    return "\n\n".join(filter(None, parts))


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
