"""The controls of the list of groups: search, filters, order, page numbers, and what to try if nothing matches."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from affiliates.content.find_words import ANY_CITY
from affiliates.content.labels import language_label, link_column_label, scope_label, status_label
from affiliates.content.wording import format_number
from affiliates.directory.queries import GroupFilters, GroupSort
from affiliates.directory.schema import LINK_COLUMNS, Scope, Status
from affiliates.languages.language import N_, NP_, Message
from affiliates.search.choices import GroupChoices
from components.shared.segmented_switch import segmented_switch
from components.state.language import current_language, gettext
from components.state.page_query import CARDS, MAX_QUERY_LENGTH, TABLE, PageQuery, drop_filters, select_statuses
from components.state.url import url_widget

_VIEWS = {CARDS: NP_("view", "Cards"), TABLE: NP_("view", "Table")}
_MANY_GROUPS = 12
_SORTS = {
    GroupSort.REGION: NP_("sort", "Region"),
    GroupSort.NAME: NP_("sort", "Name"),
    GroupSort.VERIFIED: NP_("sort", "Last verified"),
}
# By URL parameter: the button that drops a filter, and the filter's value once it is dropped.
_DROPS: dict[str, tuple[Message, dict[str, Any]]] = {
    "region": (N_("All places"), {"region": None}),
    "city": (ANY_CITY, {"city": ""}),
    "country": (N_("Both countries"), {"country": None}),
    "q": (N_("Without the search"), {"query": ""}),
    "scope": (N_("Any reach"), {"scopes": ()}),
    "link": (N_("Any kind of link"), {"links": ()}),
    "language": (N_("Any language"), {"languages": ()}),
    "status": (N_("Any status"), {"statuses": ()}),
}


def city_filter(choices: GroupChoices, query: PageQuery) -> None:
    """A list of the cities that the groups of the open region name, where they are many."""
    cities, chosen = choices.cities(query.region or ""), query.filters.city
    if sum(count for _, count in cities.values()) <= _MANY_GROUPS and not chosen:
        return
    any_city, language = gettext(ANY_CITY), current_language()
    labels = {"": any_city, chosen: chosen or any_city}
    labels |= {city: f"{name} ({format_number(language, count)})" for city, (name, count) in cities.items()}
    city = url_widget("city", chosen)
    st.selectbox(
        gettext("City"),
        labels,
        index=list(labels).index(chosen),
        format_func=labels.__getitem__,
        key=city.key,
        on_change=city.sync_to_url,
        label_visibility="collapsed",
        width=280,
    )


def directory_filters(choices: GroupChoices, query: PageQuery) -> bool:
    """Search, order and view, and behind them the filters by scope, kind of link, language and status; returns whether
    they are seen.

    With a region open, or where all groups are seen at one glance, all of it is folded until it is wanted or says
    something: the groups come first.
    """
    if not query.region and len(choices) > _MANY_GROUPS:
        _search_and_filters(choices, query)
        return True
    folded = _folded_box(gettext("Search, filter, sort and download"), "list_filters", is_used=query.has_list_settings)
    if folded.open:
        with folded:
            _search_and_filters(choices, query)
    return bool(folded.open)


def _folded_box(label: str, key: str, *, is_used: bool) -> ExpanderContainer:
    """A box that is open from the start only where what is in it says something.

    Its label is not to change with that, nor what it is given: Streamlit would take it for another box, close it while
    somebody chooses in it, and lose their place. In another language it is another box.
    """
    key = f"{key}_{current_language().code}"
    if is_used:
        st.session_state.setdefault(key, True)
    return st.expander(label, key=key, on_change="rerun")


def _search_and_filters(choices: GroupChoices, query: PageQuery) -> None:
    search, sort = url_widget("q", query.filters.query), url_widget("sort", query.sort)
    sorts = {each: gettext(label) for each, label in _SORTS.items()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            gettext("Search by name, city, keyword or region"),
            query.filters.query,
            key=search.key,
            type="search",
            placeholder=gettext("Search"),  # else Streamlit says it in English
            max_chars=MAX_QUERY_LENGTH,
            on_change=search.sync_to_url,
            width=420,
        )
        st.selectbox(
            gettext("Sort by"),
            sorts,
            index=list(sorts).index(query.sort),
            format_func=sorts.__getitem__,
            key=sort.key,
            on_change=sort.sync_to_url,
            args=(GroupSort.REGION,),
            width=170,
        )
        segmented_switch(
            gettext("Show as"), "view", {view: gettext(label) for view, label in _VIEWS.items()}, query.view, CARDS
        )
    more = _folded_box(gettext("More filters"), "more_filters", is_used=query.has_more_filters)
    if more.open:
        with more:
            _more_filters(choices, query.filters)


def offer_to_widen(choices: GroupChoices, query: PageQuery) -> None:
    """A button for each filter without which some groups would match, and one that drops all filters."""
    with st.container(horizontal=True, gap="xsmall"):
        for name, (label, dropped) in _DROPS.items():
            count = choices.count(replace(query.filters, **dropped))
            if count:
                st.button(
                    f"{gettext(label)} ({format_number(current_language(), count)})",
                    key=f"drop_{name}",
                    on_click=drop_filters,
                    args=(name,),
                    wrap=True,
                )
        st.button(gettext("Show all groups"), key="drop_all", on_click=drop_filters, args=tuple(_DROPS), wrap=True)


def page_numbers(count: int, query: PageQuery, *, size: int) -> slice:
    """Draws page numbers if ``count`` rows take more than one page, and returns the rows of the current page."""
    pages = max(1, -(-count // size))
    page = min(max(1, query.page), pages)
    if pages > 1:
        numbers = url_widget("page", page)
        st.pagination(pages, default=page, key=numbers.key, on_change=numbers.sync_to_url, args=(1,))
    return slice((page - 1) * size, page * size)


def _more_filters(choices: GroupChoices, filters: GroupFilters) -> None:
    language = current_language()
    scopes = {each: scope_label(language, each) for each in Scope}
    _pills(gettext("Reach"), "scope", scopes, filters.scopes)
    columns = {each: link_column_label(language, each) for each in LINK_COLUMNS}
    _pills(gettext("Where to find it"), "link", columns, filters.links)
    spoken = {each: language_label(language, each) for each in sorted({*choices.index.languages, *filters.languages})}
    if spoken:
        _pills(gettext("Language"), "language", spoken, filters.languages)
    statuses = {each: status_label(language, each) for each in Status}
    _pills(gettext("Status"), "status", statuses, filters.statuses, on_change=select_statuses)


def _pills(
    label: str,
    name: str,
    choices: Mapping[Any, str],
    chosen: Sequence[str],
    on_change: Callable[[Sequence[str]], None] | None = None,
) -> None:
    pills = url_widget(name, list(chosen))
    st.pills(
        label,
        choices,
        format_func=choices.__getitem__,
        selection_mode="multi",
        default=list(chosen),
        key=pills.key,
        on_change=(lambda: on_change(pills.value)) if on_change else pills.sync_to_url,
    )
