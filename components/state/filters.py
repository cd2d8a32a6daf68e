"""The filters of the map and the directory, as the URL has them.

The URL is the one place where a visitor's choice is kept: every run reads it into one frozen ``PageQuery``, every
widget shows what it says, and every change is written back to it (components/state/url.py). So a link, Back, the map
and the widgets cannot disagree. Streamlit's own ``bind="query-params"`` puts the label of a choice into the URL
("Michigan"), where we need its code: codes stay the same in every language.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from affiliates.directory.links import LINK_LABELS
from affiliates.directory.queries import GroupFilters, GroupSort, matching
from affiliates.directory.schema import Scope, Status, language_name
from affiliates.errors import PostalCodeError
from affiliates.geo.flat_map import small_regions
from affiliates.geo.postal_codes import regions_for_postal_code
from affiliates.geo.regions import COUNTRIES, country_of, region_names
from components.shared.postal_code_messages import postal_code_message
from components.state.url import (
    known_values,
    segmented_switch,
    sync_to_url,
    update_query_params,
    value_or_default,
    widget_key,
)

VIEWS = {"cards": "Cards", "table": "Table"}
SORTS = {GroupSort.REGION: "Region", GroupSort.NAME: "Name", GroupSort.VERIFIED: "Last verified"}
ANY = "any"
_POSTAL_CODE = "postal_code"
_LONGEST_QUERY = 200
_SMALL_PLACES = "small_places"


@dataclass(frozen=True)
class PageQuery:
    """What the URL asks for, every value checked.

    ``country`` is the one the map shows; ``filters.country`` is set only where a visitor chose one, so that the
    directory holds every group until then. ``unknown_region`` tells of a code that is none. ``group`` is the id of a
    group that a visitor wants to have changed, known or not.
    """

    country: str
    region: str | None
    filters: GroupFilters
    sort: GroupSort
    view: str
    page: int
    unknown_region: bool
    group: str


def read_page_query() -> PageQuery:
    """What this visitor asks for now; a value that means nothing is as if it were not there."""
    url = st.query_params
    code = url.get("region", "").strip().upper()
    region = code if code in region_names() else None
    country = value_or_default(COUNTRIES, url.get("country", "").upper(), "")
    page = url.get("page", "1")
    return PageQuery(
        country=country_of(region) if region else country or "US",
        region=region,
        filters=GroupFilters(
            country=country or None,
            region=region,
            query=url.get("q", "").strip()[:_LONGEST_QUERY],
            scopes=tuple(Scope(each) for each in known_values("scope", list(Scope))),
            languages=tuple(code for code in url.get_all("language") if language_name(code)),
            links=tuple(known_values("link", list(LINK_LABELS))),
            statuses=_statuses(),
        ),
        sort=GroupSort(value_or_default(SORTS, url.get("sort", ""), GroupSort.REGION)),
        view=value_or_default(VIEWS, url.get("view", ""), "cards"),
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
        unknown_region=bool(code) and region is None,
        group=url.get("group", "")[:_LONGEST_QUERY],
    )


def select_region(region: str | None) -> None:
    """Opens a region, or with None the whole country; what is no region of ours changes nothing."""
    if region is not None and region not in region_names():
        return
    stays_in = read_page_query().country if region is None else "US"
    update_query_params(region=region, country=None if stays_in == "US" else stays_in)
    st.session_state[_SMALL_PLACES] = False


def select_group(group_id: str | None) -> None:
    """Opens the form that has a listed group's entry changed; with None, the list to choose from."""
    update_query_params(group=group_id)


def country_switch(query: PageQuery) -> None:
    """The switch between the United States and Canada."""
    st.segmented_control(
        "Country",
        COUNTRIES,
        format_func=COUNTRIES.__getitem__,
        required=True,
        key=widget_key("country", query.country),
        on_change=_choose_country,
        label_visibility="collapsed",
    )


def region_box(query: PageQuery) -> None:
    """The list of all states, territories and provinces: the same choice as on the map."""
    st.selectbox(
        "Your state or province",
        list(region_names()),
        format_func=region_label,
        # Once a place is open it can be changed, not emptied by accident: Escape in an empty list would do so.
        index=None if query.region is None else 0,
        placeholder="Choose or type",
        key=widget_key("region", query.region),
        on_change=lambda: select_region(st.session_state["asked_region"]),
    )


def postal_code_box(query: PageQuery) -> None:
    """The box for a ZIP code or Canadian postal code. What is typed here is never written to the URL."""
    typed = st.session_state.get(_POSTAL_CODE, "")
    found, _ = _found(typed)
    if typed and (query.region not in found if query.region else len(found) == 1):
        st.session_state[_POSTAL_CODE] = ""  # the visitor went somewhere else since; the same code works again then
    st.text_input(
        "Or ZIP / postal code",
        key=_POSTAL_CODE,
        max_chars=20,
        placeholder="48104 or M5V 3L9",
        autocomplete="postal-code",
        on_change=_choose_postal_code,
    )


def postal_code_answer() -> None:
    """What to say to a code that leads nowhere, and the question which of two places is meant."""
    typed = st.session_state.get(_POSTAL_CODE, "")
    found, problem = _found(typed)
    if problem:
        st.warning(problem)
    elif len(found) > 1 and read_page_query().region is None:
        st.info("Codes that begin with X lie in two places. Which one is yours?")
        region_buttons(found, key="postal")


def small_place_buttons(query: PageQuery) -> None:
    """A button for each region that is too small for a finger on the map."""
    small = st.expander("Too small to tap on the map?", key=_SMALL_PLACES, on_change="rerun")
    if small.open:
        with small:
            region_buttons([region for region in region_names() if region in small_regions(query.country)], key="small")


def region_buttons(regions: Sequence[str], *, key: str) -> None:
    """A row of buttons, one per region."""
    with st.container(horizontal=True, gap="xsmall"):
        for region in regions:
            st.button(region_names()[region], key=f"{key}_{region}", on_click=select_region, args=(region,))


def directory_filters(groups: pd.DataFrame, query: PageQuery) -> None:
    """Search, and behind it the filters by scope, kind of link, language and status, and the order."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Search by name, city, words or region",
            key=widget_key("q", query.filters.query),
            type="search",
            max_chars=_LONGEST_QUERY,
            on_change=sync_to_url,
            args=("q",),
            width=420,
        )
        st.selectbox(
            "Sort by",
            SORTS,
            format_func=SORTS.__getitem__,
            key=widget_key("sort", query.sort),
            on_change=sync_to_url,
            args=("sort", GroupSort.REGION),
            width=170,
        )
        segmented_switch("Show as", "view", VIEWS, query.view, "cards")
    set_filters = sum(
        map(bool, (query.filters.scopes, query.filters.links, query.filters.languages, _is_status_set(query)))
    )
    label = f"More filters ({set_filters} set)" if set_filters else "More filters"
    more = st.expander(label, key="more_filters", on_change="rerun")
    if more.open:
        with more:
            _more_filters(groups, query.filters)


def _more_filters(groups: pd.DataFrame, filters: GroupFilters) -> None:
    _pills("How far a group reaches", "scope", {scope: scope.capitalize() for scope in Scope}, filters.scopes)
    _pills("Where to find it", "link", LINK_LABELS, filters.links)
    spoken = sorted({code for codes in groups["languages"] for code in codes} | set(filters.languages))
    if spoken:
        _pills("Language", "language", {code: language_name(code) for code in spoken}, filters.languages)
    statuses = {status: status.capitalize() for status in Status}
    _pills("Status", "status", statuses, filters.statuses, on_change=_take_over_status)


def offer_to_widen(groups: pd.DataFrame, query: PageQuery) -> None:
    """A button for each filter without which there would be groups, and one that drops all filters."""
    hindrances: dict[str, tuple[str, dict[str, Any]]] = {
        "region": ("All places", {"region": None}),
        "country": ("Both countries", {"country": None}),
        "q": ("Without the search", {"query": ""}),
        "scope": ("Any reach", {"scopes": ()}),
        "link": ("Any kind of link", {"links": ()}),
        "language": ("Any language", {"languages": ()}),
        "status": ("Any status", {"statuses": ()}),
    }
    with st.container(horizontal=True, gap="xsmall"):
        for name, (label, dropped) in hindrances.items():
            found = len(matching(groups, replace(query.filters, **dropped)))
            if found:
                st.button(f"{label} ({found:,})", key=f"drop_{name}", on_click=_drop, args=(name,))
        st.button("Show all groups", key="drop_all", on_click=_drop, args=tuple(hindrances))


def show_all_groups_button(count: int) -> None:
    """Leaves the region for the list of all groups."""
    st.button(f"See all {count:,} groups", key="drop_region", on_click=_drop, args=("region",))


def page_numbers(count: int, query: PageQuery, *, size: int) -> slice:
    """The page numbers of a list of ``count`` rows, where there is more than one page, and the rows of this one."""
    pages = max(1, -(-count // size))
    page = min(max(1, query.page), pages)
    if pages > 1:
        st.pagination(pages, key=widget_key("page", page), on_change=sync_to_url, args=("page", 1))
    return slice((page - 1) * size, page * size)


def region_label(region: str) -> str:
    """A region's name, with the country where it is not the United States."""
    return region_names()[region] + (", Canada" if country_of(region) == "CA" else "")


def _take_over_status() -> None:
    chosen = list(st.session_state["asked_status"])
    update_query_params(status=None if chosen == [Status.ACTIVE] else chosen or [ANY])


def _pills(
    label: str,
    name: str,
    choices: Mapping[Any, str],
    chosen: Sequence[str],
    on_change: Callable[[], None] | None = None,
) -> None:
    st.pills(
        label,
        choices,
        format_func=choices.__getitem__,
        selection_mode="multi",
        key=widget_key(name, list(chosen)),
        on_change=on_change or (lambda: sync_to_url(name)),
    )


def _drop(*dropped: str) -> None:
    any_status = [ANY] if dropped == ("status",) else None
    update_query_params(**{name: any_status if name == "status" else None for name in dropped})


def _choose_country() -> None:
    update_query_params(country=st.session_state["asked_country"], region=None)


def _choose_postal_code() -> None:
    if typed := st.session_state[_POSTAL_CODE]:
        found, _ = _found(typed)
        select_region(found[0] if len(found) == 1 else None)


def _found(typed: str) -> tuple[tuple[str, ...], str]:
    """The regions a code may lie in, and what to say where it leads to none."""
    try:
        return (regions_for_postal_code(typed), "") if typed else ((), "")
    except PostalCodeError as error:
        return (), postal_code_message(error)


def _statuses() -> tuple[Status, ...]:
    asked_for = tuple(Status(each) for each in known_values("status", list(Status)))
    return asked_for if asked_for or ANY in st.query_params.get_all("status") else (Status.ACTIVE,)


def _is_status_set(query: PageQuery) -> bool:
    return query.filters.statuses != (Status.ACTIVE,)
